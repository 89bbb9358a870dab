/** The last steps of a proof: from a raw term to the form it is given in. */
import { product, sum } from '../expr/index.ts';
import type { Form } from './expanded.ts';
import type { Rewriting } from './rewriting.ts';

/** Simplifies a proof's last term to a form, through a declared equality where the form rests on one. */
export function reach(proof: Rewriting, form: Form): void {
  if (form.using !== undefined) {
    const { condition, multiple, rest } = form.using;
    const { lhs, rhs } = condition.equation;
    const bare = rest.kind === 'number' && rest.value.n === 0n;
    proof.algebra(bare ? product(multiple, lhs) : sum(product(multiple, lhs), rest));
    proof.line(() => {
      proof.use('given', bare ? [1] : [0, 1], rhs, { given: { condition } });
      proof.algebra(form.term);
    });
  }
  proof.algebra(form.term);
}
