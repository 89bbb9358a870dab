/** Symbolic sizes, L or n[l]: which there are, over which range of indices n is used, and their values. */
import { addIndex, type Index, index } from '../../expr/index.ts';
import { rangeText } from '../../formula/index.ts';
import { IndexFacts, type Range } from '../../network/index.ts';
import type { Span } from '../../source/index.ts';
import type { Problems } from '../problems.ts';
import { memberText } from './family.ts';
import { findOutside } from './outside.ts';

export type SizeValue = number | readonly number[];

export interface Size {
  readonly name: string;
  /** Number of its own indices, 0 or 1. */
  readonly indices: number;
  readonly span: Span;
  /** Where its index runs. */
  domain?: Range;
  value?: SizeValue;
}

/** n[l-1] as it stands in a range, with what is known of the indices there. */
export interface SizeUse {
  readonly name: string;
  readonly argument: Index;
  readonly ranges: readonly Range[];
  readonly span: Span;
}

/** The sizes that an index mentions with an index of their own. */
export const usesIn = (target: Index, ranges: readonly Range[], span: Span): readonly SizeUse[] =>
  target.terms.flatMap(({ atom }) =>
    atom.indices.flatMap((argument) => [
      { name: atom.name, argument, ranges, span },
      ...usesIn(argument, ranges, span),
    ]),
  );

/** Gives every size with an index the range that is used: where an index stands alone in it, and the fixed indices. */
export function findDomains(sizes: ReadonlyMap<string, Size>, uses: readonly SizeUse[]): void {
  const facts = new IndexFacts([], new Set(sizes.keys()));
  for (const size of sizes.values()) {
    if (size.indices === 0 || size.domain !== undefined) continue;
    const ranges = uses.filter(({ name }) => name === size.name).flatMap(domainBy);
    const lowest = ranges.find(({ from }) => ranges.every((other) => facts.atMost(from, other.from)));
    const highest = ranges.find(({ to }) => ranges.every((other) => facts.atMost(other.to, to)));
    const letter = ranges.find(({ index: name }) => name !== '')?.index ?? 'l';
    if (lowest && highest) size.domain = { index: letter, from: lowest.from, to: highest.to };
  }
}

/** What one use says of the range: that of a bare index, or one fixed index. */
function domainBy({ argument, ranges }: SizeUse): readonly Range[] {
  const bare = ranges.find((range) => range.index === argument.key);
  if (bare !== undefined) return [bare];
  const moves = ranges.some((range) => argument.terms.some(({ atom }) => atom.name === range.index));
  return moves ? [] : [{ index: '', from: argument, to: argument }];
}

/** Reports a use outside the range of its size. */
export function checkUse(use: SizeUse, sizes: ReadonlyMap<string, Size>, problems: Problems): void {
  const size = sizes.get(use.name);
  const shown = memberText(use.name, [use.argument]);
  if (size === undefined || size.indices === 0) return;
  if (size.domain === undefined) {
    const hint = `declare it, as in sizes: { "${use.name}[l]": l in 0..L }`;
    problems.error(use.span, `where the index of ${shown} runs is not known`, hint);
    return;
  }
  const facts = new IndexFacts(use.ranges, new Set(sizes.keys()));
  const found = findOutside({ name: use.name, indices: [use.argument] }, 0, size.domain, use.ranges, facts);
  if (found === undefined) return;
  const wider = `sizes: { "${use.name}[l]": l in -1..L+1 }`;
  const hint = `elsewhere ${use.name} is used for ${rangeText(size.domain)}: stay within, or declare more, as in ${wider}`;
  problems.error(use.span, found.message, hint);
}

/** An index's value where all sizes in it have one; `known` answers index variables. */
export function indexValue(
  target: Index,
  sizes: ReadonlyMap<string, Size>,
  known: ReadonlyMap<string, number> = new Map(),
): number | undefined {
  let total = target.constant;
  for (const { atom, coefficient } of target.terms) {
    const value = known.get(atom.name) ?? sizeAt(sizes.get(atom.name), atom.indices[0], sizes, known);
    if (value === undefined) return undefined;
    total += coefficient * value;
  }
  return total;
}

function sizeAt(
  size: Size | undefined,
  argument: Index | undefined,
  sizes: ReadonlyMap<string, Size>,
  known: ReadonlyMap<string, number>,
): number | undefined {
  if (typeof size?.value === 'number') return size.value;
  if (size?.value === undefined || size.domain === undefined || argument === undefined) return undefined;
  const position = indexValue(addIndex(argument, size.domain.from, -1), sizes, known);
  return position === undefined ? undefined : size.value[position];
}

/** Reports values that do not fit: one number for L, one for each index for n. */
export function checkSizeValues(sizes: ReadonlyMap<string, Size>, problems: Problems): void {
  for (const { name, indices, span, value, domain } of sizes.values()) {
    if (value === undefined) continue;
    if (typeof value === 'number') {
      if (indices === 0) continue;
      problems.error(
        span,
        `${name} needs one value for each index`,
        `write a list, as in ${name}: [2, 3, 2]`,
      );
    } else if (indices === 0) problems.error(span, `${name} has no index and takes one value`);
    else if (domain !== undefined) {
      const wanted = indexValue(addIndex(addIndex(domain.to, domain.from, -1), index(1)), sizes);
      if (wanted === undefined || wanted === value.length) continue;
      const where = `one for each ${domain.index} in ${rangeText(domain)}`;
      problems.error(
        span,
        `wrong number of values of ${name}: ${value.length}, but ${wanted} ${wanted === 1 ? 'is' : 'are'} wanted`,
        where,
      );
    }
  }
}
