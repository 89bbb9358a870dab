/** The two sides of a difference that is compared with 0, in the order in which they are written. */
import { type Expr, num, productOf } from '../expr/index.ts';

/** Whether what is compared stands on the right of a difference: behind a number, a minus sign or a mere name. */
export function isTurned({ args: [left, right] }: Expr): boolean {
  if (left === undefined || right === undefined) return false;
  const [first] = left.kind === 'product' ? left.args : [left];
  if (first?.kind === 'number' && (left === first || first.value.s < 0n)) return true;
  const [sign, ...rest] = right.args;
  const [inner] = sign?.kind === 'number' && rest.length === 1 ? rest : [right];
  return left.kind === 'quantity' && inner?.kind !== 'quantity';
}

/** Left and right of a difference. Example: 1 − yf → yf, 1; undefined for what is no difference of two terms */
export function sidesOf(difference: Expr): readonly [Expr, Expr] | undefined {
  const [left, right, ...more] = difference.kind === 'sum' ? difference.args : [];
  const [sign, ...rest] = right?.kind === 'product' ? right.args : [];
  if (left === undefined || sign !== num(-1) || more.length > 0) return undefined;
  const other = productOf(rest);
  return isTurned(difference) ? [other, left] : [left, other];
}
