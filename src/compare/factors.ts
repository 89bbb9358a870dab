/** Numbers taken apart, so that log 6 = log 2 + log 3 and √12 = 2√3. */
import type { Fraction } from '../expr/index.ts';

/** A positive rational as a product of powers; a large factor stays whole. */
export function factorsOf({
  n,
  d,
}: Fraction): readonly { readonly base: bigint; readonly exponent: number }[] {
  const found: { base: bigint; exponent: number }[] = [];
  const take = (whole: bigint, sign: 1 | -1): void => {
    let rest = whole;
    for (let q = 2n; q < 1000n && q * q <= rest; q++) {
      let exponent = 0;
      for (; rest % q === 0n; rest /= q) exponent += sign;
      if (exponent !== 0) found.push({ base: q, exponent });
    }
    if (rest > 1n) found.push({ base: rest, exponent: sign });
  };
  take(n, 1);
  take(d, -1);
  return found;
}
