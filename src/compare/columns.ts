/**
 * Values at several random points at once, each modulo a prime of its own (a column). The first columns decide; the others,
 * which also carry the slope along a random direction, serve to guess relations.
 */
import { ATOM, numberSize, powerSize, productSize, type Size, sumSize } from './chance.ts';
import { cubeRoot, inverse, modulo, raise, rationalOf, squareRoot } from './field.ts';
import type { Random } from './random.ts';

export interface Column {
  readonly prime: bigint;
  readonly random: Random;
}

export interface Value {
  /** By column. */
  readonly at: readonly bigint[];
  /** By guessing column. */
  readonly slope: readonly bigint[];
  readonly size: Size;
}

/** Thrown where the point of a column does not serve: it is drawn again, or, where no point would, its prime. */
export class Redraw extends Error {
  readonly column: number;
  readonly what: 'point' | 'prime';

  constructor(column: number, what: 'point' | 'prime') {
    super(`a ${what} that does not serve`);
    this.column = column;
    this.what = what;
  }
}

const none: readonly bigint[] = [];

export class Columns {
  readonly #all: readonly Column[];
  /** How many columns decide. */
  readonly deciding: number;
  readonly zero: Value;
  readonly one: Value;

  constructor(all: readonly Column[], deciding: number) {
    this.#all = all;
    this.deciding = deciding;
    this.zero = this.number(0n, 1n);
    this.one = this.number(1n, 1n);
  }

  get count(): number {
    return this.#all.length;
  }

  /** The prime of the columns that guess. */
  get guessing(): bigint {
    return this.#prime(this.deciding);
  }

  #prime(column: number): bigint {
    return (this.#all[column] as Column).prime;
  }

  #each(make: (p: bigint, column: number) => bigint): bigint[] {
    const result: bigint[] = [];
    for (let c = 0; c < this.#all.length; c++) result.push(make(this.#prime(c), c));
    return result;
  }

  #eachSlope(make: (p: bigint, column: number, i: number) => bigint): readonly bigint[] {
    if (this.#all.length === this.deciding) return none;
    const result: bigint[] = [];
    for (let c = this.deciding; c < this.#all.length; c++)
      result.push(make(this.#prime(c), c, c - this.deciding));
    return result;
  }

  /** 1/value of a column. */
  #inverse(value: bigint, column: number): bigint {
    const found = inverse(value, this.#prime(column));
    if (found === undefined) throw new Redraw(column, 'point');
    return found;
  }

  number(n: bigint, d: bigint): Value {
    const at = this.#each((p, c) =>
      d === 1n ? modulo(n, p) : (modulo(n, p) * this.#inverse(modulo(d, p), c)) % p,
    );
    return { at, slope: this.#eachSlope(() => 0n), size: numberSize(n, d) };
  }

  /** A value of its own, drawn at random. */
  atom(): Value {
    const draw = (p: bigint, c: number): bigint =>
      modulo((this.#all[c] as Column).random.wide(), p - 1n) + 1n;
    return { at: this.#each(draw), slope: this.#eachSlope(draw), size: ATOM };
  }

  sum(terms: readonly Value[]): Value {
    const at = this.#each((p, c) => {
      let total = 0n;
      for (const each of terms) total += each.at[c] as bigint;
      return total % p;
    });
    const slope = this.#eachSlope((p, _, i) => {
      let total = 0n;
      for (const each of terms) total += each.slope[i] as bigint;
      return total % p;
    });
    return { at, slope, size: sumSize(terms.map((each) => each.size)) };
  }

  times(a: Value, b: Value): Value {
    return {
      at: this.#each((p, c) => ((a.at[c] as bigint) * (b.at[c] as bigint)) % p),
      slope: this.#eachSlope(
        (p, c, i) =>
          ((a.at[c] as bigint) * (b.slope[i] as bigint) + (a.slope[i] as bigint) * (b.at[c] as bigint)) % p,
      ),
      size: productSize([a.size, b.size]),
    };
  }

  product(factors: readonly Value[]): Value {
    return factors.length === 0 ? this.one : factors.reduce((a, b) => this.times(a, b));
  }

  scale(a: Value, n: bigint, d: bigint): Value {
    return n === 1n && d === 1n ? a : this.times(this.number(n, d), a);
  }

  power(base: Value, exponent: number): Value {
    if (exponent === 1) return base;
    if (exponent === 2) return this.times(base, base);
    if (exponent === 0) return this.one;
    const k = BigInt(Math.abs(exponent));
    const at = this.#each((p, c) => {
      const value = base.at[c] as bigint;
      return raise(exponent < 0 ? this.#inverse(value, c) : value, k, p);
    });
    const slope = this.#eachSlope((p, c, i) => {
      const own = base.slope[i] as bigint;
      if (own === 0n) return 0n;
      const factor = ((at[c] as bigint) * this.#inverse(base.at[c] as bigint, c)) % p;
      return (((modulo(BigInt(exponent), p) * factor) % p) * own) % p;
    });
    return { at, slope, size: powerSize(base.size, exponent) };
  }

  /** The root of a degree 2^a·3^b, a at most 1; of two square roots either. Where there is none, the point is drawn again. */
  root(of: Value, degree: number): Value {
    const constant = of.size.degree + of.size.below === 0;
    const at = this.#each((p, c) => {
      let value = of.at[c] as bigint;
      let rest = degree;
      if (rest % 2 === 0) {
        const square = squareRoot(value, p);
        if (square === undefined || square === 0n) throw new Redraw(c, constant ? 'prime' : 'point');
        value = square;
        rest /= 2;
      }
      for (; rest > 1; rest /= 3) value = cubeRoot(value, p);
      return value;
    });
    const slope = this.#eachSlope((p, c, i) => {
      const factor = ((at[c] as bigint) * this.#inverse((BigInt(degree) * (of.at[c] as bigint)) % p, c)) % p;
      return (factor * (of.slope[i] as bigint)) % p;
    });
    return { at, slope, size: ATOM };
  }

  /** u′/u at the guessing columns. */
  logarithmicSlope(of: Value): readonly bigint[] {
    return this.#eachSlope((p, c, i) => ((of.slope[i] as bigint) * this.#inverse(of.at[c] as bigint, c)) % p);
  }

  /** The values at the guessing columns. */
  guesses(of: Value): readonly bigint[] {
    return of.at.slice(this.deciding);
  }

  /** Whether a value is a known one at every deciding column. */
  agree(a: Value, b: Value): boolean {
    for (let c = 0; c < this.deciding; c++) if (a.at[c] !== b.at[c]) return false;
    return true;
  }

  /** Whether a = −b at every deciding column. */
  oppose(a: Value, b: Value): boolean {
    for (let c = 0; c < this.deciding; c++) {
      const total = (a.at[c] as bigint) + (b.at[c] as bigint);
      if (total !== 0n && total !== this.#prime(c)) return false;
    }
    return true;
  }

  /** n and d with a/b = n/d at every deciding column, both up to a bound, if there are any. */
  ratio(a: Value, b: Value, bound: bigint): readonly [bigint, bigint] | undefined {
    const first = this.#prime(0);
    const found = rationalOf(
      ((a.at[0] as bigint) * this.#inverse(b.at[0] as bigint, 0)) % first,
      first,
      bound,
    );
    if (found === undefined) return undefined;
    const [n, d] = found;
    for (let c = 1; c < this.deciding; c++)
      if (modulo((a.at[c] as bigint) * d - (b.at[c] as bigint) * n, this.#prime(c)) !== 0n) return undefined;
    return found;
  }
}
