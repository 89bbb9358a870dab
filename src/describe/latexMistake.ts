/** Whether a user's LaTeX can stand in a formula, so that a name cannot break every formula in which it is printed. */

/**
 * What is wrong with the LaTeX of a name, or undefined.
 *
 * Example: `\mathrm{net` → a { is never closed
 */
export function latexMistake(text: string): string | undefined {
  let open = 0;
  // A sign after a backslash is a sign like any other; two backslashes would begin a row.
  for (const [token] of text.matchAll(/\\[\s\S]?|[{}$%&#]/gu)) {
    if (token === '{') open++;
    else if (token === '}' && --open < 0) return 'there is no { before a }';
    else if (token === '\\') return 'it ends with \\';
    else if (token === '\\\\' || /^[$%&#]$/.test(token)) return `${token} does not belong into a formula`;
  }
  return open > 0 ? 'a { is never closed' : undefined;
}
