/** What the names of a derivation stand for, in a term that mentions them. */
import { type Expr, replace, substituteIndices } from '../expr/index.ts';
import type { Theorem } from '../proof/index.ts';

/** Names written out as the derivatives that they stand for. */
export function spelledOut(term: Expr, theorems: readonly Theorem[]): Expr {
  const named = new Map(theorems.flatMap(({ name, goal }) => (name ? [[name.name, { name, goal }]] : [])));
  return replace(term, (node) => {
    const own = node.kind === 'quantity' ? named.get(node.name) : undefined;
    if (own === undefined || node.kind !== 'quantity') return undefined;
    const at = new Map(
      own.name.indices.flatMap(({ key }, i) => (node.indices[i] ? [[key, node.indices[i]]] : [])),
    );
    return substituteIndices(own.goal.lhs, at);
  });
}
