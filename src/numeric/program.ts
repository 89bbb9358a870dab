/**
 * Equations and terms as a program over numbered slots, run in one of three ways that give the same numbers to the bit.
 * Nothing a user wrote is ever evaluated as code. What the numbers are for is `evaluate.ts`, `differences.ts`, `train.ts`.
 */
import type { Expr, Quantity } from '../expr/index.ts';
import { type Code, WIDTH } from './code.ts';
import { compile, type ProgramParts } from './compile.ts';
import { checkEngine, type Engine, EngineUnavailable, type Machine } from './engines/engine.ts';
import { straightLine } from './engines/straightLine.ts';
import { tape } from './engines/tape.ts';
import { webAssembly } from './engines/webAssembly.ts';
import { MissingValue } from './refusals.ts';

/** Values of quantities. */
export type Values = ReadonlyMap<Quantity, number>;

/** How a program runs. */
export type EngineName = 'tape' | 'straight-line' | 'webassembly';

const engines: Readonly<Record<EngineName, Engine>> = {
  tape,
  'straight-line': straightLine,
  webassembly: webAssembly,
};

/** An engine faster than the tape. */
interface Faster {
  readonly name: EngineName;
  /** The largest program, in instructions, for which it is. */
  readonly upTo: number;
  /** Runs on the tape that take as long as making the code, so that neither choice costs twice the better one. */
  readonly after: number;
}

/**
 * Nanoseconds an instruction (straight-line, WebAssembly, tape) and the time of hand-written loops: 607 instructions 0.6, 1.3,
 * 4.7 and 1.2; 1,471: 0.6, 0.9, 3 and 1.6; 3,003: 9.8, 0.8, 2.4 and 1.1, since V8 optimises no function of more than 60 kB;
 * 91,000: WebAssembly 0.7, tape 1.3; 527,000: 4.8 and 1.1, since the code outgrows the processor's cache. Straight-line code
 * is made in some 4 µs an instruction, WebAssembly in 5.
 */
const FASTER: readonly Faster[] = [
  { name: 'straight-line', upTo: 2000, after: 1000 },
  { name: 'webassembly', upTo: 100_000, after: 5000 },
];

export interface ProgramOptions {
  /** How to run; the default follows size and environment. */
  readonly engine?: EngineName | undefined;
  /** Runs to expect, if they are known: where faster code will pay it is made at once. */
  readonly runs?: number | undefined;
}

/** A compiled program with its slots; run it again after setting other inputs. */
export class Program {
  readonly #code: Code;
  #machine: Machine;
  #engine: EngineName;
  /** Engines still to be tried, and the runs left before the first of them is; 0 once nothing is left to try. */
  #faster: readonly Faster[];
  #cold: number;

  /**
   * Without `engine`, a program starts on the tape and after so many runs that it pays takes the fastest engine for its size
   * that the environment allows.
   *
   * Throws: MissingFunction for an opaque function without an implementation; NotANumber for a ∂, Σ or bracket;
   * EngineUnavailable if the environment forbids the engine that is asked for; RangeError if there is no such engine.
   */
  constructor(parts: ProgramParts, options: ProgramOptions = {}) {
    checkEngine(options.engine, Object.keys(engines));
    this.#code = compile(parts);
    this.#engine = options.engine ?? 'tape';
    this.#machine = engines[this.#engine](this.#code);
    this.#faster = options.engine === undefined ? FASTER.filter(({ upTo }) => this.size <= upTo) : [];
    const { runs = 0 } = options;
    this.#cold = this.#faster[0]?.after ?? 0;
    if (this.#cold > 0 && runs > this.#cold) this.#cold = 1;
  }

  /** How the program runs now. */
  get engine(): EngineName {
    return this.#engine;
  }

  /** Instructions that a run executes. */
  get size(): number {
    return this.#code.instructions.length / WIDTH;
  }

  /** The value of every slot, inputs first; another array after a change of engine. */
  get slots(): Float64Array {
    return this.#machine.slots;
  }

  /** The quantities that the program reads, each with its slot. */
  get inputs(): ReadonlyMap<Quantity, number> {
    return this.#code.inputs;
  }

  /** The slot that holds the value of a wanted term. Throws: RangeError for any other term. */
  slot(term: Expr): number {
    const slot = this.#code.results.get(term);
    if (slot === undefined) throw new RangeError('the program does not compute this term');
    return slot;
  }

  /** The value of a wanted term after a run. Throws: RangeError for any other term. */
  value(term: Expr): number {
    return this.slots[this.slot(term)] as number;
  }

  /** Sets every input. Throws: MissingValue for an input without a value. */
  set(values: Values): void {
    const { slots } = this;
    for (const [quantity, slot] of this.inputs) {
      const value = values.get(quantity);
      if (value === undefined) throw new MissingValue(quantity);
      slots[slot] = value;
    }
  }

  /** Computes every wanted term from the inputs. */
  run(): void {
    if (this.#cold > 0 && --this.#cold === 0) this.#warm();
    this.#machine.run();
  }

  /**
   * Runs once for each row of the given columns; the wanted terms' values as columns. Other inputs keep their present values.
   *
   * Throws: RangeError if the columns differ in length.
   */
  runMany(columns: ReadonlyMap<Quantity, ArrayLike<number>>): ReadonlyMap<Expr, Float64Array> {
    const lengths = new Set([...columns.values()].map(({ length }) => length));
    if (lengths.size > 1) throw new RangeError(`columns of ${[...lengths].join(' and ')} rows`);
    const [rows = 0] = lengths;
    const read = [...columns].filter(([quantity]) => this.inputs.has(quantity));
    const given = read.map(([quantity, column]) => ({ slot: this.inputs.get(quantity) as number, column }));
    const results = new Map([...this.#code.results.keys()].map((term) => [term, new Float64Array(rows)]));
    const before = given.map(({ slot }) => this.slots[slot] as number);
    for (let row = 0; row < rows; row++) {
      const inputs = this.slots;
      for (const { slot, column } of given) inputs[slot] = column[row] as number;
      this.run();
      const { slots } = this;
      for (const [term, slot] of this.#code.results)
        (results.get(term) as Float64Array)[row] = slots[slot] as number;
    }
    for (const [i, { slot }] of given.entries()) this.slots[slot] = before[i] as number;
    return results;
  }

  /** Takes the next engine with the inputs as they are, if the environment allows it. */
  #warm(): void {
    const [next, ...others] = this.#faster as readonly [Faster, ...Faster[]];
    this.#faster = others;
    try {
      const machine = engines[next.name](this.#code);
      machine.slots.set(this.slots.subarray(0, this.inputs.size));
      this.#machine = machine;
      this.#engine = next.name;
    } catch (reason) {
      if (!(reason instanceof EngineUnavailable)) throw reason;
      this.#cold = others[0] === undefined ? 0 : others[0].after - next.after;
    }
  }
}
