/** The beginning of a sum over an index: `sum(k,` or `sum(k, from, to,`. */
import type { Index } from '../expr/index.ts';
import type { Binders } from './binders.ts';
import type { Frame } from './frame.ts';
import { spanOf } from './names.ts';
import { FormulaError } from './scope.ts';
import type { Token, Tokens } from './tokens.ts';

const forms = 'write sum(k, …), or sum(k, from, to, …)';

/** Reads up to the comma before what is summed. `commas`: how many stand in each bracket. Throws: FormulaError. */
export function openSum(
  name: Token,
  tokens: Tokens,
  commas: ReadonlyMap<number, number>,
  binders: Binders,
): { frame: Frame; last: Token } {
  const open = tokens.next();
  const index = tokens.next();
  if (index.kind !== 'name') throw new FormulaError('expected an index after sum(', spanOf(index), forms);
  const count = (commas.get(open.offset) ?? 0) + 1;
  if (count !== 2 && count !== 4) {
    throw new FormulaError(`sum takes 2 or 4 arguments, not ${count}`, spanOf(name), forms);
  }
  let last = comma(tokens);
  const bound = (): Index => {
    const read = binders.read(tokens);
    last = comma(tokens);
    return read;
  };
  const bounds = count === 4 ? ([bound(), bound()] as const) : undefined;
  return { frame: { kind: 'indexedSum', binder: binders.open(index, bounds), open }, last };
}

function comma(tokens: Tokens): Token {
  const token = tokens.next();
  if (token.text !== ',') throw new FormulaError('expected a comma here', spanOf(token), forms);
  return token;
}
