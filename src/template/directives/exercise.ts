/** `:::exercise{title="Your turn"}`: a question, and `::answer` inside it. */
import type { Paragraph } from 'mdast';
import { optional, prose } from '../attributes.ts';
import { defineDirective } from '../directive.ts';

export const exercise = defineDirective({
  name: 'exercise',
  form: 'container',
  attributes: { title: optional(prose) },
  prepare: ({ title = '' }, lesson, use) => {
    const head: Paragraph = { type: 'paragraph', children: lesson.locale.say('exercise', { title }) };
    return () => [head, ...use.children()];
  },
});
