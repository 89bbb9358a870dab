// What is proved of two values holds of their sum, product and powers, whatever the ends: values from inside the ranges.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ranges from '../../src/compare/range.ts';
import { Fraction } from '../../src/expr/index.ts';

const SEED = 20261120;
const NUMBERS = [-7, -2, -1, -0.5, 0, 0.25, 1, 3, 10];
const ends = fc.constantFrom(-Infinity, ...NUMBERS, Infinity);

/** A double as the rational that it is; fraction.js would round it. */
function exact(double: number): Fraction {
  if (!Number.isFinite(double)) throw new RangeError(`${double} is no rational`);
  let [numerator, denominator] = [double, 1n];
  for (; !Number.isInteger(numerator); numerator *= 2) denominator *= 2n;
  return new Fraction(BigInt(numerator), denominator);
}

/** A range and a value in it. */
const inside = fc
  .tuple(ends, fc.boolean(), ends, fc.boolean(), fc.boolean(), fc.constantFrom(...NUMBERS, -1e3, 1e3))
  .map(([low, lowOpen, high, highOpen, nonzero, value]) => ({
    range: {
      low,
      lowOpen: lowOpen || low === -Infinity,
      high,
      highOpen: highOpen || high === Infinity,
      nonzero,
    },
    value,
  }))
  .filter(({ range, value }) => contains(range, new Fraction(value)));

function contains({ low, high, lowOpen, highOpen, nonzero }: ranges.Range, value: Fraction): boolean {
  if (low === Infinity || high === -Infinity) return false;
  const above = low === -Infinity || value.compare(exact(low)) > (lowOpen ? 0 : -1);
  const below = high === Infinity || value.compare(exact(high)) < (highOpen ? 0 : 1);
  return above && below && !(nonzero && value.n === 0n);
}

const holds = (range: ranges.Range, value: Fraction): void =>
  expect([range, value.toFraction(), contains(range, value)]).toEqual([range, value.toFraction(), true]);

test('sums, products, what two say and what either allows', () =>
  fc.assert(
    fc.property(inside, inside, (a, b) => {
      const [u, v] = [new Fraction(a.value), new Fraction(b.value)];
      holds(ranges.add(a.range, b.range), u.add(v));
      holds(ranges.multiply(a.range, b.range), u.mul(v));
      holds(ranges.negate(a.range), u.neg());
      holds(ranges.join(a.range, b.range), u);
      if (contains(b.range, u)) holds(ranges.meet(a.range, b.range), u);
    }),
    { numRuns: 5_000, seed: SEED },
  ));

test('whole powers', () =>
  fc.assert(
    fc.property(inside, fc.integer({ min: -5, max: 5 }), ({ range, value }, exponent) => {
      if (exponent === 0 || (value === 0 && exponent < 0)) return;
      holds(ranges.raiseTo(range, exponent), new Fraction(value).pow(exponent) as Fraction);
    }),
    { numRuns: 5_000, seed: SEED },
  ));

test('numbers', () =>
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.bigInt(1n, 10n ** 40n), (n, d) => {
      const value = new Fraction(n, d);
      holds(ranges.ofNumber(value), value);
    }),
    { numRuns: 2_000, seed: SEED },
  ));
