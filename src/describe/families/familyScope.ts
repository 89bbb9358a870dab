/** The names of a file with families, as its formulas see them. */
import { type Index, type Quantity, quantity } from '../../expr/index.ts';
import type { IndexRange, Scope } from '../../formula/index.ts';
import type { Draft } from '../draft.ts';
import type { Heads } from './heads.ts';

/** How many names are compared in one file to find those that were meant. */
const mostCompared = 500_000;

export class FamilyScope {
  /** Opaque functions that some formula uses. */
  readonly applied = new Set<string>();
  /** Sizes that stand in formulas as numbers, 1/m. */
  readonly numbers = new Set<string>();
  readonly #heads: Heads;
  readonly #scalars: ReadonlySet<string>;
  readonly #opaque: Draft['opaque'];
  #compared = 0;

  constructor(heads: Heads, scalars: ReadonlySet<string>, opaque: Draft['opaque']) {
    this.#heads = heads;
    this.#scalars = scalars;
    this.#opaque = opaque;
  }

  /** The scope of a formula with some free indices. */
  at(free: ReadonlySet<string>, rebinds = false): Scope {
    const sizes = new Map([...this.#heads.sizes].map(([name, { indices }]) => [name, indices]));
    return {
      quantity: (name, indices) => this.#quantity(name, indices),
      opaque: (name) => this.#function(name),
      names: () => this.#names(),
      indices: { ranges: (name) => this.ranges(name), free, sizes, rebinds },
    };
  }

  /** Where the indices of a family, or of a size as a number, run. */
  ranges(name: string): readonly IndexRange[] | undefined {
    const domain = this.#heads.sizes.get(name)?.domain;
    return this.#heads.families.get(name)?.ranges ?? (domain && [domain]);
  }

  #quantity(name: string, indices: readonly Index[]): Quantity | undefined {
    const size = this.#heads.sizes.get(name);
    if (size?.indices === indices.length) this.numbers.add(name);
    const wanted = this.#heads.families.get(name)?.ranges.length ?? size?.indices;
    const known =
      wanted === undefined ? this.#scalars.has(name) && indices.length === 0 : wanted === indices.length;
    return known ? quantity(name, indices) : undefined;
  }

  #function(name: string): number | undefined {
    const found = this.#opaque.get(name)?.of;
    if (found !== undefined) this.applied.add(name);
    return found;
  }

  *#names(): Generator<string> {
    const all = [
      this.#heads.families.keys(),
      this.#scalars.keys(),
      this.#heads.sizes.keys(),
      this.#opaque.keys(),
    ];
    for (const names of all) for (const name of names) if (this.#compared++ < mostCompared) yield name;
  }
}
