/** Why a term has no number: each refusal names what is missing. */
import type { Expr, Quantity } from '../expr/index.ts';

/** A quantity as messages name it. */
export const written = (quantity: Quantity): string =>
  quantity.indices.length === 0
    ? quantity.name
    : `${quantity.name}[${quantity.indices.map((each) => each.key).join(',')}]`;

/** A quantity without an equation was given no value. */
export class MissingValue extends Error {
  readonly quantity: Quantity;

  constructor(quantity: Quantity) {
    super(`${written(quantity)} has no value`);
    this.name = 'MissingValue';
    this.quantity = quantity;
  }
}

/** A function without a record was given no implementation. */
export class MissingFunction extends Error {
  readonly function: string;

  constructor(name: string) {
    super(`the opaque function ${name} has no implementation`);
    this.name = 'MissingFunction';
    this.function = name;
  }
}

/** A term that is no number as it stands: an unevaluated ∂, a sum over an index, a bracket. */
export class NotANumber extends Error {
  readonly term: Expr;

  constructor(term: Expr, reason: string) {
    super(reason);
    this.name = 'NotANumber';
    this.term = term;
  }
}
