/**
 * Arithmetic modulo a prime: powers, inverses, roots, rationals recovered from their residues; and the primes themselves,
 * drawn at random from those of 62 bits that are 23 modulo 24.
 */
import type { Random } from './random.ts';

/** base^exponent for exponent ≥ 0. */
export function raise(base: bigint, exponent: bigint, p: bigint): bigint {
  if (exponent === 0n) return 1n;
  const bits = exponent.toString(2);
  let result = base;
  // A product is not reduced before it is squared: one division a bit instead of two.
  for (let i = 1; i < bits.length; i++) {
    result = (result * result) % p;
    if (bits.charCodeAt(i) === 49) result *= base;
  }
  return result % p;
}

/** 1/a, or undefined for 0. */
export function inverse(a: bigint, p: bigint): bigint | undefined {
  if (a === 0n) return undefined;
  let [r, s] = [p, a];
  let [x, y] = [0n, 1n];
  while (s !== 0n) {
    const q = r / s;
    [r, s] = [s, r - q * s];
    [x, y] = [y, x - q * y];
  }
  return x < 0n ? x + p : x;
}

export const modulo = (a: bigint, p: bigint): bigint => {
  const rest = a % p;
  return rest < 0n ? rest + p : rest;
};

/** A square root, one of the two; undefined for no square. Domain: p ≡ 3 modulo 4. */
export function squareRoot(a: bigint, p: bigint): bigint | undefined {
  const root = raise(a, (p + 1n) / 4n, p);
  return (root * root) % p === a ? root : undefined;
}

/** The cube root. Domain: p ≡ 2 modulo 3. */
export const cubeRoot = (a: bigint, p: bigint): bigint => raise(a, (2n * p - 1n) / 3n, p);

/** The rational n/d with |n| and d at most the bound that has this residue, if there is one. */
export function rationalOf(residue: bigint, p: bigint, bound: bigint): readonly [bigint, bigint] | undefined {
  let [r, s] = [p, residue];
  let [x, y] = [0n, 1n];
  while (s > bound) {
    const q = r / s;
    [r, s] = [s, r - q * s];
    [x, y] = [y, x - q * y];
  }
  const d = y < 0n ? -y : y;
  if (d === 0n || d > bound) return undefined;
  return [y < 0n ? -s : s, d];
}

const LOWEST = 1n << 61n;

/** Small primes in groups whose product fits 31 bits: one long division a group, the rest in small numbers. */
const SIEVE: readonly { readonly product: bigint; readonly primes: readonly number[] }[] = (() => {
  const groups: { product: bigint; primes: number[] }[] = [];
  let group = { product: 1n, primes: [] as number[] };
  const primes: number[] = [];
  for (let each = 3; each < 300; each += 2) {
    if (primes.some((q) => each % q === 0)) continue;
    primes.push(each);
    if (group.product * BigInt(each) >= 2n ** 31n) {
      groups.push(group);
      group = { product: 1n, primes: [] };
    }
    group.product *= BigInt(each);
    group.primes.push(each);
  }
  return [...groups, group];
})();

/**
 * Whether a number is prime; exact. Domain: 2^10 < n < 2^64, n ≡ 3 modulo 4.
 *
 * Source: R. Baillie, S. S. Wagstaff, Lucas pseudoprimes, 1980; checked against every strong pseudoprime to base 2 below
 * 2^64 (J. Feitsma, D. Jacobsen, 2013).
 */
export function isPrime(n: bigint): boolean {
  for (const { product, primes } of SIEVE) {
    const rest = Number(n % product);
    for (const q of primes) if (rest % q === 0) return false;
  }
  const half = raise(2n, n >> 1n, n);
  return (half === 1n || half === n - 1n) && isLucasPrime(n);
}

/** The extra strong test of Lucas: U and V of P, Q = 1, the first P with P² − 4 no square modulo n. */
function isLucasPrime(n: bigint): boolean {
  let P = 3n;
  while (jacobi(P * P - 4n, n) !== -1) P += 1n;
  const twos = /0*$/.exec((n + 1n).toString(2))?.[0].length ?? 0;
  let [v, next] = [2n, P];
  for (const bit of ((n + 1n) >> BigInt(twos)).toString(2)) {
    const both = v * next - P;
    if (bit === '1') [v, next] = [both % n, (next * next - 2n) % n];
    else [v, next] = [(v * v - 2n) % n, both % n];
  }
  v = modulo(v, n);
  // U = (2·next − P·v)/(P² − 4)
  if ((v === 2n || v === n - 2n) && (2n * next - P * v) % n === 0n) return true;
  for (let i = 0; i < twos - 1; i++) {
    if (v === 0n) return true;
    v = modulo(v * v - 2n, n);
  }
  return false;
}

/** The symbol of Jacobi. Domain: a > 0, n odd. */
function jacobi(a: bigint, n: bigint): -1 | 0 | 1 {
  let [x, y] = [a % n, n];
  let negative = false;
  while (x !== 0n) {
    for (; (x & 1n) === 0n; x >>= 1n) if ((y & 7n) === 3n || (y & 7n) === 5n) negative = !negative;
    if ((x & 3n) === 3n && (y & 3n) === 3n) negative = !negative;
    [x, y] = [y % x, x];
  }
  if (y !== 1n) return 0;
  return negative ? -1 : 1;
}

/**
 * A prime of [2^61, 2^62), each that is 23 modulo 24 as likely as another: −1 is then no square, 2 and 3 are, every
 * number has one cube root. About 2^52.6 primes are of this kind.
 */
export function drawPrime(random: Random): bigint {
  for (;;) {
    const draw = LOWEST + (random.wide() >> 3n);
    const candidate = draw - (draw % 24n) + 23n;
    if (candidate < 2n * LOWEST && isPrime(candidate)) return candidate;
  }
}
