/** The values behind a derivation, and how numbers are written here. Arithmetic and rounding are `numeric/`. */
import { decimal, type Expr, num, type Quantity, replace } from '../expr/index.ts';
import {
  evaluate,
  evaluateTerm,
  formatNumber,
  type Implementations,
  texOf,
  textOf,
  type Values,
} from '../numeric/index.ts';
import type { Derivation, Theorem } from '../proof/index.ts';
import { type Inline, inlineMath, text } from './phrasing.ts';

/** A number in running text or a table: plain where it is short, a formula where it needs a power of ten. */
export function figure(value: number, digits: number): Inline {
  const written = formatNumber(value, digits);
  return written.exponent === undefined ? text(textOf(written)) : inlineMath(texOf(written));
}

/** A number in LaTeX. */
export const figureLatex = (value: number, digits: number): string => texOf(formatNumber(value, digits));

export class Figures {
  readonly digits: number;
  /** How numbers that stand in terms are printed, by size: with the zeros that are digits. */
  readonly texts = new Map<string, string>();
  readonly #theorems: readonly Theorem[];
  readonly #functions: Implementations | undefined;
  readonly #values: Map<Quantity, number>;
  #seen = 0;

  /** Throws: MissingValue, MissingFunction if the network cannot be evaluated. */
  constructor({ network, theorems }: Derivation, digits: number, functions?: Implementations) {
    this.digits = digits;
    this.#theorems = theorems;
    this.#functions = functions;
    this.#values = evaluate(network, undefined, functions);
  }

  /** The value of a term without ∂. */
  value(term: Expr): number {
    for (; this.#seen < this.#theorems.length; this.#seen++) {
      const { name, goal } = this.#theorems[this.#seen] as Theorem;
      if (name !== undefined) this.#values.set(name, evaluateTerm(goal.rhs, this.#values, this.#functions));
    }
    return evaluateTerm(term, this.#values as Values, this.#functions);
  }

  /** A number as it is printed, as a term. Throws: RangeError if it is not finite. */
  term(value: number): Expr {
    const written = formatNumber(value, this.digits);
    const size = decimal(`${written.mantissa}e${written.exponent ?? 0}`);
    this.texts.set(size.toFraction(), texOf({ ...written, negative: false }));
    return num(written.negative ? size.neg() : size);
  }

  /** A term with every symbol replaced by its printed value. */
  inserted(term: Expr): Expr {
    return replace(term, (node) =>
      node.kind === 'quantity' && Number.isFinite(this.value(node)) ? this.term(this.value(node)) : undefined,
    );
  }
}
