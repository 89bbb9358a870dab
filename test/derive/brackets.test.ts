// Brackets under sums: what a closed form is once every bracket that fixes an index is used up.
import { describe, expect, test } from 'vitest';
import { nodes } from '../../src/expr/index.ts';
import { derivedFrom } from './derivedFrom.ts';

const matrices = `families:
  q[i,k]: i in 1..N, k in 1..D
  p[j,k]: j in 1..N, k in 1..D
  v[j,c]: j in 1..N, c in 1..M
  s[i,j]: i in 1..N, j in 1..N
  a[i,j]: i in 1..N, j in 1..N
  o[i,c]: i in 1..N, c in 1..M
  y[i,c]: i in 1..N, c in 1..M
targets: [y]
equations:
  s[i,j]: sum(k, q[i,k]*p[j,k])
  o[i,c]: sum(j, a[i,j]*v[j,c])
  E: 1/2*sum(i, sum(c, (o[i,c]-y[i,c])^2))
`;
const slope = (j: string): string => `sum(c, 1, M, v[${j},c]*delta_o[i,c])`;

const cases: readonly (readonly [name: string, yaml: string, wrt: string, expected: readonly string[]])[] = [
  [
    'rows of a softmax inside a sum',
    `${matrices}  a[i,j]: exp(s[i,j])/sum(k, 1, N, exp(s[i,k]))\nloss: E\n`,
    's',
    [`a[i,j]*(${slope('j')} - sum(k, 1, N, ${slope('k')}*a[i,k]))`],
  ],
  [
    'rows over their sum',
    `${matrices}  a[i,j]: s[i,j]*sum(k, 1, N, s[i,k])\nloss: E\n`,
    's',
    [`${slope('j')}*sum(r, 1, N, s[i,r]) + sum(k, 1, N, ${slope('k')}*s[i,k])`],
  ],
  [
    'the loss of Huber',
    `families:
  y[i]: i in 1..m
  z[i]: i in 1..m
targets: [y]
equations:
  E: "sum(i, abs(z[i] - y[i]) < 1 ? 1/2*(z[i] - y[i])^2 : abs(z[i] - y[i]) - 1/2)"
loss: E
`,
    'z',
    ['(1 - abs(z[i] - y[i]) > 0 ? z[i] - y[i] : sign(z[i] - y[i]))'],
  ],
];

describe.each(cases)('%s', (_name, yaml, wrt, expected) => {
  const found = derivedFrom(yaml, wrt);

  test('has a closed form', () => {
    expect(found.map(({ text }) => text)).toEqual(expected);
  });

  test('without brackets', () => {
    expect(found.flatMap(({ rhs }) => nodes(rhs)).filter(({ kind }) => kind === 'bracket')).toEqual([]);
  });
});
