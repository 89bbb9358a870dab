import { apply, type Expr, negate, num, product, reciprocal, subtract, sum } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** The logistic function σ(z) = 1/(1 + e^(−z)). Claimed slope: σ(z)(1 − σ(z)). */
export const sigmoid: FunctionRecord = {
  name: 'sigmoid',
  arity: 1,
  definition: ([z]) => reciprocal(sum(num(1), apply('exp', [negate(z as Expr)]))),
  slopes: ([z]) => {
    const s = apply('sigmoid', [z as Expr]);
    return [product(s, subtract(num(1), s))];
  },
  range: { above: 0, below: 1 },
  value: (z) => {
    const small = Math.exp(-Math.abs(z));
    return (z >= 0 ? 1 : small) / (1 + small);
  },
  latex: '\\sigma',
};
