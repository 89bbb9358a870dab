/**
 * The signs of guards when values are residues: of each [guard > 0], which is 1 or 0 where the sign is known, follows from
 * those before, or is chosen; or, where no choice is made, an atom. A guard is never 0: there the terms have no value.
 */
import { Fraction } from '../expr/index.ts';
import type { Atoms } from './atoms.ts';
import type { Circuit } from './circuit.ts';
import type { Columns, Value } from './columns.ts';

/** Signs chosen so far, and those to be chosen: after the given ones every choice is positive. */
export class Choices {
  readonly signs: boolean[];
  #taken = 0;

  constructor(signs: readonly boolean[]) {
    this.signs = [...signs];
  }

  next = (): boolean => {
    if (this.#taken === this.signs.length) this.signs.push(true);
    return this.signs[this.#taken++] as boolean;
  };

  /** The choices that follow these, or undefined after the last. */
  get following(): readonly boolean[] | undefined {
    const taken = this.signs.slice(0, this.#taken);
    while (taken.length > 0 && taken[taken.length - 1] === false) taken.pop();
    if (taken.length === 0) return undefined;
    return [...taken.slice(0, -1), false];
  }
}

interface Guard {
  readonly value: Value;
  /** [guard > 0] */
  readonly step: Value;
}

const ONE = new Fraction(1);

export class Guards {
  readonly #circuit: Circuit;
  readonly #columns: Columns;
  readonly #atoms: Atoms;
  /** Undefined where [guard > 0] is an atom. */
  readonly #choices: Choices | undefined;
  readonly #at: (id: number) => Value;
  readonly #isKnownPositive: (value: Value) => boolean;
  readonly #known: Guard[] = [];
  /** Of each guard asked for: what follows from more signs later may be said otherwise. */
  readonly #steps = new Map<number, Value>();
  /** What is positive by choice or as a fact, and follows from nothing else. */
  readonly #positive: Value[] = [];
  /** How many signs are not known. */
  kinks = 0;

  constructor(
    parts: { readonly circuit: Circuit; readonly columns: Columns; readonly atoms: Atoms },
    choices: Choices | undefined,
    at: (id: number) => Value,
    isKnownPositive: (value: Value) => boolean,
  ) {
    this.#circuit = parts.circuit;
    this.#columns = parts.columns;
    this.#atoms = parts.atoms;
    this.#choices = choices;
    this.#at = at;
    this.#isKnownPositive = isKnownPositive;
  }

  /** How many guards may be related to one another. */
  get count(): number {
    return this.#choices === undefined ? 0 : 1 + this.#positive.length;
  }

  /** Takes a value for positive. */
  assume(value: Value): void {
    this.#known.push({ value, step: this.#columns.one });
    this.#positive.push(value);
  }

  /** [guard > 0] */
  step(id: number): Value {
    const step = this.#steps.get(id) ?? this.#decide(id);
    this.#steps.set(id, step);
    return step;
  }

  #decide(id: number): Value {
    const columns = this.#columns;
    const value = this.#at(id);
    this.#atoms.risk(value, columns.zero);
    if (columns.agree(value, columns.zero)) return columns.zero;
    const known = this.#recalled(value) ?? this.#sign(value);
    if (known !== undefined) return known;
    const { op } = this.#circuit.node(id);
    const step = (op === 'product' || op === 'power' ? this.#ofFactors(id) : undefined) ?? this.#open(value);
    this.#known.push({ value, step });
    return step;
  }

  /** That of a guard before, of which this is a multiple. */
  #recalled(value: Value): Value | undefined {
    for (const each of this.#known) {
      const factor = each.value === value ? ONE : this.#atoms.multiple(value, each.value);
      if (factor !== undefined) return factor.s > 0n ? each.step : this.#complement(each.step);
    }
    return undefined;
  }

  /** Of what is proved positive, or the negative of it, or follows from the signs before. */
  #sign(value: Value): Value | undefined {
    const { one, zero } = this.#columns;
    const negative = this.#columns.scale(value, -1n, 1n);
    if (this.#isKnownPositive(value)) return one;
    return this.#isKnownPositive(negative) ? zero : this.#followed(value);
  }

  /** Where u > 0 and v > 0, also 2u + 3v + 1 > 0. Example: from x > y and y > z, x > z */
  #followed(value: Value): Value | undefined {
    if (this.#choices === undefined || this.#positive.length === 0) return undefined;
    const found = this.#atoms.combination([this.#columns.one, ...this.#positive], value);
    if (found === undefined) return undefined;
    if (found.every(({ n }) => n >= 0n)) return this.#columns.one;
    return found.every(({ n }) => n <= 0n) ? this.#columns.zero : undefined;
  }

  /** By the signs of the factors. Undefined where they are atoms and there is more than one. */
  #ofFactors(id: number): Value | undefined {
    const { negative, factors } = this.#oddFactors(id);
    if (factors.length > 1 && this.#choices === undefined) return undefined;
    return factors
      .map((each) => this.step(each))
      .reduce<Value>(
        (a, b) => (b === this.#columns.one ? a : a === this.#columns.one ? b : this.#complement(b)),
        negative ? this.#columns.zero : this.#columns.one,
      );
  }

  /** The factors of a product that occur an odd number of times and whose sign is open, and whether the others are negative together. */
  #oddFactors(id: number): { readonly negative: boolean; readonly factors: readonly number[] } {
    const odd = new Set([id]);
    const factors: number[] = [];
    let negative = false;
    const toggle = (each: number): unknown => odd.delete(each) || odd.add(each);
    for (const each of [...this.#circuit.below([id])].reverse()) {
      if (!odd.has(each)) continue;
      const node = this.#circuit.node(each);
      if (node.op === 'number') negative = negative !== node.value.s < 0n;
      else if (this.#circuit.isPositive(each)) continue;
      else if (node.op === 'product') node.args.forEach(toggle);
      else if (node.op !== 'power') factors.push(each);
      else if (node.exponent % 2 !== 0) toggle(node.args[0] as number);
    }
    return { negative, factors: factors.reverse() };
  }

  /** A sign that nothing decides. */
  #open(value: Value): Value {
    const { one, zero } = this.#columns;
    this.kinks += 1;
    if (this.#choices === undefined) return this.#columns.atom();
    const isPositive = this.#choices.next();
    this.#positive.push(isPositive ? value : this.#columns.scale(value, -1n, 1n));
    return isPositive ? one : zero;
  }

  /** 1 − step */
  #complement(step: Value): Value {
    const { one, zero } = this.#columns;
    if (step === one) return zero;
    return step === zero ? one : this.#columns.sum([one, this.#columns.scale(step, -1n, 1n)]);
  }
}
