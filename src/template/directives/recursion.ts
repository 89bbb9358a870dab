/** `::recursion{of=C wrt=z}`: the backward pass as a sequence, and the induction that it computes the derivative at every layer. */
import { UndecidedError } from '../../network/index.ts';
import { identifiers, optional, prose, required } from '../attributes.ts';
import { defineDirective } from '../directive.ts';
import { generalOf, goalOf, memberOf } from './theorem.ts';

export const recursion = defineDirective({
  name: 'recursion',
  form: 'leaf',
  attributes: {
    of: optional(prose),
    wrt: required(prose),
    id: optional(identifiers),
    network: optional(prose),
  },
  prepare: ({ of, wrt, id, network }, lesson, use) => {
    const general = generalOf(network, lesson, use);
    const goal = general && goalOf(of, general, lesson, use);
    const member = general && memberOf(wrt, 'wrt', general, lesson, use);
    if (general === undefined || goal === undefined || member === undefined) return undefined;
    const { text, span } = id?.[0] ?? { text: `backward-${member.symbol.quantity.name}`, span: use.span };
    lesson.claim(text, span);
    try {
      const pass = general.recursion(goal, member.symbol.quantity);
      return () => general.writerOf(pass.derivation).recursion(pass, text);
    } catch (error) {
      if (!(error instanceof UndecidedError)) throw error;
      lesson.problems.error(use.span, error.message, 'a cost with known slopes is needed');
      return undefined;
    }
  },
});
