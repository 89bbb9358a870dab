/**
 * Where the indices of a term run, as the families say in whose index positions they stand bare: in w[l,j,k]·a[l-1,k], k runs
 * where the third index of w does, and where the second of a does. A sum without bounds runs there.
 */
import { type Expr, fold, type Index, indexNames, type Quantity, substituteIndex } from '../expr/index.ts';
import type { IndexRange, IndexScope } from './scope.ts';

/** The index of a whole slice: every value at once. */
export const WHOLE = '*';

/** A range, and the member it comes from. */
export interface Bare {
  readonly from: Index;
  readonly to: Index;
  readonly by: Quantity;
  /** Another member that says otherwise, if there is one. */
  readonly clash?: Bare;
  /** An index that a sum inside binds and the range depends on. */
  readonly inner?: string;
}

/** By name of the index. */
export type BareRanges = ReadonlyMap<string, Bare>;

const none: BareRanges = new Map();

/** The ranges of the indices that stand bare in a term and that no sum in it binds; `memo` may be shared between calls. */
export const bareRanges = (
  term: Expr,
  ranges: IndexScope['ranges'],
  memo: Map<Expr, BareRanges> = new Map(),
): BareRanges =>
  fold<BareRanges>(
    term,
    (node, args) => {
      if (node.kind === 'quantity') return ofMember(node, ranges(node.name));
      const merged = merge(args);
      return node.kind === 'indexedSum' ? without(merged, node.index) : merged;
    },
    memo,
  );

/** Where each index of a member runs, given its actual indices. */
export function rangesAt(member: Quantity, ranges: readonly IndexRange[]): readonly IndexRange[] {
  const actual = new Map<string, Index>();
  for (const [position, { index }] of ranges.entries()) {
    const value = member.indices[position];
    if (value !== undefined) actual.set(index, value);
  }
  return ranges.map(({ index, from, to }) => ({
    index,
    from: substituteIndex(from, actual),
    to: substituteIndex(to, actual),
  }));
}

function ofMember(member: Quantity, ranges: readonly IndexRange[] | undefined): BareRanges {
  if (ranges === undefined || member.indices.length === 0) return none;
  const found = new Map<string, Bare>();
  for (const [position, { from, to }] of rangesAt(member, ranges).entries()) {
    const key = bareName(member.indices[position]);
    // A range that depends on a whole slice says nothing of one index.
    if (key === undefined || [from, to].some((end) => indexNames(end).has(WHOLE))) continue;
    const known = found.get(key);
    const next = { from, to, by: member };
    found.set(key, known === undefined ? next : both(known, next));
  }
  return found;
}

/** The name of an index variable that stands alone. */
function bareName(index: Index | undefined): string | undefined {
  const [only, more] = index?.terms ?? [];
  if (only === undefined || more !== undefined || index?.constant !== 0) return undefined;
  const { atom, coefficient } = only;
  return coefficient === 1 && atom.indices.length === 0 && atom.name !== WHOLE ? atom.name : undefined;
}

const both = (a: Bare, b: Bare): Bare => {
  if (a.clash !== undefined || a.inner !== undefined) return a;
  if (b.clash !== undefined || b.inner !== undefined) return b;
  return a.from.key === b.from.key && a.to.key === b.to.key ? a : { ...a, clash: b };
};

function merge(all: readonly BareRanges[]): BareRanges {
  const [first = none, ...rest] = all.filter((each) => each.size > 0);
  if (rest.length === 0) return first;
  const merged = new Map(first);
  for (const each of rest) {
    for (const [name, bare] of each) {
      const known = merged.get(name);
      if (known !== bare) merged.set(name, known === undefined ? bare : both(known, bare));
    }
  }
  return merged;
}

function without(all: BareRanges, bound: string): BareRanges {
  const left = new Map<string, Bare>();
  for (const [name, bare] of all) {
    if (name === bound) continue;
    const dependent = [bare.from, bare.to].some((end) => indexNames(end).has(bound));
    left.set(name, dependent && bare.inner === undefined ? { ...bare, inner: bound } : bare);
  }
  return left;
}
