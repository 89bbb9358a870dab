// Random networks: every gradient found is accepted from its file, and its closed form is the number that dual numbers and
// central differences give.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deriver, type Worked } from '../../src/derive/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { Duals, difference } from '../../src/numeric/index.ts';
import { check, readDerivation, writeDerivation } from '../../src/proof/index.ts';
import { activationsOf, randomNetwork } from '../networks/random.ts';

const NETWORKS = 70;
const networks = fc.sample(randomNetwork, { seed: 7, numRuns: NETWORKS });
const loss = (of: Network): Quantity => of.loss as Quantity;
const parametersOf = (of: Network): readonly Quantity[] =>
  of.symbols.filter(({ role }) => role === 'parameter').map(({ quantity }) => quantity);

/** One network with every gradient of its loss found. */
interface Found {
  readonly network: Network;
  readonly deriver: Deriver;
  readonly worked: readonly Worked[];
}

const found: readonly Found[] = networks.map((network) => {
  const deriver = new Deriver(network);
  return { network, deriver, worked: parametersOf(network).map((by) => deriver.derive(loss(network), by)) };
});

interface Gradient {
  readonly network: Network;
  readonly by: Quantity;
  readonly closed: number;
  readonly dual: number;
  /** What rounding may do, in units of 2⁻⁵³: the sizes of all that was added up. */
  readonly scale: number;
}

/** Every gradient of a network, its closed form's value with error terms by their own derivations' values. */
function gradientsOf({ network, deriver, worked }: Found): readonly Gradient[] {
  const plain = new Duals(network);
  const names = new Map<Quantity, number>();
  for (const { name, goal } of deriver.derivation.theorems) {
    if (name === undefined) continue;
    names.set(name, new Duals(network, { values: names }).value(goal.rhs).value);
  }
  const named = new Duals(network, { values: names });
  return worked.map(({ closed, wrt }) => {
    const found = named.value(deriver.theorem(closed).goal.rhs);
    const dual = plain.partial(loss(network), wrt);
    return { network, by: wrt, closed: found.value, dual: dual.value, scale: found.scale + dual.scale };
  });
}

describe('random networks', () => {
  test('all activations occur', () => {
    const met = new Set(networks.flatMap((each) => [...activationsOf(each)]));
    for (const name of [
      'sigmoid',
      'tanh',
      'softplus',
      'relu',
      'leakyRelu',
      'elu',
      'silu',
      'gelu',
      'identity',
    ])
      expect(met).toContain(name);
  });

  test('every derivation is accepted from its file alone, and says what it set out to', {
    timeout: 60_000,
  }, () => {
    for (const { network, deriver, worked } of found) {
      const file = JSON.parse(JSON.stringify(writeDerivation(deriver.derivation)));
      const read = readDerivation(file);
      expect(check(read).filter(({ accepted }) => !accepted)).toEqual([]);
      for (const { theorem, closed, wrt } of worked) {
        for (const id of [theorem, closed]) {
          const { goal } = read.theorems[id] as (typeof read.theorems)[number];
          expect(goal.lhs).toMatchObject({ kind: 'partial', by: wrt, hold: [], args: [loss(network)] });
        }
      }
    }
  });

  test('in the same way: what is renamed is accepted too', { timeout: 60_000 }, () => {
    let renamed = 0;
    for (const network of networks.slice(0, 25)) {
      const deriver = new Deriver(network);
      let like: ReturnType<Deriver['derive']> | undefined;
      for (const by of parametersOf(network)) {
        const worked = deriver.derive(loss(network), by, like);
        if (worked.sameWay) renamed += 1;
        else like = worked;
      }
      const file = JSON.parse(JSON.stringify(writeDerivation(deriver.derivation)));
      expect(check(readDerivation(file)).filter(({ accepted }) => !accepted)).toEqual([]);
    }
    expect(renamed).toBeGreaterThan(30);
  });

  test('closed forms agree with dual numbers and with central differences', { timeout: 90_000 }, () => {
    let count = 0;
    let zeros = 0;
    let precise = 0;
    const wrong: string[] = [];
    for (const { network, by, closed, dual, scale } of found.flatMap(gradientsOf)) {
      count += 1;
      const where = `${by.name} in ${JSON.stringify(network.equations.map((each) => each.quantity.name))}`;
      if (!(Math.abs(closed - dual) <= 1e-12 * Math.max(scale, Math.abs(dual))))
        wrong.push(`${where}: ${closed}, by dual numbers ${dual}`);
      const { value, errorEstimate, verdict, agrees } = difference(network, loss(network), by, {
        claimed: closed,
      });
      if (dual === 0) {
        zeros += 1;
        if (agrees !== true || Math.abs(closed) > 1e-12 * scale)
          wrong.push(`${where}: ${closed}, which should be 0; by differences ${value}`);
        continue;
      }
      const within = Math.max(1e-6 * Math.abs(value), 10 * errorEstimate);
      if (verdict === 'ok' && Math.abs(closed - value) > within && agrees !== true)
        wrong.push(`${where}: ${closed}, by differences ${value} ± ${errorEstimate}`);
      if (errorEstimate < 1e-7 * Math.abs(value)) precise += 1;
    }
    const share = precise / (count - zeros);
    console.log(
      `${NETWORKS} networks, ${count} gradients, ${zeros} of them 0; differences known to 10⁻⁷: ${(100 * share).toFixed(1)} %`,
    );
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(1_000);
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  test('what no path leads to is 0, proved', () => {
    for (const network of networks.slice(0, 30)) {
      const deriver = new Deriver(network);
      const targets = network.symbols.filter(({ role }) => role === 'target').map(({ quantity }) => quantity);
      for (const [first] of network.equations.map(({ quantity }) => [quantity])) {
        for (const y of targets.filter(
          (each) => first !== undefined && !network.graph.leads(each, first, new Set()),
        )) {
          const { closed } = deriver.derive(first as Quantity, y);
          expect(deriver.theorem(closed).goal.rhs).toMatchObject({ kind: 'number' });
        }
      }
    }
  });
});
