/**
 * Terms that overflow or cancel as they are written, and terms of the same value that do not: logarithms of sums of
 * exponentials and of sigmoids, 1 − σ(z), products of exponentials. Terms themselves are never changed: only what computes
 * their values asks here.
 */
import {
  type Apply,
  apply,
  type Expr,
  negate,
  num,
  power,
  product,
  productOf,
  type Quantity,
  sum,
  sumOf,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Call } from './code.ts';
import { isMinusOne, isOne, negated } from './written.ts';

/** A term as rest · e^log; no rest is 1. */
interface Exponential {
  readonly rest?: Expr | undefined;
  readonly log: Expr;
}

/** From here on 1 − σ(z) loses a digit and more; below it a second exponential would only cost time. */
const NEAR_ONE = 0.9;

/** log(e^a + e^b); no reader of formulas makes such a name. */
export const LOG_ADD_EXP = '#logAddExp';
/** 1 − s for s = σ(z), from s and z. */
export const COMPLEMENT = '#complement';

const sigmoid = functionNamed('sigmoid')?.value as Call;

function logAddExp(a: number, b: number): number {
  const most = Math.max(a, b);
  // Two equal infinities have no difference.
  return Math.abs(most) === Number.POSITIVE_INFINITY ? most : most + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** The functions that stable terms are made of besides those of `functions/`. */
export const stableFunctions: ReadonlyMap<string, Call> = new Map<string, Call>([
  [LOG_ADD_EXP, (a, b) => logAddExp(a as number, b as number)],
  [COMPLEMENT, (s, z) => ((s as number) < NEAR_ONE ? 1 - (s as number) : sigmoid(-(z as number)))],
]);

const log = (term: Expr): Expr => apply('log', [term]);
const isPositiveNumber = (term: Expr): boolean =>
  term.kind === 'number' && term.value.n > 0n && term.value.s > 0n;
/** −z, without a second sign. */
const opposite = (z: Expr): Expr => negated(z) ?? negate(z);
/** log σ(z) */
const logSigmoid = (z: Expr): Expr => negate(apply('softplus', [opposite(z)]));

/** What is known of the terms met so far; subterms are met before what contains them. */
export class StableForms {
  readonly #exponentials = new Map<Expr, Exponential>();
  /** z of every σ(z). */
  readonly #logits = new Map<Expr, Expr>();
  /** z of every 1 − σ(z). */
  readonly #complements = new Map<Expr, Expr>();

  /** Notes that a quantity is its right-hand side, which was met. */
  define(quantity: Quantity, rhs: Expr): void {
    for (const known of [this.#exponentials, this.#logits, this.#complements] as Map<Expr, unknown>[]) {
      const form = known.get(rhs);
      if (form !== undefined) known.set(quantity, form);
    }
  }

  /** Notes a term; another term of the same value by which to compute it, if it is better. */
  meet(node: Expr): Expr | undefined {
    switch (node.kind) {
      case 'apply':
        return node.args.length === 1 && node.orders[0] === 0 ? this.#apply(node) : undefined;
      case 'sum':
        return this.#sum(node);
      case 'product':
        return this.#exponentials.size === 0 ? undefined : this.#product(node);
      case 'power':
        this.#power(node);
        return undefined;
      default:
        return undefined;
    }
  }

  #apply(node: Apply): Expr | undefined {
    const [arg] = node.args as [Expr];
    if (node.name === 'exp') this.#exponentials.set(node, { log: arg });
    if (node.name === 'sigmoid') this.#logits.set(node, arg);
    if (node.name !== 'log') return undefined;
    const logit = this.#logits.get(arg);
    if (logit !== undefined) return logSigmoid(logit);
    const complement = this.#complements.get(arg);
    if (complement !== undefined) return logSigmoid(opposite(complement));
    const form = this.#exponentials.get(arg);
    if (form === undefined) return undefined;
    return form.rest === undefined ? form.log : sum(log(form.rest), form.log);
  }

  #sum(node: Expr): Expr | undefined {
    if (node.args.length === 2) {
      const [first, second] = node.args as [Expr, Expr];
      const subtrahend = isOne(first) ? negated(second) : isOne(second) ? negated(first) : undefined;
      const logit = subtrahend && this.#logits.get(subtrahend);
      if (logit !== undefined) {
        this.#complements.set(node, logit);
        return apply(COMPLEMENT, [subtrahend as Expr, logit]);
      }
    }
    if (this.#exponentials.size === 0) return undefined;
    const logs: Expr[] = [];
    for (const arg of node.args) {
      const found = this.#logOf(arg);
      if (found === undefined) return undefined;
      logs.push(found);
    }
    if (!node.args.every(isPositiveNumber))
      this.#exponentials.set(node, { log: logs.reduce((a, b) => apply(LOG_ADD_EXP, [a, b])) });
    return undefined;
  }

  /** The logarithm of a term that is known to be positive. */
  #logOf(term: Expr): Expr | undefined {
    if (isPositiveNumber(term)) return isOne(term) ? num(0) : log(term);
    const form = this.#exponentials.get(term);
    if (form?.rest === undefined) return form?.log;
    return isPositiveNumber(form.rest) ? sum(log(form.rest), form.log) : undefined;
  }

  #product(node: Expr): Expr | undefined {
    const rests: Expr[] = [];
    const logs: Expr[] = [];
    for (const arg of node.args) {
      const form = this.#exponentials.get(arg);
      if (form !== undefined) logs.push(form.log);
      const rest = form === undefined ? arg : form.rest;
      if (rest !== undefined) rests.push(rest);
    }
    if (logs.length === 0) return undefined;
    const rest = rests.length === 0 ? undefined : productOf(rests);
    const whole = sumOf(logs);
    this.#exponentials.set(node, { rest, log: whole });
    if (logs.length === 1) return undefined;
    // One exponential of a sum: its factors may overflow and underflow where the product is moderate.
    const together = apply('exp', [whole]);
    return rest === undefined ? together : product(rest, together);
  }

  #power(node: Expr): void {
    const [base, exponent] = node.args as [Expr, Expr];
    if (exponent.kind !== 'number') return;
    const form = this.#exponentials.get(base);
    if (form === undefined) return;
    const rest = form.rest && power(form.rest, exponent);
    this.#exponentials.set(node, { rest, log: product(exponent, form.log) });
    if (isMinusOne(exponent) && base.kind === 'sum') this.#writtenSigmoid(node, base);
  }

  /** 1/(1 + e^u) is σ(−u). */
  #writtenSigmoid(node: Expr, { args }: Expr): void {
    if (args.length !== 2 || !args.some(isOne)) return;
    const form = this.#exponentials.get(args[isOne(args[0]) ? 1 : 0] as Expr);
    if (form !== undefined && form.rest === undefined) this.#logits.set(node, opposite(form.log));
  }
}
