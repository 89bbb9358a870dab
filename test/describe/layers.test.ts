import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { activationNamed, activationNames } from '../../src/describe/layers/index.ts';
import { losses } from '../../src/describe/losses/index.ts';
import { nodes } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import type { Network } from '../../src/network/index.ts';

const network = (...lines: string[]): Network => readNetwork(lines.join('\n')).network;
const formula = (of: Network, name: string): string => {
  const quantity = of.named(name);
  const rhs = quantity && of.definition(quantity);
  return rhs === undefined ? 'none' : writeFormula(rhs);
};
const role = (of: Network, wanted: string): string[] =>
  of.symbols.filter((symbol) => symbol.role === wanted).map(({ quantity }) => quantity.name);

describe('a layer list', () => {
  test('lowers to what an author would write', () => {
    const byHand = network(
      'inputs: [x1, x2]',
      'targets: [y1, y2]',
      'parameters: [w1, w2, w3, w4, b_h1, b_h2, w5, w6, w7, w8, b_o1, b_o2]',
      'equations:',
      '  net_h1: x1*w1 + x2*w2 + b_h1',
      '  out_h1: sigmoid(net_h1)',
      '  net_h2: x1*w3 + x2*w4 + b_h2',
      '  out_h2: sigmoid(net_h2)',
      '  net_o1: out_h1*w5 + out_h2*w6 + b_o1',
      '  out_o1: sigmoid(net_o1)',
      '  net_o2: out_h1*w7 + out_h2*w8 + b_o2',
      '  out_o2: sigmoid(net_o2)',
      '  E: 1/2*(y1 - out_o1)^2 + 1/2*(y2 - out_o2)^2',
      'loss: E',
    );
    const byLayers = network('layers: [2, 2, 2]', 'activation: sigmoid', 'loss: half_squared_error');
    expect(byLayers.symbols).toEqual(byHand.symbols);
    expect(byLayers.equations).toEqual(byHand.equations);
    for (const [i, { rhs }] of byLayers.equations.entries()) expect(rhs).toBe(byHand.equations[i]?.rhs);
  });

  test('numbers its layers when there are more', () => {
    const deep = network(
      'layers: [2, 2, 10, 1]',
      'activation: relu',
      'loss: mean_squared_error',
      'biases: shared',
    );
    expect(formula(deep, 'z1_2')).toBe('x1*w1_2_1 + x2*w1_2_2 + b1');
    expect(formula(deep, 'a2_10')).toBe('relu(z2_10)');
    expect(formula(deep, 'E')).toBe('(y1 - a3_1)^2');
    const latex = (name: string) => deep.symbol(deep.named(name) as never)?.latex;
    expect(['z1_2', 'a2_10', 'w1_2_1', 'w2_10_2', 'b3'].map(latex)).toEqual([
      'z_2^{(1)}',
      'a_{10}^{(2)}',
      'w_{21}^{(1)}',
      'w_{10,2}^{(2)}',
      'b^{(3)}',
    ]);
  });

  test('may have no hidden layer, no biases, an opaque activation, an activation for each layer', () => {
    const single = network(
      'layers: [2, 1]',
      'activation: G',
      'functions: { G: opaque }',
      'loss: half_squared_error',
      'biases: none',
    );
    expect(formula(single, 'net_o1')).toBe('x1*w1 + x2*w2');
    expect(formula(single, 'out_o1')).toBe('G(net_o1)');
    const mixed = network('layers: [1, 1, 2]', 'activation: [tanh, softmax]', 'loss: half_squared_error');
    expect(formula(mixed, 'out_h1')).toBe('tanh(net_h1)');
    expect(formula(mixed, 'out_o2')).toBe('exp(net_o2)/(exp(net_o1) + exp(net_o2))');
    expect(role(mixed, 'defined').slice(2, 4)).toEqual(['net_o1', 'net_o2']);
  });

  test('takes values for all of it', () => {
    const full = network(
      'layers: [2, 1, 2]',
      'activation: tanh',
      'loss: half_squared_error',
      'inputs: [1, 2]',
      'targets: [3, 4]',
      'values: { weights: [[[5, 6]], [[7], [8]]], biases: [[9], [10, 11]] }',
    );
    expect([...full.values].map(([{ name }, value]) => `${name}=${value}`)).toEqual(
      'x1=1 x2=2 y1=3 y2=4 w1=5 w2=6 b_h1=9 w3=7 w4=8 b_o1=10 b_o2=11'.split(' '),
    );
  });
});

describe('losses', () => {
  const error = (units: number, loss: string, last = 'sigmoid'): string =>
    formula(network(`layers: [1, ${units}]`, `activation: ${last}`, `loss: ${loss}`), 'E');

  test.each([
    [1, 'half_squared_error', '1/2*(y1 - out_o1)^2'],
    [2, 'half_squared_error', '1/2*(y1 - out_o1)^2 + 1/2*(y2 - out_o2)^2'],
    [1, 'mean_squared_error', '(y1 - out_o1)^2'],
    [2, 'mean_squared_error', '1/2*((y1 - out_o1)^2 + (y2 - out_o2)^2)'],
    [1, 'binary_cross_entropy', '-(y1*log(out_o1) + (1 - y1)*log(1 - out_o1))'],
    [
      2,
      'binary_cross_entropy',
      '-(y1*log(out_o1) + (1 - y1)*log(1 - out_o1) + y2*log(out_o2) + (1 - y2)*log(1 - out_o2))',
    ],
  ])('%i outputs, %s', (units, loss, expected) => expect(error(units, loss)).toBe(expected));

  test('categorical cross-entropy presumes that targets sum to 1', () => {
    expect(error(2, 'categorical_cross_entropy', 'softmax')).toBe('-(y1*log(out_o1) + y2*log(out_o2))');
    const { given } = network('layers: [1, 3]', 'activation: softmax', 'loss: categorical_cross_entropy');
    expect(given.map((each) => each.kind === 'equal' && writeFormula(each.equation.lhs))).toEqual([
      'y1 + y2 + y3',
    ]);
  });

  test.each([
    ['{ l2: 0.1 }', 'lambda/2*(w1^2 + w2^2)', ['lambda=0.1']],
    ['{ l1: 0.2 }', 'lambda*(abs(w1) + abs(w2))', ['lambda=0.2']],
    ['{ l2: }', 'lambda/2*(w1^2 + w2^2)', ['lambda=undefined']],
    [
      '{ l1: 0.2, l2: 0.1 }',
      'lambda_1*(abs(w1) + abs(w2)) + lambda_2/2*(w1^2 + w2^2)',
      ['lambda_1=0.2', 'lambda_2=0.1'],
    ],
  ])('penalty %s', (regularisation, expected, constants) => {
    const of = network(
      'layers: [2, 1]',
      'activation: tanh',
      'loss: half_squared_error',
      `regularisation: ${regularisation}`,
    );
    expect(formula(of, 'E')).toBe('E_data + R');
    expect(formula(of, 'E_data')).toBe('1/2*(y1 - out_o1)^2');
    expect(formula(of, 'R')).toBe(expected);
    expect(role(of, 'constant').map((name) => `${name}=${of.values.get(of.named(name) as never)}`)).toEqual(
      constants,
    );
  });
});

describe('lists and folders', () => {
  const filesOf = (folder: string): string[] =>
    readdirSync(fileURLToPath(new URL(`../../src/describe/${folder}/`, import.meta.url))).map((file) =>
      file.replace('.ts', ''),
    );
  const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

  test('every loss is a file and a row', () => {
    expect(losses.map(({ name }) => camel(name)).sort()).toEqual(
      filesOf('losses')
        .filter((file) => !['index', 'loss'].includes(file))
        .sort(),
    );
  });

  test('every activation that couples units is a file and a row', () => {
    const coupled = activationNames.filter((name) => activationNamed(name, new Map())?.coupled === true);
    const shared = ['index', 'activation', 'dense', 'elementwise'];
    expect(coupled).toEqual(filesOf('layers').filter((file) => !shared.includes(file)));
  });
});

/** Any layer list, as text. */
const lists = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 6 }),
    activations: fc.array(fc.constantFrom(...activationNames), { minLength: 5, maxLength: 5 }),
    loss: fc.constantFrom(...losses),
    biases: fc.constantFrom('per_unit', 'shared', 'none'),
    penalty: fc.constantFrom('', 'l1', 'l2', 'l1 l2'),
  })
  .map(({ sizes, activations, loss, biases, penalty }) => {
    const chosen = sizes.slice(1).map((size, i) => {
      const isLast = i === sizes.length - 2;
      const name = isLast && loss.activation !== undefined ? loss.activation : (activations[i] as string);
      return { size: name === 'softmax' ? Math.max(2, size) : size, name };
    });
    return {
      sizes: [sizes[0] as number, ...chosen.map(({ size }) => size)],
      activations: chosen.map(({ name }) => name),
      loss,
      biases,
      penalties: penalty.split(' ').filter(Boolean),
    };
  });

test('any layer list gives a sound network of the right size', () => {
  fc.assert(
    fc.property(lists, ({ sizes, activations, loss, biases, penalties }) => {
      const of = network(
        `layers: [${sizes}]`,
        `activation: [${activations}]`,
        `loss: ${loss.name}`,
        `biases: ${biases}`,
        `regularisation: { ${penalties.map((each) => `${each}: 0.1`)} }`,
      );
      const units = sizes.slice(1);
      const weights = units.reduce((total, size, i) => total + size * (sizes[i] ?? 0), 0);
      const counts = { per_unit: units.reduce((a, b) => a + b, 0), shared: units.length, none: 0 };
      expect(role(of, 'parameter')).toHaveLength(weights + counts[biases as keyof typeof counts]);
      expect(role(of, 'input')).toHaveLength(sizes[0] as number);
      expect(role(of, 'target')).toHaveLength(sizes.at(-1) as number);
      expect(role(of, 'constant')).toHaveLength(penalties.length);
      for (const { quantity, role: kind } of of.symbols) {
        expect(of.definition(quantity) !== undefined).toBe(kind === 'defined');
      }
      // The loss needs every symbol, and no sum or product of one is written.
      expect(of.graph.above(of.loss as never).size).toBe(of.symbols.length);
      for (const { rhs } of of.equations) {
        for (const node of nodes(rhs))
          if (node.kind === 'sum' || node.kind === 'product') expect(node.args.length).toBeGreaterThan(1);
      }
      const inOrder = of.graph.order.length;
      expect(inOrder).toBe(of.symbols.length);
    }),
    { numRuns: 200 },
  );
});
