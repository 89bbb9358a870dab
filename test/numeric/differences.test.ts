import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  type Expr,
  num,
  power,
  product,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork, type Network } from '../../src/network/index.ts';
import { Duals, difference, dual, type Implementations, type Verdict } from '../../src/numeric/index.ts';
import { opaqueIn } from '../networks/opaque.ts';
import { randomNetwork } from '../networks/random.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

/** Failures found by other seeds are worth a case of their own. */
const SEED = Number(process.env.SEED ?? 20261120);

const q = (name: string): Quantity => quantity(name);
const [x, c, f] = [q('x'), q('c'), q('f')] as const;

/** f = rhs at x, with a further input c = 0. */
const curve = (rhs: Expr, at: number): Network =>
  makeNetwork({
    name: 'curve',
    symbols: [
      { quantity: x, role: 'input' },
      { quantity: c, role: 'input' },
      { quantity: f, role: 'defined' },
    ],
    equations: [{ quantity: f, rhs }],
    opaque: opaqueIn(rhs),
    values: new Map([
      [x, at],
      [c, 0],
    ]),
  });

describe('curves', () => {
  const scaled = (factor: number): Expr => product(num(factor), x);
  test.each<[string, Expr, number, Verdict, number | undefined]>([
    ['a line', product(num(3), x), 2, 'ok', 3],
    ['a constant', num(3), 2, 'ok', 0],
    ['x − x', subtract(x, x), 2, 'ok', 0],
    ['x² at its bottom', power(x, num(2)), 0, 'ok', 0],
    ['e^x', apply('exp', [x]), 1, 'ok', Math.E],
    ['e^x far out', apply('exp', [x]), 300, 'ok', Math.exp(300)],
    ['log near its edge', apply('log', [x]), 1e-9, 'ok', 1e9],
    ['x^1.5 at a large x', power(x, num(3, 2)), 1e8, 'ok', 1.5e4],
    ['a tiny x in a curve of size 1', apply('tanh', [sum(x, num(1))]), 1e-12, 'ok', 1 - Math.tanh(1) ** 2],
    ['a sharp curve', apply('tanh', [scaled(10 ** 6)]), 3e-7, 'ok', 1e6 * (1 - Math.tanh(0.3) ** 2)],
    [
      'even and saturated',
      power(apply('tanh', [scaled(50)]), num(2)),
      0.01,
      'ok',
      100 * Math.tanh(0.5) * (1 - Math.tanh(0.5) ** 2),
    ],
    ['saturated', apply('sigmoid', [x]), 30, 'ok', undefined],
    ['a pole nearby', power(x, num(-1)), 1e-3, 'ok', -1e6],
    ['relu at 0', apply('relu', [x]), 0, 'kink', undefined],
    [
      'relu as near to its kink as doubles are',
      apply('relu', [subtract(x, num(1))]),
      1 + 2 ** -52,
      'kink',
      undefined,
    ],
    ['relu where it and its kink are both tiny', apply('relu', [x]), 1e-300, 'ok', 1],
    ['a line at a subnormal number', sum(product(num(2), x), num(1)), 3e-316, 'ok', 2],
    ['a line at the smallest number', sum(product(num(2), x), num(1)), -5e-324, 'ok', 2],
    ['a square at a subnormal number', power(x, num(2)), 3e-316, 'ok', 0],
    ['a root at a subnormal number', power(x, num(1, 2)), 3e-316, 'ok', 0.5 / Math.sqrt(3e-316)],
    ['relu at some distance', apply('relu', [x]), 1e-3, 'ok', 1],
    ['relu left of 0', apply('relu', [x]), -1e-3, 'ok', 0],
    ['|x| at 0', apply('abs', [x]), 0, 'kink', undefined],
    ['max where equal', apply('max', [x, num(1)]), 1, 'kink', undefined],
    ['a kink at 0 that x does not move', product(apply('relu', [c]), x), 2, 'ok', 0],
    ['a jump of size 10⁻³ hidden in opacity', apply('bent', [x]), 2, 'kink', undefined],
    ['opaque and smooth', apply('cube', [x]), 2, 'ok', 12],
    [
      'drowned',
      sum(power(num(10), num(12)), apply('sigmoid', [scaled(10 ** 6)])),
      1e-6,
      'ill-conditioned',
      undefined,
    ],
    ['log of a negative number', apply('log', [x]), -1, 'undefined', undefined],
    ['1/0', power(x, num(-1)), 0, 'undefined', undefined],
    ['overflow', apply('exp', [apply('exp', [x])]), 10, 'undefined', undefined],
    ['a huge but finite value', apply('exp', [x]), 700, 'ok', Math.exp(700)],
  ])('%s', (_, rhs, at, verdict, expected) => {
    const functions: Implementations = new Map([
      ['bent', ([a]) => Math.sin(a as number) + 1e-3 * Math.abs((a as number) - 2)],
      ['cube', ([a]) => (a as number) ** 3],
    ]);
    const found = difference(curve(rhs, at), f, x, {
      functions,
      ...(expected !== undefined && { claimed: expected }),
    });
    expect(found.verdict).toBe(verdict);
    if (expected !== undefined) expect(found.agrees, JSON.stringify(found)).toBe(true);
  });

  test('a wrong claim is told from a right one', () => {
    const net = curve(power(x, num(3)), 2);
    expect(difference(net, f, x, { claimed: 12 })).toMatchObject({ agrees: true, verdict: 'ok' });
    const wrong = difference(net, f, x, { claimed: 12.001 });
    expect(wrong.agrees).toBe(false);
    expect(wrong.relativeError).toBeCloseTo(0.001 / 12.001, 9);
    expect(difference(curve(num(1), 2), f, x, { claimed: 1e-6 }).agrees).toBe(false);
  });

  test('nothing is a success at a kink', () => {
    expect(difference(curve(apply('relu', [x]), 0), f, x, { claimed: 0.5 }).agrees).toBe(false);
  });

  test('by a defined quantity, and with another held fixed', () => {
    const found = difference(twoTwoTwo, q('E'), q('outh1'), { hold: [q('neto2')] });
    const exact = dual(twoTwoTwo, q('E'), q('outh1'), [q('neto2')]);
    expect(found.value).toBeCloseTo(exact.value, 12);
    expect(found.value).not.toBeCloseTo(dual(twoTwoTwo, q('E'), q('outh1')).value, 3);
    expect(() => difference(twoTwoTwo, q('E'), q('w1'), { hold: [q('w1')] })).toThrow(RangeError);
  });
});

test('the 2-2-2 example: every slope to nine digits at least', () => {
  const duals = new Duals(twoTwoTwo);
  for (const { quantity: by } of twoTwoTwo.symbols) {
    const claimed = duals.partial(q('E'), by).value;
    const found = difference(twoTwoTwo, q('E'), by, { claimed });
    expect(found).toMatchObject({ verdict: 'ok', agrees: true });
    expect(found.relativeError).toBeLessThan(1e-9);
  }
});

test('random networks: differences agree with dual numbers, and nine in ten are sharp', () => {
  let sharp = 0;
  let all = 0;
  fc.assert(
    fc.property(randomNetwork, (network) => {
      const loss = network.loss as Quantity;
      const duals = new Duals(network);
      for (const { quantity: by, role } of network.symbols) {
        if (role !== 'parameter' && role !== 'input') continue;
        const found = difference(network, loss, by, { claimed: duals.partial(loss, by).value });
        expect(found, `${by.name} ${JSON.stringify(found)}`).toMatchObject({ verdict: 'ok', agrees: true });
        all++;
        if (found.errorEstimate <= 1e-7 * Math.abs(found.value)) sharp++;
      }
    }),
    { numRuns: 200, seed: SEED },
  );
  expect(all).toBeGreaterThan(1000);
  expect(sharp / all).toBeGreaterThan(0.9);
});
