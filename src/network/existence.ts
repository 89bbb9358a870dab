/**
 * Which members exist: those whose every index lies in the range that its family declares. A statement about any other says
 * nothing, so terms that mention one are refused, unless a bracket beside it is then 0.
 */
import {
  type Expr,
  type Index,
  type IndexedSum,
  indexNames,
  indexVariable,
  type Product,
  type Quantity,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import type { Range } from './definition.ts';
import { EVERY, isEvery } from './mentions.ts';
import type { IndexFacts } from './ranges.ts';

/** Where the indices of a quantity run as its family was declared; none for a scalar. */
export type RangesOf = (q: Quantity) => readonly Range[];

/** The first member in a term that is not known to exist; `seen` may be shared between terms of which the same is known. */
export function missingMember(
  term: Expr,
  rangesOf: RangesOf,
  facts: IndexFacts,
  seen: Set<Expr> = new Set(),
): Quantity | undefined {
  const open: (readonly [Expr, IndexFacts, Set<Expr>])[] = [[term, facts, seen]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, known, met] = next;
    if (met.has(node)) continue;
    met.add(node);
    const missing = membersOf(node).find((q) => q.indices.length > 0 && !exists(q, rangesOf(q), known));
    if (missing !== undefined) return missing;
    if (node.kind === 'indexedSum') {
      const { range, body } = apart(node, known);
      open.push([body, known.with([range]), new Set()]);
    } else if (node.kind === 'product') {
      const factors = factorsOf(node);
      const inner = known.where(factors.flatMap((each) => (each.kind === 'bracket' ? each.relations : [])));
      const own = inner === known ? met : new Set<Expr>();
      for (const each of factors) open.push([each, inner, own]);
    } else for (const arg of node.args) open.push([arg, known, met]);
  }
  return undefined;
}

/** A sum's range and summand, its index renamed where something is known of another index of that name. */
function apart(node: IndexedSum, facts: IndexFacts): { readonly range: Range; readonly body: Expr } {
  const { index: name, from, to } = node;
  const body = node.args[0] as Expr;
  const taken = indexNames(to, indexNames(from, new Set(facts.names)));
  if (!taken.has(name)) return { range: node, body };
  let count = 0;
  while (taken.has(`%${count}`)) count++;
  const index = `%${count}`;
  return {
    range: { index, from, to },
    body: substituteIndices(body, new Map([[name, indexVariable(index)]])),
  };
}

/** Where each index of a member runs, given those before it; undefined where that moves with one that takes every value at once. */
export function rangesAt(
  { indices }: Quantity,
  declared: readonly Range[],
): readonly (Pick<Range, 'from' | 'to'> | undefined)[] {
  const at = new Map(declared.map((range, i) => [range.index, indices[i] as Index]));
  return declared.map(({ from, to }) => {
    const moves = [...indexNames(from), ...indexNames(to)].some((name) => at.get(name)?.key === EVERY);
    return moves ? undefined : { from: substituteIndex(from, at), to: substituteIndex(to, at) };
  });
}

/** Whether each index of a member is known to lie in its range. */
const exists = (q: Quantity, declared: readonly Range[], facts: IndexFacts): boolean =>
  declared.length === q.indices.length &&
  rangesAt(q, declared).every((range, i) => {
    const value = q.indices[i] as Index;
    return isEvery(value) || (range !== undefined && facts.within(value, range));
  });

/** The quantities that a node itself names. */
const membersOf = (node: Expr): readonly Quantity[] => {
  if (node.kind === 'quantity') return [node];
  return node.kind === 'partial' ? [node.by, ...node.hold] : [];
};

/** The factors of a product and of the products in it, each once. */
function factorsOf(whole: Product): readonly Exclude<Expr, Product>[] {
  const seen = new Set<Expr>();
  const found: Exclude<Expr, Product>[] = [];
  const open: Expr[] = [whole];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    if (each.kind !== 'product') found.push(each);
    else for (const arg of each.args) open.push(arg);
  }
  return found;
}
