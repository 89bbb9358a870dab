/** Where the indices of a theorem run, what it asks of sizes, and which functions must have slopes, as phrases. */
import {
  addIndex,
  type Condition,
  indexNames,
  indexVariable,
  indicesIn,
  index as wholeNumber,
} from '../expr/index.ts';
import { indexLatex, nameLatex } from '../latex/index.ts';
import type { Range } from '../network/index.ts';
import type { Theorem } from '../proof/index.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';

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

/** The ranges of the indices that a theorem speaks of; the others only say that they are not empty. */
function spokenOf({ goal, given }: Theorem): readonly Range[] {
  const ranges = rangesOf(given);
  const names = new Set([...indicesIn(goal.lhs), ...indicesIn(goal.rhs)]);
  for (const { index, from, to } of ranges.toReversed()) {
    if (names.has(index)) for (const each of [from, to]) indexNames(each, names);
  }
  return ranges.filter(({ index }) => names.has(index));
}

/** Example: 1\le l<L and 1\le j\le n_l and n\ge 4 */
function rangeList(page: Page, theorem: Theorem): Inline[] {
  const spoken = spokenOf(theorem);
  return page.locale.list(
    rangesOf(theorem.given).map((each) => [
      inlineMath(
        spoken.includes(each) ? rangeLatex(each) : `${indexLatex(each.to)}\\ge ${indexLatex(each.from)}`,
      ),
    ]),
    'and',
  );
}

/** That what is told leaves small sizes out, where ends of a range meet: once a document. */
export function sizesNote(page: Page, theorem: Theorem): Block[] {
  const spoken = spokenOf(theorem);
  const isBounded = rangesOf(theorem.given).some((each) => !spoken.includes(each));
  return isBounded && page.state.once('sizes') ? [paragraph(page.locale.say('sizes-apart'))] : [];
}

/** What a proof holds fixed, if anything: an index whose range stops short says so. Example: l<L and j */
export function fixedList(page: Page, theorem: Theorem): Inline[] | undefined {
  const spoken = spokenOf(theorem);
  if (spoken.length === 0) return undefined;
  return page.locale.list(
    spoken.map((each) => [inlineMath(each.to.constant === -1 ? boundedLatex(each) : nameLatex(each.index))]),
    'and',
  );
}

/** A member's index as it is written in prose. */
export const variableLatex = (name: string): string => indexLatex(indexVariable(name));

/** "For …, wherever G is differentiable," before what is claimed. */
export function claimSentence(page: Page, theorem: Theorem): Inline[] {
  const { locale, network } = page;
  const functions = locale.list(
    [...network.opaque.keys()].map((name) => [inlineMath(page.style.function(name))]),
    'and',
  );
  const count = network.opaque.size;
  const list = rangeList(page, theorem);
  if (rangesOf(theorem.given).length === 0) {
    return count === 0 ? locale.say('theorem-plain') : locale.say('theorem-smooth', { functions, count });
  }
  return count === 0
    ? locale.say('theorem-for', { ranges: list })
    : locale.say('theorem-for-smooth', { ranges: list, functions, count });
}
