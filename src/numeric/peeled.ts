/**
 * t + Σ_k h_k, where one of the h_k is −t·p for a share p of a softmax: what a loss gives for a logit. Where p is near 1 this is what
 * is left of two far larger numbers; as t·(1 − p) and all other h_k it is not.
 */
import {
  addIndex,
  type Expr,
  Fraction,
  fold,
  type Index,
  type IndexedSum,
  index,
  indexedSum,
  isInteger,
  num,
  power,
  product,
  productOf,
  quantitiesIn,
  substituteIndices,
  subtract,
  sum,
  sumOf,
} from '../expr/index.ts';
import type { Within } from './shares.ts';

/** The sum with the summand that cancels taken out; `isShare` tells whether 1 − p can be computed. */
export function peeled(node: Expr, isShare: (p: Expr) => boolean, within: Within): Expr | undefined {
  if (node.kind !== 'sum') return undefined;
  const [total, ...more] = node.args.filter((arg) => arg.kind === 'indexedSum');
  if (total?.kind !== 'indexedSum' || more.length > 0) return undefined;
  const own = sumOf(node.args.filter((arg) => arg !== total));
  const [body] = total.args as [Expr];
  for (const place of placesOf(total, own)) {
    const there = substituteIndices(body, new Map([[total.index, place]]));
    const share =
      there.kind === 'product' && within(place, total) ? shareIn(there.args, own, isShare) : undefined;
    if (share === undefined) continue;
    const over = (from: Index, to: Index): Expr => indexedSum(total.index, from, to, body);
    const next = (by: number): Index => addIndex(place, index(by));
    const others = [over(total.from, next(-1)), over(next(1), total.to)];
    return sum(product(own, subtract(num(1), share)), ...others);
  }
  return undefined;
}

/** The share among factors whose others are opposite to a term. */
const shareIn = (factors: readonly Expr[], own: Expr, isShare: (p: Expr) => boolean): Expr | undefined =>
  factors.find((p) => isShare(p) && areOpposite(own, productOf(factors.filter((each) => each !== p))));

/** Where the index of a sum may be for a summand to be like a term: what stands there in members of the same families. */
function placesOf({ index: name, args: [body] }: IndexedSum, like: Expr): readonly Index[] {
  const found = new Map<string, Index>();
  const candidates = [...quantitiesIn(like)];
  for (const { name: family, indices } of quantitiesIn(body as Expr)) {
    const position = indices.findIndex(({ key }) => key === name);
    for (const each of candidates) {
      const place = each.name === family ? each.indices[position] : undefined;
      if (place !== undefined) found.set(place.key, place);
    }
  }
  return [...found.values()];
}

/** A term as number · base, so that terms which differ by a number have one base. */
interface Multiple {
  readonly number: Fraction;
  readonly base: Expr;
}

/** Whether a + b = 0, up to the order of summands and factors, and signs inside sums. */
function areOpposite(a: Expr, b: Expr): boolean {
  const order = new Map<Expr, number>();
  const memo = new Map<Expr, Multiple>();
  const [left, right] = [a, b].map((term) =>
    fold<Multiple>(term, (node, args) => multiple(node, args, order), memo),
  );
  return left?.base === right?.base && left !== undefined && left.number.add(right?.number ?? 0).n === 0n;
}

function multiple(node: Expr, args: readonly Multiple[], order: Map<Expr, number>): Multiple {
  const rank = (term: Expr): number => {
    const known = order.get(term) ?? order.size;
    order.set(term, known);
    return known;
  };
  const inOrder = (parts: readonly Multiple[]): readonly Multiple[] =>
    [...parts].sort((x, y) => rank(x.base) - rank(y.base));
  const unit = new Fraction(1);
  switch (node.kind) {
    case 'number':
      return { number: node.value, base: num(1) };
    case 'product': {
      const number = args.reduce((total, each) => total.mul(each.number), unit);
      const factors = args.flatMap(({ base }) => (base.kind === 'product' ? base.args : [base]));
      const sorted = inOrder(
        factors.filter((base) => base !== num(1)).map((base) => ({ number: unit, base })),
      );
      return { number, base: productOf(sorted.map(({ base }) => base)) };
    }
    case 'sum': {
      const [lead, ...more] = inOrder(args) as [Multiple, ...Multiple[]];
      if (lead.number.n === 0n) return { number: unit, base: node };
      const scaled = more.map(({ number, base }) => product(num(number.div(lead.number)), base));
      return { number: lead.number, base: sumOf([lead.base, ...scaled]) };
    }
    case 'power': {
      const [{ number, base }] = args as [Multiple];
      const [, exponent] = node.args as [Expr, Expr];
      if (exponent.kind !== 'number' || !isInteger(exponent.value) || number.n === 0n)
        return { number: unit, base: node };
      const to = number.pow(exponent.value);
      return to === null ? { number: unit, base: node } : { number: to, base: power(base, exponent) };
    }
    default:
      return { number: unit, base: node };
  }
}
