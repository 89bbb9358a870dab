/**
 * Families of quantities, `a[l,j]`, and their equations, each for a pattern of indices. The questions a proof asks: which
 * equation is a member's, which members mention it, and is there a path. What cannot be decided is refused.
 */
import {
  addIndex,
  type Expr,
  freshIndex,
  type Index,
  type IndexAtom,
  index,
  indexVariable,
  type Quantity,
  quantity,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import type { Definition, Range } from './definition.ts';
import { IndexFacts } from './ranges.ts';
import { type Coordinates, Rises } from './rises.ts';

/** The index that stands for every value at once: `a[L,*]` is the whole layer, as an opaque function takes it. */
export const EVERY = '*';

/** A quantity as a term mentions it, under the sums around it. */
export interface Mention {
  readonly quantity: Quantity;
  readonly binders: readonly Range[];
}

/** An equation that mentions a family, and where; `apart` with the indices of its sums renamed. */
interface User {
  readonly definition: Definition;
  readonly mentions: readonly Mention[];
  readonly apart: readonly Mention[];
}

/** A set of members that mention another: `z[l+1,k]` for every k of its range. */
export interface Children {
  readonly member: Quantity;
  readonly binders: readonly Range[];
}

/** Thrown where indices do not decide a question; it becomes a refusal. */
export class UndecidedError extends Error {}

export class Families {
  readonly #equations = new Map<string, Definition[]>();
  readonly #users = new Map<string, User[]>();
  readonly #rises: Rises;
  readonly #coordinate: Coordinates;

  /** `variables` answers the index variables of a family as it was declared. */
  constructor(equations: readonly Definition[], variables: (family: string) => readonly string[]) {
    this.#coordinate = (family) => new Map(variables(family).map((name, position) => [name, position]));
    for (const definition of equations) {
      const { name } = definition.quantity;
      this.#equations.set(name, [...(this.#equations.get(name) ?? []), definition]);
      const byFamily = new Map<string, Mention[]>();
      for (const mention of mentionsIn(definition.rhs)) {
        const family = mention.quantity.name;
        byFamily.set(family, [...(byFamily.get(family) ?? []), mention]);
      }
      for (const [family, mentions] of byFamily) {
        const apart = mentionsApart(definition.rhs).filter((mention) => mention.quantity.name === family);
        this.#users.set(family, [...(this.#users.get(family) ?? []), { definition, mentions, apart }]);
      }
    }
    const edges = [...this.#users.values()].flatMap((users) =>
      users.flatMap(({ definition: { quantity: child }, apart }) =>
        apart.map(({ quantity: parent }) => ({ parent, child })),
      ),
    );
    this.#rises = new Rises(edges, this.#coordinate);
  }

  /** The right-hand side of a member's equation; undefined for an input. Throws: UndecidedError. */
  equationOf(member: Quantity, facts: IndexFacts): Expr | undefined {
    let undecided = false;
    for (const definition of this.#equations.get(member.name) ?? []) {
      const { matched, replacement } = this.#instance(definition, member, facts);
      if (matched === true) return substituteIndices(definition.rhs, replacement);
      if (matched === undefined) undecided = true;
    }
    if (undecided) throw new UndecidedError(`no one equation of ${member.name} is known to apply here`);
    return undefined;
  }

  /**
   * Every member on the way to a family whose equation may mention the given one; bound indices avoid the names given.
   *
   * Throws: UndecidedError.
   */
  childrenOf(
    member: Quantity,
    towards: string,
    facts: IndexFacts,
    avoiding: ReadonlySet<string>,
  ): readonly Children[] {
    const taken = new Set([...avoiding, ...facts.names, ...member.indices.flatMap(namesOf)]);
    const users = (this.#users.get(member.name) ?? []).filter(
      ({ definition: { quantity: user } }) => user.name === towards || this.leads(user.name, towards),
    );
    return users.flatMap(({ definition, mentions }) => {
      const sets = mentions.flatMap((mention) => this.#childrenBy(definition, mention, member, facts, taken));
      const found = oneCounting(sets, definition, taken, facts);
      for (const each of found) this.#refuseSelf(member, each, facts);
      return found;
    });
  }

  /** A sum over children must not run over the member itself. Throws: UndecidedError. */
  #refuseSelf(member: Quantity, { member: child, binders }: Children, facts: IndexFacts): void {
    if (child.name !== member.name) return;
    const inner = facts.with(binders);
    const apart = child.indices.some((each, i) => inner.different(each, member.indices[i] as Index));
    if (!apart) throw new UndecidedError(`whether ${member.name} mentions itself here is not known`);
  }

  /** Whether a family leads to another along any edges. */
  leads(from: string, to: string): boolean {
    return this.#rises.leads(from, to);
  }

  /** Whether it is certain that no path leads from one member to another. */
  apart(from: Quantity, to: Quantity, facts: IndexFacts): boolean {
    if (!this.leads(from.name, to.name)) return true;
    for (const [variable, position] of this.#coordinate(from.name)) {
      const other = this.#coordinate(to.name).get(variable);
      const [low, high] = [from.indices[position], other === undefined ? undefined : to.indices[other]];
      if (low === undefined || high === undefined || isEvery(low) || isEvery(high)) continue;
      for (const direction of [1, -1]) {
        const least = this.#rises.least(variable, from.name, direction).get(to.name);
        if (least === undefined || !Number.isFinite(least)) continue;
        // Every path moves the coordinate by at least `least` in this direction, and the two members lie closer.
        const [near, far] = direction > 0 ? [low, high] : [high, low];
        if (facts.atMost(addIndex(far, index(1)), addIndex(near, index(least)))) return true;
      }
    }
    return false;
  }

  /** Two equations that may define the same member, or one whose pattern repeats an index. */
  overlap(sizes: ReadonlySet<string>): Quantity | undefined {
    for (const definitions of this.#equations.values()) {
      for (const [i, one] of definitions.entries()) {
        const own = (one.ranges ?? []).map((range) => range.index);
        const uses = own.map(
          (name) => one.quantity.indices.filter((each) => namesOf(each).includes(name)).length,
        );
        const covers = own.every((name) => one.quantity.indices.some((each) => each.key === name));
        if (uses.some((count) => count !== 1) || !covers) return one.quantity;
        for (const other of definitions.slice(i + 1)) {
          const apart = allOf(other, new Set(own));
          const facts = new IndexFacts([...(one.ranges ?? []), ...apart.binders], sizes);
          const differ = one.quantity.indices.some((each, at) =>
            facts.different(each, apart.member.indices[at] as Index),
          );
          if (!differ) return one.quantity;
        }
      }
    }
    return undefined;
  }

  /** A family that may be defined through itself. */
  circle(): Quantity | undefined {
    const circular = this.#rises.circular();
    return [...this.#equations.values()].flat().find(({ quantity: { name } }) => circular.has(name))
      ?.quantity;
  }

  #instance(definition: Definition, member: Quantity, facts: IndexFacts): Instance {
    const replacement = new Map<string, Index>();
    let matched: boolean | undefined = true;
    const ranges = new Map((definition.ranges ?? []).map((range) => [range.index, range]));
    for (const [i, pattern] of definition.quantity.indices.entries()) {
      const actual = member.indices[i];
      if (actual === undefined) return { matched: false, replacement };
      const [only] = pattern.terms;
      if (only !== undefined && pattern.key === only.atom.name && ranges.has(pattern.key)) {
        replacement.set(pattern.key, actual);
      } else if (facts.different(pattern, actual)) return { matched: false, replacement };
      else if (!facts.equal(pattern, actual)) matched = undefined;
    }
    for (const { index: name, from, to } of ranges.values()) {
      const actual = replacement.get(name);
      if (actual === undefined) return { matched: undefined, replacement };
      const range = { from: substituteIndex(from, replacement), to: substituteIndex(to, replacement) };
      if (facts.outside(actual, range)) return { matched: false, replacement };
      if (!facts.within(actual, range)) matched = undefined;
    }
    return { matched, replacement };
  }

  /** The members whose equation mentions the given one through one mention: none, or one set. */
  #childrenBy(
    definition: Definition,
    mention: Mention,
    member: Quantity,
    facts: IndexFacts,
    avoiding: ReadonlySet<string>,
  ): readonly Children[] {
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
    let pattern = mention.quantity.indices.map((each) => substituteIndex(each, renaming));
    let child = definition.quantity.indices.map((each) => substituteIndex(each, renaming));
    const solved: { readonly value: Index; readonly range: Range }[] = [];
    for (let i = 0; i < pattern.length; i++) {
      const [wanted, actual] = [pattern[i], member.indices[i]] as [Index, Index];
      if (isEvery(wanted)) continue;
      const solution = solve(wanted, actual, free);
      if (solution === undefined) {
        if (wanted.terms.every(({ atom }) => !free.has(atom.name))) {
          if (facts.different(wanted, actual)) return [];
          if (!facts.equal(wanted, actual))
            throw new UndecidedError(`whether ${wanted.key} = ${actual.key} is not known`);
        }
        continue;
      }
      const range = free.get(solution.name) as Range;
      free.delete(solution.name);
      const step = new Map([[solution.name, solution.value]]);
      const put = (each: Index): Index => substituteIndex(each, step);
      pattern = pattern.map(put);
      child = child.map(put);
      for (const [name, each] of free)
        free.set(name, { index: name, from: put(each.from), to: put(each.to) });
      for (const [at, each] of solved.entries()) {
        solved[at] = {
          value: put(each.value),
          range: { ...each.range, from: put(each.range.from), to: put(each.range.to) },
        };
      }
      solved.push({ value: solution.value, range: { ...range, from: put(range.from), to: put(range.to) } });
    }
    const binders = [...free.values()].filter(({ index: name }) =>
      child.some((each) => namesOf(each).includes(name)),
    );
    const inner = facts.with(binders);
    let exact = tellsApart(child, binders) && binders.every((range) => stands(range, free, binders));
    for (const { value, range } of solved) {
      if (inner.outside(value, range)) return [];
      if (inner.within(value, range)) continue;
      if (!namesOf(value).some((name) => free.has(name))) {
        throw new UndecidedError(
          `whether ${value.key} lies in ${range.from.key}..${range.to.key} is not known`,
        );
      }
      exact = false;
    }
    if (exact) return [{ member: quantity(definition.quantity.name, child), binders }];
    const fixed = new Map(
      solved.flatMap(({ value, range }) =>
        namesOf(value).some((name) => free.has(name)) ? [] : [[range.index, value] as const],
      ),
    );
    return [widened(definition, renaming, fixed)];
  }
}

/** Whether a range mentions no free index but those that stay. */
const stands = ({ from, to }: Range, free: ReadonlyMap<string, Range>, binders: readonly Range[]): boolean =>
  [...namesOf(from), ...namesOf(to)].every(
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
    const inside = each.terms.filter(({ atom }) => namesOfAtom(atom).some((name) => names.has(name)));
    const [only] = inside;
    const plain = inside.length === 1 && only !== undefined && only.atom.indices.length === 0;
    return plain && Math.abs(only.coefficient) === 1 ? [only.atom.name] : [];
  });
  return [...names].every((name) => alone.includes(name));
}

/** Sets of children of one equation as sets that share no member. */
function oneCounting(
  sets: readonly Children[],
  definition: Definition,
  taken: ReadonlySet<string>,
  facts: IndexFacts,
): readonly Children[] {
  const [first, ...rest] = sets;
  if (first === undefined || rest.every((other) => sameSet(first, other))) return sets.slice(0, 1);
  const disjoint = sets.every((a, i) => sets.every((b, j) => i === j || areApart(a, b, facts)));
  return disjoint ? sets : [allOf(definition, taken)];
}

const sameSet = (a: Children, b: Children): boolean =>
  a.member === b.member &&
  a.binders.length === b.binders.length &&
  a.binders.every((range, i) => {
    const other = b.binders[i];
    return range.index === other?.index && range.from.key === other.from.key && range.to.key === other.to.key;
  });

/** Every member an equation defines, under index names that avoid those taken. */
function allOf({ quantity: pattern, ranges = [] }: Definition, taken: ReadonlySet<string>): Children {
  const used = new Set(taken);
  const renaming = new Map<string, Index>();
  const binders = ranges.map((range) => {
    const name = freshIndex(range.index, used);
    used.add(name);
    renaming.set(range.index, indexVariable(name));
    return {
      index: name,
      from: substituteIndex(range.from, renaming),
      to: substituteIndex(range.to, renaming),
    };
  });
  const indices = pattern.indices.map((each) => substituteIndex(each, renaming));
  return { member: quantity(pattern.name, indices), binders };
}

interface Instance {
  readonly matched: boolean | undefined;
  readonly replacement: ReadonlyMap<string, Index>;
}

const isEvery = (each: Index): boolean => each.key === EVERY;

const namesOfAtom = (atom: IndexAtom): readonly string[] => [atom.name, ...atom.indices.flatMap(namesOf)];

const namesOf = (each: Index): readonly string[] => each.terms.flatMap(({ atom }) => namesOfAtom(atom));

/** The same with every sum's index renamed, so that none is taken for an index from outside the term. */
export const mentionsApart = (term: Expr): readonly Mention[] =>
  mentionsIn(term).map(({ quantity: q, binders }) => {
    const renaming = new Map<string, Index>();
    const apart = binders.map((range, i) => {
      const renamed = {
        index: `%${i}`,
        from: substituteIndex(range.from, renaming),
        to: substituteIndex(range.to, renaming),
      };
      renaming.set(range.index, indexVariable(renamed.index));
      return renamed;
    });
    const member = quantity(
      q.name,
      q.indices.map((each) => substituteIndex(each, renaming)),
    );
    return { quantity: member, binders: apart };
  });

/** Every quantity a term mentions, with the sums around it. */
export function mentionsIn(term: Expr): readonly Mention[] {
  const found: Mention[] = [];
  const open: (readonly [Expr, readonly Range[]])[] = [[term, []]];
  const seen = new Map<Expr, readonly Range[]>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, binders] = next;
    if (seen.get(node) === binders) continue;
    seen.set(node, binders);
    if (node.kind === 'quantity') found.push({ quantity: node, binders });
    const inner =
      node.kind === 'indexedSum'
        ? [...binders, { index: node.index, from: node.from, to: node.to }]
        : binders;
    for (const arg of node.args) open.push([arg, inner]);
  }
  return found.reverse();
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

/** Whether two sets of members of one family share none: some index differs for all of both. */
const areApart = (a: Children, b: Children, facts: IndexFacts): boolean => {
  const inner = facts.with([...a.binders, ...b.binders]);
  return a.member.indices.some((each, i) => {
    const other = b.member.indices[i];
    const constant = [each, other].every(
      (x) => x && !namesOf(x).some((n) => [...a.binders, ...b.binders].some((r) => r.index === n)),
    );
    return other !== undefined && constant && inner.different(each, other);
  });
};
