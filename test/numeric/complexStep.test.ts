import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  cases,
  type Expr,
  num,
  power,
  product,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { functions } from '../../src/functions/index.ts';
import { makeNetwork, type Network } from '../../src/network/index.ts';
import { complexStep, Duals, difference } from '../../src/numeric/index.ts';
import { opaqueIn } from '../networks/opaque.ts';
import { randomNetwork } from '../networks/random.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

/** Failures found by other seeds are worth a case of their own. */
const SEED = Number(process.env.SEED ?? 20261120);
const q = (name: string): Quantity => quantity(name);
const [x, f] = [q('x'), q('f')] as const;

const curve = (rhs: Expr, at: number): Network =>
  makeNetwork({
    name: 'curve',
    symbols: [
      { quantity: x, role: 'input' },
      { quantity: f, role: 'defined' },
    ],
    equations: [{ quantity: f, rhs }],
    opaque: opaqueIn(rhs),
    values: new Map([[x, at]]),
  });

test.each<[string, Expr, number, number]>([
  ['a power of a negative number', power(x, num(3)), -2, 12],
  ['a reciprocal', power(x, num(-2)), -2, 0.25],
  ['a root', power(x, num(1, 2)), 4, 0.25],
  ['x^x', power(x, x), 2, 4 * (1 + Math.LN2)],
  ['a constant', num(3), 2, 0],
  ['tanh far out', apply('tanh', [x]), 400, 0],
  ['no cancellation', sum(power(num(10), num(12)), product(num(3), x)), 1e-6, 3],
  ['a huge exponential', apply('exp', [x]), 700, Math.exp(700)],
])('%s', (_, rhs, at, expected) => {
  expect(complexStep(curve(rhs, at), f, x)).toBeCloseTo(expected, expected > 1e9 ? -295 : 12);
});

test.each<[string, Expr, number, number]>([
  ['log near its edge', apply('log', [x]), 1e-20, 1e20],
  ['a root near its edge', apply('sqrt', [x]), 1e-22, 5e10],
  ['a reciprocal near its pole', power(x, num(-1)), 1e-120, -1e240],
  ['a reciprocal where 1 is taken from it', power(sum(x, num(-1)), num(-1)), 1 + 2 ** -52, -(2 ** 104)],
  ['a slope that is nearly 0', apply('exp', [x]), -700, Math.exp(-700)],
  ['at 0, beside a branch', apply('sqrt', [sum(x, power(num(10), num(-30)))]), 0, 5e14],
  ['a line at a subnormal number', product(num(3), x), 3e-316, 3],
  ['a root at a subnormal number', apply('sqrt', [x]), 3e-316, 0.5 / Math.sqrt(3e-316)],
  ['a negative square', power(power(x, num(2)), num(1, 2)), -3, -1],
])('%s, relative to itself', (_, rhs, at, expected) => {
  const found = complexStep(curve(rhs, at), f, x) as number;
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected));
});

test.each<[string, Expr, number]>([
  ['√x² at its kink', apply('sqrt', [power(x, num(2))]), 0],
  ['a third power of a root at its kink', power(power(x, num(2)), num(1, 3)), 0],
  ['log left of its edge', apply('log', [x]), -1],
  ['a root left of its edge', apply('sqrt', [x]), -1],
  ['a root at its edge', power(x, num(1, 2)), 0],
  ['a pole', power(x, num(-1)), 0],
  ['a step lost in a square', power(x, num(2)), 1e-300],
  ['a slope beyond all numbers', power(x, num(-1)), 1e-300],
])('%s: undefined', (_, rhs, at) => expect(complexStep(curve(rhs, at), f, x)).toBeUndefined());

test.each<[string, Expr, readonly [left: number, right: number]]>([
  ['|x|', apply('abs', [x]), [-1, 1]],
  ['max', apply('max', [product(num(3), x), x]), [1, 3]],
  ['relu', apply('relu', [x]), [0, 1]],
  ['elu', apply('elu', [x]), [Math.exp(-2), 1]],
  ['a guard', cases(x, power(x, num(2)), num(0)), [0, 4]],
])('%s is analytic on either side of its kink, and not at it', (_, rhs, [left, right]) => {
  expect(complexStep(curve(rhs, -2), f, x)).toBeCloseTo(left, 14);
  expect(complexStep(curve(rhs, 2), f, x)).toBeCloseTo(right, 14);
  expect(complexStep(curve(rhs, 0), f, x)).toBeUndefined();
});

test('a kink that does not move is none', () => {
  const fixed = apply('abs', [subtract(num(1), num(1))]);
  expect(complexStep(curve(sum(fixed, power(x, num(2))), 3), f, x)).toBe(6);
});

test('of an opaque function nothing is known off the axis', () => {
  expect(complexStep(curve(apply('g', [x]), 2), f, x)).toBeUndefined();
});

describe('all functions that have one', () => {
  const smooth = functions
    .filter(({ arity, smooth: kinks }) => arity === 1 && kinks === undefined)
    .map(({ name }) => name);
  test.each(smooth)('%s as by dual numbers', (name) => {
    let compared = 0;
    for (const at of [1e-3, 0.4, 2, 30, 300, 690]) {
      const net = curve(apply(name, [x]), at);
      const { value, scale } = new Duals(net).partial(f, x);
      const found = complexStep(net, f, x);
      if (found === undefined || !Number.isFinite(scale)) continue;
      expect(Math.abs(found - value)).toBeLessThanOrEqual(16 * scale * 2 ** -53);
      compared++;
    }
    expect(compared).toBe(6);
  });
});

test('held fixed, and by a defined quantity', () => {
  const duals = new Duals(twoTwoTwo);
  const hold = [q('neto2')];
  expect(complexStep(twoTwoTwo, q('E'), q('outh1'), { hold })).toBeCloseTo(
    duals.partial(q('E'), q('outh1'), hold).value,
    15,
  );
  expect(() => complexStep(twoTwoTwo, q('E'), q('w1'), { hold: [q('w1')] })).toThrow(RangeError);
});

test('random networks: three methods that share no arithmetic agree', () => {
  let stepped = 0;
  fc.assert(
    fc.property(randomNetwork, (network) => {
      const loss = network.loss as Quantity;
      const duals = new Duals(network);
      for (const { quantity: by, role } of network.symbols.slice(0, 12)) {
        if (role === 'defined') continue;
        const { value, scale } = duals.partial(loss, by);
        const found = complexStep(network, loss, by);
        if (found === undefined) continue;
        expect(Math.abs(found - value)).toBeLessThanOrEqual(16 * scale * 2 ** -53 + 1e-30);
        expect(difference(network, loss, by, { claimed: found })).toMatchObject({
          verdict: 'ok',
          agrees: true,
        });
        stepped++;
      }
    }),
    { numRuns: 60, seed: SEED },
  );
  expect(stepped).toBeGreaterThan(100);
});
