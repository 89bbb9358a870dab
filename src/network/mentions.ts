/** What a term mentions: members of families under sums, or whole families at once. */
import {
  type Expr,
  type Index,
  indexVariable,
  type Quantity,
  quantity,
  substituteIndex,
} from '../expr/index.ts';
import type { Range } from './definition.ts';

/** The index that stands for every value at once: `a[L,*]` is the whole layer, as an opaque function takes it. */
export const EVERY = '*';

export const isEvery = (each: Index): boolean => each.key === EVERY;

/** A quantity as a term mentions it, under the sums around it. */
export interface Mention {
  readonly quantity: Quantity;
  readonly binders: readonly Range[];
}

/** The same with every sum's index renamed, so that none is taken for an index from outside the term. */
export const mentionsApart = (term: Expr): readonly Mention[] =>
  mentionsIn(term).map(({ quantity: q, binders }) => {
    const renaming = new Map<string, Index>();
    const apart = binders.map((range, i) => {
      const renamed = {
        index: `%${i}`,
        from: substituteIndex(range.from, renaming),
        to: substituteIndex(range.to, renaming),
      };
      renaming.set(range.index, indexVariable(renamed.index));
      return renamed;
    });
    const member = quantity(
      q.name,
      q.indices.map((each) => substituteIndex(each, renaming)),
    );
    return { quantity: member, binders: apart };
  });

/** Every quantity a term mentions, with the sums around it. */
export function mentionsIn(term: Expr): readonly Mention[] {
  const found: Mention[] = [];
  const open: (readonly [Expr, readonly Range[]])[] = [[term, []]];
  const seen = new Map<Expr, readonly Range[]>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, binders] = next;
    if (seen.get(node) === binders) continue;
    seen.set(node, binders);
    if (node.kind === 'quantity') found.push({ quantity: node, binders });
    const inner =
      node.kind === 'indexedSum'
        ? [...binders, { index: node.index, from: node.from, to: node.to }]
        : binders;
    for (const arg of node.args) open.push([arg, inner]);
  }
  return found.reverse();
}
