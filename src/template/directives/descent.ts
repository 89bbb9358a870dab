/** `::descent{wrt="w b"}`: one step of gradient descent for every member of families, with the derivatives that were proved. */
import { optional, prose, required } from '../attributes.ts';
import { defineDirective } from '../directive.ts';
import { derived, generalOf, goalOf, memberOf } from './theorem.ts';

export const descent = defineDirective({
  name: 'descent',
  form: 'leaf',
  attributes: { of: optional(prose), wrt: required(prose), network: optional(prose) },
  prepare: ({ of, wrt, network }, lesson, use) => {
    const general = generalOf(network, lesson, use);
    const goal = general && goalOf(of, general, lesson, use);
    if (general === undefined || goal === undefined) return undefined;
    const found = wrt
      .trim()
      .split(/\s+/)
      .map((name) => {
        const member = memberOf(name, 'wrt', general, lesson, use);
        return member && derived(general, goal, member, lesson, use);
      });
    if (found.includes(undefined)) return undefined;
    const theorems = found.flatMap((parts) => (parts ?? []).map(({ theorem }) => theorem));
    return () => general.writer().descentRules(theorems);
  },
});
