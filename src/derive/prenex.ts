/** Terms as sums over indices in front of one product, and the exchanges of neighbouring sums that bring one to another. */
import {
  type Expr,
  freshIndex,
  indexedSum,
  indexVariable,
  productOf,
  substituteIndices,
} from '../expr/index.ts';
import type { Range } from '../network/index.ts';
import type { Canonical } from '../proof/index.ts';

/** A term as sums over indices in front of one product. */
export interface Prenex {
  readonly binders: readonly Range[];
  readonly factors: readonly Expr[];
}

export const termsOf = (term: Expr): readonly Expr[] => (term.kind === 'sum' ? term.args : [term]);

/** All sums of a product moved to the front, outer ones first, under names apart from each other. */
export function prenex(term: Expr, taken: Set<string>): Prenex {
  const binders: Range[] = [];
  const factors: Expr[] = [];
  const open: Expr[] = [term];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'product') open.push(...node.args.toReversed());
    else if (node.kind === 'indexedSum') {
      const name = freshIndex(node.index, taken);
      taken.add(name);
      binders.push({ index: name, from: node.from, to: node.to });
      open.push(substituteIndices(node.args[0] as Expr, new Map([[node.index, indexVariable(name)]])));
    } else factors.push(node);
  }
  return { binders, factors };
}

export const wholeOf = ({ binders, factors }: Prenex): Expr =>
  binders.reduceRight<Expr>(
    (body, range) => indexedSum(range.index, range.from, range.to, body),
    productOf(factors),
  );

/** An order of its sums in which it is one of some terms, numbers aside. */
export function orderAmong(
  from: Prenex,
  all: readonly Prenex[],
  canonical: Canonical,
): readonly number[] | undefined {
  const bare = ({ binders, factors }: Prenex): Prenex => ({
    binders,
    factors: factors.filter(({ kind }) => kind !== 'number'),
  });
  for (const each of all) {
    const order = matching(bare(from), bare(each), canonical);
    if (order !== undefined) return order;
  }
  return undefined;
}

/** An order of the first one's sums in which it is the second; at most 5 sums are tried. */
function matching(from: Prenex, to: Prenex, canonical: Canonical): readonly number[] | undefined {
  if (from.binders.length !== to.binders.length || from.binders.length > 5) return undefined;
  const wanted = wholeOf(to);
  return permutations(from.binders.length).find((order) => {
    const binders = order.map((each) => from.binders[each] as Range);
    return canonical.same(wholeOf({ ...from, binders }), wanted);
  });
}

function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, at) => [...order.slice(0, at), count - 1, ...order.slice(at)]),
  );
}

/** Exchanges of neighbours that bring 0, 1, 2, … into an order; each names the outer of the two. */
export function exchanges(order: readonly number[]): readonly number[] {
  const now = order.map((_, i) => i);
  const found: number[] = [];
  order.forEach((wanted, target) => {
    for (let at = now.indexOf(wanted); at > target; at--) {
      now.splice(at - 1, 2, now[at] as number, now[at - 1] as number);
      found.push(at - 1);
    }
  });
  return found;
}

export const swapped = (binders: readonly Range[], at: number): readonly Range[] => [
  ...binders.slice(0, at),
  binders[at + 1] as Range,
  binders[at] as Range,
  ...binders.slice(at + 2),
];
