/**
 * How large a value is as a quotient of polynomials with whole coefficients in what is drawn at random: degrees, and bits of
 * the sum of the absolute coefficients. From these follows how likely a difference that is not 0 vanishes at a random point
 * modulo a random prime.
 */

export interface Size {
  readonly degree: number;
  readonly bits: number;
  /** The same of the denominator. */
  readonly below: number;
  readonly bitsBelow: number;
}

export const ATOM: Size = { degree: 1, bits: 1, below: 0, bitsBelow: 0 };

const bitsOf = (whole: bigint): number => 4 * whole.toString(16).length;

export const numberSize = (n: bigint, d: bigint): Size => ({
  degree: 0,
  bits: bitsOf(n),
  below: 0,
  bitsBelow: d === 1n ? 0 : bitsOf(d),
});

export function sumSize(sizes: readonly Size[]): Size {
  let below = 0;
  let bitsBelow = 0;
  for (const each of sizes) {
    below += each.below;
    bitsBelow += each.bitsBelow;
  }
  let degree = 0;
  let bits = 0;
  for (const each of sizes) {
    degree = Math.max(degree, each.degree + below - each.below);
    bits = Math.max(bits, each.bits + bitsBelow - each.bitsBelow);
  }
  return { degree, bits: bits + Math.ceil(Math.log2(sizes.length)), below, bitsBelow };
}

export function productSize(sizes: readonly Size[]): Size {
  let [degree, bits, below, bitsBelow] = [0, 0, 0, 0];
  for (const each of sizes) {
    degree += each.degree;
    bits += each.bits;
    below += each.below;
    bitsBelow += each.bitsBelow;
  }
  return { degree, bits, below, bitsBelow };
}

export function powerSize(size: Size, exponent: number): Size {
  const k = Math.abs(exponent);
  const [degree, bits, below, bitsBelow] = [
    size.degree * k,
    size.bits * k,
    size.below * k,
    size.bitsBelow * k,
  ];
  return exponent < 0
    ? { degree: below, bits: bitsBelow, below: degree, bitsBelow: bits }
    : { degree, bits, below, bitsBelow };
}

/** Primes from which `drawPrime` draws: more than 2^52. */
const PRIMES = 2 ** 52;

/**
 * The chance that two different values agree at one random point modulo one random prime: the point is a root of the
 * numerator of their difference (degree/2^61), or the prime divides all of its coefficients.
 */
export function chance(a: Size, b: Size): number {
  const degree = Math.max(a.degree + b.below, b.degree + a.below);
  const bits = Math.max(a.bits + b.bitsBelow, b.bits + a.bitsBelow) + 1;
  return Math.min(1, degree / 2 ** 61 + bits / 61 / PRIMES);
}
