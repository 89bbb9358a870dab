import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  cases,
  type Expr,
  nodes,
  num,
  power,
  product,
  productOf,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork, type Network } from '../../src/network/index.ts';
import { Duals, evaluateGradients, evaluateTerm, gradients } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { opaqueIn } from '../networks/opaque.ts';
import { randomNetwork } from '../networks/random.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

/** Failures found by other seeds are worth a case of their own. */
const SEED = Number(process.env.SEED ?? 20261120);

const q = (name: string): Quantity => quantity(name);
const [u, v, w] = [q('u'), q('v'), q('w')] as const;

/** E = rhs over inputs u, v, w. */
const single = (rhs: Expr, opaque = opaqueIn(rhs)): Network =>
  makeNetwork({
    name: 'single',
    symbols: [
      ...[u, v, w].map((each) => ({ quantity: each, role: 'input' as const })),
      { quantity: q('E'), role: 'defined' },
    ],
    equations: [{ quantity: q('E'), rhs }],
    opaque,
  });
const gradient = (rhs: Expr, by: Quantity): Expr => gradients(single(rhs), q('E')).get(by) as Expr;

describe('one equation', () => {
  const s = apply('sigmoid', [u]);
  test.each<[string, Expr, Expr]>([
    ['what is not used', product(v, w), num(0)],
    ['itself', u, num(1)],
    ['sum', sum(v, u), num(1)],
    ['twice in a sum', sum(u, u), num(2)],
    ['cancelled in a sum', subtract(u, u), num(0)],
    ['difference', subtract(v, u), num(-1)],
    ['factor', product(v, u), v],
    ['one of three factors', product(v, u, w), product(v, w)],
    ['numbers are merged', product(num(1, 2), power(u, num(2))), u],
    ['power', power(u, num(3)), product(num(3), power(u, num(2)))],
    ['power 1', power(u, num(1)), num(1)],
    ['power 0', power(u, num(0)), num(0)],
    ['reciprocal', power(u, num(-1)), product(num(-1), power(u, num(-2)))],
    ['exponent', power(v, u), product(power(v, u), apply('log', [v]))],
    // The slope σ(1 − σ) has σ(u) replaced by the name E that it has here.
    ['function', s, product(q('E'), subtract(num(1), q('E')))],
    ['kink', apply('relu', [u]), cases(u, num(1), num(0))],
    ['opaque', apply('g', [u]), apply('g', [u], [1])],
    ['opaque, once more', apply('g', [u], [1]), apply('g', [u], [2])],
    ['opaque of two', apply('g', [v, u]), apply('g', [v, u], [0, 1])],
    ['constant factor 0', product(num(0), u), num(0)],
    ['dead end', product(sum(num(2), num(3)), v), num(0)],
  ])('%s', (_, rhs, expected) => {
    expect(gradient(rhs, u)).toBe(expected);
  });

  test('a branch not taken leaves no infinity behind', () => {
    // e^(u²) overflows at u = 100, where the other branch is taken.
    const rhs = cases(subtract(u, num(1)), u, apply('exp', [power(u, num(2))]));
    const slope = gradient(rhs, u);
    expect(evaluateTerm(slope, new Map([[u, 100]]))).toBe(1);
    expect(evaluateTerm(slope, new Map([[u, 0.5]]))).toBeCloseTo(Math.exp(0.25), 14);
    const nested = cases(v, cases(subtract(num(1), u), apply('exp', [power(u, num(2))]), num(7)), w);
    expect(
      evaluateTerm(
        gradient(nested, u),
        new Map([
          [u, 100],
          [v, 1],
        ]),
      ),
    ).toBe(0);
  });

  test('a long product has a gradient of linear size', () => {
    const size = (factors: number): number => {
      const given = Array.from({ length: factors }, (_, i) => q(`f${i}`));
      const network = makeNetwork({
        name: 'product',
        symbols: [
          ...given.map((each) => ({ quantity: each, role: 'input' as const })),
          { quantity: q('E'), role: 'defined' },
        ],
        equations: [{ quantity: q('E'), rhs: productOf(given) }],
        values: new Map(given.map((each, i) => [each, 1 + i / factors])),
      });
      const all = gradients(network, q('E'));
      const whole = evaluateTerm(productOf(given), network.values);
      const slopes = evaluateGradients(network, q('E'));
      for (const each of given)
        expect((slopes.get(each) as number) * (network.values.get(each) as number)).toBeCloseTo(whole, 8);
      return new Set([...all.values()].flatMap((term) => [...term.args, term])).size;
    };
    const [small, large] = [size(10), size(20)];
    expect(large - small).toBe(size(30) - large);
  });
});

describe('the 2-2-2 example', () => {
  const slopes = evaluateGradients(twoTwoTwo, q('E'));
  test.each([
    ['w5', 0.082167041],
    ['w1', 0.000438568],
    ['b2', 0.100400325],
    ['b1', 0.018725609],
  ])('∂E/∂%s = %d', (name, expected) => {
    expect(slopes.get(q(name))).toBeCloseTo(expected, 9);
  });

  test('gradients are terms in the network’s own quantities', () => {
    const terms = gradients(twoTwoTwo, q('E'));
    for (const term of terms.values()) expect(nodes(term).some((node) => node.kind === 'apply')).toBe(false);
    expect([...terms.keys()]).toEqual(twoTwoTwo.symbols.map((symbol) => symbol.quantity));
  });
});

/** Distinct nodes of all gradients. */
const sizeOf = (network: Network): number => {
  const seen = new Set<Expr>();
  for (const term of gradients(network, network.loss as Quantity).values())
    for (const node of nodes(term)) seen.add(node);
  return seen.size;
};

test('another layer adds the same number of nodes every time', () => {
  const sizes = [2, 3, 4, 5, 6].map((depth) => sizeOf(dense(...Array(depth + 1).fill(3))));
  const steps = sizes.slice(1).map((size, i) => size - (sizes[i] as number));
  expect(new Set(steps.slice(1)).size).toBe(1);
  expect(steps[0]).toBeLessThan(100);
});

test('random networks: every gradient agrees with dual numbers to rounding', () => {
  fc.assert(
    fc.property(randomNetwork, (network) => {
      const loss = network.loss as Quantity;
      const slopes = evaluateGradients(network, loss);
      const duals = new Duals(network);
      for (const { quantity: by } of network.symbols) {
        const { value, scale } = duals.partial(loss, by);
        expect(Math.abs((slopes.get(by) as number) - value)).toBeLessThanOrEqual(16 * scale * 2 ** -53);
      }
    }),
    { numRuns: 300, seed: SEED },
  );
});
