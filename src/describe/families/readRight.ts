/** The right-hand sides of equations with indices: read, and every member in them held against its range. */
import { addIndex, type Expr, index, indexNames, quantity, substituteIndex } from '../../expr/index.ts';
import {
  bareRanges,
  FormulaError,
  type Reading,
  rangesAt,
  rangeText,
  readPlaced,
} from '../../formula/index.ts';
import { EVERY, IndexFacts, type Range } from '../../network/index.ts';
import { checkDomain } from '../checkDomain.ts';
import type { Written } from '../draft.ts';
import type { Problems } from '../problems.ts';
import { maxNesting } from '../split.ts';
import type { FamilyScope } from './familyScope.ts';
import type { Heads } from './heads.ts';
import { findOutside, type Outside } from './outside.ts';
import { type Pattern, patternText } from './patterns.ts';
import { checkUse, usesIn } from './sizes.ts';

/** What a right-hand side is read with. */
export interface Reader {
  readonly heads: Heads;
  readonly scope: FamilyScope;
  readonly problems: Problems;
}

/** The indices that a formula leaves free. */
export interface Free {
  readonly names: ReadonlySet<string>;
  /** Where they run. */
  readonly ranges: (reading: Reading) => readonly Range[];
  /** Of an equation: what it defines. */
  readonly pattern?: Pattern;
}

/** The free indices of an equation. */
export const freeIn = (pattern: Pattern, ranges: readonly Range[]): Free => ({
  names: new Set(ranges.map(({ index }) => index)),
  ranges: () => ranges,
  pattern,
});

/** A formula's term; undefined if it is wrong, which is then reported. */
export function readRight(
  { text, place }: Written,
  { names, ranges, pattern }: Free,
  { heads, scope, problems }: Reader,
): Expr | undefined {
  try {
    const reading = readPlaced(text, scope.at(names, pattern === undefined));
    checkPlaces(reading, ranges(reading), { heads, scope, problems }, place, pattern);
    checkDomain(reading.term, { text, place }, problems);
    if (reading.term.depth <= maxNesting) return reading.term;
    const whole = place({ offset: 0, length: text.length });
    problems.error(whole, `this nests more than ${maxNesting} deep`, 'give parts of it names of their own');
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    problems.formula(error, place);
  }
  return undefined;
}

/** The free indices of a declared equality: it holds for all of them, where its members say that they run. */
export const freeInGiven = ({ heads, scope }: Reader): Free => ({
  names: heads.variables,
  ranges: ({ term }) =>
    [...bareRanges(term, (name) => scope.ranges(name))].flatMap(([index, { from, to }]) =>
      heads.variables.has(index) ? [{ index, from, to }] : [],
    ),
});

function checkPlaces(
  { members, sums }: Reading,
  ranges: readonly Range[],
  { heads, scope, problems }: Reader,
  place: Written['place'],
  pattern: Pattern | undefined,
): void {
  const sizes = new Set(heads.sizes.keys());
  /** One missing equation puts every member of a formula outside its range: what mends it is said once. */
  const remedies = new Set<string>();
  for (const { quantity: member, span, sums: around } of members) {
    const variables = within(ranges, around);
    const facts = new IndexFacts(variables, sizes);
    const own = rangesAt(member, scope.ranges(member.name) ?? []);
    const outside = own.flatMap((range, position) => {
      const whole = [range.from, range.to, member.indices[position]].some(
        (each) => each && indexNames(each).has(EVERY),
      );
      return whole ? [] : (findOutside(member, position, range, variables, facts) ?? []);
    });
    const [found] = outside;
    const hint = found && remedy(found, ranges, pattern);
    if (found !== undefined && (hint === undefined || !remedies.has(hint)))
      problems.error(place(span), found.message, hint);
    if (found?.at !== undefined && hint !== undefined) remedies.add(hint);
    for (const each of member.indices) {
      for (const use of usesIn(each, variables, place(span))) checkUse(use, heads.sizes, problems);
    }
  }
  for (const { range, span, sums: around } of sums) {
    const { from, to } = range;
    if (new IndexFacts(within(ranges, around), sizes).atMost(addIndex(to, index(1)), from))
      problems.warning(place(span), `nothing lies in ${rangeText(range)}: this sum is 0`);
    for (const each of [range.from, range.to]) {
      for (const use of usesIn(each, within(ranges, around), place(span)))
        checkUse(use, heads.sizes, problems);
    }
  }
}

/** The ranges inside sums, which may bind an index anew. */
const within = (ranges: readonly Range[], sums: readonly Range[]): readonly Range[] => [
  ...ranges.filter(({ index }) => !sums.some((sum) => sum.index === index)),
  ...sums,
];

/** What to do about a member outside its range. */
function remedy(
  { at, hint }: Outside,
  ranges: readonly Range[],
  pattern: Pattern | undefined,
): string | undefined {
  if (at === undefined) return hint;
  const { index } = at.variable;
  if (!ranges.some((range) => range.index === index))
    return `write where ${index} runs: sum(${index}, from, to, …)`;
  if (pattern === undefined) return undefined;
  const { name, indices } = pattern.quantity;
  const replacement = new Map([[index, at.value]]);
  const there = {
    ...pattern,
    quantity: quantity(
      name,
      indices.map((each) => substituteIndex(each, replacement)),
    ),
  };
  return `add an equation for ${patternText(there)}, or list it under inputs`;
}
