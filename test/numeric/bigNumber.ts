// The value of a term in math.js's BigNumbers, from the definitions of its functions: the judge of double precision.
import { all, type BigNumber, create } from 'mathjs';
import { type Expr, fold, type Quantity } from '../../src/expr/index.ts';
import { functionNamed } from '../../src/functions/index.ts';

/** Arithmetic with so many significant digits. */
export class BigArithmetic {
  readonly #math;

  constructor(digits: number) {
    this.#math = create(all ?? {}, { number: 'BigNumber', precision: digits });
  }

  number(value: number | bigint): BigNumber {
    return this.#math.bignumber(String(value));
  }

  /** The values of terms; quantities in `values` are taken exactly, as are their doubles' shortest decimals. */
  evaluator(
    values: ReadonlyMap<Quantity, number>,
    equations: readonly { readonly quantity: Quantity; readonly rhs: Expr }[] = [],
  ): (term: Expr) => BigNumber {
    const memo = new Map<Expr, BigNumber>();
    for (const [quantity, value] of values) memo.set(quantity, this.number(value));
    const exactly = (term: Expr): BigNumber =>
      fold(term, (node, args) => this.#visit(node, args, exactly), memo);
    for (const { quantity, rhs } of equations) memo.set(quantity, exactly(rhs));
    return exactly;
  }

  #visit(node: Expr, args: readonly BigNumber[], exactly: (term: Expr) => BigNumber): BigNumber {
    const [a, b, c] = args as [BigNumber, BigNumber, BigNumber];
    switch (node.kind) {
      case 'number':
        return this.number(node.value.s * node.value.n).div(this.number(node.value.d));
      case 'sum':
        return args.reduce((x, y) => x.plus(y), this.number(0));
      case 'product':
        return args.reduce((x, y) => x.times(y), this.number(1));
      case 'power':
        return a.pow(b);
      case 'cases':
        return a.isPositive() && !a.isZero() ? b : c;
      case 'apply':
        return this.#apply(node.name, node.args, args, exactly);
      default:
        throw new RangeError(`no number: ${node.kind}`);
    }
  }

  #apply(
    name: string,
    written: readonly Expr[],
    [a, b]: readonly BigNumber[],
    exactly: (term: Expr) => BigNumber,
  ): BigNumber {
    const definition = functionNamed(name)?.definition;
    if (definition !== undefined) return exactly(definition(written));
    switch (name) {
      case 'exp':
        return (a as BigNumber).exp();
      case 'log':
        return (a as BigNumber).ln();
      case 'sqrt':
        return (a as BigNumber).sqrt();
      case 'abs':
        return (a as BigNumber).abs();
      case 'sign':
        return this.number(Math.sign((a as BigNumber).toNumber()));
      case 'max':
        return (a as BigNumber).gt(b as BigNumber) ? (a as BigNumber) : (b as BigNumber);
      default:
        throw new RangeError(`no BigNumber form of ${name}`);
    }
  }
}
