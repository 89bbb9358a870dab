/**
 * Terms as rest · e^log, so that what e^log could not hold never has to be held. Logarithms are sums of multiples, in which
 * what cancels is gone before anything is computed. Which terms are seen so is `stable.ts`.
 */
import {
  apply,
  type Expr,
  Fraction,
  freeIndices,
  type IndexedSum,
  indexedSum,
  negate,
  num,
  power,
  product,
  productOf,
  sumOf,
} from '../expr/index.ts';
import type { Call } from './code.ts';
import { isMinusOne, isOne } from './written.ts';

/** A sum of multiples of terms: how often each is taken. */
export type Multiples = ReadonlyMap<Expr, Fraction>;

/** A term as rest · e^log; no rest is 1. */
export interface Exponential {
  readonly rest?: Expr | undefined;
  readonly log: Multiples;
}

/** log(e^a + e^b); no reader of formulas makes such a name, nor those below. */
export const LOG_ADD_EXP = '#logAddExp';
/** e^z where the exponential is known not to be taken apart again. */
export const PLAIN_EXP = '#exp';
/** log |r · e^a| */
export const SIZE = '#size';
/** The larger of two sizes. */
export const LARGER = '#larger';
/** r · e^(a − m) for a size m. */
export const PART = '#part';

/** log Σ e^a of an indexed sum of a, and the largest of its summands: of them nothing is added up. */
export const LOG_SUM_EXP = '#logSumExp';
const LARGEST = '#largest';

/** The size of 0: finite, since sizes are subtracted from each other. */
export const NOTHING = -(2 ** 60);

function logAddExp(a: number, b: number): number {
  const most = Math.max(a, b);
  // Two equal infinities have no difference.
  return Math.abs(most) === Number.POSITIVE_INFINITY ? most : most + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** The functions that exponentials are made of besides those of `functions/`. */
export const exponentialFunctions: readonly (readonly [name: string, call: Call])[] = [
  [LOG_ADD_EXP, (a = 0, b = 0) => logAddExp(a, b)],
  [PLAIN_EXP, (z = 0) => Math.exp(z)],
  [SIZE, (r = 0, a = 0) => (r === 0 ? NOTHING : Math.log(Math.abs(r)) + a)],
  [LARGER, (m = 0, n = 0) => Math.max(m, n)],
  [PART, (r = 0, a = 0, m = 0) => (r === 0 ? 0 : r * Math.exp(a - m))],
];

/** What stands for an indexed sum that is not added up: the function that takes the summands one by one, and from where. */
export const folds: ReadonlyMap<string, { readonly by: string; readonly from: number }> = new Map([
  [LOG_SUM_EXP, { by: LOG_ADD_EXP, from: Number.NEGATIVE_INFINITY }],
  [LARGEST, { by: LARGER, from: NOTHING }],
]);

const one = new Fraction(1);
const none: Multiples = new Map();

/** A logarithm as it is written. Example: −2z → z, −2 times */
export function multiplesOf(log: Expr): Multiples {
  const [first, ...others] = log.args;
  return log.kind === 'product' && first?.kind === 'number' && first.value.n !== 0n
    ? new Map([[productOf(others), first.value]])
    : new Map([[log, one]]);
}

/** Adds times · more. */
function gather(sum: Map<Expr, Fraction>, more: Multiples, times: Fraction): void {
  for (const [term, count] of more) {
    const total = (sum.get(term) ?? new Fraction(0)).add(count.mul(times));
    if (total.n === 0n) sum.delete(term);
    else sum.set(term, total);
  }
}

/** a + times · b */
export function plus(a: Multiples, b: Multiples, times: Fraction = one): Multiples {
  const result = new Map(a);
  gather(result, b, times);
  return result;
}

export const sameMultiples = (a: Multiples, b: Multiples): boolean =>
  a.size === b.size && [...a].every(([term, count]) => b.get(term)?.equals(count) === true);

/** A sum of multiples as a term, led by one that is added, so that others are subtracted from it. */
export function termOf(log: Multiples): Expr {
  const written = [...log].sort(([, a], [, b]) => Number(b.s - a.s));
  return sumOf(
    written.map(([term, count]) => {
      const factor = num(count);
      return isOne(factor) ? term : isMinusOne(factor) ? negate(term) : product(factor, term);
    }),
  );
}

/** The term that an exponential is computed by. */
export function written({ rest, log }: Exponential): Expr {
  if (log.size === 0) return rest ?? num(1);
  const exp = apply(PLAIN_EXP, [termOf(log)]);
  return rest === undefined ? exp : product(rest, exp);
}

export const isPositiveNumber = (term: Expr | undefined): boolean =>
  term?.kind === 'number' && term.value.n > 0n && term.value.s > 0n;

/** Whether an exponential is known to be positive. */
export const isPositive = ({ rest }: Exponential): boolean => rest === undefined || isPositiveNumber(rest);

/** Any term as an exponential. */
export const plain = (term: Expr): Exponential => (isOne(term) ? { log: none } : { rest: term, log: none });

/** log(rest · e^log) */
export const logarithm = ({ rest, log }: Exponential): Multiples =>
  rest === undefined ? log : plus(new Map([[apply('log', [rest]), one]]), log);

/** Factors compared at most. */
const FACTORS = 16;

/** The factors of a product with products in it, with their numbers multiplied; undefined if they are too many. */
function factorsOf(term: Expr): { readonly number: Fraction; readonly others: readonly Expr[] } | undefined {
  const open = [term];
  const others: Expr[] = [];
  let number = one;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'number') number = number.mul(next.value);
    else if (next.kind === 'product') open.push(...next.args);
    else others.push(next);
    if (open.length + others.length > FACTORS) return undefined;
  }
  return { number, others };
}

/** Whether b is −a, up to the order of factors. */
export function isOpposite(a: Exponential, b: Exponential): boolean {
  const [left, right] = [factorsOf(a.rest ?? num(1)), factorsOf(b.rest ?? num(1))];
  if (left === undefined || right?.others.length !== left.others.length) return false;
  const missing = [...right.others];
  for (const each of left.others) {
    const at = missing.indexOf(each);
    if (at < 0) return false;
    missing.splice(at, 1);
  }
  return left.number.add(right.number).n === 0n;
}

/** Multiples kept apart at most; a bound on the work where logarithms grow with the depth of a term. */
const MULTIPLES = 32;

/** Products of exponentials. */
export function productOfExponentials(factors: readonly Exponential[]): Exponential {
  const rests = factors.flatMap(({ rest }) => (rest === undefined ? [] : [rest]));
  const log = new Map<Expr, Fraction>();
  for (const factor of factors) gather(log, factor.log, one);
  return {
    log: log.size > MULTIPLES ? new Map([[termOf(log), one]]) : log,
    ...(rests.length > 0 && { rest: productOf(rests) }),
  };
}

/** e^log · rest to a number. */
export const powerOfExponential = (
  { rest, log }: Exponential,
  exponent: Expr,
  by: Fraction,
): Exponential => ({
  log: plus(none, log, by),
  ...(rest !== undefined && { rest: power(rest, exponent) }),
});

/**
 * Sums of exponentials: positive ones by the logarithm of their sum, others as parts of the largest among them. Terms that
 * are 0 are no largest ones, however large their exponential.
 */
export function sumOfExponentials(summands: readonly Exponential[]): Exponential {
  const [{ log: first }] = summands as [Exponential];
  if (summands.every(({ log }) => sameMultiples(log, first)))
    return { log: first, rest: sumOf(summands.map(({ rest }) => rest ?? num(1))) };
  if (summands.every(isPositive)) {
    const logs = summands.map((each): Expr => termOf(logarithm(each)));
    return { log: new Map([[logs.reduce((a, b) => apply(LOG_ADD_EXP, [a, b])), one]]) };
  }
  const parts = summands.map(({ rest = num(1), log }) => [rest, termOf(log)] as const);
  const most = parts
    .map(([rest, log]): Expr => apply(SIZE, [rest, log]))
    .reduce((a, b) => apply(LARGER, [a, b]));
  return {
    log: new Map([[most, one]]),
    rest: sumOf(parts.map(([rest, log]) => apply(PART, [rest, log, most]))),
  };
}

/** An indexed sum over a body that is an exponential: what does not vary with the index stands before it. */
export function indexedSumOfExponentials(sum: IndexedSum, { rest, log }: Exponential): Exponential {
  const over = (body: Expr): Expr => indexedSum(sum.index, sum.from, sum.to, body);
  const varies = ([term]: readonly [Expr, Fraction]): boolean => freeIndices(term).has(sum.index);
  const fixed = new Map([...log].filter((each) => !varies(each)));
  const moving = new Map([...log].filter(varies));
  if (moving.size === 0) return { log: fixed, rest: over(rest ?? num(1)) };
  if (isPositive({ rest, log })) {
    const total = apply(LOG_SUM_EXP, [over(termOf(logarithm({ rest, log: moving })))]);
    return { log: plus(fixed, new Map([[total, one]])) };
  }
  const [factor, exponent] = [rest ?? num(1), termOf(moving)];
  const most = apply(LARGEST, [over(apply(SIZE, [factor, exponent]))]);
  return {
    log: plus(fixed, new Map([[most, one]])),
    rest: over(apply(PART, [factor, exponent, most])),
  };
}
