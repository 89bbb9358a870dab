/** Which members mention another: the indices of an equation solved for those that lead to it. What cannot be decided is refused. */
import {
  addIndex,
  freshIndex,
  type Index,
  index,
  indexNames,
  indexVariable,
  type Quantity,
  quantity,
  substituteIndex,
} from '../expr/index.ts';
import type { Definition, Range } from './definition.ts';
import { isEvery, type Mention } from './mentions.ts';
import type { IndexFacts, Inequality } from './ranges.ts';
import { UndecidedError } from './undecided.ts';

/** A set of members that mention another: `z[l+1,k]` for every k of its range. */
export interface Children {
  readonly member: Quantity;
  readonly binders: readonly Range[];
}

/** The members whose equation mentions the given one through one mention: none, or one set. */
export function childrenBy(
  definition: Definition,
  mention: Mention,
  member: Quantity,
  facts: IndexFacts,
  avoiding: ReadonlySet<string>,
): readonly Children[] {
  const undecided = (message: string, open: Inequality): UndecidedError =>
    new UndecidedError(message, { equation: definition.quantity, question: { ...open, about: member } });
  const free = new Map<string, Range>();
  const taken = new Set(avoiding);
  const renaming = new Map<string, Index>();
  for (const range of [...(definition.ranges ?? []), ...mention.binders]) {
    const name = freshIndex(range.index, taken);
    taken.add(name);
    renaming.set(range.index, indexVariable(name));
    free.set(name, {
      index: name,
      from: substituteIndex(range.from, renaming),
      to: substituteIndex(range.to, renaming),
    });
  }
  const mentioned = mention.quantity.indices.map((each) => substituteIndex(each, renaming));
  let pattern = mentioned;
  let child = definition.quantity.indices.map((each) => substituteIndex(each, renaming));
  const solved: { readonly value: Index; readonly range: Range }[] = [];
  let isExact = true;
  for (let i = 0; i < pattern.length; i++) {
    const [wanted, actual] = [pattern[i], member.indices[i]] as [Index, Index];
    if (isEvery(wanted)) continue;
    const solution = solve(wanted, actual, free);
    if (solution === undefined) {
      if (wanted.terms.every(({ atom }) => !free.has(atom.name))) {
        if (facts.different(wanted, actual)) return [];
        if (facts.equal(wanted, actual)) continue;
        // The diagonal of a family, S[i,i]: a member beside it is mentioned nowhere, which its slope says, a bracket.
        if (mentioned[i]?.key !== wanted.key) isExact = false;
        else
          throw undecided(
            `whether ${wanted.key} = ${actual.key} is not known`,
            facts.openWithin(actual, { from: wanted, to: wanted }),
          );
      }
      continue;
    }
    const range = free.get(solution.name) as Range;
    free.delete(solution.name);
    const step = new Map([[solution.name, solution.value]]);
    const put = (each: Index): Index => substituteIndex(each, step);
    pattern = pattern.map(put);
    child = child.map(put);
    for (const [name, each] of free) free.set(name, { index: name, from: put(each.from), to: put(each.to) });
    for (const [at, each] of solved.entries()) {
      solved[at] = {
        value: put(each.value),
        range: { ...each.range, from: put(each.range.from), to: put(each.range.to) },
      };
    }
    solved.push({ value: solution.value, range: { ...range, from: put(range.from), to: put(range.to) } });
  }
  const binders = [...free.values()].filter(({ index: name }) =>
    child.some((each) => indexNames(each).has(name)),
  );
  const inner = facts.with(binders);
  const moves = (...indices: readonly Index[]): boolean =>
    indices.some((each) => [...indexNames(each)].some((name) => free.has(name)));
  isExact &&= tellsApart(child, binders) && binders.every((range) => stands(range, free, binders));
  for (const { value, range } of solved) {
    if (inner.outside(value, range)) return [];
    if (inner.within(value, range)) continue;
    if (!moves(value, range.from, range.to)) {
      throw undecided(
        `whether ${value.key} lies in ${range.from.key}..${range.to.key} is not known`,
        inner.openWithin(value, range),
      );
    }
    isExact = false;
  }
  if (isExact) return [{ member: quantity(definition.quantity.name, child), binders }];
  const fixed = new Map(
    solved.flatMap(({ value, range }) =>
      !moves(value) && inner.within(value, range) ? [[range.index, value] as const] : [],
    ),
  );
  return [widened(definition, renaming, fixed)];
}

/** Whether a range mentions no free index but those that stay. */
const stands = ({ from, to }: Range, free: ReadonlyMap<string, Range>, binders: readonly Range[]): boolean =>
  [...indexNames(from), ...indexNames(to)].every(
    (name) => !free.has(name) || binders.some((range) => range.index === name),
  );

/**
 * The members an equation defines at the indices that are fixed, over the whole ranges of the others: a set that may be too
 * large, for those that mention nothing add 0, but counts each member once.
 */
function widened(
  { quantity: pattern, ranges = [] }: Definition,
  renaming: ReadonlyMap<string, Index>,
  fixed: ReadonlyMap<string, Index>,
): Children {
  const put = (each: Index): Index => substituteIndex(substituteIndex(each, renaming), fixed);
  const binders = ranges.flatMap((range) => {
    const name = renaming.get(range.index)?.key ?? range.index;
    return fixed.has(name) ? [] : [{ index: name, from: put(range.from), to: put(range.to) }];
  });
  return { member: quantity(pattern.name, pattern.indices.map(put)), binders };
}

/** Whether different values of the binders give different indices: each stands in an index of its own, ±1 times. */
function tellsApart(indices: readonly Index[], binders: readonly Range[]): boolean {
  const names = new Set(binders.map((range) => range.index));
  const alone = indices.flatMap((each) => {
    const inside = each.terms.filter((term) =>
      [...indexNames(index(0, [term]))].some((name) => names.has(name)),
    );
    const [only] = inside;
    const plain = inside.length === 1 && only !== undefined && only.atom.indices.length === 0;
    return plain && Math.abs(only.coefficient) === 1 ? [only.atom.name] : [];
  });
  return [...names].every((name) => alone.includes(name));
}

/** Sets of children of one equation as sets that share no member. */
export function oneCounting(
  sets: readonly Children[],
  definition: Definition,
  taken: ReadonlySet<string>,
  facts: IndexFacts,
): readonly Children[] {
  const [first, ...rest] = sets;
  if (first === undefined || rest.every((other) => sameSet(first, other))) return sets.slice(0, 1);
  const disjoint = sets.every((a, i) => sets.every((b, j) => i === j || areApart(a, b, facts)));
  return disjoint ? sets : [allOf(definition, taken, sharedIndices(sets, definition))];
}

/** The indices at which all sets stand still together: a[i,s] and a[j,s] for every j are among the a[j,s]. */
function sharedIndices(
  sets: readonly Children[],
  { quantity: pattern, ranges = [] }: Definition,
): ReadonlyMap<string, Index> {
  const bound = new Set(sets.flatMap(({ binders }) => binders.map((range) => range.index)));
  const own = new Set(ranges.map((range) => range.index));
  return new Map(
    pattern.indices.flatMap(({ key }, i) => {
      const [first, ...others] = sets.map(({ member }) => member.indices[i] as Index);
      const isShared = first !== undefined && others.every((each) => each.key === first.key);
      const stays = isShared && ![...indexNames(first)].some((name) => bound.has(name));
      return stays && own.has(key) ? [[key, first] as const] : [];
    }),
  );
}

const sameSet = (a: Children, b: Children): boolean =>
  a.member === b.member &&
  a.binders.length === b.binders.length &&
  a.binders.every((range, i) => {
    const other = b.binders[i];
    return range.index === other?.index && range.from.key === other.from.key && range.to.key === other.to.key;
  });

/** Every member an equation defines at the indices that are fixed, under index names that avoid those taken. */
export function allOf(
  { quantity: pattern, ranges = [] }: Definition,
  taken: ReadonlySet<string>,
  fixed: ReadonlyMap<string, Index> = new Map(),
): Children {
  const used = new Set(taken);
  const renaming = new Map(fixed);
  const binders = ranges.flatMap((range) => {
    if (fixed.has(range.index)) return [];
    const name = freshIndex(range.index, used);
    used.add(name);
    renaming.set(range.index, indexVariable(name));
    const [from, to] = [range.from, range.to].map((each) => substituteIndex(each, renaming));
    return [{ index: name, from: from as Index, to: to as Index }];
  });
  const indices = pattern.indices.map((each) => substituteIndex(each, renaming));
  return { member: quantity(pattern.name, indices), binders };
}

/** Solves pattern = actual for a free variable with coefficient ±1. */
function solve(
  pattern: Index,
  actual: Index,
  free: ReadonlyMap<string, Range>,
): { readonly name: string; readonly value: Index } | undefined {
  for (const { atom, coefficient } of pattern.terms) {
    if (atom.indices.length > 0 || !free.has(atom.name) || Math.abs(coefficient) !== 1) continue;
    const variable = indexVariable(atom.name);
    const rest = addIndex(pattern, variable, -coefficient);
    return { name: atom.name, value: addIndex(index(0), addIndex(actual, rest, -1), coefficient) };
  }
  return undefined;
}

/** Whether two sets of members of one family share none: some index that no binder moves differs. */
const areApart = (a: Children, b: Children, facts: IndexFacts): boolean => {
  // Facts of the binders do not help: those of one set say nothing of the other, though their names may be the same.
  const bound = new Set([...a.binders, ...b.binders].map((range) => range.index));
  const stays = (each: Index): boolean => ![...indexNames(each)].some((name) => bound.has(name));
  return a.member.indices.some((each, i) => {
    const other = b.member.indices[i];
    return other !== undefined && stays(each) && stays(other) && facts.different(each, other);
  });
};
