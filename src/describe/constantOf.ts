/** Terms that are one number, whatever their quantities are: x − x, (a + b)² − a² − 2ab − b². */
import { type Expr, Fraction } from '../expr/index.ts';
import { Field, LimitError } from '../proof/algebra.ts';

/** The number that algebra shows a term to be; undefined if it shows none. `field` remembers what other terms are. */
export function constantOf(term: Expr, field: Field = new Field()): Fraction | undefined {
  if (term.kind === 'quantity') return undefined;
  try {
    const { numerator, denominator } = field.ratio(term);
    if (numerator.size === 0) return new Fraction(0);
    const [only] = numerator.size === 1 && denominator.size === 0 ? numerator.values() : [];
    return only?.powers.length === 0 ? only.coefficient : undefined;
  } catch (error) {
    // Algebra gives up on what is too large for it, which says nothing about the term.
    if (error instanceof LimitError) return undefined;
    throw error;
  }
}
