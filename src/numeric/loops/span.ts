/** The least and the greatest value of an index over the ranges of its variables, or bounds for them. */
import type { Index } from '../../expr/index.ts';
import type { Range } from '../../network/index.ts';
import type { Sizes } from '../../network/writing.ts';

export interface Span {
  readonly low: number;
  readonly high: number;
}

export function spanOf(index: Index, ranges: ReadonlyMap<string, Range>, sizes: Sizes): Span {
  let [low, high] = [index.constant, index.constant];
  for (const { atom, coefficient } of index.terms) {
    const range = atom.indices.length === 0 ? ranges.get(atom.name) : undefined;
    const size = sizes.get(atom.name);
    let span: Span;
    if (range !== undefined) {
      span = { low: spanOf(range.from, ranges, sizes).low, high: spanOf(range.to, ranges, sizes).high };
    } else if (typeof size === 'object') {
      const at = spanOf(atom.indices[0] as Index, ranges, sizes);
      const listed = size.slice(Math.max(0, at.low), at.high + 1);
      span = {
        low: listed.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY),
        high: listed.reduce((most, each) => Math.max(most, each), 0),
      };
    } else span = { low: size ?? Number.NaN, high: size ?? Number.NaN };
    low += coefficient * (coefficient > 0 ? span.low : span.high);
    high += coefficient * (coefficient > 0 ? span.high : span.low);
  }
  return { low, high };
}
