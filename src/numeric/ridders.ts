/**
 * Central differences of a plain function of one number, extrapolated to step 0 (Richardson, in the manner of Ridders) with
 * an error estimate made of truncation and of the function's measured rounding noise. What the function is, and which steps
 * are allowed, is `differences.ts`.
 */

/** The function at x ± h, or why this step cannot be used. */
export type Stencil = (
  h: number,
) => { readonly above: number; readonly below: number } | 'crossing' | 'undefined';

/** What the differences say of the slope. */
export interface Slope {
  readonly value: number;
  readonly error: number;
  /** Why steps stopped growing, if something stood in the way. */
  readonly stopped?: 'crossing' | 'undefined';
  /** Whether the slopes from the two sides differ however small the step. */
  readonly bent: boolean;
}

interface Row {
  /** Differences extrapolated 0, 1, 2 … times, from this step and the next larger ones. */
  readonly values: number[];
  /** Rounding error of each. */
  readonly noise: number[];
  readonly h: number;
  /** (f(x+h) − 2f(x) + f(x−h))/h: falls with h where f is smooth, stays at a bend. */
  readonly bend: number;
}

const ORDERS = 8;
/** What a few operations round off, relative: the least noise assumed. */
const ROUNDING = 2 ** -51;

/** Below, steps vanish: a step of 0 never doubles. */
const SMALLEST = 2 ** -1060;

/** Steps double from 2⁻²⁶|x| (2⁻⁶⁰ at 0, 2⁻¹⁰⁶⁰ right beside it) to 2¹⁰·max(|x|, 1), or until truncation takes over. */
export function ridders(at: number, centre: number, noise: number, stencil: Stencil): Slope {
  const rows: Row[] = [];
  let best = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
  let stopped: 'crossing' | 'undefined' | undefined;
  const largest = 2 ** 10 * Math.max(Math.abs(at), 1);
  const smallest = at === 0 ? 2 ** -60 : Math.max(2 ** (Math.floor(Math.log2(Math.abs(at))) - 26), SMALLEST);
  for (let h = smallest; h <= largest; h *= 2) {
    const seen = stencil(h);
    if (typeof seen === 'string') {
      stopped = seen;
      break;
    }
    const { above, below } = seen;
    rows.push({
      values: [(above - below) / (at + h - (at - h))],
      noise: [Math.max(noise, ROUNDING * Math.abs(above), ROUNDING * Math.abs(below)) / h],
      h,
      bend: (above - centre - (centre - below)) / h,
    });
    const found = extrapolate(rows);
    if (found.error >= best.error) continue;
    // Where a curve saturates it looks straight again, and wrong slopes agree with each other, though not with earlier ones.
    if (Math.abs(found.value - best.value) > 10 * (best.error + found.error)) break;
    best = found;
  }
  return { ...best, ...(stopped && { stopped }), bent: isBent(rows, best.value, Math.max(Math.abs(at), 1)) };
}

/** Extends the table by its last row; the best of what that adds. */
function extrapolate(rows: readonly Row[]): { value: number; error: number } {
  let best = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
  for (let order = 1; order <= Math.min(ORDERS, rows.length - 1); order++) {
    const smaller = rows[rows.length - 1 - order] as Row;
    const larger = rows[rows.length - order] as Row;
    const fine = smaller.values[order - 1] as number;
    const coarse = larger.values[order - 1] as number;
    const weight = 1 / (4 ** order - 1);
    const value = fine + (fine - coarse) * weight;
    const noise =
      (smaller.noise[order - 1] as number) * (1 + weight) + (larger.noise[order - 1] as number) * weight;
    smaller.values.push(value);
    smaller.noise.push(noise);
    const error = Math.max(Math.abs(value - fine), Math.abs(value - coarse)) + noise;
    if (error < best.error) best = { value, error };
  }
  return best;
}

/**
 * Compares bends at steps eight times apart, just above the noise: there a smooth function's bend grows eightfold or more, and
 * falls where it saturates; one that shows only at large steps is no kink here.
 */
function isBent(rows: readonly Row[], slope: number, size: number): boolean {
  const first = rows.findIndex(({ bend, noise }) => Math.abs(bend) > 100 * (noise[0] as number));
  const near = rows[first + 2];
  const far = rows[first + 5];
  if (first < 0 || near === undefined || far === undefined || near.h > 1e-4 * size) return false;
  const growth = Math.abs(far.bend / near.bend);
  return Math.abs(near.bend) > 1e-4 * Math.abs(slope) && growth > 1 / 3 && growth < 3;
}

const SAMPLES = 13;
const ORDER = 6;
/** (2·6)! / (6!)², by which a sixth difference magnifies the variance of noise. */
const MAGNIFIED = 924;

/**
 * The size of a function's rounding noise near a point, from the sixth differences of closely spaced values, in which its
 * smooth part vanishes.
 *
 * Source: Hamming, Introduction to Applied Numerical Analysis, chapter 1; Moré and Wild, Estimating Computational Noise.
 */
export function noiseNear(
  at: number,
  centre: number,
  f: (points: readonly number[]) => Iterable<number>,
): number {
  const spacing = 2 ** ((at === 0 ? 0 : Math.floor(Math.log2(Math.abs(at)))) - 26);
  const points = Array.from({ length: SAMPLES }, (_, i) => at + (i - (SAMPLES - 1) / 2) * spacing);
  let values = [...f(points)];
  for (let order = 0; order < ORDER; order++)
    values = values.slice(1).map((value, i) => value - (values[i] as number));
  const finite = values.filter(Number.isFinite);
  // In units of the largest, whose square overflows where it itself does not.
  const unit = finite.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const squares = finite.reduce((sum, value) => sum + (value / unit) ** 2, 0);
  const noise = unit * Math.sqrt(squares / (MAGNIFIED * finite.length || 1));
  return Math.max(4 * noise, ROUNDING * Math.abs(centre));
}
