/** One line of check: the central difference beside the value of the derivation. */
import type { Expr, Partial } from '../expr/index.ts';
import { compareSlope, differOnlyByRounding } from '../numeric/index.ts';
import { type Figures, figureLatex } from './figures.ts';
import type { Page } from './page.ts';
import { type Inline, inlineMath } from './phrasing.ts';
import type { Reference } from './state.ts';
import type { Worked } from './worked.ts';

/** Digits of a check beyond those of the text. */
const MORE = 2;

/** What the central difference says of a result. */
export function differenceCheck(
  page: Page,
  figures: Figures,
  worked: Worked,
  reference: Reference,
): Inline[] {
  const { goal } = worked.theorem;
  const lhs = goal.lhs as Partial;
  const claimed = figures.value(goal.rhs);
  const { functions } = page;
  const { difference: slope, second } = compareSlope(page.duals, page.network, lhs.args[0] as Expr, lhs.by, {
    hold: lhs.hold,
    claimed,
    functions,
  });
  const digits = page.digits + MORE;
  const isSame = slope.value.toPrecision(digits) === claimed.toPrecision(digits);
  const claim = { value: inlineMath(figureLatex(claimed, digits)), equation: page.cite(reference) };
  if (slope.verdict === 'undefined' || Number.isNaN(slope.value)) return page.locale.say('check-none', claim);
  const given = {
    // 0.500 beside 0.5 would look like a difference.
    difference: inlineMath(figureLatex(isSame ? claimed : slope.value, digits)),
    ...claim,
  };
  if (slope.verdict === 'kink') return page.locale.say('check-kink', given);
  if (slope.verdict !== 'ok') return page.locale.say('check-unsure', given);
  if (slope.agrees !== true || second.agrees === false) return page.locale.say('check-differs', given);
  if (isSame) return page.locale.say('check', given);
  const isRounding = differOnlyByRounding(slope.value, claimed, digits);
  return page.locale.say(isRounding ? 'check-rounding' : 'check-within', given);
}
