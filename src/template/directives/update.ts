/** `::update{wrt=all steps=1}`: what gradient descent makes of the parameters, step by step. */
import { evaluateGradients } from '../../numeric/index.ts';
import { count, optional, parameters } from '../attributes.ts';
import { defineDirective } from '../directive.ts';

/** More steps are `train`'s business. */
const MOST = 10;

export const update = defineDirective({
  name: 'update',
  form: 'leaf',
  attributes: { wrt: optional(parameters), steps: optional(count(MOST)) },
  prepare: ({ wrt, steps = 1 }, lesson, use) => {
    const loss = lesson.loss(use.span);
    if (loss === undefined) return undefined;
    const shown = wrt?.map(({ quantity }) => quantity) ?? lesson.learned;
    for (const { quantity, span } of wrt ?? []) {
      if (!lesson.learned.includes(quantity))
        lesson.problems.error(
          span,
          `gradient descent leaves ${quantity.name} as it is here`,
          'see learn: in the front matter',
        );
    }
    const tables = Array.from({ length: steps }, (_, i) => {
      const [before, after] = [lesson.values(i), lesson.values(i + 1)];
      const gradient = evaluateGradients(lesson.network, loss, before);
      return shown.map((parameter) => ({
        parameter,
        gradient: gradient.get(parameter) ?? 0,
        before: before.get(parameter) as number,
        after: after.get(parameter) as number,
      }));
    });
    return () =>
      tables.flatMap((rows, i) => {
        const written = lesson.writer().update(rows);
        // The rule stands before the first table only.
        return i === 0 ? written : written.filter(({ type }) => type === 'table');
      });
  },
});
