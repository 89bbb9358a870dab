/**
 * Families of quantities, `a[l,j]`, and their equations, each for a pattern of indices. The questions a proof asks: which
 * equation is a member's, which members mention it, and is there a path. What cannot be decided is refused.
 */
import {
  addIndex,
  type Expr,
  type Index,
  index,
  indexNames,
  type Quantity,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import { allOf, type Children, childrenBy, oneCounting } from './children.ts';
import type { Definition } from './definition.ts';
import { isEvery, type Mention, mentionsApart, mentionsIn } from './mentions.ts';
import { IndexFacts, type Inequality } from './ranges.ts';
import { type Coordinates, Rises } from './rises.ts';
import { type Question, UndecidedError } from './undecided.ts';

/** An equation that mentions a family, and where; `apart` with the indices of its sums renamed. */
interface User {
  readonly definition: Definition;
  readonly mentions: readonly Mention[];
  readonly apart: readonly Mention[];
}

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
    let open: { readonly equation: Quantity; readonly question: Question } | undefined;
    for (const definition of this.#equations.get(member.name) ?? []) {
      const found = this.#instance(definition, member, facts);
      if (found.matched === true) return substituteIndices(definition.rhs, found.replacement);
      if (found.matched === undefined)
        open ??= { equation: definition.quantity, question: { ...found.open, about: member } };
    }
    if (open === undefined) return undefined;
    throw new UndecidedError(`no one equation of ${member.name} is known to apply here`, open);
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
    const taken = new Set([
      ...avoiding,
      ...facts.names,
      ...member.indices.flatMap((each) => [...indexNames(each)]),
    ]);
    const users = (this.#users.get(member.name) ?? []).filter(
      ({ definition: { quantity: user } }) => user.name === towards || this.leads(user.name, towards),
    );
    return users.flatMap(({ definition, mentions }) => {
      const sets = mentions.flatMap((mention) => childrenBy(definition, mention, member, facts, taken));
      const found = oneCounting(sets, definition, taken, facts);
      for (const each of found) this.#refuseSelf(member, each, definition, facts);
      return found;
    });
  }

  /** A sum over children must not run over the member itself. Throws: UndecidedError. */
  #refuseSelf(
    member: Quantity,
    { member: child, binders }: Children,
    { quantity: equation }: Definition,
    facts: IndexFacts,
  ): void {
    if (child.name !== member.name) return;
    const inner = facts.with(binders);
    const apart = child.indices.some((each, i) => inner.different(each, member.indices[i] as Index));
    if (!apart)
      throw new UndecidedError(`whether ${member.name} mentions itself here is not known`, { equation });
  }

  /** Whether a family leads to another along any edges. */
  leads(from: string, to: string): boolean {
    return this.#rises.leads(from, to);
  }

  /** Whether an index of a family rises (1) or falls (−1), if it moves, on every way from a member to another; 0 where neither is so. */
  direction(family: string, position: number): 1 | 0 | -1 {
    const [variable] = [...this.#coordinate(family)].find(([, each]) => each === position) ?? [];
    if (variable === undefined || !this.leads(family, family)) return 0;
    const isLeast = (direction: 1 | -1): boolean =>
      (this.#rises.least(variable, family, direction).get(family) ?? -1) >= 0;
    return isLeast(1) ? 1 : isLeast(-1) ? -1 : 0;
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
          (name) => one.quantity.indices.filter((each) => indexNames(each).has(name)).length,
        );
        const covers = own.every((name) => one.quantity.indices.some((each) => each.key === name));
        if (uses.some((count) => count !== 1) || !covers) return one.quantity;
        for (const other of definitions.slice(i + 1)) {
          const apart = allOf(other, new Set([...own, ...sizes]));
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

  /** What an equation defines, perhaps through itself. */
  circle(): Quantity | undefined {
    const circular = this.#rises.circular();
    return [...this.#equations.values()].flat().find(({ quantity }) => circular.has(quantity))?.quantity;
  }

  #instance(definition: Definition, member: Quantity, facts: IndexFacts): Instance {
    const replacement = new Map<string, Index>();
    let open: Inequality | undefined;
    const ranges = new Map((definition.ranges ?? []).map((range) => [range.index, range]));
    for (const [i, pattern] of definition.quantity.indices.entries()) {
      const actual = member.indices[i];
      if (actual === undefined) return { matched: false };
      const [only] = pattern.terms;
      if (only !== undefined && pattern.key === only.atom.name && ranges.has(pattern.key)) {
        replacement.set(pattern.key, actual);
      } else if (facts.different(pattern, actual)) return { matched: false };
      else if (!facts.equal(pattern, actual))
        open ??= facts.openWithin(actual, { from: pattern, to: pattern });
    }
    for (const { index: name, from, to } of ranges.values()) {
      const actual = replacement.get(name);
      if (actual === undefined)
        throw new UndecidedError(`${name} does not show in ${definition.quantity.name}`, {
          equation: definition.quantity,
        });
      const range = { from: substituteIndex(from, replacement), to: substituteIndex(to, replacement) };
      if (facts.outside(actual, range)) return { matched: false };
      if (!facts.within(actual, range)) open ??= facts.openWithin(actual, range);
    }
    return open === undefined ? { matched: true, replacement } : { matched: undefined, open };
  }
}

/** Whether an equation is a member's, and at which indices; or what would have to be known. */
type Instance =
  | { readonly matched: true; readonly replacement: ReadonlyMap<string, Index> }
  | { readonly matched: false }
  | { readonly matched: undefined; readonly open: Inequality };
