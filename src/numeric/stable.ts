/**
 * Terms that overflow or cancel as they are written, and terms of the same value that do not: logarithms of sums of
 * exponentials and of sigmoids, 1 − σ(z), products and quotients of exponentials. Terms themselves are never changed: only
 * what computes their values asks here.
 */
import { type Apply, apply, type Expr, negate, product, type Quantity, sumOf } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Call } from './code.ts';
import { exponentialFunctions, logarithm, termOf, written } from './exponential.ts';
import { Exponentials } from './exponentials.ts';
import { peeled } from './peeled.ts';
import type { Within } from './shares.ts';
import { isOne, negated } from './written.ts';

/** From here on 1 − σ(z) loses a digit and more; below it a second exponential would only cost time. */
const NEAR_ONE = 0.9;

/** 1 − s for s = σ(z), from s and z; no reader of formulas makes such a name. */
export const COMPLEMENT = '#complement';

const sigmoid = functionNamed('sigmoid')?.value as Call;

/** The functions that stable terms are made of besides those of `functions/`. */
export const stableFunctions: ReadonlyMap<string, Call> = new Map<string, Call>([
  ...exponentialFunctions,
  [COMPLEMENT, (s, z) => ((s as number) < NEAR_ONE ? 1 - (s as number) : sigmoid(-(z as number)))],
]);

/** −z, without a second sign. */
const opposite = (z: Expr): Expr => negated(z) ?? negate(z);
/** log σ(z) */
const logSigmoid = (z: Expr): Expr => negate(apply('softplus', [opposite(z)]));

/** What is known of the terms met so far; subterms are met before what contains them. */
export class StableForms {
  readonly #exponentials: Exponentials;
  /** z of every σ(z). */
  readonly #logits = new Map<Expr, Expr>();
  /** z of every 1 − σ(z). */
  readonly #complements = new Map<Expr, Expr>();

  /** Sums without the summand that cancels. */
  readonly #peeled = new Map<Expr, Expr>();

  readonly #within: Within;

  /** `within` tells whether an index lies in a range, where there are any. */
  constructor(within: Within = () => false) {
    this.#within = within;
    this.#exponentials = new Exponentials(within);
  }

  /** Notes that a quantity is its right-hand side, which was met. */
  define(quantity: Quantity, rhs: Expr): void {
    this.#exponentials.define(quantity, rhs);
    for (const known of [this.#logits, this.#complements]) {
      const form = known.get(rhs);
      if (form !== undefined) known.set(quantity, form);
    }
  }

  /** Notes a term; another term of the same value by which to compute it, if it is better. */
  meet(node: Expr): Expr | undefined {
    if (node.kind === 'number' || node.kind === 'quantity') return undefined;
    this.#exponentials.meet(node);
    switch (node.kind) {
      case 'apply':
        return node.args.length === 1 && node.orders[0] === 0 ? this.#apply(node) : undefined;
      case 'sum':
        return this.#complement(node) ?? this.#difference(node);
      case 'product':
        return this.#product(node);
      case 'power':
        return this.#power(node);
      default:
        return undefined;
    }
  }

  #apply(node: Apply): Expr | undefined {
    const [arg] = node.args as [Expr];
    if (node.name === 'sigmoid') this.#logits.set(node, arg);
    if (node.name === 'sqrt') return this.#root(node, arg);
    if (node.name !== 'log') return undefined;
    const logit = this.#logits.get(arg);
    if (logit !== undefined) return logSigmoid(logit);
    const complement = this.#complements.get(arg);
    if (complement !== undefined) return logSigmoid(opposite(complement));
    return this.#exponentials.holds(arg) ? termOf(logarithm(this.#exponentials.form(arg))) : undefined;
  }

  /** 1 − σ(z) */
  #complement(node: Expr): Expr | undefined {
    if (node.args.length !== 2 || (this.#logits.size === 0 && this.#exponentials.isEmpty)) return undefined;
    const [first, second] = node.args as [Expr, Expr];
    const subtrahend = isOne(first) ? negated(second) : isOne(second) ? negated(first) : undefined;
    const logit = subtrahend && (this.#logits.get(subtrahend) ?? this.#exponentials.logit(subtrahend, true));
    if (logit === undefined) return undefined;
    this.#complements.set(node, logit);
    this.#exponentials.complement(node, subtrahend as Expr);
    return apply(COMPLEMENT, [subtrahend as Expr, logit]);
  }

  /** t − t·p for a share p, where that is what is left of p. */
  #difference(node: Expr): Expr | undefined {
    const exponentials = this.#exponentials;
    if (exponentials.isEmpty) return undefined;
    const rest = peeled(node, (p) => exponentials.logit(p, true) !== undefined, this.#within);
    if (rest !== undefined) this.#peeled.set(node, rest);
    if (rest !== undefined || node.args.length !== 2) return rest;
    if (!node.args.every((arg) => exponentials.holds(arg))) return undefined;
    if (node.args.every((arg) => exponentials.isTame(arg))) return undefined;
    return exponentials.isRest(node) ? written(exponentials.form(node)) : undefined;
  }

  /** One exponential of a sum: its factors may overflow and underflow where the product is moderate. */
  #product(node: Expr): Expr | undefined {
    const exponentials = this.#exponentials;
    if (exponentials.isEmpty) return undefined;
    const whole = node.args.find((arg) => this.#peeled.has(arg));
    if (whole !== undefined) {
      const beside = node.args.filter((arg) => arg !== whole);
      return sumOf((this.#peeled.get(whole) as Expr).args.map((part) => product(...beside, part)));
    }
    const holders = node.args.filter((arg) => exponentials.holds(arg));
    if (holders.length < 2 || holders.every((arg) => exponentials.isTame(arg))) return undefined;
    return (exponentials.isShare(node) && this.#logit(node)) || written(exponentials.form(node));
  }

  /** Notes a quotient that is σ(z), and writes it so. */
  #logit(node: Expr): Expr | undefined {
    const logit = this.#exponentials.logit(node);
    if (logit === undefined) return undefined;
    this.#logits.set(node, logit);
    return apply('sigmoid', [logit]);
  }

  /** A root of what may overflow. */
  #root(node: Expr, base: Expr): Expr | undefined {
    const exponentials = this.#exponentials;
    if (!exponentials.holds(base) || exponentials.isTame(base)) return undefined;
    return written(exponentials.form(node));
  }

  #power(node: Expr): Expr | undefined {
    const [base, exponent] = node.args as [Expr, Expr];
    if (exponent.kind !== 'number') return undefined;
    this.#logit(node);
    return exponent.value.d > exponent.value.n && exponent.value.n > 0n ? this.#root(node, base) : undefined;
  }
}
