/**
 * Quotients that are logistic functions, e^a/(e^a + e^b) = σ(a − b): their slope is p(1 − p), which holds to its last digits
 * where the difference that the quotient rule writes is rounded to 0.
 */
import { type Apply, type Expr, num, subtract } from '../expr/index.ts';
import { inverted } from './written.ts';

/** The exponents of e^a/(e^a + e^b); no b where 1 or another positive number stands for e^b. */
export interface Logistic {
  readonly above: Expr;
  readonly beside: Expr | undefined;
}

const isExponential = (term: Expr | undefined): term is Apply =>
  term?.kind === 'apply' && term.name === 'exp' && term.orders[0] === 0;

/** A term as a quotient that is a logistic function. Example: e^z · (1 + e^z)^(−1) → z above, nothing beside */
export function logistic(term: Expr): Logistic | undefined {
  if (term.kind !== 'product' || term.args.length !== 2) return undefined;
  const [first, second] = term.args as [Expr, Expr];
  const [part, whole] = isExponential(first) ? [first, inverted(second)] : [second, inverted(first)];
  if (!isExponential(part) || whole?.kind !== 'sum' || whole.args.length !== 2) return undefined;
  const other = whole.args[whole.args[0] === part ? 1 : 0] as Expr;
  if (!whole.args.includes(part) || other === part) return undefined;
  const above = part.args[0] as Expr;
  if (isExponential(other)) return { above, beside: other.args[0] as Expr };
  return other.kind === 'number' && other.value.compare(0) > 0 ? { above, beside: undefined } : undefined;
}

/** p(1 − p) */
export const logisticSlope = (p: Expr): readonly Expr[] => [p, subtract(num(1), p)];
