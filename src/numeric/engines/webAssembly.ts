/**
 * Code as WebAssembly functions over a memory that holds the slots. A value used once is left on the stack for its user,
 * one used again within a function is a local; what another function or the reader needs is stored. Functions of records
 * are imported, so that every bit is theirs.
 */
import {
  ADD,
  CALL,
  CALL_MANY,
  type Call,
  CHOOSE,
  type Code,
  DIVIDE,
  eachOperand,
  firstTarget,
  INVERT,
  MULTIPLY,
  NEGATE,
  POWER,
  SQUARE,
  SUBTRACT,
  WIDTH,
} from '../code.ts';
import { EngineUnavailable, type Machine, slotsWith } from './engine.ts';
import * as wasm from './wasmModule.ts';

/** Instructions of a function: larger ones are optimised late and their locals spill. */
const CHUNK = 1000;
const PAGE = 65_536;

interface Api {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, () => void>> };
}

export function webAssembly(code: Code): Machine {
  const api = (globalThis as { readonly WebAssembly?: Api }).WebAssembly;
  if (api === undefined) throw new EngineUnavailable('WebAssembly');
  const pages = Math.ceil((code.size * 8) / PAGE) || 1;
  const imported = importsOf(code);
  const { imports, calls } = imported;
  const bodies = new Writer(code, imported).bodies();
  try {
    const memory = new api.Memory({ initial: pages });
    const module = new api.Module(wasm.bytesOf({ imports, pages, bodies }));
    const instance = new api.Instance(module, { m: { m: memory }, f: { ...calls } });
    const runs = bodies.map((_, i) => instance.exports[i] as () => void);
    const run = (): void => {
      for (const each of runs) each();
    };
    return { slots: slotsWith(code, new Float64Array(memory.buffer, 0, code.size)), run };
  } catch (cause) {
    throw new EngineUnavailable('WebAssembly', { cause });
  }
}

/** Functions to import: one for each number of arguments that a function is called with, and the power at the end. */
function importsOf({ instructions, lists, calls }: Code): {
  readonly imports: readonly number[];
  readonly calls: readonly Call[];
  readonly numberOf: ReadonlyMap<string, number>;
} {
  const numberOf = new Map<string, number>();
  const imports: number[] = [];
  const found: Call[] = [];
  for (let at = 0; at < instructions.length; at += WIDTH) {
    const operation = instructions[at];
    if (operation !== CALL && operation !== CALL_MANY) continue;
    const [a, b] = [instructions[at + 1] as number, instructions[at + 2] as number];
    const [call, arity] = operation === CALL ? [b, 1] : [a, lists[b] as number];
    const key = `${call} ${arity}`;
    if (numberOf.has(key)) continue;
    numberOf.set(key, imports.push(arity) - 1);
    found.push(calls[call] as Call);
  }
  found.push((a, b) => (a as number) ** (b as number));
  return { imports: [...imports, 2], calls: found, numberOf };
}

const BINARY: ReadonlyMap<number, number> = new Map([
  [ADD, wasm.F64_ADD],
  [SUBTRACT, wasm.F64_SUB],
  [MULTIPLY, wasm.F64_MUL],
  [DIVIDE, wasm.F64_DIV],
]);

/** The local through which a square gets its operand twice; 0, too, for what has no local of its own. */
const TWICE = 0;

class Writer {
  readonly #code: Code;
  readonly #first: number;
  readonly #numberOf: ReadonlyMap<string, number>;
  readonly #power: number;
  /** Reads of each instruction's value; whether another function or the reader needs it. */
  readonly #uses: Uint32Array;
  readonly #isStored: Uint8Array;
  /** The local that holds a value, in the function being written. */
  readonly #localOf: Int32Array;
  readonly #numbers = new DataView(new ArrayBuffer(8));
  #out: number[] = [];

  constructor(code: Code, imports: ReturnType<typeof importsOf>) {
    const count = code.instructions.length / WIDTH;
    this.#code = code;
    this.#first = firstTarget(code);
    this.#numberOf = imports.numberOf;
    this.#power = imports.imports.length - 1;
    this.#uses = new Uint32Array(count);
    this.#isStored = new Uint8Array(count);
    this.#localOf = new Int32Array(count);
    for (const slot of code.results.values()) if (slot >= this.#first) this.#isStored[slot - this.#first] = 1;
    for (let user = 0; user < count; user++) {
      eachOperand(code, user * WIDTH, (slot) => {
        const value = slot - this.#first;
        if (value < 0) return;
        this.#uses[value] = (this.#uses[value] as number) + 1;
        if (chunkOf(value) !== chunkOf(user)) this.#isStored[value] = 1;
      });
    }
  }

  bodies(): wasm.WasmModule['bodies'] {
    const count = this.#uses.length;
    const bodies: { locals: number; code: readonly number[] }[] = [];
    for (let from = 0; from < count; from += CHUNK) {
      this.#out = [];
      let locals = TWICE + 1;
      for (let value = from; value < Math.min(from + CHUNK, count); value++) {
        const stored = this.#isStored[value] === 1;
        const again = (this.#uses[value] as number) > (stored ? 0 : 1);
        if (!stored && !again) continue;
        if (stored) this.#out.push(wasm.I32_CONST, 0);
        this.#compute(value);
        if (again) {
          this.#localOf[value] = locals;
          this.#put(stored ? wasm.LOCAL_TEE : wasm.LOCAL_SET, locals++);
        }
        if (stored) this.#access(wasm.F64_STORE, this.#first + value);
      }
      bodies.push({ locals, code: this.#out });
    }
    return bodies;
  }

  #put(operation: number, operand: number): void {
    this.#out.push(operation, ...wasm.unsigned(operand));
  }

  #access(operation: number, slot: number): void {
    this.#out.push(operation, 3, ...wasm.unsigned(slot * 8));
  }

  #constant(value: number): void {
    this.#numbers.setFloat64(0, value, true);
    this.#out.push(wasm.F64_CONST);
    for (let i = 0; i < 8; i++) this.#out.push(this.#numbers.getUint8(i));
  }

  /** Leaves an instruction's value on the stack, after those of its operands that wait for it. */
  #compute(root: number): void {
    const { inputs, constants } = this.#code;
    const chunk = chunkOf(root);
    // Slots to leave on the stack; −1 − value where a value's operands are there.
    const open: number[] = [];
    const operandsOf = (value: number): void => {
      if (this.#code.instructions[value * WIDTH] === INVERT) this.#constant(1);
      open.push(-1 - value);
      const from = open.length;
      eachOperand(this.#code, value * WIDTH, (slot) => open.push(slot));
      // `select` takes its guard last, and the first operand has to be on top of the open ones.
      if (this.#code.instructions[value * WIDTH] === CHOOSE) open.push(...open.splice(from, 1));
      open.splice(from, open.length, ...open.slice(from).reverse());
    };
    operandsOf(root);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const value = next - this.#first;
      if (next < 0) this.#operate(-1 - next);
      else if (next < inputs.size) this.#load(next);
      else if (value < 0) this.#constant(constants[next - inputs.size] as number);
      else if (chunkOf(value) !== chunk) this.#load(next);
      else if (this.#localOf[value] !== 0) this.#put(wasm.LOCAL_GET, this.#localOf[value] as number);
      else operandsOf(value);
    }
  }

  #load(slot: number): void {
    this.#out.push(wasm.I32_CONST, 0);
    this.#access(wasm.F64_LOAD, slot);
  }

  #operate(value: number): void {
    const { instructions, lists } = this.#code;
    const at = value * WIDTH;
    const a = instructions[at + 1] as number;
    const b = instructions[at + 2] as number;
    const operation = instructions[at] as number;
    const binary = BINARY.get(operation);
    if (binary !== undefined) this.#out.push(binary);
    else if (operation === INVERT) this.#out.push(wasm.F64_DIV);
    else if (operation === SQUARE) {
      this.#put(wasm.LOCAL_TEE, TWICE);
      this.#put(wasm.LOCAL_GET, TWICE);
      this.#out.push(wasm.F64_MUL);
    } else if (operation === NEGATE) this.#out.push(wasm.F64_NEG);
    else if (operation === POWER) this.#put(wasm.CALL_FUNCTION, this.#power);
    else if (operation === CALL) this.#call(b, 1);
    else if (operation === CALL_MANY) this.#call(a, lists[b] as number);
    else if (operation === CHOOSE) {
      this.#constant(0);
      this.#out.push(wasm.F64_GT, wasm.SELECT);
    } else throw new RangeError(`no operation ${operation}`);
  }

  #call(call: number, arity: number): void {
    this.#put(wasm.CALL_FUNCTION, this.#numberOf.get(`${call} ${arity}`) as number);
  }
}

const chunkOf = (value: number): number => Math.floor(value / CHUNK);
