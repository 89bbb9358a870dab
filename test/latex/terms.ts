/** Random terms: of every kind, and purely numeric ones whose value is known. */
import fc from 'fast-check';
import {
  apply,
  bracket,
  cases,
  type Expr,
  fold,
  index,
  indexedSum,
  indexVariable,
  num,
  partial,
  power,
  productOf,
  type Quantity,
  quantity,
  sumOf,
} from '../../src/expr/index.ts';
import { functionNamed, functions } from '../../src/functions/index.ts';

const names = ['a', 'b', 'x1', 'w11', 'out_o1', 'lambda', 'delta_h1', 'net', '权重', "w'", 'E_total'];
const values: Readonly<Record<string, number>> = {
  a: 1.3,
  b: -0.7,
  x_1: 0.9,
  '\\lambda': 2.1,
  '\\mathrm{out}_{o1}': 0.4,
};
const numericNames: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'b',
  x1: 'x_1',
  lambda: '\\lambda',
  out_o1: '\\mathrm{out}_{o1}',
};

/** The value of a symbol as it is written. */
export const valueOfName = (latex: string): number => values[latex] ?? Number.NaN;

const number = fc.oneof(
  fc.integer({ min: -3, max: 4 }).map((n) => num(n)),
  fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 1, max: 30 })).map(([n, d]) => num(n, d)),
);
const several = (arb: fc.Arbitrary<Expr>) => fc.array(arb, { minLength: 2, maxLength: 4 });

/** Terms without ∂, Σ and kinks, whose value is arithmetic. */
export function numericTerms(): fc.Arbitrary<Expr> {
  const leaf = fc.oneof(
    fc.constantFrom(...Object.keys(numericNames)).map((name): Expr => quantity(name)),
    number,
  );
  return fc.letrec<{ term: Expr }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      several(tie('term')).map(sumOf),
      several(tie('term')).map(productOf),
      tie('term').map((t) => productOf([num(-1), t])),
      tie('term').map((t) => power(t, num(-1))),
      fc.tuple(tie('term'), fc.integer({ min: -3, max: 3 })).map(([t, n]): Expr => power(t, num(n))),
      fc
        .tuple(tie('term'), fc.constantFrom('sigmoid', 'tanh', 'exp', 'abs'))
        .map(([t, f]): Expr => apply(f, [t])),
    ),
  })).term;
}

/** Terms of every kind. */
export function terms(): fc.Arbitrary<Expr> {
  const symbol: fc.Arbitrary<Quantity> = fc.oneof(
    fc.constantFrom(...names).map((name) => quantity(name)),
    fc
      .constantFrom(...names)
      .map((name) => quantity(name, [indexVariable('l'), index(2, indexVariable('k').terms)])),
  );
  const orders = fc.integer({ min: 0, max: 5 });
  return fc.letrec<{ term: Expr }>((tie) => {
    const t = tie('term');
    return {
      term: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.oneof(symbol, number),
        several(t).map(sumOf),
        several(t).map(productOf),
        t.map((each) => productOf([num(-1), each])),
        t.map((each) => power(each, num(-1))),
        fc.tuple(t, t).map(([base, by]): Expr => power(base, by)),
        fc
          .tuple(fc.constantFrom(...functions), t, t, fc.boolean())
          .map(([record, first, second, isSlope]): Expr => {
            const args = [first, second].slice(0, record.arity);
            return apply(
              record.name,
              args,
              args.map(() => (isSlope ? 1 : 0)),
            );
          }),
        fc
          .tuple(fc.constantFrom('g', 'G', 'h1', '激活'), t, orders)
          .map(([name, arg, n]): Expr => apply(name, [arg], [n])),
        fc.tuple(t, t, orders).map(([first, second, n]): Expr => apply('f', [first, second], [n, 1])),
        fc.tuple(t, t, t).map(([guard, first, second]): Expr => cases(guard, first, second)),
        t.map((body): Expr => indexedSum('k', index(1), indexVariable('n', [indexVariable('l')]), body)),
        fc.constant<Expr>(bracket({ kind: 'atMost', left: index(0), right: indexVariable('i') })),
        fc
          .tuple(t, symbol, fc.array(symbol, { maxLength: 2 }))
          .map(([of, by, hold]): Expr => partial(of, by, hold)),
      ),
    };
  }).term;
}

/** A sum; NaN if it cancels so far that another order of summation may give another value: 1e-16 or 0, whose reciprocals differ. */
const total = (summands: readonly number[]): number => {
  const value = summands.reduce((left, right) => left + right);
  return summands.some((each) => each !== 0 && Math.abs(value) <= 1e-6 * Math.abs(each)) ? Number.NaN : value;
};

/** The value of a numeric term; NaN where doubles do not tell it. */
export const evaluateTerm = (expr: Expr): number =>
  fold<number>(expr, (node, args) => {
    switch (node.kind) {
      case 'number':
        return node.value.valueOf();
      case 'quantity':
        return valueOfName(numericNames[node.name] ?? '');
      case 'sum':
        return total(args);
      case 'product':
        return args.reduce((left, right) => left * right);
      case 'power':
        return (args[0] as number) ** (args[1] as number);
      case 'apply':
        return functionNamed(node.name)?.value(...args) ?? Number.NaN;
      default:
        return Number.NaN;
    }
  });
