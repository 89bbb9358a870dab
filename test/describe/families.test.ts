// Files with families: what they read as, what a layer list becomes with indices, and values.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ReadNetwork, readNetwork } from '../../src/describe/index.ts';
import { index, quantity } from '../../src/expr/index.ts';
import { indexText, rangeText, writeFormula } from '../../src/formula/index.ts';
import type { Network } from '../../src/network/index.ts';

const folder = fileURLToPath(new URL('../networks/general/', import.meta.url));
const files = readdirSync(folder);
const read = (file: string): ReadNetwork => readNetwork(readFileSync(folder + file, 'utf8'), { name: file });
const member = (name: string, ...at: number[]) =>
  quantity(
    name,
    at.map((each) => index(each)),
  );

/** Every equation with where its free indices run, as the file might say it. */
const equations = (network: Network): string[] =>
  network.equations.map(({ quantity: q, rhs, ranges = [] }) => {
    const own = ranges.map((range) => `, ${range.index} in ${rangeText(range)}`).join('');
    const left = `${q.name}[${q.indices.map(indexText).join(',')}]`.replace('[]', '');
    return `${left} = ${writeFormula(rhs, { ranges: (name) => network.symbol(quantity(name))?.ranges })}${own}`;
  });
const roles = (network: Network): string =>
  network.symbols.map(({ quantity: q, role }) => `${q.name}: ${role}`).join(', ');

describe('general networks', () => {
  test.each(files)('%s is read without a warning', (file) => {
    const { network, warnings } = read(file);
    expect(warnings).toEqual([]);
    expect(network.name).toBe(basename(file, '.yaml'));
    for (const { quantity: q, role } of network.symbols) {
      const needed = role === 'parameter' || role === 'input';
      if (needed)
        expect([q.name, network.families?.leads(q.name, network.loss?.name ?? '')]).toEqual([q.name, true]);
    }
  });

  test('layers.yaml: the general equation leaves the inputs to their own', () => {
    const { network, sizeValues } = read('layers.yaml');
    expect(equations(network)).toEqual([
      'a[0,k] = x[k], k in 1..n[0]',
      'z[l,j] = sum(k, w[l,j,k]*a[l-1,k]) + b[l,j], l in 1..L, j in 1..n[l]',
      'a[l,j] = G(z[l,j]), l in 1..L, j in 1..n[l]',
      'C = J(a[L], y)',
    ]);
    expect(roles(network)).toBe(
      'x: input, y: target, w: parameter, b: parameter, z: defined, a: defined, C: defined',
    );
    expect(network.symbols.map(({ ranges = [] }) => ranges.map(rangeText).join(' '))).toEqual([
      '1..n[0]',
      '1..n[L]',
      '1..L 1..n[l] 1..n[l-1]',
      '1..L 1..n[l]',
      '1..L 1..n[l]',
      '0..L 1..n[l]',
      '',
    ]);
    expect([...network.sizes].sort()).toEqual(['L', 'n']);
    expect(sizeValues).toEqual(new Map());
  });

  test('softmax.yaml: both ends have equations of their own', () => {
    const { network } = read('softmax.yaml');
    expect(equations(network)).toContain('a[l,j] = G(z[l,j]), l in 1..L-1, j in 1..n[l]');
    expect(equations(network)).toContain('a[L,i] = exp(z[L,i])/sum(j, exp(z[L,j])), i in 1..n[L]');
    expect(network.given).toHaveLength(1);
  });

  test('recurrence.yaml: the first state is given, and only it', () => {
    const { network } = read('recurrence.yaml');
    expect(equations(network).slice(1)).toEqual([
      'h[t,i] = g(z[t,i]), t in 1..T, i in 1..H',
      'E = sum(t, 1, T, 1/2*sum(i, (h[t,i] - y[t,i])^2))',
    ]);
  });

  test('sizes that stand as numbers are constants', () => {
    expect(roles(read('samples.yaml').network)).toMatch(/m: constant$/);
    const { network } = read('mean-squared-error.yaml');
    expect(roles(network)).toMatch(/n: constant$/);
    expect(network.named('n')?.indices.map(indexText)).toEqual(['l']);
    expect(roles(read('layers.yaml').network)).not.toContain('n:');
  });

  test('a given equality holds for all of its free indices', () => {
    const [given] = read('softmax-samples.yaml').network.given;
    expect(given?.kind === 'equal' && writeFormula(given.equation.lhs)).toBe('sum(i, 1, K, y[i,s])');
  });
});

const chain = (...more: string[]): string =>
  [
    'families:',
    '  x[k]: k in 1..n[0]',
    '  w[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]',
    '  a[l,j]: l in 0..L, j in 1..n[l]',
    'equations:',
    '  a[0,k]: x[k]',
    '  a[l,j]: sum(k, w[l,j,k]*a[l-1,k])',
    '  E: sum(j, c*a[L,j]^2)',
    'loss: E',
    ...more,
  ].join('\n');

describe('values', () => {
  test('of families are lists in the order of their indices', () => {
    const { network, sizeValues } = readNetwork(
      chain(
        'sizes: { L: 2, n: [2, 1, 1] }',
        'inputs: { x: [5, 6] }',
        'constants: { c: 7 }',
        'values: { w: [[[1, 2]], [[3]]] }',
      ),
    );
    expect(sizeValues).toEqual(
      new Map<string, unknown>([
        ['L', 2],
        ['n', [2, 1, 1]],
      ]),
    );
    expect(network.values).toEqual(
      new Map([
        [quantity('c'), 7],
        [member('x', 1), 5],
        [member('x', 2), 6],
        [member('w', 1, 1, 1), 1],
        [member('w', 1, 1, 2), 2],
        [member('w', 2, 1, 1), 3],
      ]),
    );
  });

  test('of sizes that stand as numbers come with them', () => {
    const text = chain('sizes: { L: 1, n: [1, 3] }', 'parameters: [c]').replace('c*a', 'c/n[L]/L*a');
    const { network } = readNetwork(text);
    expect(network.values).toEqual(
      new Map([
        [quantity('L'), 1],
        [member('n', 0), 1],
        [member('n', 1), 3],
      ]),
    );
  });

  test('the range of a size may be declared', () => {
    const narrow = chain('constants: [c]')
      .replace('  x[k]: k in 1..n[0]\n', '')
      .replace('  a[0,k]: x[k]\n', '');
    const text = narrow
      .replace('l in 0..L', 'l in 1..L')
      .replace('a[l-1,k]', 'a[l,k]')
      .replace('1..n[l-1]', '1..n[l-2]');
    expect(() => readNetwork(text)).toThrow('for l = 1, n[l-2] is n[-1], below its range 1..L');
    const wider = text.replace('a[l,k])', 'c)');
    expect(readNetwork(`${wider}\nsizes: { L: , "n[l]": l in -1..L }`).network.sizes).toEqual(['L', 'n']);
  });

  test('warns by families of what the loss does not need', () => {
    const text = chain('constants: [c]').replace(
      'equations:',
      '  u[k]: k in 1..L\n  v[k]: k in 1..L\nequations:\n  v[k]: 2',
    );
    expect(readNetwork(text).warnings.map(({ message }) => message)).toEqual([
      'u is never used',
      'the loss E does not depend on v',
    ]);
  });

  test('warns of a sum over nothing', () => {
    const sum = (from: string, to: string): string =>
      `families: { "x[k]": k in 1..n }\nequations: { E: "x[1] + sum(k, ${from}, ${to}, x[k])" }\nloss: E\n`;
    const warned = (text: string) => readNetwork(text).warnings.map(({ message }) => message);
    expect(warned(sum('n+1', 'n'))).toEqual(['nothing lies in n+1..n: this sum is 0']);
    expect(warned(sum('2', 'n'))).toEqual([]);
  });

  test('asks whether a number that is never used is a family that nobody lists', () => {
    const text =
      'families: { "x1[k]": k in 1..n, "w[k]": k in 1..n }\ninputs: [xl]\nequations: { E: "sum(k, w[k]*x1[k])" }\nloss: E\n';
    expect(readNetwork(text).warnings).toMatchObject([
      { message: 'xl is never used', hint: 'did you mean x1?' },
    ]);
  });
});

describe('a layer list with indices', () => {
  const lower = (...lines: string[]): ReadNetwork => readNetwork(lines.join('\n'), { notation: 'index' });

  test('becomes what an author would write, and its numbers values', () => {
    const { network, sizeValues } = lower(
      'layers: [2, 3, 1]',
      'activation: tanh',
      'loss: half_squared_error',
      'inputs: [1, 2]',
      'values: { weights: [[[1, 2], [3, 4], [5, 6]], [[7, 8, 9]]], biases: [[1, 2, 3], [4]] }',
      'learning_rate: 0.5',
    );
    expect(equations(network)).toEqual([
      'a[0,k] = x[k], k in 1..n[0]',
      'z[l,j] = sum(k, w[l,j,k]*a[l-1,k]) + b[l,j], l in 1..L, j in 1..n[l]',
      'a[l,j] = tanh(z[l,j]), l in 1..L, j in 1..n[l]',
      'E = 1/2*sum(j, (y[j] - a[L,j])^2)',
    ]);
    expect([...(sizeValues ?? [])]).toEqual([
      ['L', 2],
      ['n', [2, 3, 1]],
    ]);
    expect(network.learningRate).toBe(0.5);
    const value = (name: string, ...at: number[]) => network.values.get(member(name, ...at));
    expect([value('x', 2), value('w', 1, 3, 2), value('w', 2, 1, 3), value('b', 2, 1)]).toEqual([2, 6, 9, 4]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'softmax at the end',
      ['layers: [2, 3, 3]', 'activation: [relu, softmax]', 'loss: categorical_cross_entropy'],
      [
        'a[l,j] = relu(z[l,j]), l in 1..L-1, j in 1..n[l]',
        'a[L,j] = exp(z[L,j])/sum(i, exp(z[L,i])), j in 1..n[L]',
        'E = -sum(j, y[j]*log(a[L,j]))',
      ],
    ],
    [
      'softmax alone',
      ['layers: [2, 3]', 'activation: softmax', 'loss: categorical_cross_entropy'],
      ['a[l,j] = exp(z[l,j])/sum(i, exp(z[l,i])), l in 1..L, j in 1..n[l]', 'E = -sum(j, y[j]*log(a[L,j]))'],
    ],
    [
      'shared biases, opaque activation, penalties',
      [
        'layers: [2, 2]',
        'activation: G',
        'functions: { G: opaque }',
        'loss: mean_squared_error',
        'biases: shared',
        'regularisation: { l1: 0.1, l2: 0.2 }',
      ],
      [
        'a[l,j] = G(z[l,j]), l in 1..L, j in 1..n[l]',
        'E_data = 1/n[L]*sum(j, (y[j] - a[L,j])^2)',
        'R = lambda_1*sum(l, sum(j, sum(k, abs(w[l,j,k])))) + lambda_2/2*sum(l, sum(j, sum(k, w[l,j,k]^2)))',
        'E = E_data + R',
      ],
    ],
    [
      'cross-entropy without biases',
      ['layers: [2, 1]', 'activation: sigmoid', 'loss: binary_cross_entropy', 'biases: none'],
      [
        'a[l,j] = sigmoid(z[l,j]), l in 1..L, j in 1..n[l]',
        'E = -sum(j, y[j]*log(a[L,j]) + (1 - y[j])*log(1 - a[L,j]))',
      ],
    ],
  ])('%s', (_, lines, expected) => {
    const { network, warnings } = lower(...lines);
    expect(equations(network).slice(2)).toEqual(expected);
    expect(warnings).toEqual([]);
  });

  test('of hidden layers with different activations has no index form', () =>
    expect(() =>
      lower('layers: [1, 1, 1, 1]', 'activation: [tanh, relu, tanh]', 'loss: half_squared_error'),
    ).toThrow('hidden layers with different activations'));
});
