/** `::check{wrt=all}`: every result against central differences, with what the kernel says of its proof. */
import type { Worked } from '../../derive/index.ts';
import type { DocumentWriter } from '../../document/index.ts';
import { type Comparison, compareSlope, Duals, evaluateTerm } from '../../numeric/index.ts';
import { check as checkProofs, type Verdict } from '../../proof/index.ts';
import { optional, parameters, symbol } from '../attributes.ts';
import { defineDirective } from '../directive.ts';
import type { Lesson } from '../lesson.ts';

export const check = defineDirective({
  name: 'check',
  form: 'leaf',
  attributes: { of: optional(symbol), wrt: optional(parameters) },
  prepare: ({ of, wrt }, lesson, use) => {
    const goal = of?.quantity ?? lesson.loss(use.span);
    if (goal === undefined) return undefined;
    // What has no value is named now, not while writing.
    lesson.values();
    const chosen = wrt?.map(({ quantity }) => quantity) ?? lesson.learned;
    const found = chosen.map((each) => lesson.deriver.derive(goal, each));
    return () => lesson.writer().checkTable(rowsOf(lesson, found));
  },
});

type Rows = Parameters<DocumentWriter['checkTable']>[0];

/** The closed forms' values beside differences that know nothing of the proofs, and a kernel that knows nothing of the finder. */
function rowsOf(lesson: Lesson, found: readonly Worked[]): Rows {
  const { network, deriver } = lesson;
  const verdicts = checkProofs(deriver.derivation);
  const values = new Map(lesson.values());
  const duals = new Duals(network);
  for (const { name, goal } of deriver.derivation.theorems) {
    if (name !== undefined) values.set(name, evaluateTerm(goal.rhs, values));
  }
  return found.map(({ of, wrt, theorem, closed }) => {
    const value = evaluateTerm(deriver.theorem(closed).goal.rhs, values);
    const comparison = compareSlope(duals, network, of, wrt, { claimed: value });
    const { difference: measured } = comparison;
    return {
      parameter: wrt,
      value,
      difference: measured.value,
      ...(measured.relativeError !== undefined && { relativeError: measured.relativeError }),
      conclusion: conclusionOf(comparison, [verdicts[theorem], verdicts[closed]]),
    };
  });
}

/** A kink or an uncertain difference is said, not counted as success. */
function conclusionOf(
  { difference: { verdict, agrees }, second }: Comparison,
  verdicts: readonly (Verdict | undefined)[],
): Rows[number]['conclusion'] {
  if (!verdicts.every((each) => each?.accepted === true)) return 'refused';
  if (verdict === 'kink') return 'kink';
  if (verdict !== 'undefined' && second.agrees === false) return 'differs';
  if (verdict !== 'ok' || second.agrees === undefined) return 'unsure';
  return agrees === true ? 'accepted' : 'differs';
}
