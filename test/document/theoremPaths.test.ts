// Where paths lead, as a sentence that is true: states of a recurrence lead to each other, pre-activations of a layer do not.
import { describe, expect, test } from 'vitest';
import { pageOf, saying } from './pageOf.ts';

const states = (range: string): string => `name: states
families:
  h[t]: t in 0..${range}
  y[t]: t in 1..${range}
inputs: ['h[0]']
targets: [y]
parameters: [a]
equations:
  h[t]: tanh(a*h[t-1])
  E: 1/2*sum(t, 1, ${range}, (h[t] - y[t])^2)
loss: E
`;

test.each([
  [states('T'), 'a', 'A path from $a$ goes on to one of $h_1,\\dots,h_T$; we add over these.'],
  [states('2'), 'a', 'A path from $a$ goes on to one of $h_1,h_2$; we add over these.'],
  [
    'general/recurrence',
    'W',
    'A path from $W_{ik}$ goes on to one of $z_i^1,\\dots,z_i^T$; we add over these.',
  ],
  [
    'general/samples',
    'b',
    'Every path from $b_j^l$ to $C$ passes exactly one of $z_{j1}^l,\\dots,z_{jm}^l$.',
  ],
  [
    "name: t\nshapes: { X: [m, n], Y: [m, n], s: [] }\nequations:\n  Z: tanh(s*X)\n  E: norm(Z - Y)^2 + sum(Z'*X)\nloss: E\n",
    's',
    'Every path from $s$ to $E$ passes exactly one of $Z_{11},\\dots,Z_{mn}$.',
  ],
])('%#', (source, wrt, sentence) => {
  expect(saying(pageOf(source, [wrt]), sentence)).toHaveLength(1);
});

test('in Chinese', () => {
  expect(pageOf('general/recurrence', ['W'], { locale: 'zh' })).toContain(
    '从 $W_{ik}$ 出发的路径接着经过 $z_i^1,\\dots,z_i^T$ 之一，对它们求和。',
  );
});

describe('what survives', () => {
  const text = (formula: string): string => `name: sums
families:
  x[i]: i in 1..n
  y[i]: i in 1..n
inputs: [y]
equations:
  E: ${formula}
loss: E
`;
  test.each([
    ['sum(i, (x[i] - y[i])^2)', 'only }j=i\\text{ survives'],
    ['sum(i, 1, n - 1, x[i+1]^2)', 'only }j=i-1\\text{ survives'],
  ])('%s', (formula, said) => {
    expect(pageOf(text(formula), ['x'])).toContain(said);
  });

  test('two letters at odds are not said', () => {
    const page = pageOf(text('sum(i, 1, n - 1, (x[i+1] - x[i])^2)'), ['x']);
    expect(page).not.toContain('j=i-1');
    expect(page).toContain('&&\\text{differentiate}');
  });

  test('where nothing leads on, that is said', () => {
    const page = pageOf(text('sum(i, 1, n - 1, x[i+1]^2)'), ['x']);
    expect(saying(page, 'No path leads from $x_1$ to $E$.')).toHaveLength(1);
  });
});
