import { apply, type Expr, num, positive, power, product, reciprocal } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Square root. Domain: z > 0, where it has a slope. Source: primitive; slope 1/(2√z). */
export const sqrt: FunctionRecord = {
  name: 'sqrt',
  arity: 1,
  slopes: ([z]) => [reciprocal(product(num(2), apply('sqrt', [z as Expr])))],
  domain: ([z]) => [positive(z as Expr)],
  range: { above: 0 },
  laws: [
    {
      id: 'sqrt.square',
      arity: 1,
      at: ([z]) => ({
        equation: { lhs: power(apply('sqrt', [z as Expr]), num(2)), rhs: z as Expr },
        needs: [positive(z as Expr)],
      }),
    },
  ],
  value: Math.sqrt,
  latex: '\\sqrt',
  latexForm: (z) => `\\sqrt{${z}}`,
};
