import fc from 'fast-check';
import { expect, test } from 'vitest';
import { functions } from '../../src/functions/index.ts';
import { activationsOf, randomNetwork } from './random.ts';

test('random networks cover what they promise', () => {
  const networks = fc.sample(randomNetwork, { numRuns: 400, seed: 7 });
  const used = new Set(networks.flatMap((network) => [...activationsOf(network)]));
  for (const { name, arity, definition } of functions)
    if (arity === 1 && definition !== undefined) expect(used).toContain(name);
  // Softmax, cross-entropy and L1 bring these.
  for (const name of ['exp', 'log', 'abs']) expect(used).toContain(name);
  const sizes = networks.map((network) => network.equations.length);
  expect(Math.min(...sizes)).toBeLessThanOrEqual(3);
  expect(Math.max(...sizes)).toBeGreaterThanOrEqual(25);
  const names = new Set(networks.flatMap((network) => network.symbols.map(({ quantity }) => quantity.name)));
  expect(names.size).toBeGreaterThan(300);
});
