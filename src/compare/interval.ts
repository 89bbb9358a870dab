/**
 * Interval arithmetic over doubles, every end rounded outwards: the true value lies inside. Arithmetic and √ of IEEE 754
 * round correctly, so one unit in the last place is enough; exp and log are the engine's, accurate to within one unit in
 * the last place in every engine known to us (they descend from fdlibm), of which we allow four.
 */
import type { Fraction } from '../expr/index.ts';
import { realOf } from '../numeric/index.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A little over half a unit in the last place, relatively. Source: S. M. Rump, Verification methods, 2010. */
const UNIT = 1.1102230246251568e-16;
const TINY = Number.MIN_VALUE;

export const down = (x: number, units = 1): number => x - (Math.abs(x) * (UNIT * units) + TINY);
export const up = (x: number, units = 1): number => x + (Math.abs(x) * (UNIT * units) + TINY);

/** One double, exactly. */
export const only = (x: number): Interval => ({ low: x, high: x });

const WHOLE: Interval = { low: -Infinity, high: Infinity };

/** An interval, or the whole line where an end is not a number. */
const interval = (low: number, high: number): Interval => (low <= high ? { low, high } : WHOLE);

/** The doubles around a rational, which is itself one where that is exact. */
export function enclose(value: Fraction): Interval {
  const double = realOf(value);
  if (!Number.isFinite(double))
    return double > 0
      ? { low: Number.MAX_VALUE, high: Infinity }
      : { low: -Infinity, high: -Number.MAX_VALUE };
  const exact = value.n <= 2n ** 53n && value.d <= 2n ** 60n && (value.d & (value.d - 1n)) === 0n;
  return exact ? { low: double, high: double } : { low: down(double), high: up(double) };
}

export const isBounded = ({ low, high }: Interval): boolean => Number.isFinite(low) && Number.isFinite(high);
export const containsZero = ({ low, high }: Interval): boolean => low <= 0 && high >= 0;
export const areDisjoint = (a: Interval, b: Interval): boolean => a.high < b.low || b.high < a.low;

export const add = (a: Interval, b: Interval): Interval => interval(down(a.low + b.low), up(a.high + b.high));

export function multiply(a: Interval, b: Interval): Interval {
  const p = a.low * b.low;
  const q = a.low * b.high;
  const r = a.high * b.low;
  const s = a.high * b.high;
  return interval(down(Math.min(p, q, r, s)), up(Math.max(p, q, r, s)));
}

/** 1/a; the whole line where a may be 0. */
export const invert = (a: Interval): Interval =>
  containsZero(a) ? WHOLE : interval(down(1 / a.high), up(1 / a.low));

const square = (a: Interval): Interval => {
  const [x, y] = [Math.abs(a.low), Math.abs(a.high)];
  const least = containsZero(a) ? 0 : Math.min(x, y);
  return interval(Math.max(0, down(least * least)), up(Math.max(x, y) ** 2, 2));
};

/** A whole power. */
export function raiseTo(a: Interval, exponent: number): Interval {
  if (exponent < 0) return invert(raiseTo(a, -exponent));
  let result: Interval = { low: 1, high: 1 };
  let factor = a;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result.low === 1 && result.high === 1 ? factor : multiply(result, factor);
    if (rest > 1) factor = square(factor);
  }
  return result;
}

export const exp = (a: Interval): Interval =>
  interval(Math.max(0, down(Math.exp(a.low), 8)), up(Math.exp(a.high), 8));

/** log a; the whole line where a may be 0 or less. */
export const log = (a: Interval): Interval =>
  a.low > 0 ? interval(down(Math.log(a.low), 8), up(Math.log(a.high), 8)) : WHOLE;

/** A positive base to a rational power. */
export function root(a: Interval, exponent: Fraction): Interval {
  if (!(a.low > 0)) return WHOLE;
  if (exponent.d === 2n && exponent.n < 1000n) {
    const half = interval(down(Math.sqrt(a.low)), up(Math.sqrt(a.high)));
    return raiseTo(half, Number(exponent.s * exponent.n));
  }
  return exp(multiply(enclose(exponent), log(a)));
}
