// Gradients of families by every family there is: each found, or said to be undecided, never refused by the kernel.
import { describe, expect, test } from 'vitest';
import { IndexedDeriver, type IndexedWorked } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { type Expr, partial, type Quantity, quantity, replace } from '../../src/expr/index.ts';
import { UndecidedError } from '../../src/network/index.ts';
import { check } from '../../src/proof/index.ts';
import { familyNets, random, randomPoint } from '../networks/families.ts';

const parts = (deriver: IndexedDeriver, of: Quantity, wrt: Quantity): readonly IndexedWorked[] => {
  try {
    return deriver.derive(of, wrt);
  } catch (error) {
    expect(error).toBeInstanceOf(UndecidedError);
    return [];
  }
};

/** A term with the derivatives that its names stand for. */
const withoutNames = (term: Expr, { derivation }: IndexedDeriver): Expr =>
  replace(term, (node) => {
    const lhs =
      node.kind === 'quantity'
        ? derivation.theorems.find(({ name }) => name?.name === node.name)?.goal.lhs
        : undefined;
    return lhs?.kind === 'partial'
      ? partial(lhs.args[0] as Expr, quantity(lhs.by.name, (node as Quantity).indices))
      : undefined;
  });

describe.each(familyNets.map((network) => [network.name, network] as const))('%s', (_name, network) => {
  test('what is claimed holds at random sizes', () => {
    const deriver = new IndexedDeriver(network);
    const loss = network.loss as Quantity;
    const draw = random(7);
    let compared = 0;
    for (const { quantity } of network.symbols.filter(
      ({ role }) => role === 'parameter' || role === 'input',
    )) {
      const found = parts(deriver, loss, quantity);
      for (const { wrt, ranges, theorem } of [...found, ...deriver.underlying(found)]) {
        const { instance, duals } = randomPoint(network, draw);
        for (const at of instance.assignments(ranges)) {
          const claimed = duals.value(
            instance.term(withoutNames(deriver.theorem(theorem).goal.rhs, deriver), at),
          );
          const slope = duals.partial(loss, instance.term(wrt, at) as Quantity);
          expect(Math.abs(claimed.value - slope.value)).toBeLessThanOrEqual(
            1e-12 * (claimed.scale + slope.scale),
          );
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(0);
  });

  test('by every family', () => {
    const deriver = new IndexedDeriver(network);
    for (const { quantity } of network.symbols) {
      if (quantity === network.loss) continue;
      try {
        deriver.derive(network.loss as Quantity, quantity);
      } catch (error) {
        expect(error).toBeInstanceOf(UndecidedError);
      }
    }
    expect(deriver.derivation.theorems.length).toBeGreaterThan(3);
    expect(check(deriver.derivation).every(({ accepted }) => accepted)).toBe(true);
  });
});

test('a divisor that ends at its own place is not 0, in whichever order its factors stand', () => {
  const { network } = readNetwork(`families:
  q[t,u]: t in 1..T, u in 1..T
  r[t]: t in 1..T
  v[t]: t in 1..T
  o[t]: t in 1..T
equations:
  o[t]: sum(u, 1, T, exp(q[t,u]*r[u])*v[u])/sum(u, 1, t, exp(q[t,u]*r[u]))
  E: sum(t, o[t]^2)
loss: E
`);
  const deriver = new IndexedDeriver(network);
  for (const name of ['q', 'r', 'v'])
    expect(deriver.derive(network.loss as Quantity, network.named(name) as Quantity)).not.toEqual([]);
  expect(check(deriver.derivation).every(({ accepted }) => accepted)).toBe(true);
});
