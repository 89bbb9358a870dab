/**
 * One summand of a positive sum over that sum, as in a softmax: p = e^a/(e^a + r) = σ(a − log r), whose complement 1 − p is not
 * lost where p is near 1.
 */
import {
  addIndex,
  apply,
  type Expr,
  Fraction,
  type Index,
  type IndexedSum,
  index,
  indexedSum,
  quantitiesIn,
  substituteIndices,
} from '../expr/index.ts';
import {
  type Exponential,
  LOG_ADD_EXP,
  LOG_SUM_EXP,
  logarithm,
  type Multiples,
  sameMultiples,
  termOf,
} from './exponential.ts';

export interface Share {
  /** a */
  readonly own: Multiples;
  /** log r */
  readonly others: () => Multiples;
  /** Whether r is one exponential. */
  readonly isOfTwo: boolean;
}

/** Whether an index certainly lies in a range, both ends included. */
export type Within = (each: Index, range: { readonly from: Index; readonly to: Index }) => boolean;

const once = (term: Expr): Multiples => new Map([[term, new Fraction(1)]]);
const logAddExp = (a: Expr, b: Expr): Expr => apply(LOG_ADD_EXP, [a, b]);

export class Shares {
  readonly #within: Within;
  readonly #form: (term: Expr) => Exponential;
  /** log(e^a + …) of the first summands of a sum, and of the last ones, by the number of the summand beside them. */
  readonly #ends = new Map<Expr, readonly [before: readonly Expr[], after: readonly Expr[]]>();

  constructor(within: Within, form: (term: Expr) => Exponential) {
    this.#within = within;
    this.#form = form;
  }

  /** The share that an exponential has of a positive sum; undefined if it is no summand of it. */
  of(part: Exponential, sum: Expr): Share | undefined {
    return sum.kind === 'indexedSum' ? this.#ofIndexed(part, sum) : this.#ofWritten(part, sum);
  }

  #ofWritten(part: Exponential, sum: Expr): Share | undefined {
    const own = sum.args.findIndex((each) => isSame(this.#form(each), part));
    return own < 0 ? undefined : this.at(sum, own);
  }

  /** The share of the summand of that number. */
  at(sum: Expr, own: number): Share {
    const log = (position: number): Multiples => logarithm(this.#form(sum.args[position] as Expr));
    const isOfTwo = sum.args.length === 2;
    return {
      own: log(own),
      others: isOfTwo ? () => log(1 - own) : () => once(this.#beside(sum, own)),
      isOfTwo,
    };
  }

  /** The logarithm of the sum of all summands but one; parts of it are shared with those of its neighbours. */
  #beside(sum: Expr, own: number): Expr {
    const [before, after] = this.#ends.get(sum) ?? this.#endsOf(sum);
    const [first, last] = [before[own], after[own]];
    return first === undefined ? (last as Expr) : last === undefined ? first : logAddExp(first, last);
  }

  #endsOf(sum: Expr): readonly [before: readonly Expr[], after: readonly Expr[]] {
    const logs = sum.args.map((each) => termOf(logarithm(this.#form(each))));
    const before: Expr[] = [];
    const after: Expr[] = [];
    for (let i = 1; i < logs.length; i++) {
      const each = logs[i - 1] as Expr;
      const known = before[i - 1];
      before[i] = known === undefined ? each : logAddExp(known, each);
    }
    for (let i = logs.length - 2; i >= 0; i--) {
      const each = logs[i + 1] as Expr;
      const known = after[i + 1];
      after[i] = known === undefined ? each : logAddExp(each, known);
    }
    this.#ends.set(sum, [before, after]);
    return [before, after];
  }

  #ofIndexed(part: Exponential, sum: IndexedSum): Share | undefined {
    const body = this.#form(sum.args[0] as Expr);
    const at = placesOf(sum.index, body, part).find((place) => {
      const replacement = new Map([[sum.index, place]]);
      const put = (term: Expr): Expr => substituteIndices(term, replacement);
      const log = new Map([...body.log].map(([term, count]) => [put(term), count] as const));
      return isSame({ rest: body.rest && put(body.rest), log }, part) && this.#within(place, sum);
    });
    if (at === undefined) return undefined;
    const over = (from: Index, to: Index): Expr =>
      apply(LOG_SUM_EXP, [indexedSum(sum.index, from, to, termOf(logarithm(body)))]);
    const next = (by: number): Index => addIndex(at, index(by));
    return {
      own: logarithm(part),
      others: () => once(logAddExp(over(sum.from, next(-1)), over(next(1), sum.to))),
      isOfTwo: false,
    };
  }
}

const isSame = (a: Exponential, b: Exponential): boolean => a.rest === b.rest && sameMultiples(a.log, b.log);

/** Where a body with an index may be at for it to be a part: what stands in the place of the index there. */
function placesOf(name: string, body: Exponential, part: Exponential): readonly Index[] {
  const members = ({ rest, log }: Exponential) =>
    [...(rest === undefined ? [] : [rest]), ...log.keys()].flatMap((term) => [...quantitiesIn(term)]);
  const parts = members(part);
  const found = new Map<string, Index>();
  for (const { name: family, indices } of members(body)) {
    const position = indices.findIndex(({ key }) => key === name);
    if (position < 0) continue;
    for (const each of parts) {
      const place = each.name === family ? each.indices[position] : undefined;
      if (place !== undefined) found.set(place.key, place);
    }
  }
  return [...found.values()];
}
