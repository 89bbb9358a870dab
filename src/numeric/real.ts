/** From exact rationals to double precision; the only place where a term's number is rounded. */
import type { Fraction } from '../expr/index.ts';

const EXACT = 2n ** 53n;

/** The double nearest to a rational, large numerators and denominators included. Example: 3/20 → 0.15 */
export function realOf({ s, n, d }: Fraction): number {
  if (n <= EXACT && d <= EXACT) return (Number(s) * Number(n)) / Number(d);
  // Scale so that the whole quotient has at least 64 bits, keep a sticky bit for what is cut off, and scale back.
  const shift = BigInt(66 - n.toString(2).length + d.toString(2).length);
  const above = shift > 0n ? n << shift : n;
  const below = shift > 0n ? d : d << -shift;
  const quotient = (above / below) | (above % below === 0n ? 0n : 1n);
  const half = -Number(shift) / 2;
  return Number(s) * Number(quotient) * 2 ** Math.floor(half) * 2 ** Math.ceil(half);
}
