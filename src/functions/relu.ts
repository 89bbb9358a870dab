import { apply, cases, type Expr, nonzero, num } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Rectified linear unit max(0, z). Kink: z = 0, where the convention takes slope 0. Claimed slope: 1 for z > 0, 0 for z < 0. */
export const relu: FunctionRecord = {
  name: 'relu',
  arity: 1,
  definition: ([z]) => apply('max', [num(0), z as Expr]),
  slopes: ([z]) => [cases(z as Expr, num(1), num(0))],
  smooth: ([z]) => [nonzero(z as Expr)],
  value: (z) => Math.max(0, z),
  latex: '\\operatorname{ReLU}',
};
