import { type Expr, nonzero, num } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Sign: 1 for z > 0, −1 for z < 0, 0 at 0. Jump: z = 0, where the convention takes slope 0. Source: primitive; slope 0. */
export const sign: FunctionRecord = {
  name: 'sign',
  arity: 1,
  slopes: () => [num(0)],
  smooth: ([z]) => [nonzero(z as Expr)],
  value: Math.sign,
  latex: '\\operatorname{sgn}',
};
