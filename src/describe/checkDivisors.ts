/** Formulas that have a value nowhere. */
import { type Expr, nodes } from '../expr/index.ts';
import { Field, LimitError } from '../proof/algebra.ts';
import type { Written } from './draft.ts';
import { between, type Problems } from './problems.ts';

/** Reports a formula that divides by what algebra shows to be 0. Examples: `x/0`, `x/(y - y)` */
export function checkDivisors(term: Expr, { text, place }: Written, problems: Problems): void {
  // Most formulas have neither sign, and to look through them all would cost a tenth of their reading.
  if (!/[/^]/.test(text) || !dividesByZero(term)) return;
  problems.error(place(between(0, text.length)), 'a division by 0', 'this has a value nowhere');
}

function dividesByZero(term: Expr): boolean {
  const field = new Field();
  const isZero = (base: Expr): boolean => base.kind !== 'quantity' && field.ratio(base).numerator.size === 0;
  try {
    return nodes(term).some(
      ({ kind, args: [base, exponent] }) =>
        kind === 'power' && exponent?.kind === 'number' && exponent.value.s < 0n && isZero(base as Expr),
    );
  } catch (error) {
    // Algebra gives up on what is too large for it, which says nothing about the formula.
    if (error instanceof LimitError) return false;
    throw error;
  }
}
