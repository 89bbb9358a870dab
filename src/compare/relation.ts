/** Linear relations over the rationals, guessed from residues at random points; whoever uses one verifies it elsewhere. */
import { inverse, rationalOf } from './field.ts';

export interface Coefficient {
  readonly n: bigint;
  readonly d: bigint;
}

/** A multiple of a coefficient, which is whole. */
export const multiplied = ({ n, d }: Coefficient, by: number): number => Number((n * BigInt(by)) / d);

/**
 * Small rationals c with Σ c_i rows[i] = target at every point, or undefined. With more points than rows, independent rows
 * have no relation by chance.
 */
export function relation(
  rows: readonly (readonly bigint[])[],
  target: readonly bigint[],
  p: bigint,
): readonly Coefficient[] | undefined {
  const matrix = target.map((value, i) => [...rows.map((row) => row[i] as bigint), value]);
  const pivots: number[] = [];
  for (let column = 0; column < rows.length; column++) {
    const at = matrix.findIndex((line, i) => i >= pivots.length && line[column] !== 0n);
    if (at < 0) continue;
    const top = pivots.length;
    [matrix[top], matrix[at]] = [matrix[at] as bigint[], matrix[top] as bigint[]];
    eliminate(matrix, top, column, p);
    pivots.push(column);
  }
  for (let i = pivots.length; i < matrix.length; i++) if (matrix[i]?.[rows.length] !== 0n) return undefined;
  const found: Coefficient[] = rows.map(() => ({ n: 0n, d: 1n }));
  for (const [i, column] of pivots.entries()) {
    const value = rationalOf(matrix[i]?.[rows.length] as bigint, p, 1n << 12n);
    if (value === undefined) return undefined;
    found[column] = { n: value[0], d: value[1] };
  }
  return found;
}

/** Makes the pivot 1 and everything else in its column 0. */
function eliminate(matrix: bigint[][], top: number, column: number, p: bigint): void {
  const pivot = matrix[top] as bigint[];
  const scale = inverse(pivot[column] as bigint, p) as bigint;
  for (let j = column; j < pivot.length; j++) pivot[j] = ((pivot[j] as bigint) * scale) % p;
  for (const [i, line] of matrix.entries()) {
    const factor = line[column] as bigint;
    if (i === top || factor === 0n) continue;
    for (let j = column; j < pivot.length; j++)
      line[j] = ((line[j] as bigint) + (p - factor) * (pivot[j] as bigint)) % p;
  }
}
