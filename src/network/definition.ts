/** Equations of a network, and where the indices of families run. */
import type { Expr, Index, Quantity } from '../expr/index.ts';

/** An index variable and where it runs, both ends included. */
export interface Range {
  readonly index: string;
  readonly from: Index;
  readonly to: Index;
}

/** One named equation: `quantity` = `rhs`, for a family at every index of the ranges. */
export interface Definition {
  readonly quantity: Quantity;
  readonly rhs: Expr;
  readonly ranges?: readonly Range[];
}
