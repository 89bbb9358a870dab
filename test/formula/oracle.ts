// What terms and texts mean, in 64 digits, so that another order of rounding is no difference: terms by their definition,
// texts by math.js. Functions are stand-ins that both sides share; only their names matter here.
import { all, type BigNumber, create } from 'mathjs';
import { type Expr, fold } from '../../src/expr/index.ts';

const math = create(all ?? {}, {
  number: 'BigNumber',
  precision: 64,
  predictable: true,
  relTol: 1e-40,
  absTol: 1e-40,
});
const big = (value: number | bigint): BigNumber => math.bignumber(String(value));
const one = big(1);

/** Functions of the formulas, cheap and smooth enough for any argument. */
const functions: Readonly<Record<string, (...args: BigNumber[]) => BigNumber>> = {
  sigmoid: (z) => z.div(z.abs().plus(1)),
  tanh: (z) => z.div(z.abs().plus(2)),
  max: (u, v) => (u.gt(v as BigNumber) ? u : (v as BigNumber)),
  G: (u, v) =>
    u
      .times(2)
      .plus(v as BigNumber)
      .div(3),
  pi: () => big(3),
};

export type Point = Readonly<Record<string, number>>;

/**
 * A term's value at a point; undefined if it or any subterm has none, or is a sum that cancels to what may be rounding
 * (x/x - 1 is 0 or 1e-64, and its reciprocal anything): what a text then does is nobody's promise.
 */
export function valueOfTerm(expr: Expr, point: Point): BigNumber | undefined {
  const values = new Map<Expr, BigNumber>();
  let known = true;
  const value = fold<BigNumber>(
    expr,
    (node, args) => {
      const value = valueOfNode(node, args, point);
      known &&= value.isFinite() && !(node.kind === 'sum' && isRounding(value, args));
      return value;
    },
    values,
  );
  return known ? value : undefined;
}

const isRounding = (total: BigNumber, summands: readonly BigNumber[]): boolean =>
  summands.some((each) => !each.isZero() && total.abs().lte(each.abs().times(1e-40)));

function valueOfNode(node: Expr, args: readonly BigNumber[], point: Point): BigNumber {
  const [first, second, third] = args as [BigNumber, BigNumber, BigNumber];
  switch (node.kind) {
    case 'number':
      return big(node.value.n * (node.value.s < 0n ? -1n : 1n)).div(big(node.value.d));
    case 'quantity':
      return big(point[node.name] as number);
    case 'sum':
      return args.reduce((a, b) => a.plus(b));
    case 'product':
      return args.reduce((a, b) => a.times(b));
    case 'power':
      return second.eq(-1) ? one.div(first) : first.pow(second);
    case 'cases':
      return math.larger(first, big(0)) ? second : third;
    case 'apply':
      return (functions[node.name] as (...args: readonly BigNumber[]) => BigNumber)(...args);
    default:
      throw new Error(`${node.kind} has no value here`);
  }
}

/** What math.js makes of a text at a point. */
export function valueOfText(text: string, point: Point): BigNumber {
  const names = Object.entries(point).map(([name, value]) => [name, big(value)] as const);
  const scope = new Map<string, unknown>([...names, ...Object.entries(functions), ['pi', big(3)]]);
  return math.bignumber(math.parse(text).evaluate(scope));
}

/** Whether two values are one, but for rounding. */
export function agree(a: BigNumber, b: BigNumber): boolean {
  return a.minus(b).abs().lte(a.abs().plus(1).times(1e-30));
}
