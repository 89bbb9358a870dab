import { cases, type Expr, nonzero, num, product } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Leaky ReLU: z for z > 0, otherwise z/100. Kink: z = 0, where the convention takes 1/100. Claimed slope: 1 or 1/100. */
export const leakyRelu: FunctionRecord = {
  name: 'leakyRelu',
  arity: 1,
  definition: ([z]) => cases(z as Expr, z as Expr, product(num(1, 100), z as Expr)),
  slopes: ([z]) => [cases(z as Expr, num(1), num(1, 100))],
  smooth: ([z]) => [nonzero(z as Expr)],
  value: (z) => (z > 0 ? z : z / 100),
  latex: '\\operatorname{LeakyReLU}',
};
