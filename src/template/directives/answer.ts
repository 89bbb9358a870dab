/** `::answer{of=E wrt=b1}` in an exercise: a derivation behind a fold; `::answer{function=sigmoid}`: the slope of a function. */
import type { RootContent } from 'mdast';
import { choice, optional, symbol } from '../attributes.ts';
import { defineDirective, type Use, type Write } from '../directive.ts';
import { details } from '../frontMatter.ts';
import type { Lesson } from '../lesson.ts';
import { provedFunction, slopeId, writeSlope } from './slope.ts';

export const answer = defineDirective({
  name: 'answer',
  form: 'leaf',
  within: 'exercise',
  attributes: {
    of: optional(symbol),
    wrt: optional(symbol),
    function: optional(provedFunction),
    detail: optional(choice(details)),
  },
  prepare: ({ of, wrt, function: name, detail }, lesson, use) => {
    if ((wrt === undefined) === (name === undefined)) {
      lesson.problems.error(use.span, 'answer takes either wrt= or function=');
      return undefined;
    }
    if (name !== undefined) {
      if (of !== undefined) lesson.problems.error(use.at('of'), 'of= goes with wrt= only');
      lesson.claim(slopeId(name), use.span);
      return folded(lesson, writeSlope(lesson, name, detail));
    }
    return wrt && derived(of?.quantity, wrt.quantity, detail, lesson, use);
  },
});

function derived(
  of: Lesson['learned'][number] | undefined,
  wrt: Lesson['learned'][number],
  detail: (typeof details)[number] | undefined,
  lesson: Lesson,
  use: Use,
): Write | undefined {
  const goal = of ?? lesson.loss(use.span);
  if (goal === undefined) return undefined;
  const printed = lesson.print({ of: goal, wrt, span: use.at('wrt') });
  if (printed === undefined) return undefined;
  const { worked, id } = printed;
  return folded(lesson, () => lesson.writer({ detail }).gradient(worked.theorem, { id, depth: 0 }));
}

const html = (value: string): RootContent => ({ type: 'html', value });

/** Closed until its reader opens it; GitHub, like every browser, needs no script for this. */
const folded = (lesson: Lesson, write: Write): Write => {
  const summary = lesson.locale.text('exercise-answer');
  return () => [html(`<details>\n<summary>${summary}</summary>`), ...write(), html('</details>')];
};
