// ∂ as this room reads it, against dual numbers, which share no code with it: random networks, variables and held quantities.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identical } from '../../src/compare/index.ts';
import {
  apply,
  type Expr,
  num,
  partial,
  product,
  type Quantity,
  quantity,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork, type Network } from '../../src/network/index.ts';
import { Duals } from '../../src/numeric/index.ts';

const inputs = ['x', 'y'].map((name) => quantity(name));
const defined = ['a', 'b', 'c', 'd', 'e'].map((name) => quantity(name));

/** Each equation by what it takes from those before it, and how. */
const networks = fc
  .array(fc.tuple(fc.nat(3), fc.nat(), fc.nat()), { minLength: defined.length, maxLength: defined.length })
  .map((choices): Network => {
    const equations = defined.map((q, i) => {
      const known: readonly Quantity[] = [...inputs, ...defined.slice(0, i)];
      const [how, first, second] = choices[i] as [number, number, number];
      const u = known[first % known.length] as Quantity;
      const v = known[second % known.length] as Quantity;
      const forms: readonly Expr[] = [
        sum(u, product(num(2), v)),
        product(u, v),
        apply('sigmoid', [sum(u, v)]),
        apply('tanh', [product(u, v)]),
      ];
      return { quantity: q, rhs: forms[how] as Expr };
    });
    return makeNetwork({
      name: 'random',
      symbols: [
        ...inputs.map((each) => ({ quantity: each, role: 'input' as const })),
        ...defined.map((each) => ({ quantity: each, role: 'defined' as const })),
      ],
      equations,
    });
  });

test('a second slope does not depend on the order in which it is taken', () => {
  const [x, y] = inputs as [Quantity, Quantity];
  fc.assert(
    fc.property(networks, fc.constantFrom(...defined), fc.nat(), (network, of, seed) => {
      const [first, second] = [partial(partial(of, x), y), partial(partial(of, y), x)];
      expect(identical(first, second, { network, seed }).verdict).toBe('equal');
    }),
    { numRuns: 150, seed: 20261121 },
  );
});

test('∂A/∂B with others held is what dual numbers say', () => {
  const all = [...inputs, ...defined];
  const subset = fc.subarray(defined, { maxLength: 2 });
  const one = fc.constantFrom(...all);
  let compared = 0;
  fc.assert(
    fc.property(networks, one, one, subset, fc.nat(), (network, of, by, held, seed) => {
      const hold = held.filter((each) => each !== by);
      const slope = product(partial(of, by, hold), sum(num(1), inputs[0] as Expr));
      // No slope here is nearly as large: the two values differ wherever they are looked at.
      const found = identical(slope, num(10n ** 60n), { network, seed });
      if (found.verdict !== 'different') throw new Error(found.verdict);
      compared += 1;
      const values = new Map([...found.witness].map(([q, value]) => [q, value.valueOf()]));
      for (const each of inputs) if (!values.has(each)) values.set(each, 1);
      const { value } = new Duals(network, { values }).value(slope);
      const [low, high] = [found.values[0].low, found.values[0].high];
      const room = 1e-9 * (1 + Math.abs(value));
      expect(value).toBeGreaterThanOrEqual(low - room);
      expect(value).toBeLessThanOrEqual(high + room);
    }),
    { numRuns: 150, seed: 20261120 },
  );
  expect(compared).toBe(150);
});
