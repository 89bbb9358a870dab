/** Where the indices of a theorem run, and which functions must have slopes, as phrases. */
import { addIndex, type Condition, indexVariable, index as wholeNumber } from '../expr/index.ts';
import { indexLatex, nameLatex } from '../latex/index.ts';
import type { Range } from '../network/index.ts';
import type { Page } from './page.ts';
import { type Inline, inlineMath } from './phrasing.ts';

export const rangesOf = (given: readonly Condition[]): readonly Range[] =>
  given.flatMap((each) => (each.kind === 'range' ? [each] : []));

/** Example: 1\le l<L */
export const rangeLatex = (range: Range): string => `${indexLatex(range.from)}\\le ${boundedLatex(range)}`;

/** An index and its upper end, < where that says it shorter. Example: l<L, j\le n_l */
function boundedLatex({ index, to }: Range): string {
  const isBelow = to.constant === -1 && to.terms.length > 0;
  const end = isBelow ? addIndex(to, wholeNumber(1)) : to;
  const sign = isBelow ? '<' : '\\le ';
  return nameLatex(index) + sign + indexLatex(end);
}

/** Example: 1\le l<L and 1\le j\le n_l */
const rangeList = (page: Page, ranges: readonly Range[]): Inline[] =>
  page.locale.list(
    ranges.map((each) => [inlineMath(rangeLatex(each))]),
    'and',
  );

/** What a proof holds fixed: an index whose range stops short says so. Example: l<L and j */
export const fixedList = (page: Page, ranges: readonly Range[]): Inline[] =>
  page.locale.list(
    ranges.map((each) => [inlineMath(each.to.constant === -1 ? boundedLatex(each) : nameLatex(each.index))]),
    'and',
  );

/** A member's index as it is written in prose. */
export const variableLatex = (name: string): string => indexLatex(indexVariable(name));

/** "For …, wherever G is differentiable," before what is claimed. */
export function claimSentence(page: Page, ranges: readonly Range[]): Inline[] {
  const { locale, network } = page;
  const functions = locale.list(
    [...network.opaque.keys()].map((name) => [inlineMath(page.style.function(name))]),
    'and',
  );
  const count = network.opaque.size;
  const list = rangeList(page, ranges);
  if (ranges.length === 0) {
    return count === 0 ? locale.say('theorem-plain') : locale.say('theorem-smooth', { functions, count });
  }
  return count === 0
    ? locale.say('theorem-for', { ranges: list })
    : locale.say('theorem-for-smooth', { ranges: list, functions, count });
}
