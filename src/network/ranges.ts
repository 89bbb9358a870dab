/**
 * What is known of indices: ranges, and that sizes are at least 1. A small prover for integer inequalities between affine
 * index expressions; it answers yes only when it knows.
 */
import { addIndex, type Index, type IndexAtom, index, indexNames, type Relation } from '../expr/index.ts';
import type { Range } from './definition.ts';

/** At most so many substitutions in one question. */
const WORK = 400;

/** left ≤ right. */
export interface Inequality {
  readonly left: Index;
  readonly right: Index;
}

export class IndexFacts {
  /** Expressions known to be at least 0. */
  readonly #known: readonly Index[];
  /** Answers so far, by what was asked to be at least 0. */
  readonly #answers = new Map<string, boolean>();
  /** Bounds of an atom from below and above, by its key. */
  readonly #found = new Map<string, readonly Index[]>();
  readonly #sizes: ReadonlySet<string>;
  readonly #ranges: readonly Range[];

  constructor(
    ranges: readonly Range[],
    sizes: ReadonlySet<string>,
    known: readonly Index[] = [],
    outer: readonly Range[] = [],
  ) {
    this.#ranges = [...outer, ...ranges];
    const from = ranges.flatMap(({ index: name, from: low, to: high }) => {
      const variable = index(0, [{ atom: { name, indices: [] }, coefficient: 1 }]);
      return [addIndex(variable, low, -1), addIndex(high, variable, -1)];
    });
    this.#known = [...known, ...from];
    this.#sizes = sizes;
  }

  /** The same with further ranges. */
  with(ranges: readonly Range[]): IndexFacts {
    if (ranges.length === 0) return this;
    // An index bound anew is another index: what was known of its name no longer speaks of it.
    const rebound = new Set(ranges.map((range) => range.index));
    const kept = this.#known.filter((fact) => ![...indexNames(fact)].some((name) => rebound.has(name)));
    const outer = this.#ranges.filter(({ index: name, from, to }) =>
      [name, ...indexNames(from), ...indexNames(to)].every((each) => !rebound.has(each)),
    );
    return new IndexFacts(ranges, this.#sizes, kept, outer);
  }

  /** The same where relations between indices hold. */
  where(relations: readonly Relation[]): IndexFacts {
    if (relations.length === 0) return this;
    const gaps = relations.flatMap(({ kind, left, right }) => {
      const gap = addIndex(right, left, -1);
      return kind === 'equal' ? [gap, addIndex(left, right, -1)] : [gap];
    });
    return new IndexFacts([], this.#sizes, [...this.#known, ...gaps], this.#ranges);
  }

  /** The ranges of some indices, and of those that these ranges mention, as they were stated. */
  ranges(names: ReadonlySet<string>): readonly Range[] {
    const wanted = new Set(names);
    const found = new Map<string, Range>();
    for (const range of [...this.#ranges].reverse()) {
      if (!wanted.has(range.index) || found.has(range.index)) continue;
      found.set(range.index, range);
      for (const each of [range.from, range.to]) indexNames(each, wanted);
    }
    return [...found.values()].reverse();
  }

  /** Every index variable and size that something is known of. */
  get names(): ReadonlySet<string> {
    const found = new Set(this.#sizes);
    for (const fact of this.#known) indexNames(fact, found);
    return found;
  }

  /** Whether a ≤ b follows. */
  atMost(a: Index, b: Index): boolean {
    return this.#nonnegative(addIndex(b, a, -1));
  }

  /** Whether a = b follows. */
  equal(a: Index, b: Index): boolean {
    return a.key === b.key || (this.atMost(a, b) && this.atMost(b, a));
  }

  /** Whether a ≠ b follows, by one lying below the other. */
  different(a: Index, b: Index): boolean {
    const one = index(1);
    return this.atMost(addIndex(a, one), b) || this.atMost(addIndex(b, one), a);
  }

  /** Whether from ≤ a ≤ to follows. */
  within(a: Index, { from, to }: { readonly from: Index; readonly to: Index }): boolean {
    const stated = this.#ranges.findLast((range) => range.index === a.key);
    if (stated?.from.key === from.key && stated.to.key === to.key) return true;
    return this.atMost(from, a) && this.atMost(a, to);
  }

  /** Whether a lies outside from … to. */
  outside(a: Index, { from, to }: { readonly from: Index; readonly to: Index }): boolean {
    const one = index(1);
    return this.atMost(addIndex(a, one), from) || this.atMost(addIndex(to, one), a);
  }

  /** Of from ≤ a and a ≤ to, for an a not known to lie within nor outside, the first that is not known. */
  openWithin(a: Index, { from, to }: { readonly from: Index; readonly to: Index }): Inequality {
    return this.atMost(from, a) ? { left: a, right: to } : { left: from, right: a };
  }

  /** Replaces atoms by their bounds, the way that makes the expression smaller, until a constant is left. */
  #nonnegative(goal: Index): boolean {
    const known = this.#answers.get(goal.key);
    if (known !== undefined) return known;
    const found = this.#proves(goal);
    this.#answers.set(goal.key, found);
    return found;
  }

  #proves(goal: Index): boolean {
    const open = [goal];
    const seen = new Set<string>([goal.key]);
    for (let work = 0; open.length > 0 && work < WORK; work++) {
      const each = open.shift() as Index;
      if (each.terms.length === 0) {
        if (each.constant >= 0) return true;
        continue;
      }
      for (const { atom, coefficient } of each.terms) {
        for (const bound of this.#bounds(atom, coefficient > 0)) {
          const whole = index(0, [{ atom, coefficient: 1 }]);
          const next = addIndex(addIndex(each, whole, -coefficient), bound, coefficient);
          if (next.terms.length > 8 || seen.has(next.key)) continue;
          seen.add(next.key);
          open.push(next);
        }
      }
    }
    return false;
  }

  /** Expressions that an atom is at least (`low`) or at most. */
  #bounds(atom: IndexAtom, low: boolean): readonly Index[] {
    const whole = index(0, [{ atom, coefficient: 1 }]);
    const key = `${low} ${whole.key}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found: Index[] = low && this.#sizes.has(atom.name) ? [index(1)] : [];
    for (const fact of this.#known) {
      const coefficient = fact.terms.find((term) => sameAtom(term.atom, atom))?.coefficient;
      if (coefficient === (low ? 1 : -1)) {
        // fact = ±atom + rest ≥ 0, so atom ≥ −rest or atom ≤ rest.
        const rest = addIndex(fact, whole, low ? -1 : 1);
        found.push(low ? addIndex(index(0), rest, -1) : rest);
      }
    }
    this.#found.set(key, found);
    return found;
  }
}

/** Whether two atoms are the same, n[l] and n[l]. */
const sameAtom = (a: IndexAtom, b: IndexAtom): boolean =>
  a.name === b.name &&
  a.indices.length === b.indices.length &&
  a.indices.every(({ key }, i) => key === b.indices[i]?.key);
