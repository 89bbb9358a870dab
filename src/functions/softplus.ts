import { apply, type Expr, num, sum } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Softplus log(1 + e^z), a smooth ReLU. Claimed slope: σ(z). */
export const softplus: FunctionRecord = {
  name: 'softplus',
  arity: 1,
  definition: ([z]) => apply('log', [sum(num(1), apply('exp', [z as Expr]))]),
  slopes: ([z]) => [apply('sigmoid', [z as Expr])],
  range: { above: 0 },
  value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  latex: '\\operatorname{softplus}',
};
