/**
 * The terms of one comparison as a circuit: numbers, variables, +, ·, whole powers, exp, log, roots, a choice by sign, opaque
 * functions. Equal nodes are one node; arguments come before what uses them. Units are dropped and numbers folded, so a
 * condition of the domain is noted by whoever builds a node (`lowering.ts`), not read off the circuit.
 */
import { Fraction, isInteger } from '../expr/index.ts';
import { Arithmetic, bounded, type CircuitNode } from './arithmetic.ts';
import { lengthOf } from './budget.ts';
import { LARGEST_ROOT } from './plan.ts';
import * as ranges from './range.ts';

const ONE = new Fraction(1);
/** A positive rational as a product of powers, so that log 6 = log 2 + log 3 and √12 = 2√3; a large factor stays whole. */
function factorsOf({ n, d }: Fraction): readonly { readonly base: bigint; readonly exponent: number }[] {
  const found: { base: bigint; exponent: number }[] = [];
  const take = (whole: bigint, sign: 1 | -1): void => {
    let rest = whole;
    for (let q = 2n; q < 1000n && q * q <= rest; q++) {
      let exponent = 0;
      for (; rest % q === 0n; rest /= q) exponent += sign;
      if (exponent !== 0) found.push({ base: q, exponent });
    }
    if (rest > 1n) found.push({ base: rest, exponent: sign });
  };
  take(n, 1);
  take(d, -1);
  return found;
}

export class Circuit extends Arithmetic {
  #factorsOf(value: Fraction): ReturnType<typeof factorsOf> {
    this.work.spend(value.n > 1e6 || value.d > 1e6 ? 200 + 30 * lengthOf(value) : 10);
    return factorsOf(value);
  }

  /** A whole power; that of a root of what is proved positive is another root. */
  override power(base: number, exponent: number): number {
    const node = this.node(base);
    if (exponent % 2 === 0 && node.op === 'cases' && this.#isAbsolute(node.args))
      return super.power(node.args[0] as number, exponent);
    if (exponent !== 0 && node.op === 'root' && this.isPositive(node.args[0] as number))
      return this.root(node.args[0] as number, node.exponent.mul(exponent));
    return super.power(base, exponent);
  }

  /**
   * base to a rational power, where the base is positive. Powers, products and numbers are taken apart and (√u)² is u only
   * where that is proved, or follows from the base's being positive.
   */
  root(base: number, exponent: Fraction): number {
    if (isInteger(exponent)) return this.power(base, Number(exponent.s * exponent.n));
    const node = this.node(base);
    if (node.op === 'exp') return this.exp(this.product([this.number(exponent), node.args[0] as number]));
    if (this.isPositive(base)) {
      const apart = this.#rootApart(node, exponent);
      if (apart !== undefined) return apart;
    } else if (node.op === 'power') {
      // Odd, and then positive only where its base is.
      return this.root(node.args[0] as number, exponent.mul(node.exponent));
    } else if (node.op === 'product' && node.args.some((each) => this.isPositive(each))) {
      return this.product(this.#apart(node.args).map((each) => this.root(each, exponent)));
    } else if ((exponent.n !== 1n || exponent.s < 0n) && exponent.n <= LARGEST_ROOT) {
      return this.power(this.root(base, new Fraction(1n, exponent.d)), Number(exponent.s * exponent.n));
    }
    const key = `r${base},${bounded(exponent).toFraction()}`;
    return this.known(key) ?? this.add(key, { op: 'root', args: [base], exponent }, ranges.ABOVE_ZERO);
  }

  #rootApart(node: CircuitNode, exponent: Fraction): number | undefined {
    const first = node.args[0] as number;
    if (node.op === 'root') return this.root(first, node.exponent.mul(exponent));
    if (node.op === 'power' && this.isPositive(first)) return this.root(first, exponent.mul(node.exponent));
    // Not at 0, where a root has no value: √(u²) = |u|
    if (node.op === 'power' && node.exponent % 2 === 0)
      return this.#rootOfEven(first, exponent.mul(node.exponent));
    if (node.op === 'product' && node.args.every((each) => this.isPositive(each)))
      return this.product(node.args.map((each) => this.root(each, exponent)));
    if (node.op !== 'number' || node.value.n === 0n) return undefined;
    const factors = this.#factorsOf(node.value);
    if (factors.length === 1 && factors[0]?.exponent === 1) return undefined;
    return this.product(
      factors.map((each) => this.root(this.number(new Fraction(each.base)), exponent.mul(each.exponent))),
    );
  }

  /** The factors that are proved positive, and the product of all others, which is positive where the whole is. */
  #apart(factors: readonly number[]): readonly number[] {
    const open = factors.filter((each) => !this.isPositive(each));
    const proved = factors.filter((each) => this.isPositive(each));
    return open.length === 0 ? proved : [...proved, this.product(open)];
  }

  #rootOfEven(first: number, exponent: Fraction): number {
    const isEven = isInteger(exponent) && exponent.n % 2n === 0n;
    return this.root(isEven ? first : this.#absolute(first), exponent);
  }

  /** |of|, where that is not 0. */
  #absolute(of: number): number {
    return this.cases(of, of, this.negate(of));
  }

  #isAbsolute(args: readonly number[]): boolean {
    const [guard, positive, other] = args as [number, number, number];
    return guard === positive && other === this.negate(guard);
  }

  /** e^of; logarithms with rational factors inside are taken out as powers. */
  exp(of: number): number {
    if (of === this.zero) return this.one;
    const node = this.node(of);
    const terms = node.op === 'sum' ? node.args : [of];
    const powers: number[] = [];
    const rest: number[] = [];
    for (const each of terms) {
      const taken = this.#multipleOfLog(each);
      if (taken === undefined) rest.push(each);
      else powers.push(this.root(taken.of, taken.factor));
    }
    if (powers.length > 0) return this.product([...powers, this.exp(this.sum(rest))]);
    const key = `e${of}`;
    return this.known(key) ?? this.add(key, { op: 'exp', args: [of] }, ranges.ABOVE_ZERO);
  }

  #multipleOfLog(id: number): { readonly of: number; readonly factor: Fraction } | undefined {
    const node = this.node(id);
    if (node.op === 'log') return { of: node.args[0] as number, factor: ONE };
    if (node.op !== 'product' || node.args.length !== 2) return undefined;
    const [a, b] = node.args.map((each) => this.node(each)) as [CircuitNode, CircuitNode];
    const [factor, log] = a.op === 'number' ? [a, b] : [b, a];
    return factor.op === 'number' && log.op === 'log'
      ? { of: log.args[0] as number, factor: factor.value }
      : undefined;
  }

  /** log of, which is positive; powers and products are taken apart as by `root`. */
  log(of: number): number {
    const node = this.node(of);
    const first = node.args[0] as number;
    if (of === this.one) return this.zero;
    if (node.op === 'exp') return first;
    if (node.op === 'product' && node.args.some((each) => this.isPositive(each)))
      return this.sum(this.#apart(node.args).map((each) => this.log(each)));
    if (
      ((node.op === 'power' || node.op === 'root') && this.isPositive(first)) ||
      (node.op === 'power' && node.exponent % 2 !== 0)
    ) {
      const factor = node.op === 'power' ? new Fraction(node.exponent) : node.exponent;
      return this.product([this.number(factor), this.log(first)]);
    }
    if (node.op === 'power' && node.exponent % 2 === 0)
      return this.product([this.number(new Fraction(node.exponent)), this.log(this.#absolute(first))]);
    if (node.op === 'number' && node.value.s > 0n && node.value.n > 0n) {
      const factors = this.#factorsOf(node.value);
      if (factors.length > 1 || factors[0]?.exponent !== 1)
        return this.sum(
          factors.map((each) =>
            this.product([
              this.number(new Fraction(each.exponent)),
              this.log(this.number(new Fraction(each.base))),
            ]),
          ),
        );
    }
    const key = `l${of}`;
    return this.known(key) ?? this.add(key, { op: 'log', args: [of] }, ranges.ANY);
  }

  /** `positive` where the guard is above 0, otherwise `other`. */
  cases(guard: number, positive: number, other: number): number {
    if (positive === other) return positive;
    const sign = this.range(guard);
    if (ranges.isPositive(sign)) return positive;
    if (sign.high <= 0) return other;
    // |u| where u is nowhere negative; at 0 they are the same.
    if (sign.low >= 0 && this.#isAbsolute([guard, positive, other])) return guard;
    const key = `?${guard},${positive},${other}`;
    const range = ranges.join(this.#where(positive, guard, 1), this.#where(other, guard, -1));
    return this.known(key) ?? this.add(key, { op: 'cases', args: [guard, positive, other] }, range);
  }

  /** The range of a branch that is the guard or its negative, where the guard has a sign. Example: max(0, z) ≥ 0 */
  #where(branch: number, guard: number, sign: 1 | -1): ranges.Range {
    const range = this.range(branch);
    const turn =
      branch === guard ? sign : this.negate(guard) === branch || this.negate(branch) === guard ? -sign : 0;
    if (turn === 0) return range;
    // Where the guard is 0 the other branch is taken.
    const half = sign === 1 ? ranges.ABOVE_ZERO : ranges.FROM_ZERO;
    return ranges.meet(range, turn === 1 ? half : ranges.negate(half));
  }

  opaque(name: string, orders: readonly number[], args: readonly number[], value?: number): number {
    const key = `g${name}|${orders.join()}|${args.join()}`;
    const known = this.known(key);
    if (known !== undefined) return known;
    return this.add(
      key,
      { op: 'opaque', args, name, orders, ...(value !== undefined && { value }) },
      ranges.ANY,
    );
  }

  /** The same kind of node over other arguments. */
  rebuild(id: number, args: readonly number[]): number {
    return args.length === 0 ? id : this.make(this.node(id), args);
  }

  /** A node as in another circuit, over these arguments. */
  make(node: CircuitNode, args: readonly number[]): number {
    const [a, b, c] = args as [number, number, number];
    switch (node.op) {
      case 'number':
        return this.number(node.value);
      case 'variable':
        return node.quantity === undefined ? this.fresh(ranges.ANY) : this.variable(node.quantity);
      case 'sum':
        return this.sum(args);
      case 'product':
        return this.product(args);
      case 'power':
        return this.power(a, node.exponent);
      case 'root':
        return this.root(a, node.exponent);
      case 'exp':
        return this.exp(a);
      case 'log':
        return this.log(a);
      case 'cases':
        return this.cases(a, b, c);
      case 'opaque':
        return this.opaque(node.name, node.orders, args, node.value);
    }
  }
}
