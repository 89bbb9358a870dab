// Random families and random terms with sums and brackets, ranges ragged or empty and names in collision: loops and the
// network written out agree, on numbers and on what is refused.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InstanceError, type Network } from '../../../src/network/index.ts';
import { instantiate, type Sizes } from '../../../src/network/instance.ts';
import { evaluate, Loops } from '../../../src/numeric/index.ts';
import { family, type Random, random, randomPoint, whole } from '../../networks/families.ts';
import { text } from '../../networks/indexed.ts';
import { randomFamily, randomTerm } from '../../proof/indexedRandom.ts';

/** What came of a question: an answer, or why indices or sizes refuse it. */
function outcome<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof InstanceError) return error.problem;
    throw error;
  }
}

/** Compares a network at a random point; whether it has numbers at all. */
function agree(network: Network, sizes: Sizes, draw: Random): boolean {
  const written = outcome(() => instantiate(network, sizes));
  const implementation = (): number => 1;
  const functions = new Map([...network.opaque.keys()].map((name) => [name, implementation]));
  const compiled = outcome(() =>
    (['javascript', 'closures'] as const).map((engine) => new Loops(network, sizes, { functions, engine })),
  );
  if (typeof written === 'string' || typeof compiled === 'string') {
    expect(compiled).toBe(written);
    return false;
  }
  const point = randomPoint(network, draw, sizes);
  const expected = evaluate(point.instance.network, point.values, functions);
  for (const loops of compiled) {
    for (const [each, value] of point.values) if (!sizes.has(each.name)) loops.set(each, value);
    loops.run();
    for (const [each, value] of expected) {
      const own = loops.value(each);
      if (!(Math.abs(own - value) <= 1e-12 * Math.max(1, Math.abs(value))))
        expect([text(each), own]).toEqual([text(each), value]);
    }
  }
  return true;
}

/** Runs a property on seeds, and asks that enough of them were networks with numbers. */
function seeds(numRuns: number, least: number, property: (draw: Random) => boolean): void {
  let count = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      if (property(random(seed))) count += 1;
    }),
    { numRuns },
  );
  expect(count).toBeGreaterThan(least);
}

test('random families', () => {
  seeds(150, 30, (draw) => {
    const found = randomFamily(draw);
    return found !== undefined && agree(found.network, new Map([['p', whole(draw, 1, 3)]]), draw);
  });
});

/** E[i,j,k] = a random term over the three, of x, v and c. */
function randomTermNetwork(draw: Random): Network | undefined {
  // Wide enough, at every p, for what a random term mentions.
  const wide = 'in 0-12-3*p..20+3*p';
  const where = 'i in 1..3, j in 0..p, k in i..3';
  const rhs = randomTerm(draw, 4, false);
  try {
    return family(rhs, {
      inputs: { 'x[i]': `i ${wide}`, 'v[i,j]': `i ${wide}, j ${wide}`, c: '' },
      defined: { 'E[i,j,k]': where },
      equations: [['E[i,j,k]', rhs, where]],
      sizes: ['p'],
    });
  } catch {
    return undefined;
  }
}

test('random terms', () => {
  seeds(600, 50, (draw) => {
    const network = randomTermNetwork(draw);
    return network !== undefined && agree(network, new Map([['p', whole(draw, 1, 3)]]), draw);
  });
});
