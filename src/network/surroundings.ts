/**
 * In how many surroundings a term's subterms stand: the sums around them, and the brackets beside them. What is known of an
 * index differs from one to the next, so whoever looks into a term with its sums visits shared subterms once for each; terms
 * where these multiply beyond use are refused before that.
 */
import type { Expr } from '../expr/index.ts';

/** A sum or product with more surroundings inside is refused. */
const MOST = 2000;

/** Surroundings inside each sum and each product with a bracket, as far as they have been counted. */
export type Surroundings = Map<Expr, number>;

/** Counts one node, those below it counted before; whether there are too many. */
export function surroundsTooMany(node: Expr, counted: Surroundings): boolean {
  if (!surrounds(node)) return false;
  let count = 1;
  const seen = new Set<Expr>();
  const open = [...node.args];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    if (surrounds(each)) count += counted.get(each) ?? 1;
    else for (const arg of each.args) open.push(arg);
  }
  counted.set(node, count);
  return count > MOST;
}

const surrounds = (node: Expr): boolean =>
  node.kind === 'indexedSum' ||
  (node.kind === 'product' && node.args.some((each) => each.kind === 'bracket'));
