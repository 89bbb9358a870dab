/** How differences, quotients and multiples are written in terms: a − b is a + −1·b, a/b is a·b^(−1), 2a is 2·a. */
import type { Expr, Fraction } from '../expr/index.ts';

const isUnit = (term: Expr | undefined, sign: bigint): boolean =>
  term?.kind === 'number' && term.value.n === 1n && term.value.d === 1n && term.value.s === sign;

export const isOne = (term: Expr | undefined): boolean => isUnit(term, 1n);
export const isMinusOne = (term: Expr | undefined): boolean => isUnit(term, -1n);

/** b, if the term is −1 · b. */
export const negated = (term: Expr): Expr | undefined =>
  term.kind === 'product' && term.args.length === 2 && isMinusOne(term.args[0]) ? term.args[1] : undefined;

/** b, if the term is b^(−1). */
export const inverted = (term: Expr): Expr | undefined =>
  term.kind === 'power' && isMinusOne(term.args[1]) ? term.args[0] : undefined;

/** c, if the term is c · u. */
export function scaledBy({ kind, args }: Expr): Fraction | undefined {
  const [first] = args;
  return kind === 'product' && args.length === 2 && first?.kind === 'number' ? first.value : undefined;
}
