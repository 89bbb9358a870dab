import { apply, type Expr, positive, product, reciprocal, sum } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Natural logarithm. Domain: z > 0. Source: primitive; slope 1/z. */
export const log: FunctionRecord = {
  name: 'log',
  arity: 1,
  slopes: ([z]) => [reciprocal(z as Expr)],
  domain: ([z]) => [positive(z as Expr)],
  laws: [
    {
      id: 'log.exp',
      arity: 1,
      at: ([z]) => ({
        equation: { lhs: apply('log', [apply('exp', [z as Expr])]), rhs: z as Expr },
        needs: [],
      }),
    },
    {
      id: 'log.product',
      arity: 2,
      at: ([u, v]) => ({
        equation: {
          lhs: apply('log', [product(u as Expr, v as Expr)]),
          rhs: sum(apply('log', [u as Expr]), apply('log', [v as Expr])),
        },
        needs: [positive(u as Expr), positive(v as Expr)],
      }),
    },
  ],
  value: Math.log,
  latex: '\\log',
};
