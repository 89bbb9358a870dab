/**
 * Where the value of a term can lie, whatever the values of its quantities: an interval with open or closed ends. It proves
 * signs (e^z > 0, 0 < σ < 1, sums, squares); it says nothing of one point, which is `interval.ts`.
 */

import type { Fraction } from '../expr/index.ts';
import { realOf } from '../numeric/index.ts';

export interface Range {
  readonly low: number;
  readonly high: number;
  /** Whether the end itself is never taken. */
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
  /** Known not to be 0, although the interval may contain it. */
  readonly nonzero: boolean;
}

const range = (low: number, lowOpen: boolean, high: number, highOpen: boolean, nonzero = false): Range => ({
  // Never −0, of which an odd negative power is −∞.
  low: Number.isNaN(low) ? -Infinity : low + 0,
  high: Number.isNaN(high) ? Infinity : high + 0,
  lowOpen,
  highOpen,
  nonzero,
});

export const ANY: Range = range(-Infinity, true, Infinity, true);
export const ABOVE_ZERO: Range = range(0, true, Infinity, true, true);

export const FROM_ZERO: Range = range(0, false, Infinity, true);

export const isPositive = ({ low, lowOpen }: Range): boolean => low > 0 || (low === 0 && lowOpen);
const isNegative = ({ high, highOpen }: Range): boolean => high < 0 || (high === 0 && highOpen);
const isNonzero = (x: Range): boolean => x.nonzero || isPositive(x) || isNegative(x);

/** A double at most, or at least, one unit in the last place away, on the safe side. */
const below = (x: number): number => x - Math.abs(x) * 2.3e-16 - Number.MIN_VALUE;
const above = (x: number): number => x + Math.abs(x) * 2.3e-16 + Number.MIN_VALUE;

/** The range of one number. */
export function ofNumber(value: Fraction): Range {
  const { s, n, d } = value;
  if (n === 0n) return range(0, false, 0, false);
  if (s < 0n) return negate(ofNumber(value.neg()));
  if (d === 1n && n <= 2n ** 53n) return range(Number(n), false, Number(n), false);
  const nearest = realOf(value);
  return Number.isFinite(nearest)
    ? range(Math.max(0, below(nearest)), true, above(nearest), true)
    : range(Number.MAX_VALUE, false, Infinity, true);
}

/** What both say; the first where they leave nothing, which is then never reached. */
export const meet = (a: Range, b: Range): Range => {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  const lowOpen = (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen);
  const highOpen = (a.high === high && a.highOpen) || (b.high === high && b.highOpen);
  if (low > high || (low === high && (lowOpen || highOpen))) return a;
  return range(low, lowOpen, high, highOpen, a.nonzero || b.nonzero);
};

/** What either allows. */
export const join = (a: Range, b: Range): Range => {
  const low = Math.min(a.low, b.low);
  const high = Math.max(a.high, b.high);
  const lowOpen = !((a.low === low && !a.lowOpen) || (b.low === low && !b.lowOpen));
  const highOpen = !((a.high === high && !a.highOpen) || (b.high === high && !b.highOpen));
  return range(low, lowOpen, high, highOpen, isNonzero(a) && isNonzero(b));
};

/** Whether doubles add up without rounding. */
const addsExactly = (a: number, b: number): boolean => {
  const s = a + b;
  const t = s - a;
  return a - (s - t) + (b - t) === 0;
};

export function add(a: Range, b: Range): Range {
  const low = a.low + b.low;
  const high = a.high + b.high;
  const exactLow = Number.isFinite(low) && addsExactly(a.low, b.low);
  const exactHigh = Number.isFinite(high) && addsExactly(a.high, b.high);
  return range(
    exactLow ? low : below(low),
    exactLow ? a.lowOpen || b.lowOpen : true,
    exactHigh ? high : above(high),
    exactHigh ? a.highOpen || b.highOpen : true,
  );
}

export const negate = (a: Range): Range => range(-a.high, a.highOpen, -a.low, a.lowOpen, a.nonzero);

/** The product of two ranges of which neither reaches below 0. */
function multiplyPositive(a: Range, b: Range): Range {
  const nonzero = isNonzero(a) && isNonzero(b);
  const exact = (x: number, y: number): boolean => x === 0 || y === 0 || x === 1 || y === 1;
  const low = exact(a.low, b.low) ? a.low * b.low : Math.max(0, below(a.low * b.low));
  const high = a.high === 0 || b.high === 0 ? 0 : a.high * b.high;
  const lowOpen = low === 0 ? nonzero : a.lowOpen || b.lowOpen || !exact(a.low, b.low);
  const exactHigh = exact(a.high, b.high);
  return range(
    low,
    lowOpen,
    exactHigh ? high : above(high),
    high > 0 && exactHigh ? a.highOpen || b.highOpen : high > 0,
    nonzero,
  );
}

export function multiply(a: Range, b: Range): Range {
  if (a.low >= 0 && b.low >= 0) return multiplyPositive(a, b);
  if (a.low < 0 && a.high <= 0) return negate(multiply(negate(a), b));
  if (b.low < 0 && b.high <= 0) return negate(multiply(a, negate(b)));
  const nonzero = isNonzero(a) && isNonzero(b);
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  if (corners.some(Number.isNaN)) return { ...ANY, nonzero };
  return range(below(Math.min(...corners)), true, above(Math.max(...corners)), true, nonzero);
}

/** a to a whole power; a negative one is defined only where a ≠ 0. */
export function raiseTo(a: Range, exponent: number): Range {
  const base = exponent < 0 && !isNonzero(a) ? { ...a, nonzero: true } : a;
  const nonzero = isNonzero(base);
  if (isNegative(base)) {
    const positive = raiseTo(negate(base), exponent);
    return exponent % 2 === 0 ? positive : negate(positive);
  }
  if (base.low < 0) {
    return exponent % 2 === 0 ? range(0, nonzero, Infinity, true, nonzero) : { ...ANY, nonzero };
  }
  const bounds = [base.low, base.high].map((end) => end ** exponent);
  const [first, second] = exponent < 0 ? [base.high, base.low] : [base.low, base.high];
  const [lowOpen, highOpen] = exponent < 0 ? [base.highOpen, base.lowOpen] : [base.lowOpen, base.highOpen];
  const exact = (end: number): boolean => end === 0 || end === 1 || end === Infinity;
  const low = Math.min(...bounds);
  const high = Math.max(...bounds);
  return range(
    exact(first) ? low : Math.max(0, below(below(low) * (1 - 1e-12))),
    exact(first) ? lowOpen || (low === 0 && nonzero) : true,
    exact(second) ? high : above(above(high) * (1 + 1e-12)),
    exact(second) ? highOpen : true,
    nonzero,
  );
}
