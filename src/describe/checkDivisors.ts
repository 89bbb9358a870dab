/** Formulas that have a value nowhere. */
import { type Expr, nodes } from '../expr/index.ts';
import type { Written } from './draft.ts';
import { between, type Problems } from './problems.ts';

/** Reports a formula that divides by the number 0 as it is written. Example: `x/0`; not `x/(x - x)` */
export function checkDivisors(term: Expr, { text, place }: Written, problems: Problems): void {
  // Most formulas have neither sign, and to look through them all would cost a tenth of their reading.
  if (!/[/^]/.test(text) || !nodes(term).some(isOverZero)) return;
  problems.error(place(between(0, text.length)), 'a division by 0', 'this has a value nowhere');
}

function isOverZero({ kind, args: [base, exponent] }: Expr): boolean {
  if (kind !== 'power' || base?.kind !== 'number' || exponent?.kind !== 'number') return false;
  return base.value.n === 0n && exponent.value.s < 0n;
}
