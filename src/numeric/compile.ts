/**
 * Compiling terms to instructions over numbered slots: one slot per distinct term, one instruction per operation, in written
 * order except where `stable.ts` knows better. Only what the wanted terms need is kept. Running them is `program.ts`.
 */
import { type Apply, type Expr, fold, isInteger, type Quantity } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Definition } from '../network/index.ts';
import {
  ADD,
  CALL,
  CALL_MANY,
  type Call,
  CHOOSE,
  CONSTANT,
  type Code,
  DIVIDE,
  INPUT,
  INVERT,
  MULTIPLY,
  NEGATE,
  POWER,
  SQUARE,
  SUBTRACT,
  WIDTH,
} from './code.ts';
import { type Draft, layOut } from './layOut.ts';
import { realOf } from './real.ts';
import { MissingFunction, NotANumber } from './refusals.ts';
import { StableForms, stableFunctions } from './stable.ts';
import { withoutOrders } from './sweep.ts';
import { inverted, isMinusOne, negated } from './written.ts';

/** What stands in for an opaque function g: its value at some arguments, differentiated `orders[i]` times by argument i. */
export type Implementation = (args: readonly number[], orders: readonly number[]) => number;

/** Implementations of opaque functions, by name. */
export type Implementations = ReadonlyMap<string, Implementation>;

/** What a program is compiled from. */
export interface ProgramParts {
  /** Equations that the terms may use, what is used before what uses it. */
  readonly equations: readonly Definition[];
  /** The terms whose values are wanted. */
  readonly terms: readonly Expr[];
  readonly functions?: Implementations | undefined;
}

/** Compiles. Throws: MissingFunction for an opaque function without an implementation; NotANumber for a ∂, Σ or bracket. */
export function compile(parts: ProgramParts): Code {
  const compiler = new Compiler(parts.functions);
  for (const { quantity, rhs } of parts.equations) compiler.define(quantity, rhs);
  const results = parts.terms.map((term) => [term, compiler.value(term)] as const);
  return layOut(compiler, results);
}

/** Terms become values, numbered as they are met; each has an instruction, inputs and constants too. */
class Compiler implements Draft {
  readonly instructions: number[] = [];
  readonly lists: number[] = [];
  readonly calls: Call[] = [];
  readonly inputs: Quantity[] = [];
  readonly constants: number[] = [];
  readonly #valueOf = new Map<Expr, number>();
  readonly #callOf = new Map<string, number>();
  readonly #stable = new StableForms();
  readonly #functions: Implementations | undefined;

  constructor(functions: Implementations | undefined) {
    this.#functions = functions;
  }

  /** The number of a term's value. */
  value(term: Expr): number {
    return fold(term, this.#visit, this.#valueOf);
  }

  /** A quantity shares the value of its right-hand side. */
  define(quantity: Quantity, rhs: Expr): void {
    this.#valueOf.set(quantity, this.value(rhs));
    this.#stable.define(quantity, rhs);
  }

  readonly #visit = (node: Expr, args: readonly number[]): number => {
    const better = this.#stable.meet(node);
    if (better !== undefined) return this.value(better);
    const [a, b, c] = args as [number, number, number];
    switch (node.kind) {
      case 'number':
        return this.#constant(realOf(node.value));
      case 'quantity':
        return this.#put(INPUT, this.inputs.push(node) - 1);
      case 'sum':
        return this.#sum(node, args);
      case 'product':
        return this.#product(node, args);
      case 'power':
        return this.#power(node.args[1] as Expr, a, b);
      case 'cases':
        return this.#put(CHOOSE, a, this.#list(b, c));
      case 'apply':
        return this.#apply(node, args);
      case 'partial':
        throw new NotANumber(node, 'a ∂ is no number until it is worked out');
      default:
        throw new NotANumber(node, 'a term with index variables is no number until their values are given');
    }
  };

  #put(operation: number, a: number, b = 0): number {
    return this.instructions.push(operation, a, b) / WIDTH - 1;
  }

  #constant(value: number): number {
    return this.#put(CONSTANT, this.constants.push(value) - 1);
  }

  #list(...entries: readonly number[]): number {
    return this.lists.push(...entries) - entries.length;
  }

  #sum(node: Expr, args: readonly number[]): number {
    if (args.length === 0) return this.#constant(0);
    let value = args[0] as number;
    for (let i = 1; i < args.length; i++) {
      const subtrahend = negated(node.args[i] as Expr);
      value =
        subtrahend === undefined
          ? this.#put(ADD, value, args[i] as number)
          : this.#put(SUBTRACT, value, this.value(subtrahend));
    }
    return value;
  }

  #product(node: Expr, args: readonly number[]): number {
    if (args.length === 0) return this.#constant(1);
    const opposite = args.length > 1 && isMinusOne(node.args[0]);
    let value = opposite ? this.#put(NEGATE, args[1] as number) : (args[0] as number);
    for (let i = opposite ? 2 : 1; i < args.length; i++) {
      const divisor = inverted(node.args[i] as Expr);
      value =
        divisor === undefined
          ? this.#put(MULTIPLY, value, args[i] as number)
          : this.#put(DIVIDE, value, this.value(divisor));
    }
    return value;
  }

  #power(exponent: Expr, a: number, b: number): number {
    const whole =
      exponent.kind === 'number' && isInteger(exponent.value) ? realOf(exponent.value) : undefined;
    if (whole === 2) return this.#put(SQUARE, a);
    if (whole === 3) return this.#put(MULTIPLY, this.#put(SQUARE, a), a);
    if (whole === -1) return this.#put(INVERT, a);
    if (whole === undefined || whole > 0) return this.#put(POWER, a, b);
    return this.#put(
      INVERT,
      whole === -2 ? this.#put(SQUARE, a) : this.#put(POWER, a, this.#constant(-whole)),
    );
  }

  #apply(node: Apply, args: readonly number[]): number {
    const plain = node.orders.every((order) => order === 0);
    // The lowered term mentions the arguments, whose values are known, and no further derivatives.
    if (!plain && functionNamed(node.name) !== undefined) return this.value(withoutOrders(node));
    const call = this.#call(node);
    return args.length === 1
      ? this.#put(CALL, args[0] as number, call)
      : this.#put(CALL_MANY, call, this.#list(args.length, ...args));
  }

  #call(node: Apply): number {
    const key = `${node.name} ${node.orders.join()}`;
    const known = this.#callOf.get(key);
    if (known !== undefined) return known;
    const implementation = this.#functions?.get(node.name);
    const call =
      functionNamed(node.name)?.value ??
      stableFunctions.get(node.name) ??
      (implementation && ((...args: number[]) => implementation(args, node.orders)));
    if (call === undefined) throw new MissingFunction(node.name);
    this.#callOf.set(key, this.calls.length);
    return this.calls.push(call) - 1;
  }
}
