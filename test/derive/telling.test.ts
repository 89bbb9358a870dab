// The order in which error terms are told, and that none of them is left out.
import { describe, expect, test } from 'vitest';
import { gradientNetwork, IndexedDeriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { nodes, type Quantity } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import type { Network } from '../../src/network/index.ts';
import { Loops } from '../../src/numeric/index.ts';

const read = (text: string): Network => readNetwork(text, { name: 'network' }).network;

/** What the theorems are about, in the order in which they are told. */
function told(network: Network, wrt: readonly string[]) {
  const deriver = new IndexedDeriver(network);
  const asked = wrt.flatMap((name) =>
    deriver.derive(network.loss as Quantity, network.named(name) as Quantity),
  );
  return { deriver, order: deriver.inOrder(asked) };
}

const gate = (name: string, f: string): string =>
  `  ${name}[t,j]: ${f}(sum(k, W${name}[j,k]*x[t,k]) + sum(r, U${name}[j,r]*h[t-1,r]))\n`;

const lstm = `name: lstm
families:
  x[t,k]: t in 1..T, k in 1..D
${['i', 'f', 'o', 'g'].map((name) => `  W${name}[j,k]: j in 1..H, k in 1..D\n  U${name}[j,r]: j in 1..H, r in 1..H\n  ${name}[t,j]: t in 1..T, j in 1..H\n`).join('')}  c[t,j]: t in 0..T, j in 1..H
  h[t,j]: t in 0..T, j in 1..H
  y[t,j]: t in 1..T, j in 1..H
inputs: [x, 'h[0,j]', 'c[0,j]']
targets: [y]
equations:
${gate('i', 'sigmoid')}${gate('f', 'sigmoid')}${gate('o', 'sigmoid')}${gate('g', 'tanh')}  c[t,j]: f[t,j]*c[t-1,j] + i[t,j]*g[t,j]
  h[t,j]: o[t,j]*tanh(c[t,j])
  E: 1/2*sum(t, 1, T, sum(j, (h[t,j] - y[t,j])^2))
loss: E
`;

const normalised = `name: normalised
families:
  x[s]: s in 1..m
  u[s]: s in 1..m
  h[s]: s in 1..m
  y[s]: s in 1..m
inputs: [x]
targets: [y]
parameters: [w, gamma]
constants: [epsilon]
equations:
  u[s]: w*x[s]
  mu: 1/m*sum(s, u[s])
  V: 1/m*sum(s, (u[s] - mu)^2)
  h[s]: gamma*(u[s] - mu)/sqrt(V + epsilon)
  E: sum(s, (h[s] - y[s])^2)
loss: E
`;

const decoder = `name: decoder
families:
  x[t]: t in 1..T
  e[t]: t in 0..T
  d[r]: r in 0..S
  y[r]: r in 1..S
inputs: [x, 'e[0]']
targets: [y]
parameters: [u, v]
equations:
  e[t]: tanh(u*x[t] + e[t-1])
  d[0]: e[T]
  d[r]: tanh(v*d[r-1])
  E: 1/2*sum(r, 1, S, (d[r] - y[r])^2)
loss: E
`;

describe('each after those it rests on', () => {
  test.each([
    [
      'gates of an LSTM, whichever was asked for',
      lstm,
      ['Wf'],
      'h[T,j] h[t,j] c[T,j] c[t,j] i[t,j] f[t,j] o[t,j] g[t,j] Wf[j,k]',
    ],
    [
      'two at once',
      lstm,
      ['Ug', 'Wo'],
      'h[T,j] h[t,j] c[T,j] c[t,j] i[t,j] f[t,j] o[t,j] g[t,j] Ug[j,r] Wo[j,k]',
    ],
    ['statistics of a batch', normalised, ['w'], 'h[s] V mu u[s] w'],
    ['a state with an equation of its own', decoder, ['u'], 'd[S] d[r] d[0] e[T] e[t] u'],
  ])('%s', (_, text, wrt, members) => {
    const { order } = told(read(text), wrt);
    expect(order.map((each) => writeFormula(each.wrt)).join(' ')).toBe(members);
  });
});

test.each([lstm, normalised, decoder])('what has a name is written with it', (text) => {
  const { deriver, order } = told(read(text), text === lstm ? ['Wf'] : text === decoder ? ['u'] : ['w']);
  for (const { theorem } of order)
    expect(nodes(deriver.theorem(theorem).goal.rhs).some(({ kind }) => kind === 'partial')).toBe(false);
});

test('loops run through the state with an equation of its own', () => {
  const network = read(decoder);
  const made = gradientNetwork(network, network.loss as Quantity, [network.named('u') as Quantity]);
  const run = (u: number): Loops => {
    const loops = new Loops(made.network, new Map(Object.entries({ T: 3, S: 2 })));
    loops.fill('x', [0.1, -0.2, 0.3]);
    loops.fill('e', [0.5, 0, 0, 0]);
    loops.fill('y', [0.3, -0.7]);
    loops.fill('u', [u]);
    loops.fill('v', [0.9]);
    loops.run();
    return loops;
  };
  const [at, step] = [0.6, 1e-5];
  const loss = (u: number): number => run(u).array('E')[0] as number;
  const difference = (loss(at + step) - loss(at - step)) / (2 * step);
  expect(run(at).array('d_u')[0]).toBeCloseTo(difference, 8);
});
