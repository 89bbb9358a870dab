/**
 * What terms are compiled to: operations over numbered slots, without names. The compiler is `compile.ts`, the ways to run
 * it are `engines/`.
 */
import type { Expr, Quantity } from '../expr/index.ts';

/** Only while compiling: operands are positions among the inputs and the constants. */
export const INPUT = -1;
export const CONSTANT = -2;
/** Operands are slots unless an operation says otherwise. */
export const ADD = 0;
export const SUBTRACT = 1;
export const MULTIPLY = 2;
export const DIVIDE = 3;
export const NEGATE = 4;
export const SQUARE = 5;
export const INVERT = 6;
export const POWER = 7;
/** Guard, start in the lists of: value where the guard is positive, value elsewhere. */
export const CHOOSE = 8;
/** Argument, number of the function. */
export const CALL = 9;
/** Number of the function, start in the lists of: count of arguments, arguments. */
export const CALL_MANY = 10;
/** Numbers per instruction: operation, two operands. */
export const WIDTH = 3;

export type Call = (...args: number[]) => number;

/** Instructions and what they refer to. Slots are numbered: inputs, constants, then one for each instruction. */
export interface Code {
  readonly instructions: Int32Array;
  readonly lists: Int32Array;
  readonly calls: readonly Call[];
  readonly inputs: ReadonlyMap<Quantity, number>;
  readonly constants: Float64Array;
  /** The slots of the wanted terms; all others may hold anything. */
  readonly results: ReadonlyMap<Expr, number>;
  readonly size: number;
}

/** The slot that the first instruction writes. */
export const firstTarget = ({ inputs, constants }: Code): number => inputs.size + constants.length;

/** Calls `take` with every slot that an instruction reads, in order. */
export function eachOperand(
  { instructions, lists }: { readonly instructions: ArrayLike<number>; readonly lists: ArrayLike<number> },
  at: number,
  take: (slot: number) => void,
): void {
  const a = instructions[at + 1] as number;
  const b = instructions[at + 2] as number;
  switch (instructions[at]) {
    case INPUT:
    case CONSTANT:
      return;
    case NEGATE:
    case SQUARE:
    case INVERT:
    case CALL:
      take(a);
      return;
    case CHOOSE:
      take(a);
      take(lists[b] as number);
      take(lists[b + 1] as number);
      return;
    case CALL_MANY: {
      const count = lists[b] as number;
      for (let i = 1; i <= count; i++) take(lists[b + i] as number);
      return;
    }
    default:
      take(a);
      take(b);
  }
}
