import { type Expr, num } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** The identity, for layers without an activation. Claimed slope: 1. */
export const identity: FunctionRecord = {
  name: 'identity',
  arity: 1,
  definition: ([z]) => z as Expr,
  slopes: () => [num(1)],
  value: (z) => z,
  latex: '\\operatorname{id}',
};
