/** How long a term is for who reads it: what `tidy.ts` makes shorter. */
import { type Expr, fold, num } from '../expr/index.ts';

/** How much there is to read in a term, as a tree; stops counting at `limit`. */
export const reading = (term: Expr, limit = 1e6): number =>
  fold<number>(term, (node, args) =>
    Math.min(limit, args.reduce((total, each) => total + each, weight(node)) - (isNegated(node) ? 1.1 : 0)),
  );

/** Whether a product is a term with a minus sign before it. */
const isNegated = (node: Expr): boolean =>
  node.kind === 'product' && node.args.length === 2 && node.args[0] === num(-1);

/** Signs and fractions cost nothing beyond what they govern. */
const weight = (node: Expr): number => {
  if (node.kind === 'number') return node.value.n === 1n && node.value.d === 1n ? 0.5 : 1;
  return node.kind === 'quantity' ? 1 : 0.6;
};
