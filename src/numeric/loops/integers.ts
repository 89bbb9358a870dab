/** Whole numbers of compiled loops: indices, bounds and places in arrays, each computed once in the outermost loop it varies in. */
import type { Index } from '../../expr/index.ts';
import type { Sizes } from '../../network/writing.ts';
import type { Instruction, Register } from './instructions.ts';
import type { Column, Layout } from './layout.ts';
import type { Integer, Region } from './region.ts';

/** constant + Σ coefficient·integer */
interface Linear {
  readonly constant: number;
  readonly terms: readonly { readonly coefficient: number; readonly integer: Integer }[];
}

const plus = (a: Linear, b: Linear): Linear => ({
  constant: a.constant + b.constant,
  terms: [...a.terms, ...b.terms],
});

const scaled = ({ constant, terms }: Linear, factor: number): Linear => ({
  constant: constant * factor,
  terms: terms.map(({ coefficient, integer }) => ({ coefficient: coefficient * factor, integer })),
});

export class Integers {
  count = 0;
  readonly tables: Int32Array[] = [];
  readonly #tableOf = new Map<Int32Array | readonly number[], number>();
  readonly #sizes: Sizes;

  constructor(sizes: Sizes) {
    this.#sizes = sizes;
  }

  new(): Register {
    return this.count++;
  }

  /** The value of an index. */
  index(index: Index, here: Region): Register {
    return this.#total(this.#linear(index, here), here).register;
  }

  /** Where a member stands in the array of its family. */
  place(layout: Layout, indices: readonly Index[], here: Region): Register {
    const values = indices.map((each) => this.#linear(each, here));
    return this.#total(this.#place(layout, values, here), here).register;
  }

  /** The value of a variable that runs like another but backwards, shifted: sign·(u − shift). */
  shifted(u: Register, sign: number, shift: number, here: Region): Register {
    const terms = [{ coefficient: sign, integer: { register: u, region: here } }];
    return this.#total({ constant: -sign * shift, terms }, here).register;
  }

  constant(value: number, here: Region): Register {
    return this.#total({ constant: value, terms: [] }, here).register;
  }

  #place(layout: Layout, values: readonly Linear[], here: Region): Linear {
    const row =
      layout.rows && this.#total(this.#place(layout.rows, values.slice(0, layout.leading), here), here);
    let place = this.#entry(layout.origin, row);
    for (const [axis, { stride }] of layout.axes.entries()) {
      const value = values[layout.leading + axis] as Linear;
      place = plus(place, this.#product(value, this.#entry(stride, row)));
    }
    return place;
  }

  #linear({ constant, terms }: Index, here: Region): Linear {
    let sum: Linear = { constant, terms: [] };
    for (const { atom, coefficient } of terms) {
      const size = this.#sizes.get(atom.name);
      const variable = atom.indices.length === 0 ? here.variable(atom.name) : undefined;
      if (variable !== undefined)
        sum = plus(sum, { constant: 0, terms: [{ coefficient, integer: variable }] });
      else if (typeof size === 'number') sum = plus(sum, { constant: coefficient * size, terms: [] });
      else if (size !== undefined) {
        const at = this.#total(this.#linear(atom.indices[0] as Index, here), here);
        sum = plus(sum, scaled(this.#entry(this.#listed(size), at), coefficient));
      }
    }
    return sum;
  }

  #listed(size: readonly number[]): Int32Array {
    const table = this.#tableOf.get(size);
    if (table !== undefined) return this.tables[table] as Int32Array;
    const entries = Int32Array.from(size);
    this.#tableOf.set(size, this.#table(entries));
    return entries;
  }

  #table(entries: Int32Array): number {
    const known = this.#tableOf.get(entries);
    if (known !== undefined) return known;
    this.#tableOf.set(entries, this.tables.length);
    return this.tables.push(entries) - 1;
  }

  /** An entry of a column. Without a row there is but one. */
  #entry(column: Column, row: Integer | undefined): Linear {
    if (typeof column === 'number') return { constant: column, terms: [] };
    if (row === undefined) return { constant: column[0] as number, terms: [] };
    const table = this.#table(column);
    const { register: at } = row;
    const integer = this.#put(row.region, `${table}@${at}`, (target) => ({
      kind: 'lookup',
      target,
      table,
      at,
    }));
    return { constant: 0, terms: [{ coefficient: 1, integer }] };
  }

  #product(a: Linear, b: Linear): Linear {
    let product = plus(scaled({ ...a, constant: 0 }, b.constant), scaled(b, a.constant));
    for (const left of a.terms) {
      for (const right of b.terms) {
        const coefficient = left.coefficient * right.coefficient;
        const integer = this.#times(left.integer, right.integer);
        product = plus(product, { constant: 0, terms: [{ coefficient, integer }] });
      }
    }
    return product;
  }

  #times(a: Integer, b: Integer): Integer {
    const [left, right] = [a.register, b.register];
    const region = a.region.depth > b.region.depth ? a.region : b.region;
    return this.#put(region, `${left}*${right}`, (target) => ({ kind: 'times', target, left, right }));
  }

  /** One register for a sum: what varies in outer loops is added up there. */
  #total({ constant, terms }: Linear, here: Region): Integer {
    const kept = terms.filter(({ coefficient }) => coefficient !== 0);
    const depths = [...new Set(kept.map(({ integer }) => integer.region.depth))].sort((a, b) => a - b);
    let sum: Integer | undefined;
    for (const depth of depths) {
      const own = kept.filter(({ integer }) => integer.region.depth === depth);
      const start = sum === undefined ? [] : [{ coefficient: 1, integer: sum }];
      sum = this.#add((own[0] as (typeof own)[number]).integer.region, sum === undefined ? constant : 0, [
        ...start,
        ...own,
      ]);
    }
    return sum ?? this.#add(here.root, constant, []);
  }

  #add(region: Region, constant: number, summed: Linear['terms']): Integer {
    const [only] = summed;
    if (constant === 0 && summed.length === 1 && only?.coefficient === 1) return only.integer;
    const terms = summed.map(({ coefficient, integer }) => ({ coefficient, register: integer.register }));
    const key = [constant, ...terms.map(({ coefficient, register }) => `${coefficient}*${register}`)].join(
      '+',
    );
    return this.#put(region, key, (target) => ({ kind: 'integer', target, constant, terms }));
  }

  #put(region: Region, key: string, instruction: (target: Register) => Instruction): Integer {
    const known = region.integers.get(key);
    if (known !== undefined) return known;
    const integer = { register: this.new(), region };
    region.body.push(instruction(integer.register));
    region.integers.set(key, integer);
    return integer;
  }
}
