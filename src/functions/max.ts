import { cases, type Expr, nonzero, num, subtract } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

/** The larger of two. Kink: u = v. Source: primitive; slope 1 by the larger, 0 by the smaller argument. */
export const max: FunctionRecord = {
  name: 'max',
  arity: 2,
  slopes: ([u, v]) => [
    cases(subtract(u as Expr, v as Expr), num(1), num(0)),
    cases(subtract(v as Expr, u as Expr), num(1), num(0)),
  ],
  smooth: ([u, v]) => [nonzero(subtract(u as Expr, v as Expr))],
  value: Math.max,
  latex: '\\max',
};
