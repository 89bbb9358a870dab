/** Where instructions are placed while an equation is compiled: nested loops and guards, each with the values known in it. */
import type { Expr } from '../../expr/index.ts';
import type { Instruction, Register } from './instructions.ts';

/** A whole number in a register, and the region where it was computed. */
export interface Integer {
  readonly register: Register;
  readonly region: Region;
}

export class Region {
  readonly parent: Region | undefined;
  readonly depth: number;
  readonly body: Instruction[] = [];
  /** The index variable that has a value here, and where it is. */
  readonly bound: { readonly name: string; readonly register: Register } | undefined;
  /** Whether what is computed inside must stay inside: it has a value only here, or another one the next time. */
  readonly isBarrier: boolean;
  readonly #values = new Map<Expr, Register>();
  readonly integers = new Map<string, Integer>();

  constructor(parent?: Region, bound?: Region['bound'], isBarrier = parent === undefined) {
    this.parent = parent;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.bound = bound;
    this.isBarrier = isBarrier;
  }

  /** The value of a term, if it is known here. */
  value(term: Expr): Register | undefined {
    for (let each: Region | undefined = this; each !== undefined; each = each.parent) {
      const known = each.#values.get(term);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  know(term: Expr, register: Register): void {
    this.#values.set(term, register);
  }

  /** The register of an index variable; undefined for what is no variable here. */
  variable(name: string): Integer | undefined {
    for (let each: Region | undefined = this; each !== undefined; each = each.parent) {
      if (each.bound?.name === name) return { register: each.bound.register, region: each };
    }
    return undefined;
  }

  /** This region and those around it up to the first barrier, from the outside. */
  upToBarrier(): readonly Region[] {
    const found: Region[] = [this];
    for (let each: Region = this; !each.isBarrier && each.parent !== undefined; ) {
      each = each.parent;
      found.push(each);
    }
    return found.reverse();
  }

  get root(): Region {
    let each: Region = this;
    while (each.parent !== undefined) each = each.parent;
    return each;
  }
}
