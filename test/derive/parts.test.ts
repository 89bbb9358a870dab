// Parts of families: where the ends of a range differ from its inside, and in which order they are told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IndexedDeriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { check, readDerivation, writeDerivation } from '../../src/proof/index.ts';
import { random, randomPoint } from '../networks/families.ts';
import { derivedFrom } from './derivedFrom.ts';

const stencil = (from: string, to: string, rhs: string): string => `families:
  x[i]: i in 1..n
  d[i]: i in ${from}..${to}
equations:
  d[i]: ${rhs}
  E: 1/2*sum(i, d[i]^2)
loss: E
`;

const lags = `families:
  x[t]: t in 1..T
  h[t]: t in -1..T
  y[t]: t in 1..T
inputs: [x, "h[0]", "h[-1]"]
targets: [y]
parameters: [u, w, v]
functions: {g: opaque}
equations:
  h[t]: g(u*x[t] + w*h[t-1] + v*h[t-2])
  E: 1/2*sum(t, 1, T, (h[t]-y[t])^2)
loss: E
`;
const backward = lags
  .replace('-1..T', '1..T+2')
  .replace('h[0]', 'h[T+1]')
  .replace('h[-1]', 'h[T+2]')
  .replace('h[t-1]', 'h[t+1]')
  .replace('h[t-2]', 'h[t+2]');

test.each([
  [
    'a difference',
    stencil('1', 'n-1', 'x[i+1] - x[i]'),
    'x',
    ['x[1] for 2..n: -d[1]', 'x[i] for 2..n-1: d[i-1] - d[i]', 'x[n] for 2..n: d[n-1]'],
  ],
  [
    'a second difference',
    stencil('2', 'n-1', 'x[i+1] - 2*x[i] + x[i-1]'),
    'x',
    [
      'x[1] for 3..n: d[2]',
      'x[2] for 4..n: -2*d[2] + d[3]',
      'x[i] for 3..n-2: d[i-1] - 2*d[i] + d[i+1]',
      'x[n-1] for 4..n: d[n-2] - 2*d[n-1]',
      'x[n] for 3..n: d[n-1]',
    ],
  ],
  [
    'two lags, from the last step',
    lags,
    'h',
    [
      'h[T] for : h[T] - y[T]',
      "h[T-1] for 2..T: delta[T]*g'(u*x[T] + w*h[T-1] + v*h[T-2])*w + h[T-1] - y[T-1]",
      "h[t] for 1..T-2: delta[t+1]*g'(u*x[t+1] + w*h[t] + v*h[t-1])*w + delta[t+2]*g'(u*x[t+2] + w*h[t+1] + v*h[t])*v + h[t] - y[t]",
    ],
  ],
  [
    'two steps ahead, from the first',
    backward,
    'h',
    [
      'h[1] for : h[1] - y[1]',
      "h[2] for 2..T: delta[1]*g'(u*x[1] + w*h[2] + v*h[3])*w + h[2] - y[2]",
      "h[t] for 3..T: delta[t-1]*g'(u*x[t-1] + w*h[t] + v*h[t+1])*w + delta[t-2]*g'(u*x[t-2] + w*h[t-1] + v*h[t])*v + h[t] - y[t]",
    ],
  ],
  [
    'members by themselves',
    'families: { "x[i]": i in 1..n }\nequations: { E: "x[1]*x[n]" }\nloss: E\n',
    'x',
    ['x[1] for 2..n: x[n]', 'x[i] for 2..n-1: 0', 'x[n] for 2..n: x[1]'],
  ],
] as const)('%s', (_name, yaml, wrt, expected) => {
  const found = derivedFrom(yaml, wrt);
  expect(found.map(({ where, text }) => `${where}: ${text}`)).toEqual(expected);
});

test.each([
  ['w', ['h', 'h', 'h', 'w']],
  ['h', ['h', 'h', 'h']],
])('what ∂E/∂%s rests on is told before it, from the last step', (wrt, expected) => {
  const { network } = readNetwork(lags);
  const deriver = new IndexedDeriver(network);
  const asked = deriver.derive(network.loss as Quantity, network.named(wrt) as Quantity);
  const order = deriver.inOrder([asked.at(-1) ?? asked[0]].filter((each) => each !== undefined));
  expect(order.map((each) => each.wrt.name)).toEqual(expected);
  expect(order[0]?.wrt.indices[0]?.key).toBe('T');
});

test('error terms stand in the order in which they are computed', () => {
  const { network } = readNetwork(`families:
  x[s]: s in 1..m
  y[s]: s in 1..m
  c[s]: s in 1..m
  h[s]: s in 1..m
parameters: [x, gamma, beta]
targets: [y]
constants: [eps]
equations:
  mu: 1/m*sum(s, x[s])
  c[s]: x[s] - mu
  v: 1/m*sum(s, c[s]^2)
  h[s]: gamma*c[s]/sqrt(v+eps) + beta
  E: 1/2*sum(s, (h[s]-y[s])^2)
loss: E
`);
  const deriver = new IndexedDeriver(network);
  const asked = deriver.derive(network.loss as Quantity, network.named('x') as Quantity);
  expect(deriver.inOrder(asked).map(({ wrt }) => wrt.name)).toEqual(['h', 'v', 'c', 'mu', 'x']);
  expect(deriver.underlying(asked).map(({ wrt }) => wrt.name)).toEqual(['h', 'v', 'c', 'mu']);
});

/** Shifts of one or two mentions, and where the equation runs so that they stay in range. */
const shifts = fc.uniqueArray(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 3 });
const at = (shift: number): string => (shift === 0 ? 'x[i]' : `x[i${shift > 0 ? '+' : ''}${shift}]`);

describe('random shifts', () => {
  test('each part is accepted and holds at random sizes', () => {
    let compared = 0;
    fc.assert(
      fc.property(shifts, fc.boolean(), fc.integer({ min: 1, max: 1e6 }), (offsets, isProduct, seed) => {
        const rhs = offsets.map(at).join(isProduct ? '*' : ' - ');
        const [low, high] = [Math.min(0, ...offsets), Math.max(0, ...offsets)];
        const { network } = readNetwork(stencil(String(1 - low), `n-${high}`, `${rhs} + 1`));
        const deriver = new IndexedDeriver(network);
        const [loss, x] = [network.loss as Quantity, network.named('x') as Quantity];
        const found = deriver.derive(loss, x);
        const verdicts = check(
          readDerivation(JSON.parse(JSON.stringify(writeDerivation(deriver.derivation)))),
        );
        expect(verdicts.every(({ accepted }) => accepted)).toBe(true);
        for (const n of [1, 3, 7, 12]) {
          const { instance, duals } = randomPoint(network, random(seed), new Map([['n', n]]));
          const met = new Set<Quantity>();
          for (const { wrt, ranges, theorem } of found) {
            for (const indices of instance.assignments(ranges)) {
              const member = instance.term(wrt, indices) as Quantity;
              met.add(member);
              const claimed = duals.value(instance.term(deriver.theorem(theorem).goal.rhs, indices));
              const slope = duals.partial(loss, member);
              expect(Math.abs(claimed.value - slope.value)).toBeLessThanOrEqual(
                1e-12 * (claimed.scale + slope.scale),
              );
              compared += 1;
            }
          }
          // Where both ends fit beside each other, the parts cover the family.
          if (n >= 2 * (high - low)) expect(met.size).toBe(n);
        }
      }),
      { numRuns: 20 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
