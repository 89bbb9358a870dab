/** Numbers, variables, +, · and whole powers of a circuit: equal nodes are one node, units dropped, numbers folded. */
import { Fraction, type Quantity } from '../expr/index.ts';
import { Beyond, type Budget, costOf } from './budget.ts';
import * as ranges from './range.ts';

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

const SIZE = 300_000;
/** No numerator and no denominator above this. */
const LARGEST = 10n ** 2000n;
/** No larger exponent: sums of many are still exact. */
const EXPONENT = 2 ** 31;
const none: readonly never[] = [];
const ONE = new Fraction(1);
const ZERO = new Fraction(0);

/** The number. Throws: Beyond if it is too long. */
export function bounded(value: Fraction): Fraction {
  if (value.n > LARGEST || value.d > LARGEST) throw new Beyond('a number is too long');
  return value;
}

export class Arithmetic {
  readonly nodes: CircuitNode[] = [];
  readonly #ranges: ranges.Range[] = [];
  readonly #known = new Map<string, number>();
  readonly work: Budget;
  readonly zero: number;
  readonly one: number;

  constructor(work: Budget) {
    this.work = work;
    this.zero = this.number(ZERO);
    this.one = this.number(ONE);
  }

  node(id: number): CircuitNode {
    return this.nodes[id] as CircuitNode;
  }

  /** Where the value can lie. */
  range(id: number): ranges.Range {
    return this.#ranges[id] as ranges.Range;
  }

  /** Adds to what is known of where a value lies, and of what it is a multiple of. */
  restrict(id: number, to: ranges.Range): void {
    this.#ranges[id] = ranges.meet(this.range(id), to);
    const { op, args } = this.node(id);
    if (op !== 'product' || args.length !== 2) return;
    const [a, b] = args.map((each) => this.node(each)) as [CircuitNode, CircuitNode];
    if (a.op === 'number')
      this.restrict(args[1] as number, ranges.multiply(to, ranges.ofNumber(a.value.inverse())));
    else if (b.op === 'number')
      this.restrict(args[0] as number, ranges.multiply(to, ranges.ofNumber(b.value.inverse())));
  }

  /** Whether the value is proved positive where it is not 0, and a logarithm or a root is not defined at 0. */
  isPositive(id: number): boolean {
    return this.range(id).low >= 0;
  }

  number(value: Fraction): number {
    this.work.spend(costOf(value));
    const key = `#${bounded(value).toFraction()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    return this.add(key, { op: 'number', args: none, value }, ranges.ofNumber(value));
  }

  variable(quantity: Quantity): number {
    const key = `v${quantity.name}[${quantity.indices.map((each) => each.key).join()}]`;
    return this.#known.get(key) ?? this.add(key, { op: 'variable', args: none, quantity }, ranges.ANY);
  }

  /** A variable that is no other. */
  fresh(range: ranges.Range): number {
    return this.add(`f${this.nodes.length}`, { op: 'variable', args: none, quantity: undefined }, range);
  }

  sum(terms: readonly number[]): number {
    this.work.spend(terms.length / 4);
    let constant = ZERO;
    const rest: number[] = [];
    for (const each of terms) {
      const node = this.node(each);
      if (node.op === 'number') {
        this.work.spend(1 + costOf(constant) + costOf(node.value));
        constant = constant === ZERO ? node.value : bounded(constant.add(node.value));
      } else rest.push(each);
    }
    if (constant.n !== 0n || rest.length === 0) rest.push(this.number(constant));
    if (rest.length === 1) return rest[0] as number;
    rest.sort((a, b) => a - b);
    const key = `+${rest.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const range = rest.map((each) => this.range(each)).reduce(ranges.add);
    return this.add(key, { op: 'sum', args: rest }, range);
  }

  /** A product; equal bases are one power. */
  product(factors: readonly number[]): number {
    this.work.spend(factors.length / 4);
    let constant = ONE;
    const exponents = new Map<number, number>();
    let repeated = false;
    for (const each of factors) {
      const node = this.node(each);
      if (node.op === 'number') {
        this.work.spend(costOf(constant) + costOf(node.value));
        if (node.value !== ONE) constant = constant === ONE ? node.value : bounded(constant.mul(node.value));
        continue;
      }
      const [base, exponent] = node.op === 'power' ? [node.args[0] as number, node.exponent] : [each, 1];
      const known = exponents.get(base);
      repeated ||= known !== undefined;
      exponents.set(base, (known ?? 0) + exponent);
    }
    if (constant.n === 0n) return this.zero;
    const rest: number[] = [];
    if (repeated) {
      for (const [base, exponent] of exponents) if (exponent !== 0) rest.push(this.power(base, exponent));
    } else for (const each of factors) if (this.node(each).op !== 'number') rest.push(each);
    if (!constant.equals(ONE) || rest.length === 0) rest.push(this.number(constant));
    if (rest.length === 1) return rest[0] as number;
    rest.sort((a, b) => a - b);
    const key = `*${rest.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const range = rest.map((each) => this.range(each)).reduce(ranges.multiply);
    return this.add(key, { op: 'product', args: rest }, range);
  }

  negate(id: number): number {
    return this.product([this.number(new Fraction(-1)), id]);
  }

  /** A whole power. */
  power(base: number, exponent: number): number {
    if (exponent === 0) return this.one;
    if (exponent === 1) return base;
    if (!(Math.abs(exponent) <= EXPONENT)) throw new Beyond(`an exponent above ${EXPONENT}`);
    const node = this.node(base);
    if (node.op === 'number' && (node.value.n !== 0n || exponent > 0)) {
      const bits = Math.max(node.value.n.toString(2).length, node.value.d.toString(2).length);
      if (bits * Math.abs(exponent) > 10_000) throw new Beyond('a number is too long');
      return this.number(node.value.pow(exponent) as Fraction);
    }
    if (node.op === 'power') return this.power(node.args[0] as number, node.exponent * exponent);
    const key = `^${base},${exponent}`;
    return (
      this.#known.get(key) ??
      this.add(key, { op: 'power', args: [base], exponent }, ranges.raiseTo(this.range(base), exponent))
    );
  }

  /** Every node below some roots, arguments before what uses them. */
  below(roots: readonly number[]): readonly number[] {
    let last = 0;
    for (const each of roots) last = Math.max(last, each);
    this.work.spend(1 + last / 64);
    const reached = new Uint8Array(last + 1);
    for (const each of roots) reached[each] = 1;
    const found: number[] = [];
    let operands = 0;
    for (let id = last; id >= 0; id--) {
      if (reached[id] === 0) continue;
      found.push(id);
      const { args } = this.node(id);
      operands += args.length;
      for (const arg of args) reached[arg] = 1;
    }
    this.work.spend((found.length + operands) / 16);
    return found.reverse();
  }

  /** The node of a key, made where there is none. */
  protected known(key: string): number | undefined {
    return this.#known.get(key);
  }

  /** What a value of each of some nodes costs, two operands being one operation. */
  weight(order: readonly number[]): number {
    let total = 0;
    for (const id of order) {
      const node = this.node(id);
      const steps =
        node.op === 'power'
          ? Math.log2(Math.abs(node.exponent))
          : node.op === 'opaque'
            ? 2 * node.args.length + node.orders.length
            : node.args.length / 2;
      total += Math.max(1, steps);
    }
    return total;
  }

  protected add(key: string, node: CircuitNode, range: ranges.Range): number {
    if (this.nodes.length >= SIZE) throw new Beyond(`more than ${SIZE} nodes`);
    this.work.spend(1);
    const id = this.nodes.push(node) - 1;
    this.#ranges.push(range);
    this.#known.set(key, id);
    return id;
  }
}
