/**
 * What a network with families is compiled to: loops over numbered registers, arrays and tables, without names. The compiler
 * is `compileLoops.ts`; two readers run it, `javascript.ts` and `closures.ts`, to the same bits.
 */
import type { Call } from '../code.ts';
import type { Implementation } from '../compile.ts';

/** A number of a register; whole numbers and doubles are counted apart. */
export type Register = number;

export type Operation = 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'negate' | 'square' | 'invert';

/** Between whole numbers. */
export interface Comparison {
  readonly kind: 'equal' | 'atMost';
  readonly left: Register;
  readonly right: Register;
}

export type Instruction =
  // Whole numbers: constant + Σ coefficient·register, a product, an entry of a table.
  | {
      readonly kind: 'integer';
      readonly target: Register;
      readonly constant: number;
      readonly terms: readonly { readonly coefficient: number; readonly register: Register }[];
    }
  | { readonly kind: 'times'; readonly target: Register; readonly left: Register; readonly right: Register }
  | { readonly kind: 'lookup'; readonly target: Register; readonly table: number; readonly at: Register }
  // Doubles.
  | { readonly kind: 'number'; readonly target: Register; readonly value: number }
  | { readonly kind: 'load'; readonly target: Register; readonly array: number; readonly at: Register }
  | {
      readonly kind: 'operate';
      readonly operation: Operation;
      readonly target: Register;
      readonly left: Register;
      /** For an operation on one number, the same again. */
      readonly right: Register;
    }
  | {
      readonly kind: 'choose';
      readonly target: Register;
      readonly guard: Register;
      readonly positive: Register;
      readonly other: Register;
    }
  | {
      readonly kind: 'call';
      readonly target: Register;
      readonly call: number;
      readonly args: readonly Register[];
    }
  // A number that is gathered: what it is at the start, and what it is with one more, by a function or, if none is named, a sum.
  | { readonly kind: 'start'; readonly target: Register; readonly value: number }
  | {
      readonly kind: 'increase';
      readonly target: Register;
      readonly value: Register;
      readonly call?: number | undefined;
    }
  // Lists of numbers, for the functions that take whole families.
  | { readonly kind: 'list'; readonly list: number }
  | { readonly kind: 'push'; readonly list: number; readonly value: Register }
  | {
      readonly kind: 'callList';
      readonly target: Register;
      readonly implementation: number;
      readonly args: number;
      readonly orders: number;
    }
  | {
      readonly kind: 'store' | 'accumulate';
      readonly array: number;
      readonly at: Register;
      readonly value: Register;
    }
  // From the largest of some numbers to the smallest of others, both included.
  | {
      readonly kind: 'loop';
      readonly variable: Register;
      readonly from: readonly Register[];
      readonly to: readonly Register[];
      readonly body: readonly Instruction[];
    }
  | { readonly kind: 'when'; readonly all: readonly Comparison[]; readonly body: readonly Instruction[] };

/** Instructions and what they refer to by number. */
export interface LoopCode {
  readonly body: readonly Instruction[];
  readonly integers: number;
  readonly numbers: number;
  readonly lists: number;
  readonly arrays: readonly Float64Array[];
  readonly tables: readonly Int32Array[];
  readonly calls: readonly Call[];
  readonly implementations: readonly Implementation[];
}
