/**
 * A small prover for conditions: what is given, and what signs follow from intervals (exp > 0, 0 < σ < 1, sums, squares).
 * It answers yes only when it knows.
 */
import {
  type Condition,
  type Expr,
  Fraction,
  fold,
  type Index,
  isInteger,
  negate,
  num,
  type Quantity,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { type Canonical, LimitError } from './ac.ts';
import { algebra } from './algebra.ts';

/** An end of an interval: absent is infinite; `open` if the value itself is never taken. */
interface End {
  readonly at: Fraction;
  readonly open: boolean;
}

interface Interval {
  readonly low?: End | undefined;
  readonly high?: End | undefined;
  readonly nonzero?: boolean;
}

const zero = new Fraction(0);
const free: Interval = {};
const point = (at: Fraction): Interval => ({ low: { at, open: false }, high: { at, open: false } });
const above = ({ low }: Interval): boolean =>
  low !== undefined && ((low.at.s > 0n && low.at.n > 0n) || (low.at.n === 0n && low.open));
const below = ({ high }: Interval): boolean =>
  high !== undefined && ((high.at.s < 0n && high.at.n > 0n) || (high.at.n === 0n && high.open));
const atLeastZero = ({ low }: Interval): boolean => low !== undefined && low.at.gte(zero);
const notZero = (x: Interval): boolean => above(x) || below(x) || x.nonzero === true;

const addEnds = (a: End | undefined, b: End | undefined): End | undefined =>
  a === undefined || b === undefined ? undefined : { at: a.at.add(b.at), open: a.open || b.open };
const addIntervals = (a: Interval, b: Interval): Interval => ({
  low: addEnds(a.low, b.low),
  high: addEnds(a.high, b.high),
});

const lower = (a: End | undefined, b: End | undefined): End | undefined => {
  if (a === undefined || b === undefined) return undefined;
  if (a.at.equals(b.at)) return { at: a.at, open: a.open && b.open };
  return a.at.lt(b.at) ? a : b;
};

const scaleEnd = (end: End | undefined, factor: Fraction): End | undefined =>
  end && { at: end.at.mul(factor), open: end.open };

function multiply(a: Interval, b: Interval): Interval {
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

function intervalOfPower(base: Interval, exponent: Expr): Interval {
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

/** What the prover may ask of the network at its place. */
export interface Known {
  /** The right-hand side of a quantity's equation, where it is known to have one. */
  readonly definition: (quantity: Quantity) => Expr | undefined;
  /** Names of sizes; every width and count is at least 1. */
  readonly sizes: readonly string[];
  /** Whether a sum from one index to another is known to have a summand. */
  readonly isRange?: (from: Index, to: Index) => boolean;
}

/** Proves conditions from what is given. */
export class Prover {
  readonly #canonical: Canonical;
  readonly #known: Known;
  readonly #given: readonly Condition[];
  readonly #facts = new Map<Expr, Interval>();
  readonly #intervals = new Map<Expr, Interval>();
  readonly #plain = new Map<Expr, Interval>();

  constructor(given: readonly Condition[], known: Known, canonical: Canonical) {
    this.#given = given;
    this.#canonical = canonical;
    this.#known = known;
    for (const each of given) {
      if (each.kind !== 'positive' && each.kind !== 'nonzero') continue;
      const form = canonical.of(each.term);
      const low = each.kind === 'positive' ? { at: zero, open: true } : this.#facts.get(form)?.low;
      this.#facts.set(form, { low, nonzero: true });
    }
  }

  /** Whether a condition follows; false also means "does not know". Throws: LimitError. */
  proves(condition: Condition): boolean {
    switch (condition.kind) {
      case 'positive':
        return above(this.#interval(condition.term)) || this.#equals(condition.term, 'positive');
      case 'nonzero':
        return notZero(this.#interval(condition.term)) || this.#equals(condition.term, 'nonzero');
      case 'smooth':
        return this.#given.some(
          (each) =>
            each.kind === 'smooth' &&
            each.function === condition.function &&
            each.at.length === condition.at.length &&
            each.at.every((arg, i) => this.#canonical.same(arg, condition.at[i] as Expr)),
        );
      case 'equal':
        return this.#given.some((each) => each.kind === 'equal' && this.#sameEquation(each, condition));
      case 'range':
        return false;
    }
  }

  #sameEquation(a: Condition & { kind: 'equal' }, b: Condition & { kind: 'equal' }): boolean {
    return (
      this.#canonical.same(a.equation.lhs, b.equation.lhs) &&
      this.#canonical.same(a.equation.rhs, b.equation.rhs)
    );
  }

  /** Whether some given condition speaks of a term equal to this one, or, for `nonzero`, to its negative. */
  #equals(term: Expr, kind: 'positive' | 'nonzero'): boolean {
    return this.#given.some((each) => {
      if (each.kind !== kind && each.kind !== 'positive') return false;
      try {
        if (algebra(term, each.term, this.#canonical)?.length === 0) return true;
        return kind === 'nonzero' && algebra(term, negate(each.term), this.#canonical)?.length === 0;
      } catch (error) {
        if (error instanceof LimitError) return false;
        throw error;
      }
    });
  }

  #interval(term: Expr): Interval {
    return fold<Interval>(term, (node, args) => this.#meet(node, this.#own(node, args)), this.#intervals);
  }

  #meet(node: Expr, own: Interval): Interval {
    const fact = this.#facts.get(this.#canonical.of(node));
    if (fact === undefined) return own;
    return {
      low: above(own) || fact.low === undefined ? own.low : fact.low,
      high: own.high,
      nonzero: own.nonzero === true || fact.nonzero === true,
    };
  }

  #own(node: Expr, args: readonly Interval[]): Interval {
    switch (node.kind) {
      case 'number':
        return point(node.value);
      case 'sum':
        return args.reduce(addIntervals);
      case 'product':
        return productOf(node, args);
      case 'power':
        return intervalOfPower(args[0] as Interval, node.args[1] as Expr);
      case 'cases':
        // Where the guard may be 0 the sign of a branch is not an open condition.
        if (!notZero(args[0] as Interval)) return free;
        return {
          low: lower(args[1]?.low, args[2]?.low),
          nonzero: notZero(args[1] as Interval) && notZero(args[2] as Interval),
        };
      case 'apply':
        return rangeOf(node.name, node.orders);
      case 'indexedSum': {
        // Facts speak of indices from outside; one that the sum binds may have the same name.
        const summand = this.#factor(node.args[0] as Expr);
        if (!atLeastZero(summand) || this.#known.sizes.includes(node.index)) return free;
        const open = above(summand) && this.#known.isRange?.(node.from, node.to) === true;
        return { low: { at: zero, open } };
      }
      case 'quantity': {
        if (this.#known.sizes.includes(node.name)) return { low: { at: new Fraction(1), open: false } };
        const rhs = this.#known.definition(node);
        if (rhs?.kind === 'apply') return rangeOf(rhs.name, rhs.orders);
        if (rhs?.kind !== 'product') return free;
        return rhs.args.map((arg) => this.#factor(arg)).reduce(multiply);
      }
      default:
        return free;
    }
  }

  /** The interval of a factor of a definition, without looking into further definitions: softmax's e^z / Σ e^z is positive. */
  #factor(term: Expr): Interval {
    const own = (node: Expr, args: readonly Interval[]): Interval =>
      node.kind === 'quantity' ? free : this.#own(node, args);
    return fold<Interval>(term, own, this.#plain);
  }
}

/** A factor that stands several times is a power: x·x is at least 0. */
function productOf({ args: factors }: Expr, intervals: readonly Interval[]): Interval {
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

function rangeOf(name: string, orders: readonly number[]): Interval {
  if (orders.some((order) => order !== 0)) return free;
  const range = functionNamed(name)?.range;
  return {
    low: range?.above === undefined ? undefined : { at: new Fraction(range.above), open: true },
    high: range?.below === undefined ? undefined : { at: new Fraction(range.below), open: true },
  };
}
