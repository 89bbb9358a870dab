// Files by matrices: what they lower to.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import { instantiate } from '../../src/network/instance.ts';
import { evaluate } from '../../src/numeric/index.ts';

const matrixFile = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../networks/matrix/${name}.yaml`, import.meta.url)), 'utf8');

/** The equations of a file, as text. */
const equations = (text: string): readonly string[] =>
  readNetwork(text).network.equations.map(
    ({ quantity, rhs }) => `${writeFormula(quantity)} = ${writeFormula(rhs)}`,
  );

const file = (shapes: string, ...lines: readonly string[]): string =>
  `shapes: ${shapes}\nfunctions: { g: opaque, J: { opaque: 2 } }\nequations:\n${lines.map((line) => `  ${line}\n`).join('')}loss: E\n`;

describe('equations of entries', () => {
  test.each<[string, ...string[]]>([
    [
      file('{ W: [m, n], x: [n], b: [m] }', 'z: W*x + b', 'E: sum(z)'),
      'z[i] = sum(k, 1, n, W[i,k]*x[k]) + b[i]',
      'E = sum(k, 1, m, z[k])',
    ],
    [file('{ A: [m, n] }', 'E: norm(A)^2'), 'E = sum(k, 1, m, sum(p, 1, n, A[k,p]^2))'],
    [file('{ A: [2, 3] }', "E: sum(A')"), 'E = sum(k, 1, 3, sum(p, 1, 2, A[p,k]))'],
    [file('{ A: [n, n] }', 'E: tr(A)'), 'E = sum(k, 1, n, A[k,k])'],
    [file('{ r: [1, n], x: [n, 1] }', 'E: r*x'), 'E = sum(k, 1, n, r[k]*x[k])'],
    [file('{ x: [n], y: [n] }', 'h: g(x)', 'E: J(h, y)'), 'h[i] = g(x[i])', 'E = J(h, y)'],
    [file('{ x: [n] }', "E: sum(g'(x))"), "E = sum(k, 1, n, g'(x[k]))"],
    [
      file('{ x: [n] }', 'a: "x > 0 ? x : 0"', 'E: sum(a)'),
      'a[i] = (x[i] > 0 ? x[i] : 0)',
      'E = sum(k, 1, n, a[k])',
    ],
    [file('{ x: [n] }', 'E: mean(x)'), 'E = 1/n*sum(k, 1, n, x[k])'],
    [file('{ x: [n+1] }', 'E: mean(x)'), 'E = 1/(n + 1)*sum(k, 1, n+1, x[k])'],
    [file('{ A: [m, n] }', 'E: 1/m*sum(A)'), 'E = 1/m*sum(k, 1, m, sum(p, 1, n, A[k,p]))'],
    [file('{ u: [], v: [1], w: [1, 1] }', 'E: u*v + w'), 'E = u*v + w'],
    // Letters that are taken are left alone.
    [file('{ i: [n], j: [] }', 'E: j*sum(i)'), 'E = j*sum(k, 1, n, i[k])'],
    // Equations may stand in any order.
    [file('{ x: [n] }', 'E: sum(y)', 'y: g(x)'), 'E = sum(k, 1, n, y[k])', 'y[i] = g(x[i])'],
  ])('%s', (text, ...expected) => {
    expect(equations(text)).toEqual(expected);
  });

  test('for each of m samples', () => {
    expect(equations(matrixFile('samples'))).toEqual([
      'z[i,s] = sum(k, 1, n, V[i,k]*x[k,s]) + b[i]',
      'h[i,s] = g(z[i,s])',
      'u[i,s] = sum(k, 1, p, W[i,k]*h[k,s]) + c[i]',
      'a[i,s] = sigmoid(u[i,s])',
      'E = 1/m*sum(s, 1, m, 1/2*sum(k, 1, q, (a[k,s] - y[k,s])^2))',
    ]);
    const text = `samples: m\ninputs: [x]\n${file('{ x: [n] }', 'e: norm(x)^2', 'f: e - mean(e)', 'E: sum(f*f)')}`;
    expect(equations(text)).toEqual([
      'e[s] = sum(k, 1, n, x[k,s]^2)',
      'f[s] = e[s] - 1/m*sum(k, 1, m, e[k])',
      'E = sum(s, 1, m, f[s]*f[s])',
    ]);
  });
});

test('shapes of everything, samples as columns', () => {
  const { shapes } = readNetwork(matrixFile('samples'));
  const written = [...(shapes ?? [])].map(
    ([name, { rows, columns }]) => `${name} ${rows.key} × ${columns.key}`,
  );
  expect(written).toEqual([
    'V p × n',
    'b p × 1',
    'W q × p',
    'c q × 1',
    'x n × m',
    'y q × m',
    'z p × m',
    'h p × m',
    'u q × m',
    'a q × m',
    'E 1 × 1',
  ]);
});

test('roles, sizes, values and LaTeX', () => {
  const { network, sizeValues, warnings } = readNetwork(`name: fit
shapes: { A: [m, n], x: [n], b: [m], unused: [n] }
sizes: { m: 2, n: 3 }
inputs: { A: [[1, 2, 3], [4, 5, 6]] }
targets: { b: [1, -1] }
constants: { lambda: 0.5 }
values: { x: [0.5, 0, -0.5] }
equations:
  r: A*x - b
  E: 1/m*norm(r)^2 + lambda*norm(x)^2
loss: E
learning_rate: 0.1
latex: { r: '\\rho' }
`);
  expect(network.name).toBe('fit');
  const roles = network.symbols.map(({ quantity, role }) => `${writeFormula(quantity)} ${role}`);
  expect(roles).toEqual([
    'A[i,j] input',
    'x[i] parameter',
    'b[i] target',
    'unused[i] parameter',
    'r[i] defined',
    'lambda constant',
    'E defined',
    'm constant',
  ]);
  expect(network.symbol(network.named('r') as Quantity)?.latex).toBe('\\rho');
  expect(network.sizes).toEqual(['m', 'n']);
  expect(sizeValues).toEqual(
    new Map([
      ['m', 2],
      ['n', 3],
    ]),
  );
  expect(warnings.map(({ message }) => message)).toEqual(['unused is never used']);
  const instance = instantiate(network, sizeValues ?? new Map());
  const loss = evaluate(instance.network).get(instance.network.loss as Quantity);
  // r = (−1, −1) − (1, −1) = (−2, 0), so 4/2 + 0.5·0.5.
  expect(loss).toBeCloseTo(2.25, 12);
});

test('a row keeps its shape', () => {
  const { network, shapes } = readNetwork(file('{ w: [1, n], x: [n] }', 'z: w*x', 'v: g(w)', 'E: z*sum(v)'));
  expect(network.symbols.filter(({ isRow }) => isRow).map(({ quantity }) => quantity.name)).toEqual([
    'w',
    'v',
  ]);
  expect(shapes?.get('v')?.rows.key).toBe('1');
});

test('an equality that the author vouches for holds for every entry', () => {
  const text = `${file('{ y: [n], S: [n, n] }', 'E: sum(S*y)')}given: [sum(y) = 1, "S = S'"]\n`;
  const written = readNetwork(text).network.given.map((each) =>
    each.kind === 'equal' ? `${writeFormula(each.equation.lhs)} = ${writeFormula(each.equation.rhs)}` : '',
  );
  expect(written).toEqual(['sum(k, 1, n, y[k]) = 1', 'S[i,j] = S[j,i]']);
});

test('without a matrix it is a network of numbers', () => {
  const { network } = readNetwork(file('{ u: [] }', 'E: u*u'));
  expect(network.families).toBeUndefined();
});
