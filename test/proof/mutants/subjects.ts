// What is mutated: derivations of fixed and random networks, each with points of Dom(N) at which to look.
import fc from 'fast-check';
import { Deriver } from '../../../src/derive/index.ts';
import { nodes, type Quantity } from '../../../src/expr/index.ts';
import { conditionsOf, type Network } from '../../../src/network/index.ts';
import { evaluate, evaluateTerm } from '../../../src/numeric/index.ts';
import type { Theorem } from '../../../src/proof/index.ts';
import { randomNetwork } from '../../networks/random.ts';
import { twoTwoTwo } from '../../networks/twoTwoTwo.ts';
import { equal, network, q } from '../small.ts';

export type Point = ReadonlyMap<Quantity, number>;

export interface Subject {
  readonly name: string;
  readonly network: Network;
  readonly theorems: readonly Theorem[];
  /** Values of what has no equation, inside Dom(N) and where what the network declares holds. */
  readonly points: readonly Point[];
}

/** A seeded generator of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether the network has finite values there, every condition of Dom(N) holds with room to spare, and so does what it declares. */
function isInside(of: Network, point: Point): boolean {
  const values = evaluate(of, point);
  for (const value of values.values()) if (!(Math.abs(value) < 1e4)) return false;
  const clear = of.equations.every(({ rhs }) =>
    nodes(rhs).every((node) =>
      conditionsOf(node).every((condition) => {
        if (condition.kind !== 'nonzero' && condition.kind !== 'positive') return true;
        const value = evaluateTerm(condition.term, values);
        return condition.kind === 'positive' ? value > 1e-3 : Math.abs(value) > 1e-3;
      }),
    ),
  );
  return (
    clear &&
    of.given.every((each) => {
      if (each.kind !== 'equal') return true;
      const [left, right] = [each.equation.lhs, each.equation.rhs].map((term) => evaluateTerm(term, values));
      return Math.abs((left as number) - (right as number)) < 1e-12;
    })
  );
}

const COUNT = 3;

/** The network's own values and others near them. `settle` makes declared equalities true. */
function pointsOf(
  of: Network,
  random: () => number,
  settle: (point: Map<Quantity, number>) => void,
): readonly Point[] {
  const found: Point[] = [];
  for (let tries = 0; found.length < COUNT && tries < 200; tries++) {
    const spread = tries === 0 ? 0 : 0.6 / (1 + tries / 40);
    const point = new Map(
      [...of.values].map(([quantity, value]) => [
        quantity,
        value * (1 + spread * (random() - 0.5)) + spread * 0.1 * random(),
      ]),
    );
    settle(point);
    if (isInside(of, point)) found.push(point);
  }
  return found;
}

const AT_MOST = 6;

/** Every gradient of the loss, or as many as there is time for. */
function subject(
  name: string,
  of: Network,
  seed: number,
  settle: (point: Map<Quantity, number>) => void = () => {},
): Subject {
  const deriver = new Deriver(of);
  const parameters = of.symbols
    .filter(({ role }) => role === 'parameter' || role === 'input')
    .map((each) => each.quantity);
  const random = seeded(seed);
  const chosen =
    parameters.length <= AT_MOST
      ? parameters
      : parameters.filter(() => random() < AT_MOST / parameters.length);
  for (const each of chosen) deriver.derive(of.loss as Quantity, each);
  const { theorems } = deriver.derivation;
  return { name, network: of, theorems, points: pointsOf(of, random, settle) };
}

const values = (pairs: Readonly<Record<string, number>>) =>
  new Map(Object.entries(pairs).map(([name, value]) => [q(name), value]));

const softmax = network(
  'z1 z2 z3 y1 y2 y3',
  {
    a1: 'exp(z1)/(exp(z1) + exp(z2) + exp(z3))',
    a2: 'exp(z2)/(exp(z1) + exp(z2) + exp(z3))',
    a3: 'exp(z3)/(exp(z1) + exp(z2) + exp(z3))',
    L: '-(y1*log(a1) + y2*log(a2) + y3*log(a3))',
  },
  {
    given: [equal('y1 + y2 + y3', '1')],
    loss: q('L'),
    values: values({ z1: 0.3, z2: -0.7, z3: 1.1, y1: 0.2, y2: 0.5, y3: 0.3 }),
  },
);

const recurrence = network(
  'W U h0 x1 x2 x3 y',
  {
    h1: 'tanh(W*h0 + U*x1)',
    h2: 'tanh(W*h1 + U*x2)',
    h3: 'tanh(W*h2 + U*x3)',
    E: '(h3 - y)^2 + 1/10*(h1 - y)^2',
  },
  { loss: q('E'), values: values({ W: 0.7, U: -0.4, h0: 0.2, x1: 0.5, x2: -0.3, x3: 0.8, y: 0.1 }) },
);

const skip = network(
  'x w v b y',
  { z: 'w*x + b', a: 'relu(z)', r: 'leakyRelu(z*v)', h: 'a + v*x*a + r', E: '1/2*(h - y)^2 + b^2*h' },
  { loss: q('E'), values: values({ x: 0.8, w: 0.6, v: -0.9, b: 0.25, y: 0.4 }) },
);

const twice = network(
  'x w y',
  { h: 'w*x', p: 'h*h + h', m: 'max(h, p*x)', k: 'abs(w) + sqrt(p)', E: '(m - y)^2*k + log(p)/h' },
  { loss: q('E'), values: values({ x: 0.8, w: 0.9, y: 0.3 }) },
);

/** Fixed networks (sharing, recurrence with held quantities, skips, kinks, declared equalities), then random ones. */
export function subjects(randomOnes: number): readonly Subject[] {
  const balance = (point: Map<Quantity, number>): void => {
    point.set(q('y3'), 1 - (point.get(q('y1')) as number) - (point.get(q('y2')) as number));
  };
  const fixed = [
    subject('two-two-two', twoTwoTwo, 1),
    subject('softmax', softmax, 2, balance),
    subject('recurrence', recurrence, 3),
    subject('skip', skip, 4),
    subject('twice', twice, 5),
  ];
  const drawn = fc.sample(randomNetwork, { seed: 2026, numRuns: randomOnes });
  return [...fixed, ...drawn.map((each, i) => subject(`random ${i}`, each, 100 + i))];
}
