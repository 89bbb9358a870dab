import { apply, cases, type Expr, nonzero, num, subtract } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Exponential linear unit: z for z > 0, otherwise e^z − 1. Claimed slope: 1 for z > 0, e^z for z < 0; its two sides meet at z = 0. */
export const elu: FunctionRecord = {
  name: 'elu',
  arity: 1,
  definition: ([z]) => cases(z as Expr, z as Expr, subtract(apply('exp', [z as Expr]), num(1))),
  slopes: ([z]) => [cases(z as Expr, num(1), apply('exp', [z as Expr]))],
  smooth: ([z]) => [nonzero(z as Expr)],
  range: { above: -1 },
  value: (z) => (z > 0 ? z : Math.expm1(z)),
  latex: '\\operatorname{ELU}',
};
