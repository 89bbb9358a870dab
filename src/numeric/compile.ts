/**
 * Compiling terms to instructions over numbered slots: one slot per distinct term, one instruction per operation, in written
 * order. Running them is `program.ts`.
 */
import { type Apply, type Expr, fold, isInteger, type Quantity } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Definition } from '../network/index.ts';
import { realOf } from './real.ts';
import { MissingFunction, NotANumber } from './refusals.ts';
import { withoutOrders } from './sweep.ts';

/** What stands in for an opaque function g: its value at some arguments, differentiated `orders[i]` times by argument i. */
export type Implementation = (args: readonly number[], orders: readonly number[]) => number;

/** Implementations of opaque functions, by name. */
export type Implementations = ReadonlyMap<string, Implementation>;

export const ADD = 0;
export const SUBTRACT = 1;
export const MULTIPLY = 2;
export const DIVIDE = 3;
export const NEGATE = 4;
export const WHOLE_POWER = 5;
export const POWER = 6;
export const CHOOSE = 7;
export const CALL = 8;
/** Operands: function, start and count in the list of argument slots. */
const CALL_MANY = 9;
/** Numbers per instruction: operation, target, three operands. */
export const WIDTH = 5;

export type Call = (...args: number[]) => number;

/** What a program is compiled from. */
export interface ProgramParts {
  /** Equations, what is used before what uses it. */
  readonly equations: readonly Definition[];
  /** Further terms whose values are wanted. */
  readonly terms: readonly Expr[];
  readonly functions?: Implementations | undefined;
}

/** Instructions and what they refer to. */
export interface Code {
  readonly instructions: Int32Array;
  readonly size: number;
  readonly slotOf: ReadonlyMap<Expr, number>;
  readonly inputs: ReadonlyMap<Quantity, number>;
  readonly constants: readonly (readonly [slot: number, value: number])[];
  readonly calls: readonly Call[];
  readonly argumentSlots: readonly number[];
}

const isMinusOne = (term: Expr | undefined): boolean =>
  term?.kind === 'number' && term.value.n === 1n && term.value.d === 1n && term.value.s < 0n;

/** b, if the term is −1 · b. */
const negated = (term: Expr): Expr | undefined =>
  term.kind === 'product' && term.args.length === 2 && isMinusOne(term.args[0]) ? term.args[1] : undefined;

/** b, if the term is b^(−1). */
const inverted = (term: Expr): Expr | undefined =>
  term.kind === 'power' && isMinusOne(term.args[1]) ? term.args[0] : undefined;

/** Compiles. Throws: MissingFunction for an opaque function without an implementation; NotANumber for a ∂, Σ or bracket. */
export function compile(parts: ProgramParts): Code {
  const compiler = new Compiler(parts.functions);
  const wanted = parts.equations.map(({ quantity, rhs }) => compiler.define(quantity, rhs));
  for (const term of parts.terms) wanted.push(compiler.slot(term));
  return compiler.finish(wanted);
}

class Compiler {
  readonly #slotOf = new Map<Expr, number>();
  readonly #inputs = new Map<Quantity, number>();
  readonly #constants: [slot: number, value: number][] = [];
  readonly #calls: Call[] = [];
  readonly #callOf = new Map<string, number>();
  readonly #argumentSlots: number[] = [];
  readonly #instructions: number[] = [];
  readonly #functions: Implementations | undefined;
  #size = 0;

  constructor(functions: Implementations | undefined) {
    this.#functions = functions;
  }

  /** The slot of a term. */
  slot(term: Expr): number {
    return fold(term, this.#visit, this.#slotOf);
  }

  /** A quantity shares the slot of its right-hand side. */
  define(quantity: Quantity, rhs: Expr): number {
    const slot = this.slot(rhs);
    this.#slotOf.set(quantity, slot);
    return slot;
  }

  finish(wanted: readonly number[]): Code {
    return {
      instructions: this.#live(wanted),
      size: this.#size,
      slotOf: this.#slotOf,
      inputs: this.#inputs,
      constants: this.#constants,
      calls: this.#calls,
      argumentSlots: this.#argumentSlots,
    };
  }

  readonly #visit = (node: Expr, args: readonly number[]): number => {
    const [a, b, c] = args as [number, number, number];
    switch (node.kind) {
      case 'number':
        return this.#constant(realOf(node.value));
      case 'quantity': {
        const slot = this.#size++;
        this.#inputs.set(node, slot);
        return slot;
      }
      case 'sum':
        return this.#sum(node, args);
      case 'product':
        return this.#product(node, args);
      case 'power': {
        const exponent = node.args[1] as Expr;
        const whole =
          exponent.kind === 'number' && isInteger(exponent.value) ? realOf(exponent.value) : Infinity;
        return Math.abs(whole) < 2 ** 31 ? this.#put(WHOLE_POWER, a, whole) : this.#put(POWER, a, b);
      }
      case 'cases':
        return this.#put(CHOOSE, a, b, c);
      case 'apply':
        return this.#apply(node, args);
      case 'partial':
        throw new NotANumber(node, 'a ∂ is no number until it is worked out');
      default:
        throw new NotANumber(node, 'a term with index variables is no number until their values are given');
    }
  };

  #put(operation: number, a: number, b = 0, c = 0): number {
    const target = this.#size++;
    this.#instructions.push(operation, target, a, b, c);
    return target;
  }

  #constant(value: number): number {
    const slot = this.#size++;
    this.#constants.push([slot, value]);
    return slot;
  }

  #sum(node: Expr, args: readonly number[]): number {
    if (args.length === 0) return this.#constant(0);
    let slot = args[0] as number;
    for (let i = 1; i < args.length; i++) {
      const subtrahend = negated(node.args[i] as Expr);
      slot =
        subtrahend === undefined
          ? this.#put(ADD, slot, args[i] as number)
          : this.#put(SUBTRACT, slot, this.slot(subtrahend));
    }
    return slot;
  }

  #product(node: Expr, args: readonly number[]): number {
    if (args.length === 0) return this.#constant(1);
    const opposite = args.length > 1 && isMinusOne(node.args[0]);
    let slot = opposite ? this.#put(NEGATE, args[1] as number) : (args[0] as number);
    for (let i = opposite ? 2 : 1; i < args.length; i++) {
      const divisor = inverted(node.args[i] as Expr);
      slot =
        divisor === undefined
          ? this.#put(MULTIPLY, slot, args[i] as number)
          : this.#put(DIVIDE, slot, this.slot(divisor));
    }
    return slot;
  }

  #apply(node: Apply, args: readonly number[]): number {
    const plain = node.orders.every((order) => order === 0);
    // The lowered term mentions the arguments, whose slots are known, and no further derivatives.
    if (!plain && functionNamed(node.name) !== undefined) return this.slot(withoutOrders(node));
    const call = this.#call(node);
    if (args.length === 1) return this.#put(CALL, args[0] as number, call);
    const start = this.#argumentSlots.length;
    this.#argumentSlots.push(...args);
    return this.#put(CALL_MANY, call, start, args.length);
  }

  #call(node: Apply): number {
    const key = `${node.name} ${node.orders.join()}`;
    const known = this.#callOf.get(key);
    if (known !== undefined) return known;
    const implementation = this.#functions?.get(node.name);
    const call: Call | undefined =
      functionNamed(node.name)?.value ?? (implementation && ((...args) => implementation(args, node.orders)));
    if (call === undefined) throw new MissingFunction(node.name);
    this.#callOf.set(key, this.#calls.length);
    return this.#calls.push(call) - 1;
  }

  /** The instructions that the wanted slots need: fused subtractions and divisions leave unused ones behind. */
  #live(wanted: readonly number[]): Int32Array {
    const all = this.#instructions;
    const needed = new Uint8Array(this.#size);
    for (const slot of wanted) needed[slot] = 1;
    let kept = 0;
    for (let at = all.length - WIDTH; at >= 0; at -= WIDTH) {
      if (needed[all[at + 1] as number] === 0) continue;
      kept++;
      for (const slot of this.#read(at)) needed[slot] = 1;
    }
    const code = new Int32Array(kept * WIDTH);
    let end = 0;
    for (let at = 0; at < all.length; at += WIDTH) {
      if (needed[all[at + 1] as number] === 0) continue;
      for (let i = 0; i < WIDTH; i++) code[end++] = all[at + i] as number;
    }
    return code;
  }

  /** The slots an instruction reads. */
  #read(at: number): readonly number[] {
    const operation = this.#instructions[at];
    const a = this.#instructions[at + 2] as number;
    const b = this.#instructions[at + 3] as number;
    const c = this.#instructions[at + 4] as number;
    if (operation === NEGATE || operation === WHOLE_POWER || operation === CALL) return [a];
    if (operation === CALL_MANY) return this.#argumentSlots.slice(b, b + c);
    return operation === CHOOSE ? [a, b, c] : [a, b];
  }
}
