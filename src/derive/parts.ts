/**
 * The parts of a family for which theorems differ: the ends of a range, and its inside. A part is cut where an inequality
 * between indices is not decided; what it then knows of sizes alone, 4 ≤ n, is the range of an index that nothing mentions.
 */
import {
  addIndex,
  freshIndex,
  type Index,
  index,
  indexNames,
  indexVariable,
  type Quantity,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import { IndexFacts, type Inequality, type Range } from '../network/index.ts';

/** Ranges so narrow fall apart into their members: x[1] and x[2] in place of i in 1..2. */
const NARROW = 4;

/** Members of one family: where their indices run, and what else is known. */
export interface Part {
  readonly wrt: Quantity;
  readonly ranges: readonly Range[];
  /** Ranges of indices that nothing mentions: one that runs from a to b says that a ≤ b. */
  readonly witnesses: readonly Range[];
}

/** What parts are made of: the names of sizes, and every name of an index that the network uses. */
export interface Scope {
  readonly sizes: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

/** A part where an inequality holds: none where that is impossible, several where a range has become narrow. */
export function assume(part: Part, { left, right }: Inequality, scope: Scope): readonly Part[] {
  const known = [...part.ranges.flatMap(bounds), ...part.witnesses.map(asInequality), { left, right }];
  const [ranges, cut] = tightened(part.ranges, addIndex(right, left, -1));
  return pieces({ ...part, ranges }, cut, scope).flatMap(({ wrt, ranges: own, at }) => {
    const put = (each: Inequality): Inequality => ({
      left: substituteIndex(each.left, at),
      right: substituteIndex(each.right, at),
    });
    const witnesses = witnessesOf(known.map(put), own, scope);
    return witnesses === undefined ? [] : [{ wrt, ranges: own, witnesses }];
  });
}

/** On which side of a question the greater values of the part's index lie; undefined where it is about sizes alone. */
export function sideOf(
  part: Part,
  { left, right }: Inequality,
): { index: string; isAbove: boolean } | undefined {
  const found = boundary(part.ranges, addIndex(right, left, -1));
  return found && { index: found.range.index, isAbove: found.coefficient > 0 };
}

/** Whether an inequality of sizes holds where they are large enough; undefined where some must be small. */
export function isGeneric({ left, right }: Inequality): boolean | undefined {
  const { terms } = addIndex(right, left, -1);
  if (terms.every(({ coefficient }) => coefficient > 0)) return true;
  return terms.every(({ coefficient }) => coefficient < 0) ? false : undefined;
}

/** The opposite of an inequality between whole numbers. */
export const opposite = ({ left, right }: Inequality): Inequality => ({
  left: addIndex(right, index(1)),
  right: left,
});

const bounds = ({ index: name, from, to }: Range): readonly Inequality[] => [
  { left: from, right: indexVariable(name) },
  { left: indexVariable(name), right: to },
];

const asInequality = ({ from, to }: Range): Inequality => ({ left: from, right: to });

interface Boundary {
  readonly range: Range;
  readonly coefficient: number;
  /** The least or greatest value of the index. */
  readonly value: Index;
}

/** The range that 0 ≤ difference bounds: of an index that stands in it ±1 times, beside none of a later range. */
function boundary(ranges: readonly Range[], difference: Index): Boundary | undefined {
  for (const [at, range] of [...ranges.entries()].reverse()) {
    const own = difference.terms.find(({ atom }) => atom.name === range.index && atom.indices.length === 0);
    if (own === undefined || Math.abs(own.coefficient) !== 1) continue;
    const rest = addIndex(difference, indexVariable(range.index), -own.coefficient);
    const later = new Set(ranges.slice(at).map((each) => each.index));
    if ([...indexNames(rest)].some((name) => later.has(name))) continue;
    const value = addIndex(index(0), rest, -own.coefficient);
    return { range, coefficient: own.coefficient, value };
  }
  return undefined;
}

/** The ranges with one end moved to where an inequality puts it, and which range that is. */
function tightened(
  ranges: readonly Range[],
  difference: Index,
): readonly [ranges: readonly Range[], cut: string | undefined] {
  const found = boundary(ranges, difference);
  if (found === undefined) return [ranges, undefined];
  const { range, coefficient, value } = found;
  const moved = coefficient > 0 ? { ...range, from: value } : { ...range, to: value };
  return [ranges.map((each) => (each === range ? moved : each)), range.index];
}

interface Piece {
  readonly wrt: Quantity;
  readonly ranges: readonly Range[];
  readonly at: ReadonlyMap<string, Index>;
}

/** A part, or the members of a range in it that has become narrow. */
function pieces({ wrt, ranges }: Part, cut: string | undefined, { sizes }: Scope): readonly Piece[] {
  const own = ranges.find((range) => range.index === cut);
  if (own === undefined) return [{ wrt, ranges, at: new Map() }];
  const others = ranges.filter((range) => range !== own);
  const width = addIndex(own.to, own.from, -1);
  if (new IndexFacts([], sizes).atMost(width, index(-1))) return [];
  if (width.terms.length > 0 || width.constant >= NARROW) return [{ wrt, ranges, at: new Map() }];
  return Array.from({ length: width.constant + 1 }, (_, step) => {
    const at = new Map([[own.index, addIndex(own.from, index(step))]]);
    return {
      wrt: substituteIndices(wrt, at) as Quantity,
      ranges: others.map((range) => ({
        ...range,
        from: substituteIndex(range.from, at),
        to: substituteIndex(range.to, at),
      })),
      at,
    };
  });
}

/** What must be said beside ranges so that some inequalities follow; undefined where one cannot hold. */
function witnessesOf(
  wanted: readonly Inequality[],
  ranges: readonly Range[],
  { sizes, taken }: Scope,
): readonly Range[] | undefined {
  const names = new Set([...taken, ...ranges.map((range) => range.index)]);
  let found: readonly Range[] = [];
  const facts = (): IndexFacts => new IndexFacts([...ranges, ...found], sizes);
  for (const each of wanted) {
    if (facts().atMost(each.left, each.right)) continue;
    const other = opposite(each);
    if (facts().atMost(other.left, other.right)) return undefined;
    const name = freshIndex('m', names);
    names.add(name);
    found = [...found, { index: name, ...ends(each) }];
  }
  for (const each of found) {
    const others = found.filter((other) => other !== each);
    if (new IndexFacts([...ranges, ...others], sizes).atMost(each.from, each.to)) found = others;
  }
  return found;
}

/** left ≤ right with what is subtracted on the other side: 4 ≤ n for 3 ≤ n − 1. */
function ends({ left, right }: Inequality): { readonly from: Index; readonly to: Index } {
  const { constant, terms } = addIndex(right, left, -1);
  const to = index(
    0,
    terms.filter(({ coefficient }) => coefficient > 0),
  );
  const from = terms
    .filter(({ coefficient }) => coefficient < 0)
    .map(({ atom, coefficient }) => ({ atom, coefficient: -coefficient }));
  return { from: index(-constant, from), to };
}
