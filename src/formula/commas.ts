/** How many commas stand directly inside each bracket of a formula: what tells sum(k, …) from sum(k, from, to, …). */
import { FormulaError } from './scope.ts';
import { type Token, Tokens } from './tokens.ts';

/** By offset of the opening bracket; a text that breaks off is counted as far as it can be read. */
export function commasIn(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const token of tokensOf(text)) {
    const inner = open.at(-1);
    if (token.text === '(' || token.text === '[') {
      open.push(token.offset);
      found.set(token.offset, 0);
    } else if (token.text === ')' || token.text === ']') open.pop();
    else if (token.text === ',' && inner !== undefined) found.set(inner, (found.get(inner) ?? 0) + 1);
  }
  return found;
}

function* tokensOf(text: string): Generator<Token> {
  const tokens = new Tokens(text);
  try {
    for (let token = tokens.next(); token.kind !== 'end'; token = tokens.next()) yield token;
  } catch (error) {
    // What cannot be read is reported where the reader comes to it.
    if (!(error instanceof FormulaError)) throw error;
  }
}
