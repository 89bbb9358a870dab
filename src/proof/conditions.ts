/**
 * A small prover for conditions: what is given, and what signs follow from intervals (exp > 0, 0 < σ < 1, sums, squares).
 * It answers yes only when it knows.
 */
import {
  type Apply,
  type Condition,
  type Expr,
  Fraction,
  fold,
  type Index,
  negate,
  type Quantity,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { type Canonical, LimitError } from './ac.ts';
import { algebra } from './algebra.ts';
import {
  above,
  addIntervals,
  atLeastZero,
  free,
  type Interval,
  intervalOfPower,
  intervalOfProduct,
  lower,
  multiply,
  notZero,
  point,
  rangeOf,
  zero,
} from './intervals.ts';

/** What the prover may ask of the network at its place. */
export interface Known {
  /** The right-hand side of a quantity's equation, where it is known to have one. */
  readonly definition: (quantity: Quantity) => Expr | undefined;
  /** Names of sizes; every width and count is at least 1. */
  readonly sizes: readonly string[];
  /** Whether a sum from one index to another is known to have a summand. */
  readonly isRange?: (from: Index, to: Index) => boolean;
}

/** Whether a function is known to have a value: √u has none where u may be below 0, and no slope at 0. */
const hasValue = (node: Apply, args: readonly Interval[]): boolean =>
  (functionNamed(node.name)?.domain?.(node.args) ?? []).every((each) => {
    if (each.kind !== 'positive') return false;
    const own = args[node.args.indexOf(each.term)];
    return own !== undefined && above(own);
  });

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
        return intervalOfProduct(node, args);
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
        return hasValue(node, args) ? rangeOf(node.name, node.orders) : free;
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
        if (rhs?.kind === 'apply') {
          const values = rhs.args.map((arg) => this.#meet(arg, this.#factor(arg)));
          return hasValue(rhs, values) ? rangeOf(rhs.name, rhs.orders) : free;
        }
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
