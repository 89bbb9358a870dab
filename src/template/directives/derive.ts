/**
 * `::derive{of=E wrt=w5}`: one derivative in the worked form. `::derive{of=E wrt="w6 w7 w8" like=w5}`: several results "in the same
 * way", which fails unless the kernel accepts the earlier proof with its symbols renamed.
 */
import type { Worked } from '../../derive/index.ts';
import type { GradientOptions } from '../../document/index.ts';
import type { Quantity } from '../../expr/index.ts';
import {
  choice,
  identifiers,
  type Named,
  optional,
  required,
  symbol,
  symbols,
  yesOrNo,
} from '../attributes.ts';
import { defineDirective } from '../directive.ts';
import { details } from '../frontMatter.ts';
import type { Lesson, Printed } from '../lesson.ts';

export const derive = defineDirective({
  name: 'derive',
  form: 'leaf',
  attributes: {
    of: optional(symbol),
    wrt: required(symbols),
    id: optional(identifiers),
    detail: optional(choice(details)),
    like: optional(symbol),
    heading: optional(yesOrNo),
    check: optional(yesOrNo),
  },
  prepare: ({ of, wrt, id, detail, like, heading, check }, lesson, use) => {
    const goal = of?.quantity ?? lesson.loss(use.span);
    if (goal === undefined) return undefined;
    if (id !== undefined && id.length !== wrt.length) {
      lesson.problems.error(use.at('id'), `${id.length} ids for ${wrt.length} derivatives`);
      return undefined;
    }
    const original = like && originalOf(goal, like, lesson);
    if (like !== undefined && original === undefined) return undefined;
    const found = wrt.map(({ quantity, span }, i) =>
      lesson.print({ of: goal, wrt: quantity, span, id: id?.[i], like: original }),
    );
    const printed = found.filter((each) => each !== undefined);
    if (original !== undefined) {
      requireSameWay(printed, original, wrt, lesson);
      const theorems = printed.map(({ worked }) => worked.theorem);
      const ids = printed.map((each) => each.id);
      return () => lesson.writer({ detail }).sameWay(theorems, { like: original.wrt, ids });
    }
    // Results alone speak for themselves, and so do answers.
    const isPlain = use.inside !== undefined || (detail ?? lesson.detail) === 'brief';
    const depth = (heading ?? !isPlain) ? below(lesson.depth) : 0;
    return () =>
      printed.flatMap((each) => {
        const options = { id: each.id, depth, check: check ?? lesson.checks };
        return lesson.writer({ detail }).gradient(each.worked.theorem, options);
      });
  },
});

/** One below a heading's depth, as far as there are headings. */
export const below = (depth: number): NonNullable<GradientOptions['depth']> =>
  Math.min(depth + 1, 6) as NonNullable<GradientOptions['depth']>;

/** The derivation that others are to be like; undefined once a problem was noted. */
function originalOf(goal: Quantity, { quantity, span }: Named, lesson: Lesson): Worked | undefined {
  const original = lesson.printed(goal, quantity);
  if (original === undefined) {
    const message = `the derivative of ${goal.name} by ${quantity.name} is not derived before this line`;
    lesson.problems.error(span, message);
  }
  return original;
}

/** What is not the original with its symbols renamed is a problem: nothing is claimed that the kernel does not accept. */
function requireSameWay(
  printed: readonly Printed[],
  original: Worked,
  wrt: readonly Named[],
  lesson: Lesson,
): void {
  for (const { worked } of printed) {
    if (worked.sameWay) continue;
    const span = wrt.find(({ quantity }) => quantity === worked.wrt)?.span;
    const message = `the derivative by ${worked.wrt.name} is not the one by ${original.wrt.name} with its symbols renamed`;
    if (span !== undefined) lesson.problems.error(span, message, 'derive it on its own, without like=');
  }
}
