/** What a circuit is made of; see `circuit.ts`. */
import type { Fraction, Quantity } from '../expr/index.ts';

export type CircuitNode =
  | { readonly op: 'number'; readonly args: readonly number[]; readonly value: Fraction }
  /** A quantity, or a variable of ours: one without a quantity. */
  | { readonly op: 'variable'; readonly args: readonly number[]; readonly quantity: Quantity | undefined }
  | { readonly op: 'sum' | 'product' | 'exp' | 'log' | 'cases'; readonly args: readonly number[] }
  | { readonly op: 'power'; readonly args: readonly number[]; readonly exponent: number }
  /** A positive base to a rational power. */
  | { readonly op: 'root'; readonly args: readonly number[]; readonly exponent: Fraction }
  /** A function of which nothing is known but its arguments; `value` where it is a known constant. */
  | {
      readonly op: 'opaque';
      readonly args: readonly number[];
      readonly name: string;
      readonly orders: readonly number[];
      readonly value?: number;
    };

/** Thrown where a comparison would take too long or meets what it cannot read; it becomes `undecided`. */
export class Beyond extends Error {}
