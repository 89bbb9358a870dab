/** What stands between two operators while a formula is read, and how operands become terms. */
import {
  cases,
  decimal,
  type Expr,
  isInteger,
  type Num,
  negate,
  num,
  power,
  productOf,
  reciprocal,
  subtract,
} from '../expr/index.ts';
import type { Span } from '../source/index.ts';
import { spanOf } from './names.ts';
import { FormulaError } from './scope.ts';
import { shorten, type Token } from './tokens.ts';

/** A term, with as much of its spelling as still matters. */
export interface Term {
  readonly kind: 'term';
  readonly expr: Expr;
  /** Digits without a point, not in parentheses, and whether a minus stands before them. */
  readonly literal?: 'unsigned' | 'signed';
  /** What an open minus stands before. */
  readonly negated?: Expr;
}

/** `left > right` and the like, as what a conditional needs. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly guard: Expr;
  /** Whether the guard's being positive selects the second branch. */
  readonly swapped: boolean;
  readonly span: Span;
}

export type Operand = Term | Comparison;

export const term = (expr: Expr): Term => ({ kind: 'term', expr });

const isZero = (expr: Expr): boolean => expr.kind === 'number' && expr.value.n === 0n;

/** The value of a number's digits. Throws: FormulaError if it is beyond what `decimal` takes */
export function literal(token: Token): Term {
  try {
    const value = decimal(token.text);
    return /^\d+$/.test(token.text) ? { ...term(num(value)), literal: 'unsigned' } : term(num(value));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FormulaError(
      `number too large: ${shorten(token.text)}`,
      spanOf(token),
      'at most 1000 digits and exponents up to 400',
    );
  }
}

/** -operand; the minus before a literal becomes part of it. */
export function minus(operand: Term): Term {
  if (operand.literal !== 'unsigned') return { ...term(negate(operand.expr)), negated: operand.expr };
  return { ...term(num((operand.expr as Num).value.neg())), literal: 'signed' };
}

/** A comparison. `a >= b` is "not b > a", so it selects with swapped branches. */
export function compare(left: Expr, sign: string, right: Expr, span: Span): Comparison {
  const ascending = sign === '<' || sign === '>=';
  const [greater, lesser] = ascending ? [right, left] : [left, right];
  const guard = isZero(lesser) ? greater : isZero(greater) ? negate(lesser) : subtract(greater, lesser);
  return { kind: 'comparison', guard, swapped: sign.length === 2, span };
}

/** `comparison ? first : second` */
export const choose = ({ guard, swapped }: Comparison, first: Expr, second: Expr): Expr =>
  swapped ? cases(guard, second, first) : cases(guard, first, second);

/** The factors of a product while it is read. */
export class Factors {
  readonly #factors: Expr[];
  /** The first factor, as long as it is alone and written as an integer. */
  #literal: Term | undefined;

  constructor(first: Term) {
    this.#factors = first.negated === undefined ? [first.expr] : [num(-1), first.negated];
    this.#literal = first.literal === undefined ? undefined : first;
  }

  times(operand: Term): void {
    this.#factors.push(operand.expr);
    this.#literal = undefined;
  }

  over(operand: Term): void {
    const before = this.#literal;
    this.#literal = undefined;
    if (before === undefined) this.#factors.push(reciprocal(operand.expr));
    else this.#factors.splice(0, 1, ...quotient(before, operand));
  }

  product(): Expr {
    return productOf(this.#factors);
  }
}

/** An integer literal at the beginning of a product, over something. */
function quotient(above: Term, below: Term): readonly Expr[] {
  const p = above.expr as Num;
  const q = below.literal === 'unsigned' ? (below.expr as Num) : undefined;
  if (q !== undefined && q.value.n !== 0n && isInteger(q.value)) return [num(p.value.div(q.value))];
  if (above.literal === 'unsigned' && p === num(1)) return [reciprocal(below.expr)];
  return [p, power(below.expr, num(-1))];
}
