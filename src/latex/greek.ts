/** Greek letters as names: `lambda`, `λ` → `\lambda`. Capitals that look Latin are no letters of their own in TeX. */

const lower =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega';
const variants = 'varepsilon vartheta varpi varrho varsigma varphi';
const upper = 'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega';

const byName: ReadonlyMap<string, string> = new Map(
  `${lower} ${variants} ${upper}`.split(' ').map((name) => [name, `\\${name}`] as const),
);
const commands: ReadonlySet<string> = new Set(byName.values());

const letters: ReadonlyMap<string, string> = new Map([
  ...[...'αβγδεζηθικλμνξ'].map((letter, i) => [letter, lower.split(' ')[i] as string] as const),
  ...[...'πρσ'].map((letter, i) => [letter, lower.split(' ')[i + 14] as string] as const),
  ...[...'τυφχψω'].map((letter, i) => [letter, lower.split(' ')[i + 17] as string] as const),
  ...[...'ϵϑϖϱςϕ'].map(
    (letter, i) =>
      [letter, ['epsilon', 'vartheta', 'varpi', 'varrho', 'varsigma', 'phi'][i] as string] as const,
  ),
  ...[...'ΓΔΘΛΞΠΣΥΦΨΩ'].map((letter, i) => [letter, upper.split(' ')[i] as string] as const),
]);

/** The command of a Greek letter given by name or as a character, or undefined. */
export const greek = (name: string): string | undefined => byName.get(letters.get(name) ?? name);

const byCommand: ReadonlyMap<string, string> = new Map([...letters].map(([letter, name]) => [name, letter]));

/** The character of a Greek command's name, or undefined. Example: delta → δ */
export const greekLetter = (name: string): string | undefined => byCommand.get(name);

/** Whether a piece of LaTeX is exactly a Greek letter. */
export const isGreek = (latex: string): boolean => commands.has(latex);
