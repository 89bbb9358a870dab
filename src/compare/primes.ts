/** Primes of 62 bits, drawn at random from those that are 23 modulo 24. */
import { raise } from './field.ts';
import type { Random } from './random.ts';

const LOWEST = 1n << 61n;

/** Bases for which Miller and Rabin's test is exact below 2^64. Source: J. Sinclair, 2011. */
const BASES = [2n, 325n, 9375n, 28178n, 450775n, 9780504n, 1795265022n];

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

/** Whether an odd number above 2^10 and below 2^64 is prime; exact. */
export function isPrime(n: bigint): boolean {
  for (const { product, primes } of SIEVE) {
    const rest = Number(n % product);
    for (const q of primes) if (rest % q === 0) return false;
  }
  let odd = n - 1n;
  let twos = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) twos++;
  return BASES.every((base) => isWitnessedBy(base, n, odd, twos));
}

function isWitnessedBy(base: bigint, n: bigint, odd: bigint, twos: number): boolean {
  let x = raise(base % n, odd, n);
  if (x === 0n || x === 1n || x === n - 1n) return true;
  for (let i = 1; i < twos; i++) {
    x = (x * x) % n;
    if (x === n - 1n) return true;
  }
  return false;
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
