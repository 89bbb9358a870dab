/** The theorems about the members of a family that were asked for: parts of the derivative, or what one of them says at these indices. */
import type { IndexedDeriver, IndexedWorked } from '../derive/index.ts';
import { type Member, partsFor } from '../describe/index.ts';
import {
  addIndex,
  type Condition,
  type Index,
  index,
  indexNames,
  indexVariable,
  partial,
  type Quantity,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import { indexText, writeFormula } from '../formula/index.ts';
import { IndexFacts, type Range } from '../network/index.ts';
import { rangesText } from './conditionText.ts';
import { Failure } from './failure.ts';

interface Asked {
  readonly parts: readonly IndexedWorked[];
  /** What the parts are instances of. */
  readonly general: readonly IndexedWorked[];
}

/** Throws: Failure where the indices do not decide which part is meant; UndecidedError where there is no derivative. */
export function memberTheorems(deriver: IndexedDeriver, of: Quantity, asked: Member): Asked {
  const all = deriver.derive(of, asked.symbol.quantity);
  const parts = partsFor(all, asked);
  if (parts.length > 0) return { parts, general: [] };
  const name = writeFormula(asked.member);
  if (all.length === 0)
    throw new Failure(
      `--wrt: nothing more can be said of the derivative by ${name}`,
      'the function that takes it is opaque',
    );
  const found = all.flatMap((part) => {
    const instance = instanceOf(deriver, part, asked.member);
    return instance === undefined ? [] : [{ part, instance }];
  });
  const [only] = found;
  if (only !== undefined) return { parts: [only.instance], general: [only.part] };
  const own = besideParts(deriver, of, all, asked);
  if (own.length > 0) return { parts: own, general: [] };
  throw new Failure(...whyNone(deriver, all, asked));
}

/** The theorems about members that no part is about, as a given state h[0] of a recurrence; none where a part may be. */
function besideParts(
  deriver: IndexedDeriver,
  of: Quantity,
  all: readonly IndexedWorked[],
  { symbol, member, fixed }: Member,
): readonly IndexedWorked[] {
  const { sizes } = deriver.network;
  const isClosed = fixed.every((i) =>
    [...indexNames(member.indices[i] as Index)].every((name) => sizes.includes(name)),
  );
  const isOutside = isApart(symbol.quantity, symbol.ranges ?? [], member, deriver);
  const isBeside = all.every(({ wrt, ranges }) => isApart(wrt, ranges, member, deriver));
  return isClosed && isBeside && !isOutside ? deriver.derive(of, member) : [];
}

/** Why no part is about a member, and what to write. */
function whyNone(
  deriver: IndexedDeriver,
  all: readonly IndexedWorked[],
  { symbol, member }: Member,
): readonly [message: string, hint: string] {
  const name = writeFormula(member);
  const apart = (wrt: Quantity, ranges: readonly Range[]): boolean => isApart(wrt, ranges, member, deriver);
  if (apart(symbol.quantity, symbol.ranges ?? []))
    return [
      `--wrt: ${name} lies outside its family`,
      `it is ${whereText(symbol.quantity, symbol.ranges ?? [])}`,
    ];
  if (all.every(({ wrt, ranges }) => apart(wrt, ranges)))
    return [
      `--wrt: nothing more can be said of the derivative by ${name}`,
      'the function that takes it is opaque',
    ];
  return [
    `--wrt: for sizes of any value, ${name} is not known to be ${all.map(({ wrt, ranges }) => whereText(wrt, ranges)).join(', or ')}`,
    `write ${all.map(({ wrt }) => writeFormula(wrt)).join(' or ')}, or use --notation scalar with sizes: in the network`,
  ];
}

/** Example: `h[t] for t in 1..T-2`, `h[T-1] where 2 <= T` */
function whereText(wrt: Quantity, ranges: readonly Range[]): string {
  const own = ranges.filter(({ index: name }) => wrt.indices.some(({ key }) => key === name));
  const others = ranges.filter((each) => !own.includes(each));
  const known = others.map(({ from, to }) => `${indexText(from)} <= ${indexText(to)}`);
  return `${writeFormula(wrt)}${rangesText(own)}${known.length > 0 ? ` where ${known.join(', ')}` : ''}`;
}

/** Whether a member certainly lies outside some ranges of its family. */
function isApart(
  wrt: Quantity,
  ranges: readonly Range[],
  member: Quantity,
  { network }: IndexedDeriver,
): boolean {
  const sizes = new Set(network.sizes);
  const { at, placed, given } = placedAt(wrt, ranges, member, sizes);
  // Where an index lies at all is said by the others: l+1 in 1..L is some layer.
  const facts = new IndexFacts(given, sizes);
  return (
    placed.some(({ value, ...range }) => facts.outside(value, range)) ||
    wrt.indices.some((each, i) => facts.different(substituteIndex(each, at), member.indices[i] as Index))
  );
}

/** What a theorem says of a member that is known to lie in its ranges, by citing it. */
function instanceOf(
  deriver: IndexedDeriver,
  { of, wrt, ranges, theorem }: IndexedWorked,
  member: Quantity,
): IndexedWorked | undefined {
  const sizes = new Set(deriver.network.sizes);
  const { at, placed, given } = placedAt(wrt, ranges, member, sizes);
  const facts = new IndexFacts(given, sizes);
  const isThere = wrt.indices.every((each, i) =>
    facts.equal(substituteIndex(each, at), member.indices[i] as Index),
  );
  if (!isThere || !placed.every(({ value, ...range }) => facts.within(value, range))) return undefined;
  const rhs = substituteIndices(deriver.theorem(theorem).goal.rhs, at);
  const id = deriver.add({
    goal: { lhs: partial(of, member), rhs },
    given: given.map((range): Condition => ({ kind: 'range', ...range })),
    proof: { by: 'steps', steps: [{ after: rhs, by: { cite: [{ theorem, at }] } }] },
  });
  return { of, wrt: member, ranges: given, theorem: id };
}

/** The indices of a member put for those of a theorem, and where those of the member then run. */
function placedAt(wrt: Quantity, ranges: readonly Range[], member: Quantity, sizes: ReadonlySet<string>) {
  const at = new Map<string, Index>();
  for (const [i, { key }] of wrt.indices.entries()) {
    if (ranges.some((range) => range.index === key)) at.set(key, member.indices[i] as Index);
  }
  const placed = ranges.map(({ index: name, from, to }) => ({
    // An index that nothing mentions only says that its range is not empty.
    value: at.get(name) ?? indexVariable(name),
    from: substituteIndex(from, at),
    to: substituteIndex(to, at),
  }));
  const own = placed.flatMap(({ value, from, to }) => rangeOf(value, from, to, sizes));
  const given = own.filter((range, i) => own.findIndex((each) => each.index === range.index) === i);
  return { at, placed, given };
}

/** Where the variable of an index such as l+1 runs, if the index runs between two ends. */
function rangeOf(value: Index, from: Index, to: Index, sizes: ReadonlySet<string>): readonly Range[] {
  const [term] = value.terms.filter(({ atom }) => atom.indices.length === 0 && !sizes.has(atom.name));
  if (term?.coefficient !== 1) return [];
  const rest = addIndex(value, index(0, [term]), -1);
  return [{ index: term.atom.name, from: addIndex(from, rest, -1), to: addIndex(to, rest, -1) }];
}
