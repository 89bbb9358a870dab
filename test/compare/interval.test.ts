// Enclosures against values at 80 digits.
import { all, type BigNumber, create } from 'mathjs';
import { expect, test } from 'vitest';
import type { Interval } from '../../src/compare/interval.ts';
import * as intervals from '../../src/compare/interval.ts';
import { Fraction } from '../../src/expr/index.ts';
import { random } from '../networks/families.ts';

const math = create(all as never, { number: 'BigNumber', precision: 80 }) as never as {
  bignumber: (value: number | string) => BigNumber;
};
const big = (value: number): BigNumber => math.bignumber(value.toString());
const draw = random(5);
const POINTS = 1500;

/** Doubles of every size, of both signs. */
const double = (size = 40): number =>
  (draw() < 0.5 ? -1 : 1) * draw() * 2 ** Math.round((draw() - 0.5) * size);
const at = (x: number): Interval => ({ low: x, high: x });
const exactly = (x: number): BigNumber => {
  let [n, d] = [x, 1n];
  while (!Number.isInteger(n)) [n, d] = [n * 2, d * 2n];
  return math.bignumber(BigInt(n).toString()).div(math.bignumber(d.toString()));
};

function holds(value: BigNumber, { low, high }: Interval): void {
  expect(value.gte(big(low).minus(big(low).abs().times('1e-75'))) || value.gte(exactly(low))).toBe(true);
  expect(value.lte(exactly(high))).toBe(true);
}

const unary: readonly (readonly [
  string,
  (x: Interval) => Interval,
  (x: BigNumber) => BigNumber,
  (x: number) => number,
])[] = [
  ['exp', intervals.exp, (x) => x.exp(), (x) => x % 700],
  ['log', intervals.log, (x) => x.ln(), Math.abs],
  ['√', (x) => intervals.root(x, new Fraction(1, 2)), (x) => x.sqrt(), Math.abs],
  ['1/x', intervals.invert, (x) => math.bignumber(1).div(x), (x) => x],
  ['x⁵', (x) => intervals.raiseTo(x, 5), (x) => x.pow(5), (x) => x],
  ['x⁻²', (x) => intervals.raiseTo(x, -2), (x) => math.bignumber(1).div(x.pow(2)), (x) => x],
];

test.each(unary)('%s', (_, enclosure, exact, domain) => {
  for (let i = 0; i < POINTS; i++) {
    const x = domain(double());
    if (x === 0) continue;
    const found = enclosure(at(x));
    holds(exact(exactly(x)), found);
    expect((found.high - found.low) / Math.abs(found.low)).toBeLessThan(1e-14);
  }
});

test('+ and ·, also of wide intervals', () => {
  for (let i = 0; i < POINTS; i++) {
    const ends = Array.from({ length: 4 }, () => double(10));
    const [a, b] = [ends.slice(0, 2), ends.slice(2)].map((pair) => ({
      low: Math.min(...pair),
      high: Math.max(...pair),
    })) as [Interval, Interval];
    const inside = ({ low, high }: Interval): number =>
      Math.min(high, Math.max(low, low + draw() * (high - low)));
    const [x, y] = [exactly(inside(a)), exactly(inside(b))];
    holds(x.plus(y), intervals.add(a, b));
    holds(x.times(y), intervals.multiply(a, b));
    holds(x.pow(4), intervals.raiseTo(a, 4));
  }
});

test('rationals', () => {
  for (let i = 0; i < POINTS; i++) {
    const [n, d] = [Math.floor(draw() * 1e9) - 5e8, 1 + Math.floor(draw() * 1e9)];
    holds(big(n).div(big(d)), intervals.enclose(new Fraction(n, d)));
  }
  expect(intervals.enclose(new Fraction(3, 4))).toEqual({ low: 0.75, high: 0.75 });
  expect(intervals.enclose(new Fraction(1n, 10n ** 400n)).high).toBeGreaterThan(0);
  expect(intervals.enclose(new Fraction(10n ** 400n)).high).toBe(Infinity);
});

test('what has no value is the whole line', () => {
  for (const each of [
    intervals.invert({ low: -1, high: 1 }),
    intervals.log({ low: 0, high: 1 }),
    intervals.root({ low: -1, high: 1 }, new Fraction(1, 2)),
  ])
    expect(intervals.isBounded(each)).toBe(false);
});
