/** Exact numbers: short decimals as decimals, other rationals as fractions. */
import type { Fraction } from '../expr/index.ts';

/** A rational as a terminating decimal, or undefined if it has none of at most twenty places. */
function decimalText(value: Fraction): string | undefined {
  for (let places = 1, scale = 10n; places <= 20; places++, scale *= 10n) {
    if (scale % value.d !== 0n) continue;
    const digits = String((value.n * scale) / value.d).padStart(places + 1, '0');
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
  return undefined;
}

/** Numbers below this are written with a power of ten in arithmetic. */
const TINY = 1e-4;

/** The size of a number, its sign aside, and how it was written. Example: 1/2 → \tfrac12, 3/20 → 0.15, 22/7 → \tfrac{22}{7} */
export function numberLatex(
  value: Fraction,
  decimals = false,
): { readonly text: string; readonly form: 'number' | 'tfrac' | 'power' } {
  if (decimals && value.n !== 0n && Math.abs(value.valueOf()) < TINY) {
    const [mantissa, exponent] = Math.abs(value.valueOf()).toExponential().split('e');
    return { text: `${mantissa}\\times10^{${exponent}}`, form: 'power' };
  }
  if (value.d === 1n) return { text: String(value.n), form: 'number' };
  const decimal = decimals || value.d > 9n ? decimalText(value) : undefined;
  if (decimal !== undefined) return { text: decimal, form: 'number' };
  const [above, below] = [String(value.n), String(value.d)];
  const isShort = above.length === 1 && below.length === 1;
  return { text: isShort ? `\\tfrac${above}${below}` : `\\tfrac{${above}}{${below}}`, form: 'tfrac' };
}
