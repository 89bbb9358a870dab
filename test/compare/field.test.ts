import { describe, expect, test } from 'vitest';
import {
  cubeRoot,
  drawPrime,
  inverse,
  isPrime,
  raise,
  rationalOf,
  squareRoot,
} from '../../src/compare/field.ts';
import { Random } from '../../src/compare/random.ts';

describe('primes that are 3 modulo 4', () => {
  // Source: OEIS A013603 (2^n − prevprime), and strong pseudoprimes to several bases (A014233).
  test.each([
    [2n ** 61n - 1n, true],
    [2n ** 62n - 57n, true],
    [2n ** 63n - 25n, true],
    [2n ** 61n + 1n, false],
    [3215031751n, false],
    [3474749660383n, false],
    [3825123056546413051n, false],
    [1_000_003n * 1_000_033n, false],
    [2147483647n * 2147483629n, false],
    [1_000_003n, true],
  ])('%d', (n, expected) => expect(isPrime(n)).toBe(expected));

  test('agree with division by all smaller ones', () => {
    for (let n = 10_003; n < 14_000; n += 4) {
      let prime = true;
      for (let q = 3; q * q <= n; q += 2) if (n % q === 0) prime = false;
      expect([n, isPrime(BigInt(n))]).toEqual([n, prime]);
    }
  });

  test('drawn from [2^61, 2^62), 23 modulo 24, the same from the same stream', () => {
    const [a, b] = [new Random(7), new Random(7)];
    const drawn = Array.from({ length: 30 }, () => drawPrime(a));
    expect(drawn).toEqual(Array.from({ length: 30 }, () => drawPrime(b)));
    expect(new Set(drawn).size).toBe(30);
    for (const p of drawn) {
      expect(p >= 2n ** 61n && p < 2n ** 62n && p % 24n === 23n).toBe(true);
      expect(raise(7n, p - 1n, p)).toBe(1n);
    }
  });
});

test('inverses, roots and rationals modulo a prime', () => {
  const random = new Random(3);
  const p = drawPrime(random);
  for (let i = 0; i < 50; i++) {
    const a = (random.wide() % (p - 1n)) + 1n;
    expect((a * (inverse(a, p) as bigint)) % p).toBe(1n);
    const square = (a * a) % p;
    expect([a, p - a]).toContain(squareRoot(square, p));
    expect(squareRoot(p - square, p)).toBeUndefined();
    expect(cubeRoot((square * a) % p, p)).toBe(a);
    const [n, d] = [BigInt(random.below(1000)) - 500n, BigInt(1 + random.below(1000))];
    const residue = (((n % p) + p) * (inverse(d, p) as bigint)) % p;
    const [x, y] = rationalOf(residue, p, 1n << 20n) as readonly [bigint, bigint];
    expect(x * d).toBe(n * y);
  }
  expect(inverse(0n, p)).toBeUndefined();
  expect(squareRoot(2n, p)).toBeDefined();
});
