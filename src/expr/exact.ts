/**
 * Exact rational numbers, the only numbers that stand inside a term.
 * Floating point lives in `numeric/`, never here.
 */
import Fraction from 'fraction.js';

export { Fraction };

/** Reads a decimal literal exactly. Throws: RangeError if its exponent is beyond ±400 or it has over 1000 digits. Example: `0.15` → 3/20 */
export function decimal(text: string): Fraction {
  const parts = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null || `${parts[1] ?? ''}${parts[2] ?? ''}` === '')
    throw new RangeError(`not a decimal number: ${text}`);
  const whole = parts[1] ?? '';
  const rest = parts[2] ?? '';
  const exponent = Number(parts[3] ?? '0') - rest.length;
  if (Math.abs(exponent) > 400 || whole.length + rest.length > 1000)
    throw new RangeError(`number too large: ${text}`);
  const digits = BigInt(whole + rest);
  const scale = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? new Fraction(digits, scale) : new Fraction(digits * scale);
}

/** Whether a rational is a whole number. */
export const isInteger = (value: Fraction): boolean => value.d === 1n;
