/**
 * Equations and terms as a flat program over a Float64Array. Nothing a user wrote is ever evaluated as code. What the
 * numbers are for is `evaluate.ts`, `differences.ts`, `train.ts`.
 */
import type { Expr, Quantity } from '../expr/index.ts';
import {
  ADD,
  CALL,
  type Call,
  CHOOSE,
  type Code,
  compile,
  DIVIDE,
  MULTIPLY,
  NEGATE,
  POWER,
  type ProgramParts,
  SUBTRACT,
  WHOLE_POWER,
  WIDTH,
} from './compile.ts';
import { MissingValue } from './refusals.ts';

/** Values of quantities. */
export type Values = ReadonlyMap<Quantity, number>;

/** x^n for a whole n, exact operations first. */
function wholePower(x: number, n: number): number {
  if (n === 2) return x * x;
  if (n === -1) return 1 / x;
  if (n === 3) return x * x * x;
  return n < 0 ? 1 / x ** -n : x ** n;
}

/** A compiled program with its slots; run it again after setting other inputs. */
export class Program {
  /** The value of every slot. */
  readonly slots: Float64Array;
  readonly #code: Code;

  /** Throws: MissingFunction for an opaque function without an implementation; NotANumber for a ∂, Σ or bracket. */
  constructor(parts: ProgramParts) {
    this.#code = compile(parts);
    this.slots = new Float64Array(this.#code.size);
    for (const [slot, value] of this.#code.constants) this.slots[slot] = value;
  }

  /** The quantities that the program reads, each with its slot. */
  get inputs(): ReadonlyMap<Quantity, number> {
    return this.#code.inputs;
  }

  /** The slot that holds the value of a term the program was made from. Throws: RangeError for any other term. */
  slot(term: Expr): number {
    const slot = this.#code.slotOf.get(term);
    if (slot === undefined) throw new RangeError('the program does not compute this term');
    return slot;
  }

  /** The value of a term after a run. Throws: RangeError for a term the program was not made from. */
  value(term: Expr): number {
    return this.slots[this.slot(term)] as number;
  }

  /** Sets every input. Throws: MissingValue for an input without a value. */
  set(values: Values): void {
    for (const [quantity, slot] of this.inputs) {
      const value = values.get(quantity);
      if (value === undefined) throw new MissingValue(quantity);
      this.slots[slot] = value;
    }
  }

  /** Computes every slot from the inputs. */
  run(): void {
    const { slots } = this;
    const { instructions, calls, argumentSlots } = this.#code;
    for (let at = 0; at < instructions.length; at += WIDTH) {
      const target = instructions[at + 1] as number;
      const first = instructions[at + 2] as number;
      const second = instructions[at + 3] as number;
      const a = slots[first] as number;
      switch (instructions[at]) {
        case ADD:
          slots[target] = a + (slots[second] as number);
          break;
        case SUBTRACT:
          slots[target] = a - (slots[second] as number);
          break;
        case MULTIPLY:
          slots[target] = a * (slots[second] as number);
          break;
        case DIVIDE:
          slots[target] = a / (slots[second] as number);
          break;
        case NEGATE:
          slots[target] = -a;
          break;
        case WHOLE_POWER:
          slots[target] = wholePower(a, second);
          break;
        case POWER:
          slots[target] = a ** (slots[second] as number);
          break;
        case CHOOSE:
          slots[target] = slots[a > 0 ? second : (instructions[at + 4] as number)] as number;
          break;
        case CALL:
          slots[target] = (calls[second] as Call)(a);
          break;
        default: {
          const end = second + (instructions[at + 4] as number);
          const args = argumentSlots.slice(second, end).map((slot) => slots[slot] as number);
          slots[target] = (calls[first] as Call)(...args);
        }
      }
    }
  }
}
