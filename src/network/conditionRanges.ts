/** Where a declared condition holds: for every value of the indices it leaves free, as the families say in which they stand alone. */
import { type Condition, freeIndices, indexNames, isIndexName, termsOfCondition } from '../expr/index.ts';
import type { Range } from './definition.ts';
import { type RangesOf, rangesAt } from './existence.ts';
import { mentionsIn } from './mentions.ts';

export interface ConditionRanges {
  /** An index that stands alone in several families has the ranges of all. */
  readonly ranges: readonly Range[];
  /** A free index that no family gives a range. */
  readonly unranged: string | undefined;
}

/** The ranges of a condition's free indices. */
export function conditionRanges(
  condition: Condition,
  rangesOf: RangesOf,
  sizes: ReadonlySet<string>,
): ConditionRanges {
  const terms = termsOfCondition(condition);
  const free = new Set(terms.flatMap((term) => [...freeIndices(term)]).filter((name) => isIndexName(name)));
  for (const name of sizes) free.delete(name);
  const found = new Map<string, Range>();
  for (const { quantity: q, binders } of terms.flatMap(mentionsIn)) {
    const bound = new Set(binders.map((range) => range.index));
    rangesAt(q, rangesOf(q)).forEach((range, i) => {
      const name = q.indices[i]?.key ?? '';
      if (range === undefined || !free.has(name) || bound.has(name)) return;
      const { from, to } = range;
      const used = [...indexNames(from), ...indexNames(to)];
      // What a sum inside binds means nothing outside.
      if (used.some((each) => bound.has(each) || !(free.has(each) || sizes.has(each)))) return;
      found.set(`${name} ${from.key} ${to.key}`, { index: name, from, to });
    });
  }
  const ranges = [...found.values()];
  const ranged = new Set(ranges.map(({ index }) => index));
  return { ranges, unranged: [...free].find((name) => !ranged.has(name)) };
}
