import { describe, expect, test } from 'vitest';
import { type Expr, num, product, type Quantity, quantity, sum, sumOf } from '../../../src/expr/index.ts';
import { compile } from '../../../src/numeric/compile.ts';
import { RECORD, roll } from '../../../src/numeric/engines/roll.ts';
import { equationsOf } from '../../../src/numeric/evaluate.ts';
import { gradients } from '../../../src/numeric/index.ts';
import { dense } from '../../networks/dense.ts';

const family = (name: string, count: number): readonly Quantity[] =>
  Array.from({ length: count }, (_, i) => quantity(`${name}${i}`));
const [a, b] = [family('a', 50), family('b', 50)];
const pairs = (make: (x: Quantity, y: Quantity) => Expr): readonly Expr[] =>
  a.map((each, i) => make(each, b[i] as Quantity));

/** How often each record runs. */
const counts = (...terms: readonly Expr[]): readonly number[] => {
  const records = roll(compile({ equations: [], terms }));
  return Array.from({ length: records.length / RECORD }, (_, i) => records[i * RECORD + 1] as number);
};

describe('records', () => {
  test.each<[string, readonly Expr[], readonly number[]]>([
    ['a scalar product is one product and one loop', [sumOf(pairs((x, y) => product(x, y)))], [1, 49]],
    ['products side by side are one loop', pairs((x, y) => product(x, y)), [50]],
    ['a factor for all', b.map((y) => product(a[0] as Quantity, y)), [50]],
    [
      'another operation is another record',
      [product(num(2), quantity('p')), ...pairs((x, y) => sum(x, y))],
      [1, 50],
    ],
    [
      'two alike do not bind the third',
      [sumOf(a.slice(0, 10)), ...[0, 5, 6, 7, 8].map((i) => product(a[i] as Quantity, num(3)))],
      [1, 8, 1, 4],
    ],
  ])('%s', (_, terms, expected) => {
    expect(counts(...terms)).toEqual(expected);
  });
});

test('records grow with the units of a network, not with its weights', () => {
  const records = (width: number): number => {
    const network = dense(width, width, width);
    const terms = [...gradients(network, network.loss as Quantity).values()];
    return roll(compile({ equations: equationsOf(network), terms })).length / RECORD;
  };
  const [small, large] = [records(16), records(64)];
  expect(large / small).toBeLessThan(5);
});
