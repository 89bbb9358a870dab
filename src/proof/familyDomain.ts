/** Dom(N) of a network with families: where its equations have values and slopes, at every member. */
import { type Condition, type Expr, fold, indexNames, indicesIn, termsOfCondition } from '../expr/index.ts';
import { conditionRanges, conditionsOf, type Network, type Range, type RangesOf } from '../network/index.ts';

/** A condition of Dom(N), or one the network declares, for every index of its ranges. */
export interface Assumption {
  readonly condition: Condition;
  readonly ranges: readonly Range[];
}

/** An assumption, and the ranges of all indices around it: where one is empty, nothing asks for it. */
export interface Asked {
  readonly assumption: Assumption;
  readonly around: readonly Range[];
}

/** What the network declares, and the conditions of every equation and declaration, each with the ranges of the indices around it. */
export function familyDomain(network: Network): readonly Asked[] {
  const rangesOf: RangesOf = (q) => network.symbol(q)?.ranges ?? [];
  const sizes = new Set(network.sizes);
  const declared: readonly Assumption[] = network.given.map((condition) => ({
    condition,
    ranges: conditionRanges(condition, rangesOf, sizes).ranges,
  }));
  return [
    ...declared.map((assumption) => ({ assumption, around: assumption.ranges })),
    ...network.equations.flatMap(({ rhs, ranges = [] }) => domainOf(rhs, ranges)),
    ...declared.flatMap(({ condition, ranges }) =>
      termsOfCondition(condition).flatMap((term) => domainOf(term, ranges)),
    ),
  ];
}

/** Where a term has a value and a slope. */
function domainOf(root: Expr, ranges: readonly Range[]): readonly Asked[] {
  const found: Asked[] = [];
  const bracketed = new Map<Expr, boolean>();
  fold<boolean>(
    root,
    ({ kind }, args) => kind === 'bracket' || (kind === 'product' && args.includes(true)),
    bracketed,
  );
  const open: (readonly [Expr, readonly Range[]])[] = [[root, ranges]];
  const seen = new Map<Expr, readonly Range[]>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, around] = next;
    if (seen.get(node) === around) continue;
    seen.set(node, around);
    for (const condition of conditionsOf(node))
      found.push({ assumption: { condition, ranges: mentioned(condition, around) }, around });
    // Beside a bracket a term needs no value where that is 0.
    if (bracketed.get(node) === true) continue;
    const inner = node.kind === 'indexedSum' ? [...around, node] : around;
    for (const arg of node.args) open.push([arg, inner]);
  }
  return found;
}

/** The ranges whose index the condition mentions, and those that these mention. */
function mentioned(condition: Condition, ranges: readonly Range[]): readonly Range[] {
  const names = new Set(termsOfCondition(condition).flatMap((term) => [...indicesIn(term)]));
  const kept: Range[] = [];
  for (const range of [...ranges].reverse()) {
    if (!names.has(range.index)) continue;
    kept.push(range);
    for (const each of [range.from, range.to]) indexNames(each, names);
  }
  return kept.reverse();
}
