import { cases, type Expr, nonzero, num } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** Absolute value. Kink: z = 0, where the convention takes −1. Source: primitive; slope ±1, the sign of z. */
export const abs: FunctionRecord = {
  name: 'abs',
  arity: 1,
  slopes: ([z]) => [cases(z as Expr, num(1), num(-1))],
  smooth: ([z]) => [nonzero(z as Expr)],
  value: Math.abs,
  latex: '\\operatorname{abs}',
  latexForm: (z) => `\\left|${z}\\right|`,
};
