/** `::network{show="equations symbols"}`: what the network is, or with `network=` another one. */
import { choices, optional, prose } from '../attributes.ts';
import { defineDirective } from '../directive.ts';
import { generalOf } from './theorem.ts';

const parts = ['equations', 'symbols'] as const;

export const network = defineDirective({
  name: 'network',
  form: 'leaf',
  attributes: { show: optional(choices(parts)), network: optional(prose) },
  prepare: ({ show = parts, network: path }, lesson, use) => {
    const other = path === undefined ? undefined : generalOf(path, lesson, use);
    if (path !== undefined && other === undefined) return undefined;
    return () => {
      const writer = other?.writer() ?? lesson.writer();
      return show.flatMap((part) =>
        part === 'equations' ? writer.networkEquations() : writer.symbolTable(),
      );
    };
  },
});
