// Values of terms at 80 digits by math.js, sharing no code with src: what a witness is checked against.
import { all, type BigNumber, create } from 'mathjs';
import type { Stand } from '../../src/compare/index.ts';
import { type Expr, Fraction, fold, type Quantity } from '../../src/expr/index.ts';

const math = create(all as never, { number: 'BigNumber', precision: 80 }) as never as {
  bignumber: (value: string | number) => BigNumber;
  pi: BigNumber;
};
const big = (value: string | number): BigNumber => math.bignumber(value);
const one = big(1);

const ofFraction = ({ s, n, d }: Fraction): BigNumber => big((s * n).toString()).div(big(d.toString()));

type Unary = (z: BigNumber) => BigNumber;
const sigmoid: Unary = (z) => one.div(one.plus(z.neg().exp()));

// math.js's own tanh takes minutes where its argument is huge.
const tanh: Unary = (z) => one.minus(big(2).div(z.times(2).exp().plus(1)));
/** No function is taken beyond this. */
const LARGEST = 1e5;

/** Values and slopes, written out here. */
const FUNCTIONS: Readonly<Record<string, readonly Unary[]>> = {
  exp: [(z) => z.exp(), (z) => z.exp(), (z) => z.exp()],
  log: [(z) => z.ln()],
  sqrt: [(z) => z.sqrt()],
  abs: [(z) => z.abs()],
  sign: [(z) => big(z.gt(0) ? 1 : z.lt(0) ? -1 : 0)],
  sigmoid: [
    sigmoid,
    (z) => sigmoid(z).times(one.minus(sigmoid(z))),
    (z) =>
      sigmoid(z)
        .times(one.minus(sigmoid(z)))
        .times(one.minus(sigmoid(z).times(2))),
  ],
  tanh: [
    tanh,
    (z) => one.minus(tanh(z).pow(2)),
    (z) =>
      tanh(z)
        .times(-2)
        .times(one.minus(tanh(z).pow(2))),
  ],
  softplus: [(z) => one.plus(z.exp()).ln(), sigmoid, (z) => sigmoid(z).times(one.minus(sigmoid(z)))],
  silu: [(z) => z.times(sigmoid(z)), (z) => sigmoid(z).times(one.plus(z.times(one.minus(sigmoid(z)))))],
  relu: [(z) => (z.gt(0) ? z : big(0)), (z) => (z.gt(0) ? one : big(0))],
  leakyRelu: [(z) => (z.gt(0) ? z : z.div(100)), (z) => (z.gt(0) ? one : one.div(100))],
  elu: [(z) => (z.gt(0) ? z : z.exp().minus(1)), (z) => (z.gt(0) ? one : z.exp())],
};

const standAt = (stand: Stand, orders: readonly number[], at: readonly BigNumber[]): BigNumber =>
  [stand, ...(stand.others ?? [])].reduce((total, each) => total.plus(ridgeAt(each, orders, at)), big(0));

function ridgeAt(
  { weights, coefficients }: Stand,
  orders: readonly number[],
  at: readonly BigNumber[],
): BigNumber {
  let polynomial = coefficients;
  for (const [i, order] of orders.entries())
    for (let count = 0; count < order; count++)
      polynomial = polynomial
        .slice(1)
        .map((each, k) => each.mul(new Fraction(k + 1)).mul(weights[i] as Fraction));
  const t = at.reduce((total, each, i) => total.plus(each.times(ofFraction(weights[i] as Fraction))), big(0));
  return polynomial.reduce((total, each, k) => total.plus(ofFraction(each).times(t.pow(k))), big(0));
}

/** The value of a term without ∂; undefined where a rule is not written out here. */
export function digits(
  term: Expr,
  values: ReadonlyMap<Quantity, Fraction>,
  functions: ReadonlyMap<string, Stand> = new Map(),
): BigNumber | undefined {
  return fold<BigNumber | undefined>(term, (node, args) => {
    if (args.some((each) => each === undefined)) return undefined;
    const known = args as readonly BigNumber[];
    const [first, second, third] = known as [BigNumber, BigNumber, BigNumber];
    switch (node.kind) {
      case 'number':
        return ofFraction(node.value);
      case 'quantity': {
        const value = values.get(node);
        return value && ofFraction(value);
      }
      case 'sum':
        return known.reduce((a, b) => a.plus(b));
      case 'product':
        return known.reduce((a, b) => a.times(b));
      case 'power':
        return first.pow(second);
      case 'cases':
        return first.gt(0) ? second : third;
      case 'apply': {
        if (known.some((each) => each.abs().gt(LARGEST))) return undefined;
        const stand = functions.get(node.name);
        if (stand !== undefined) return standAt(stand, node.orders, known);
        if (node.name === 'max') return first.gt(second) ? first : second;
        return FUNCTIONS[node.name]?.[node.orders[0] as number]?.(first);
      }
      default:
        return undefined;
    }
  });
}
