/** The values of a circuit at a point, as intervals. Opaque functions are given one concrete form, with all its derivatives. */
import { Fraction } from '../expr/index.ts';
import type { CircuitNode } from './arithmetic.ts';
import type { Circuit } from './circuit.ts';
import type { Interval } from './interval.ts';
import * as intervals from './interval.ts';
import type { Random } from './random.ts';

/** Σ_k coefficients[k] tᵏ at t = Σ_i weights[i]·(argument i). */
interface Ridge {
  readonly weights: readonly Fraction[];
  readonly coefficients: readonly Fraction[];
}

/** What an opaque function is taken to be: one such polynomial, or a sum of several. */
export interface Stand extends Ridge {
  readonly others?: readonly Ridge[];
}

const TERMS = 6;
/** At most so many directions. */
const DIRECTIONS = 4;

/**
 * A polynomial for an opaque function, the same for all of its derivatives, the highest of which is not constant. Of several
 * arguments it is a sum along different directions: along one alone the second slopes depend on each other.
 */
export function standFor(arity: number, order: number, random: Random): Stand {
  const draw = (): Fraction => new Fraction(1 + random.below(32), 16).mul(random.below(2) === 0 ? 1 : -1);
  const terms = Math.max(TERMS, order + 2);
  const [first, ...others] = Array.from(
    { length: Math.max(1, Math.min(DIRECTIONS, arity)) },
    (): Ridge => ({
      weights: Array.from({ length: arity }, draw),
      coefficients: Array.from({ length: terms }, (_, k) => draw().div(2 ** Math.min(k, TERMS))),
    }),
  ) as [Ridge, ...Ridge[]];
  return others.length === 0 ? first : { ...first, others };
}

const derivatives = new WeakMap<Ridge, Map<string, readonly Interval[]>>();

/** The coefficients of a derivative. */
function derived(ridge: Ridge, orders: readonly number[]): readonly Interval[] {
  const all = derivatives.get(ridge) ?? new Map<string, readonly Interval[]>();
  derivatives.set(ridge, all);
  const known = all.get(orders.join());
  if (known !== undefined) return known;
  let result = ridge.coefficients;
  for (const [i, order] of orders.entries())
    for (let count = 0; count < order; count++)
      result = result.slice(1).map((each, k) => each.mul(k + 1).mul(ridge.weights[i] as Fraction));
  const found = result.map(enclosed);
  all.set(orders.join(), found);
  return found;
}

/** Values of variables and forms of opaque functions. */
export interface Point {
  readonly values: ReadonlyMap<number, Interval>;
  readonly stands: ReadonlyMap<string, Stand>;
}

/**
 * The value of each node of a list in which arguments come first, by node; undefined where one has none for certain.
 *
 * A choice is made only where its guard is certainly not 0.
 */
export function valuesAt(
  circuit: Circuit,
  order: readonly number[],
  point: Point,
): readonly Interval[] | undefined {
  const found: Interval[] = [];
  for (const id of order) {
    const value = nodeValue(circuit.node(id), found, id, point);
    if (value === undefined || !intervals.isBounded(value)) return undefined;
    found[id] = value;
  }
  return found;
}

const numbers = new WeakMap<Fraction, Interval>();
const enclosed = (value: Fraction): Interval => {
  const known = numbers.get(value) ?? intervals.enclose(value);
  numbers.set(value, known);
  return known;
};

function nodeValue(
  node: CircuitNode,
  found: readonly Interval[],
  id: number,
  point: Point,
): Interval | undefined {
  const first = found[node.args[0] as number] as Interval;
  switch (node.op) {
    case 'number':
      return enclosed(node.value);
    case 'variable':
      return point.values.get(id);
    case 'sum': {
      let total = first;
      for (let i = 1; i < node.args.length; i++)
        total = intervals.add(total, found[node.args[i] as number] as Interval);
      return total;
    }
    case 'product': {
      let total = first;
      for (let i = 1; i < node.args.length; i++)
        total = intervals.multiply(total, found[node.args[i] as number] as Interval);
      return total;
    }
    case 'power':
      return intervals.raiseTo(first, node.exponent);
    case 'root':
      return intervals.root(first, node.exponent);
    case 'exp':
      return intervals.exp(first);
    case 'log':
      return intervals.log(first);
    case 'cases':
      if (intervals.containsZero(first)) return undefined;
      return found[node.args[first.low > 0 ? 1 : 2] as number];
    case 'opaque': {
      if (node.value !== undefined)
        return { low: intervals.down(node.value), high: intervals.up(node.value) };
      const stand = point.stands.get(node.name);
      return (
        stand &&
        standAt(
          stand,
          node.orders,
          node.args.map((each) => found[each] as Interval),
        )
      );
    }
  }
}

/** Undefined where the form is not one of so many arguments: a witness may come from elsewhere. */
function standAt(stand: Stand, orders: readonly number[], at: readonly Interval[]): Interval | undefined {
  let total: Interval = { low: 0, high: 0 };
  for (const each of [stand, ...(stand.others ?? [])]) {
    if (!Array.isArray(each.weights) || !Array.isArray(each.coefficients)) return undefined;
    if (each.weights.length < at.length) return undefined;
    total = intervals.add(total, ridgeAt(each, orders, at));
  }
  return total;
}

function ridgeAt(ridge: Ridge, orders: readonly number[], at: readonly Interval[]): Interval {
  let t: Interval = { low: 0, high: 0 };
  for (const [i, each] of at.entries())
    t = intervals.add(t, intervals.multiply(enclosed(ridge.weights[i] as Fraction), each));
  let total: Interval = { low: 0, high: 0 };
  const coefficients = derived(ridge, orders);
  for (let k = coefficients.length - 1; k >= 0; k--)
    total = intervals.add(intervals.multiply(total, t), coefficients[k] as Interval);
  return total;
}
