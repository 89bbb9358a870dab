/**
 * Cuts a deeply nested formula into named equations of bounded depth, so that no later stage meets a deep term: a proof
 * about each is short, and the chain of them is a chain of lemmas.
 */
import { type Expr, fold, type Quantity, quantity, rebuild } from '../expr/index.ts';
import type { Definition } from '../network/index.ts';

/** Most operations that nest in one equation of a network. */
export const maxNesting = 64;
/** How deep the pieces of a formula nest that exceeds it: a proof about a piece takes time quadratic in its depth. */
export const pieceNesting = 8;

interface Part {
  readonly term: Expr;
  readonly depth: number;
}

/**
 * The same formula, as it is if it nests at most `maxNesting` deep, otherwise as equations of little depth, its own last; what is shared is named once.
 *
 * `fresh` answers a name not yet taken, different at every call.
 */
export function split(defined: Quantity, rhs: Expr, fresh: () => string): readonly Definition[] {
  if (rhs.depth <= maxNesting) return [{ quantity: defined, rhs }];
  const parts: Definition[] = [];
  const { term } = fold<Part>(rhs, (node, args) => {
    let depth = 0;
    for (const arg of args) depth = Math.max(depth, arg.depth + 1);
    const whole = rebuild(
      node,
      args.map((arg) => arg.term),
    );
    if (depth < pieceNesting || node === rhs) return { term: whole, depth };
    const name = quantity(fresh());
    parts.push({ quantity: name, rhs: whole });
    return { term: name, depth: 0 };
  });
  return [...parts, { quantity: defined, rhs: term }];
}
