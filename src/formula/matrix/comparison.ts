/** Conditions, entry by entry: `a > b ? here : there`. */
import { type Matrix, matrix, num } from '../../expr/index.ts';
import { type Comparison, conform, type Placed } from './placed.ts';

/** What is above 0 where `left > right`; `a >= b` is "not b > a", so it selects with swapped branches. Throws: FormulaError. */
export function compared(
  left: Placed,
  sign: string,
  right: Placed,
): { readonly guard: Matrix; readonly swapped: boolean } {
  const isAscending = sign === '<' || sign === '>=';
  const [greater, lesser] = conform(isAscending ? [right, left] : [left, right]) as [Matrix, Matrix];
  const { of } = isAscending ? left : right;
  const isZero = of.kind === 'scalar' && of.value === num(0);
  return { guard: isZero ? greater : matrix.subtract(greater, lesser), swapped: sign.length === 2 };
}

/** `comparison ? first : second`. Throws: FormulaError. */
export function chosen({ guard, swapped }: Comparison, first: Placed, second: Placed): Matrix {
  const all = conform(swapped ? [guard, second, first] : [guard, first, second]);
  return matrix.cases(...(all as [Matrix, Matrix, Matrix]));
}
