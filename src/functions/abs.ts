import { apply, type Expr, nonzero } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Absolute value. Kink: z = 0, where the convention takes slope 0. Source: primitive; slope sgn z. */
export const abs: FunctionRecord = {
  name: 'abs',
  arity: 1,
  slopes: ([z]) => [apply('sign', [z as Expr])],
  smooth: ([z]) => [nonzero(z as Expr)],
  value: Math.abs,
  latex: '\\operatorname{abs}',
  latexForm: (z) => `\\left|${z}\\right|`,
};
