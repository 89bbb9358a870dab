// Polynomials over ℚ: ring laws, order of monomials, exact division, reduction.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../src/expr/index.ts';
import { LimitError, type Polynomial, polynomial } from '../../src/proof/index.ts';

const { atom, constant, plus, times, toPower, quotient, monomials, leading, textOf, reduceOnce, one } =
  polynomial;
const f = (n: number, d = 1): Fraction => new Fraction(n, d);
const [x, y, z] = [atom(0), atom(1), atom(2)];
const zero: Polynomial = constant(f(0));
const same = (a: Polynomial, b: Polynomial): boolean => plus(a, b, f(-1)).size === 0;

const polynomials: fc.Arbitrary<Polynomial> = fc
  .array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.array(fc.nat(2), { maxLength: 4 })), { maxLength: 5 })
  .map((terms) =>
    terms.reduce<Polynomial>(
      (sum, [coefficient, atoms]) =>
        plus(
          sum,
          atoms.reduce((product, each) => times(product, atom(each)), constant(f(coefficient))),
        ),
      zero,
    ),
  );

describe('a ring', () => {
  const check = (law: (a: Polynomial, b: Polynomial, c: Polynomial) => boolean): void => {
    fc.assert(fc.property(polynomials, polynomials, polynomials, law), { seed: 7, numRuns: 300 });
  };

  test.each<readonly [string, (a: Polynomial, b: Polynomial, c: Polynomial) => boolean]>([
    ['a + b = b + a', (a, b) => same(plus(a, b), plus(b, a))],
    ['a + (b + c) = (a + b) + c', (a, b, c) => same(plus(a, plus(b, c)), plus(plus(a, b), c))],
    ['a·b = b·a', (a, b) => same(times(a, b), times(b, a))],
    ['a·(b·c) = (a·b)·c', (a, b, c) => same(times(a, times(b, c)), times(times(a, b), c))],
    ['a·(b + c) = a·b + a·c', (a, b, c) => same(times(a, plus(b, c)), plus(times(a, b), times(a, c)))],
    ['a − a = 0, with no monomial left', (a) => plus(a, a, f(-1)).size === 0],
    ['1·a = a', (a) => same(times(one, a), a) && same(times(a, one), a)],
    ['a³ = a·a·a', (a) => same(toPower(a, 3), times(a, times(a, a)))],
    ['a⁰ = 1', (a) => same(toPower(a, 0), one)],
    ['equal exactly if the texts are', (a, b) => (textOf(a) === textOf(b)) === same(a, b)],
    ['b ≠ 0: (a·b)/b = a', (a, b) => b.size === 0 || same(quotient(times(a, b), b) ?? zero, a)],
    [
      'what a quotient says holds',
      (a, b) => {
        const found = quotient(a, b);
        return found === undefined || same(times(found, b), a);
      },
    ],
    [
      'the leading coefficient of a product is the product',
      (a, b) => leading(times(a, b)).equals(leading(a).mul(leading(b))),
    ],
    [
      'a = multiple·b + rest',
      (a, b) =>
        monomials(b).every((lead) => {
          const found = reduceOnce(a, b, lead);
          return found === undefined || same(plus(times(found.multiple, b), found.rest), a);
        }),
    ],
  ])('%s', (_law, holds) => check(holds));
});

test('monomials come from the highest down, by atom number', () => {
  const sum = plus(plus(plus(times(y, y), z), plus(times(x, z), one)), toPower(x, 2));
  expect(monomials(sum).map(({ powers }) => powers.map(([a, n]) => `${a}:${n}`).join(' '))).toEqual([
    '0:2',
    '0:1 2:1',
    '1:2',
    '2:1',
    '',
  ]);
});

test.each([
  ['x² / y', () => quotient(toPower(x, 2), y)],
  ['x / x²', () => quotient(x, toPower(x, 2))],
  ['(x² + y) / (x + y)', () => quotient(plus(toPower(x, 2), y), plus(x, y))],
  ['x / 0', () => quotient(x, zero)],
])('%s leaves something over', (_what, divide) => {
  expect(divide()).toBeUndefined();
});

describe('limits', () => {
  const many = Array.from({ length: 10 }, (_, i) => atom(i)).reduce((a, b) => plus(a, b));
  test.each([
    ['too many monomials', () => toPower(many, 12)],
    ['an exponent above a thousand', () => toPower(plus(x, y), 1001)],
    ['an exponent too large to count with', () => [1, 2, 3, 4, 5, 6].reduce((p) => toPower(p, 1000), x)],
    [
      'a coefficient too long to compute with',
      () => [1, 2, 3].reduce((p) => toPower(p, 1000), constant(f(2, 3))),
    ],
  ])('%s', { timeout: 10_000 }, (_what, compute) => {
    expect(compute).toThrow(LimitError);
  });
});
