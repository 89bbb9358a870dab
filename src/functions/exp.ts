import { apply, type Expr, num, power, product, reciprocal, sum } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** e^z. Source: primitive; slope (e^z)′ = e^z. */
export const exp: FunctionRecord = {
  name: 'exp',
  arity: 1,
  slopes: ([z]) => [apply('exp', [z as Expr])],
  range: { above: 0 },
  laws: [
    {
      id: 'exp.negative',
      arity: 1,
      at: ([z]) => ({
        equation: {
          lhs: apply('exp', [product(num(-1), z as Expr)]),
          rhs: reciprocal(apply('exp', [z as Expr])),
        },
        needs: [],
      }),
    },
    {
      id: 'exp.sum',
      arity: 2,
      at: ([u, v]) => ({
        equation: {
          lhs: apply('exp', [sum(u as Expr, v as Expr)]),
          rhs: product(apply('exp', [u as Expr]), apply('exp', [v as Expr])),
        },
        needs: [],
      }),
    },
    {
      id: 'exp.square',
      arity: 1,
      at: ([z]) => ({
        equation: {
          lhs: apply('exp', [product(num(2), z as Expr)]),
          rhs: power(apply('exp', [z as Expr]), num(2)),
        },
        needs: [],
      }),
    },
  ],
  value: Math.exp,
  latex: '\\exp',
  latexForm: (z) => `e^{${z}}`,
};
