/** What a file says of a theorem for every index at a glance; each field follows from the theorem, so that `check` can write it again. */
import type { Matrix } from '../expr/index.ts';
import { indexText, writeFormula } from '../formula/index.ts';
import { latexOf, matrixLatex, type Style } from '../latex/index.ts';
import type { Range } from '../network/index.ts';
import type { Derivation, Json, MatrixTheorem, Theorem, TheoremId, Verdict } from '../proof/index.ts';
import { conditionText } from './conditionText.ts';

export type Fields = { readonly [key: string]: Json };

/** By what, where, the closed form and its conditions. Throws: TypeError if the theorem is about no derivative. */
export function indexedAnswer(
  { theorems }: Derivation,
  verdicts: readonly Verdict[],
  id: TheoremId,
  style: Style,
): Fields {
  const { goal, given } = theorems[id] as Theorem;
  if (goal.lhs.kind !== 'partial') throw new TypeError('a theorem about no derivative');
  const verdict = verdicts[id];
  const assumed = verdict?.accepted === true ? verdict.assumes : [];
  return {
    wrt: writeFormula(goal.lhs.by),
    ranges: given.flatMap((each) => (each.kind === 'range' ? [rangeFields(each)] : [])),
    theorem: id,
    closedForm: { text: writeFormula(goal.rhs), latex: latexOf(goal.rhs, style) },
    given: assumed.map(({ condition, ranges }) => ({
      kind: condition.kind,
      text: conditionText(condition),
      ranges: ranges.map(rangeFields),
    })),
    checks: { kernel: wordFor(verdict) },
  };
}

/** Both sides with their shapes, and the theorem that says the same of every entry. */
export const matrixAnswer = (
  { lhs, rhs, row, column, given, entries }: MatrixTheorem,
  verdicts: readonly Verdict[],
  style: Style,
): Fields => ({
  lhs: sideFields(lhs, style),
  rhs: sideFields(rhs, style),
  ranges: given.flatMap((each) => (each.kind === 'range' ? [rangeFields(each)] : [])),
  row,
  column,
  entries,
  checks: { kernel: wordFor(verdicts[entries]), entries: 'accepted' },
});

const wordFor = (verdict: Verdict | undefined): string =>
  verdict?.accepted === true ? 'accepted' : 'refused';

const rangeFields = ({ index, from, to }: Range): Fields => ({
  index,
  from: indexText(from),
  to: indexText(to),
});

const sideFields = (of: Matrix, style: Style): Fields => ({
  latex: matrixLatex(of, style),
  shape: [indexText(of.shape.rows), indexText(of.shape.columns)],
});
