/** Intervals in which the values of terms lie: the arithmetic behind the signs that `conditions.ts` proves. */
import { type Expr, Fraction, isInteger, num } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';

/** An end of an interval: absent is infinite; `open` if the value itself is never taken. */
interface End {
  readonly at: Fraction;
  readonly open: boolean;
}

export interface Interval {
  readonly low?: End | undefined;
  readonly high?: End | undefined;
  readonly nonzero?: boolean;
}

export const zero = new Fraction(0);
export const free: Interval = {};
export const point = (at: Fraction): Interval => ({ low: { at, open: false }, high: { at, open: false } });
export const above = ({ low }: Interval): boolean =>
  low !== undefined && ((low.at.s > 0n && low.at.n > 0n) || (low.at.n === 0n && low.open));
const below = ({ high }: Interval): boolean =>
  high !== undefined && ((high.at.s < 0n && high.at.n > 0n) || (high.at.n === 0n && high.open));
export const atLeastZero = ({ low }: Interval): boolean => low !== undefined && low.at.gte(zero);
export const notZero = (x: Interval): boolean => above(x) || below(x) || x.nonzero === true;

const addEnds = (a: End | undefined, b: End | undefined): End | undefined =>
  a === undefined || b === undefined ? undefined : { at: a.at.add(b.at), open: a.open || b.open };
export const addIntervals = (a: Interval, b: Interval): Interval => ({
  low: addEnds(a.low, b.low),
  high: addEnds(a.high, b.high),
});

export const lower = (a: End | undefined, b: End | undefined): End | undefined => {
  if (a === undefined || b === undefined) return undefined;
  if (a.at.equals(b.at)) return { at: a.at, open: a.open && b.open };
  return a.at.lt(b.at) ? a : b;
};

const scaleEnd = (end: End | undefined, factor: Fraction): End | undefined =>
  end && { at: end.at.mul(factor), open: end.open };

export function multiply(a: Interval, b: Interval): Interval {
  const constant = (x: Interval): Fraction | undefined =>
    x.low !== undefined && x.high !== undefined && x.low.at.equals(x.high.at) ? x.low.at : undefined;
  const nonzero = notZero(a) && notZero(b);
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const) {
    const factor = constant(x);
    if (factor === undefined) continue;
    const ends = [scaleEnd(y.low, factor), scaleEnd(y.high, factor)];
    if (factor.n === 0n) return point(zero);
    return factor.s > 0n
      ? { low: ends[0], high: ends[1], nonzero }
      : { low: ends[1], high: ends[0], nonzero };
  }
  const end = (open: boolean): End => ({ at: zero, open });
  const size = (x: Interval): boolean => atLeastZero(x) && x.high !== undefined;
  if (atLeastZero(a) && atLeastZero(b)) {
    const high = size(a) && size(b) ? (a.high as End).at.mul((b.high as End).at) : undefined;
    return {
      low: end(nonzero),
      nonzero,
      high: high && { at: high, open: (a.high as End).open || (b.high as End).open },
    };
  }
  if (below(a) && below(b)) return { low: end(true), nonzero };
  if ((above(a) && below(b)) || (below(a) && above(b))) return { high: end(true), nonzero };
  return { nonzero };
}

export function intervalOfPower(base: Interval, exponent: Expr): Interval {
  if (exponent.kind !== 'number') return above(base) ? { low: { at: zero, open: true } } : free;
  const { value } = exponent;
  if (value.n === 0n) return point(new Fraction(1));
  if (above(base)) {
    const small = base.high !== undefined && base.high.at.lte(new Fraction(1)) && value.s > 0n;
    return {
      low: { at: zero, open: true },
      high: small ? { at: new Fraction(1), open: base.high?.open === true } : undefined,
    };
  }
  if (!isInteger(value)) return free;
  const nonzero = notZero(base);
  // 0 has no inverse, of which a sign could be known.
  if (value.s < 0n && !nonzero) return free;
  if (value.n % 2n === 0n) {
    const bounded = [base.low?.at, base.high?.at].every(
      (at) => at !== undefined && at.abs().lte(new Fraction(1)),
    );
    const open = base.low?.open === true && base.high?.open === true;
    const high = bounded && value.s > 0n && value.n > 0n ? { at: new Fraction(1), open } : undefined;
    return { low: { at: zero, open: nonzero }, nonzero, high };
  }
  return below(base) ? { high: { at: zero, open: true } } : { nonzero };
}

/** A factor that stands several times is a power: x·x is at least 0. */
export function intervalOfProduct({ args: factors }: Expr, intervals: readonly Interval[]): Interval {
  const times = new Map<Expr, { readonly own: Interval; count: number }>();
  factors.forEach((each, i) => {
    const met = times.get(each);
    if (met === undefined) times.set(each, { own: intervals[i] as Interval, count: 1 });
    else met.count += 1;
  });
  return [...times.values()]
    .map(({ own, count }) => (count === 1 ? own : intervalOfPower(own, num(count))))
    .reduce(multiply);
}

/** Where the values of a function lie. */
export function rangeOf(name: string, orders: readonly number[]): Interval {
  if (orders.some((order) => order !== 0)) return free;
  const range = functionNamed(name)?.range;
  return {
    low: range?.above === undefined ? undefined : { at: new Fraction(range.above), open: true },
    high: range?.below === undefined ? undefined : { at: new Fraction(range.below), open: true },
  };
}
