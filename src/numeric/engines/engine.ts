/** A way to run code: it gives the slots and a function that computes them from the inputs. */
import type { Code } from '../code.ts';

/** Code made ready to run. */
export interface Machine {
  /** Inputs are written here, results read. */
  readonly slots: Float64Array;
  readonly run: () => void;
}

/** Makes code ready to run. Throws: EngineUnavailable where the environment forbids it. */
export type Engine = (code: Code) => Machine;

/** An environment does not let code run in some way. */
export class EngineUnavailable extends Error {
  constructor(engine: string, options?: ErrorOptions) {
    super(`the environment does not allow ${engine} code`, options);
    this.name = 'EngineUnavailable';
  }
}

/** Slots with the constants in place. */
export function slotsWith(code: Code, slots = new Float64Array(code.size)): Float64Array {
  slots.set(code.constants, code.inputs.size);
  return slots;
}

/** Checks the name of an engine, which may come from outside. Throws: RangeError for one that there is not. */
export function checkEngine(name: string | undefined, known: readonly string[]): void {
  if (name !== undefined && !known.includes(name))
    throw new RangeError(`there is no engine ${name}: choose ${known.join(', ')}`);
}
