import { apply, divide, type Expr, negate, num, power, subtract, sum } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Hyperbolic tangent (e^z − e^(−z))/(e^z + e^(−z)). Claimed slope: 1 − tanh²z. */
export const tanh: FunctionRecord = {
  name: 'tanh',
  arity: 1,
  definition: ([z]) => {
    const up = apply('exp', [z as Expr]);
    const down = apply('exp', [negate(z as Expr)]);
    return divide(subtract(up, down), sum(up, down));
  },
  slopes: ([z]) => [subtract(num(1), power(apply('tanh', [z as Expr]), num(2)))],
  range: { above: -1, below: 1 },
  value: Math.tanh,
  latex: '\\tanh',
};
