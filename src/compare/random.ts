/**
 * A stream of numbers drawn from a hash of what is compared, so that nobody can choose the input after the primes and the
 * same seed gives the same answer. Four lanes of 32 bits; not cryptographic.
 */
import type { CircuitNode } from './arithmetic.ts';
import type { Circuit } from './circuit.ts';

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

export class Random {
  #a = 0x9e3779b9;
  #b = 0x243f6a88;
  #c = 0xb7e15162;
  #d = 0xdeadbeef;

  constructor(seed: number) {
    this.absorb(seed >>> 0);
    this.absorb(Math.floor(seed / 2 ** 32) >>> 0);
  }

  /** Folds 32 bits into the state. */
  absorb(value: number): void {
    this.#a = Math.imul(this.#a ^ value, 0x85ebca6b);
    this.#b = Math.imul(rotate(this.#b, 13) ^ value, 0xc2b2ae35) ^ this.#a;
    this.#c = (rotate(this.#c, 7) + Math.imul(value ^ 0x27d4eb2f, 0x165667b1) + this.#b) | 0;
    this.#d = Math.imul(rotate(this.#d ^ this.#c, 17), 0x9e3779b1) ^ value;
    this.#a ^= this.#d >>> 15;
  }

  absorbText(text: string): void {
    this.absorb(text.length);
    for (let i = 0; i < text.length; i++) this.absorb(text.charCodeAt(i));
  }

  /** A stream of its own, by number: what one part draws does not move what another draws. */
  split(number: number): Random {
    const other = new Random(0);
    for (const lane of [this.#a, this.#b, this.#c, this.#d, number]) other.absorb(lane);
    for (let i = 0; i < 8; i++) other.next();
    return other;
  }

  /** 32 bits, by xoshiro128**. */
  next(): number {
    const result = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return result;
  }

  /** A whole number from 0 to below the bound, which is at most 2^32. */
  below(bound: number): number {
    return Math.floor((this.next() / 2 ** 32) * bound);
  }

  /** 64 bits. */
  wide(): bigint {
    return (BigInt(this.next()) << 32n) | BigInt(this.next());
  }
}

const OPERATIONS: Readonly<Record<CircuitNode['op'], number>> = {
  number: 0,
  variable: 1,
  sum: 2,
  product: 3,
  power: 4,
  exp: 5,
  log: 6,
  root: 7,
  cases: 8,
  opaque: 9,
};

/** A stream that follows from what is compared and the seed. */
export function streamFor(circuit: Circuit, pair: readonly [number, number], seed: number): Random {
  const random = new Random(seed);
  for (const node of circuit.nodes) {
    circuit.work.spend((1 + node.args.length) / 64);
    random.absorb(OPERATIONS[node.op]);
    for (const arg of node.args) random.absorb(arg);
    if (node.op === 'number') random.absorbText(node.value.toFraction());
    if (node.op === 'power') random.absorb(node.exponent);
    if (node.op === 'root') random.absorbText(node.exponent.toFraction());
    if (node.op === 'opaque') random.absorbText(`${node.name}|${node.orders.join()}`);
    if (node.op === 'variable' && node.quantity !== undefined)
      random.absorbText(`${node.quantity.name}[${node.quantity.indices.map((each) => each.key).join()}]`);
  }
  for (const id of pair) random.absorb(id);
  return random;
}
