/** Ratios of polynomials, the denominator in factors as it was written: the arithmetic in which `algebra.ts` compares terms. */
import { Fraction } from '../expr/index.ts';
import { LimitError } from './ac.ts';
import type { Polynomial } from './polynomial.ts';
import * as polynomial from './polynomial.ts';

/** numerator / Π base^exponent; bases have leading coefficient 1 and are keyed by their text. */
export interface Ratio {
  readonly numerator: Polynomial;
  readonly denominator: ReadonlyMap<string, { readonly base: Polynomial; readonly exponent: number }>;
}

/** At most so many monomials touched in one question. */
const WORK = 2_000_000;

/** A polynomial as a ratio. */
export const whole = (numerator: Polynomial): Ratio => ({ numerator, denominator: new Map() });

/** Arithmetic of ratios within a budget, counted in monomials touched. */
export class Arithmetic {
  #work = 0;

  #charge(work: number): void {
    this.#work += work;
    if (this.#work > WORK) throw new LimitError('the polynomials take too long');
  }

  times(a: Polynomial, b: Polynomial): Polynomial {
    this.#charge(a.size * b.size + 1);
    return polynomial.times(a, b);
  }

  toPower(a: Polynomial, exponent: number): Polynomial {
    if (a.size <= 1 || exponent < 2) return polynomial.toPower(a, exponent);
    let result = a;
    for (let i = 1; i < exponent; i++) result = this.times(result, a);
    return result;
  }

  /** The sum over the least common denominator. */
  sum(ratios: readonly Ratio[]): Ratio {
    const denominator = new Map<string, { base: Polynomial; exponent: number }>();
    for (const ratio of ratios) {
      for (const [key, factor] of ratio.denominator) {
        if ((denominator.get(key)?.exponent ?? 0) < factor.exponent) denominator.set(key, factor);
      }
    }
    const lifted = ratios.map((ratio) => {
      let { numerator } = ratio;
      for (const [key, { base, exponent }] of denominator) {
        const missing = exponent - (ratio.denominator.get(key)?.exponent ?? 0);
        if (missing > 0) numerator = this.times(numerator, this.toPower(base, missing));
      }
      this.#charge(numerator.size);
      return numerator;
    });
    return { numerator: polynomial.total(lifted), denominator };
  }

  product(ratios: readonly Ratio[]): Ratio {
    const denominator = new Map<string, { base: Polynomial; exponent: number }>();
    let numerator = polynomial.one;
    for (const ratio of ratios) {
      for (const [key, { base, exponent }] of ratio.denominator) {
        denominator.set(key, { base, exponent: exponent + (denominator.get(key)?.exponent ?? 0) });
      }
      numerator = this.times(numerator, ratio.numerator);
    }
    return { numerator, denominator };
  }

  power(ratio: Ratio, count: number): Ratio {
    const denominator = [...ratio.denominator].flatMap(([key, { base, exponent }]) =>
      count === 0 ? [] : [[key, { base, exponent: exponent * count }] as const],
    );
    return { numerator: this.toPower(ratio.numerator, count), denominator: new Map(denominator) };
  }

  inverse(ratio: Ratio): Ratio {
    const lead = polynomial.leading(ratio.numerator);
    if (lead.n === 0n) throw new LimitError('a division by 0');
    const scale = new Fraction(1).div(lead);
    const base = polynomial.plus(new Map(), ratio.numerator, scale);
    let numerator = polynomial.constant(scale);
    for (const factor of ratio.denominator.values()) {
      numerator = this.times(numerator, this.toPower(factor.base, factor.exponent));
    }
    const [only] = base.size === 1 ? base.values() : [];
    if (only === undefined) {
      return { numerator, denominator: new Map([[polynomial.textOf(base), { base, exponent: 1 }]]) };
    }
    const factors = only.powers.map(([atom, exponent]) => {
      const single = polynomial.atom(atom);
      return [polynomial.textOf(single), { base: single, exponent }] as const;
    });
    return { numerator, denominator: new Map(factors) };
  }
}
