// Gradients at depth 100,000: as many equations, and one formula nested as deep; values of exponentials nested as deep.
import { expect, test } from 'vitest';
import {
  apply,
  type Expr,
  num,
  product,
  productOf,
  type Quantity,
  quantity,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { Duals, evaluateGradients, evaluateTerm } from '../../src/numeric/index.ts';

const q = (name: string): Quantity => quantity(name);
const u = q('u');

test('100,000 equations and one nested formula of that depth', () => {
  const depth = 100_000;
  const chain = Array.from({ length: depth }, (_, i) => q(`v${i}`));
  const step = (of: Expr): Expr => sum(product(num(1, 2), of), apply('sigmoid', [of]));
  const long = makeNetwork({
    name: 'long',
    symbols: [
      { quantity: u, role: 'input' },
      ...chain.map((each) => ({ quantity: each, role: 'defined' as const })),
    ],
    equations: chain.map((each, i) => ({ quantity: each, rhs: step(chain[i - 1] ?? u) })),
    values: new Map([[u, 0.3]]),
  });
  let nested: Expr = u;
  for (let i = 0; i < depth; i++) nested = step(nested);
  const deep = makeNetwork({
    name: 'deep',
    symbols: [
      { quantity: u, role: 'input' },
      { quantity: q('E'), role: 'defined' },
    ],
    equations: [{ quantity: q('E'), rhs: nested }],
  });
  const last = chain.at(-1) as Quantity;
  // Towards the fixed point the slope of a step is below 1: compare where the number has not underflown.
  const near = chain[20] as Quantity;
  const duals = new Duals(long);
  expect(evaluateGradients(long, last).get(u)).toBe(0);
  expect(evaluateGradients(long, near).get(u)).toBeCloseTo(duals.partial(near, u).value, 15);
  expect(evaluateGradients(deep, q('E'), new Map([[u, 0.3]])).get(u)).toBe(0);
  expect(duals.partial(last, chain.at(-2) as Quantity).value).toBeGreaterThan(0.5);
});

test.each<[string, (of: Expr, i: number) => Expr, number]>([
  // s ← (1 + s)/e has the fixed point 1/(e − 1).
  [
    'sums that stay positive',
    (of) => product(apply('exp', [num(-1)]), sum(num(1), product(apply('exp', [u]), of))),
    1 / (Math.E - 1),
  ],
  ['sums of both signs', (of) => product(apply('exp', [num(-1)]), sum(num(-1), of)), -1 / (Math.E - 1)],
  ['products', (of, i) => product(of, apply('exp', [product(num(i % 2 === 0 ? 1 : -1), u)])), 1],
])('exponentials in 25,000 %s', (_, step, expected) => {
  let nested: Expr = apply('exp', [u]);
  for (let i = 0; i < 25_000; i++) nested = step(nested, i);
  expect(evaluateTerm(nested, new Map([[u, 0]]))).toBeCloseTo(expected, 12);
});

test('a product of 100,000 exponentials', () => {
  const factors = Array.from({ length: 100_000 }, (_, i) => apply('exp', [q(`w${i}`)]));
  const values = new Map(factors.map((_, i) => [q(`w${i}`), i % 2 === 0 ? 700 : -700]));
  expect(evaluateTerm(productOf(factors), values)).toBe(1);
});
