import { apply, type Expr, num, product, subtract, sum } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';
import { sigmoid } from './sigmoid.ts';

/** SiLU (swish) z·σ(z). Claimed slope: σ(z)(1 + z(1 − σ(z))). */
export const silu: FunctionRecord = {
  name: 'silu',
  arity: 1,
  definition: ([z]) => product(z as Expr, apply('sigmoid', [z as Expr])),
  slopes: ([z]) => {
    const s = apply('sigmoid', [z as Expr]);
    return [product(s, sum(num(1), product(z as Expr, subtract(num(1), s))))];
  },
  value: (z) => z * sigmoid.value(z),
  latex: '\\operatorname{SiLU}',
};
