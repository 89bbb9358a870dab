/**
 * The slope of one equation by one quantity in it, as a proof: unfold, differentiate, simplify, and fold back what is an
 * activation, so that σ(z)(1 − σ(z)) reads a(1 − a).
 */
import { type Expr, num, partial, type Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { Canonical, Step } from '../proof/index.ts';
import { differentiate } from './differentiate.ts';
import { foldBack, type Made } from './foldBack.ts';
import { Rewriting } from './rewriting.ts';
import { withoutOnes } from './tidy.ts';

/** Proves ∂of/∂by with some quantities held, where nothing else lies between the two. */
export function slopeProof(
  of: Quantity,
  by: Quantity,
  hold: readonly Quantity[],
  network: Network,
  canonical: Canonical,
): { readonly value: Expr; readonly steps: readonly Step[] } {
  const proof = new Rewriting(partial(of, by, hold), canonical);
  if (of === by) {
    proof.use('diff.self', [], num(1));
    return { value: proof.term, steps: proof.steps };
  }
  const rhs = network.definition(of);
  if (rhs === undefined || !network.graph.leads(by, of, new Set(hold))) {
    proof.use('diff.independent', [], num(0));
    return { value: proof.term, steps: proof.steps };
  }
  proof.use('definition.unfold', [0], rhs);
  proof.line(() => {
    differentiate(proof, network);
    proof.algebra(withoutOnes(proof.term));
  });
  foldBack(proof, { quantity: of, rhs }, siblings(rhs, of, network), canonical);
  return { value: proof.term, steps: proof.steps };
}

/** Quantities whose equations share a divisor with this one's: the other outputs of a softmax. */
function siblings(rhs: Expr, of: Quantity, network: Network): readonly Made[] {
  if (rhs.kind !== 'product') return [];
  const factors: ReadonlySet<Expr> = new Set(rhs.args.filter((each) => each.kind === 'power'));
  const users = new Set(network.graph.parents(of).flatMap((parent) => network.graph.children(parent)));
  return [...users].flatMap((quantity) => {
    const other = network.definition(quantity);
    const shares =
      quantity !== of && other?.kind === 'product' && other.args.some((factor) => factors.has(factor));
    return shares && other !== undefined ? [{ quantity, rhs: other }] : [];
  });
}
