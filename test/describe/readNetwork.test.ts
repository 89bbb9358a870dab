import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { num } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import type { Network } from '../../src/network/index.ts';

const folder = fileURLToPath(new URL('../networks/', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const read = (file: string) => readNetwork(readFileSync(folder + file, 'utf8'), { name: file });

const equations = (network: Network): string[] =>
  network.equations.map(({ quantity, rhs }) => `${quantity.name} = ${writeFormula(rhs)}`);
const roles = (network: Network, role: string): string[] =>
  network.symbols.filter((symbol) => symbol.role === role).map(({ quantity }) => quantity.name);
const value = (network: Network, name: string): number | undefined => {
  const quantity = network.named(name);
  return quantity && network.values.get(quantity);
};

describe('example networks', () => {
  test.each(files)('%s is read without a warning', (file) => {
    const { network, warnings } = read(file);
    expect(warnings).toEqual([]);
    expect(network.graph.above(network.loss as never).size).toBe(network.symbols.length);
  });

  test('two-two-two.yaml says what it says', () => {
    const { network } = read('two-two-two.yaml');
    expect(network.name).toBe('two-two-two');
    expect(network.learningRate).toBe(0.5);
    expect(network.loss?.name).toBe('E');
    expect(roles(network, 'input')).toEqual(['x1', 'x2']);
    expect(roles(network, 'target')).toEqual(['y1', 'y2']);
    expect(roles(network, 'parameter')).toEqual('w1 w2 w3 w4 w5 w6 w7 w8 b1 b2'.split(' '));
    expect(equations(network)).toEqual([
      'neth1 = x1*w1 + x2*w2 + b1',
      'outh1 = sigmoid(neth1)',
      'neth2 = x1*w3 + x2*w4 + b1',
      'outh2 = sigmoid(neth2)',
      'neto1 = outh1*w5 + outh2*w6 + b2',
      'outo1 = sigmoid(neto1)',
      'neto2 = outh1*w7 + outh2*w8 + b2',
      'outo2 = sigmoid(neto2)',
      'E = 1/2*(y1 - outo1)^2 + 1/2*(y2 - outo2)^2',
    ]);
    expect(value(network, 'w8')).toBe(0.55);
    expect(network.symbol(network.named('neto1') as never)?.latex).toBe('\\mathrm{net}_{o1}');
  });

  test('by layers or by equations, two-two-two is one network up to names', () => {
    const bare = (network: Network) => equations(network).map((line) => line.replaceAll('_', ''));
    const byLayers = read('two-two-two-layers.yaml').network;
    const byEquations = read('two-two-two.yaml').network;
    expect(bare(byLayers)).toEqual(bare(byEquations));
    for (const [quantity, given] of byEquations.values) expect(value(byLayers, quantity.name)).toBe(given);
  });
});

describe('readNetwork', () => {
  test('names a network for its file unless it has a name', () => {
    const text = 'inputs: [x]\nequations: { E: x }\nloss: E';
    expect(readNetwork(text, { name: 'a/b/one-two.yaml' }).network.name).toBe('one-two');
    expect(readNetwork(`name: three\n${text}`, { name: 'a.yaml' }).network.name).toBe('three');
    expect(readNetwork(text).network.name).toBe('network');
  });

  test('keeps the order in which the file declares', () => {
    const { network } = readNetwork(
      'equations: { E: z + c*x, z: x }\nconstants: { c: 2 }\ninputs: [x]\nloss: E',
    );
    expect(network.symbols.map(({ quantity }) => quantity.name)).toEqual(['E', 'z', 'c', 'x']);
  });

  test('keeps numbers exact', () => {
    const { network } = readNetwork(
      'inputs: [x]\nequations: { c: 0.10000000000000000555, E: c + x }\nloss: E',
    );
    expect(network.definition(network.named('c') as never)).toBe(
      num(10000000000000000555n, 100000000000000000000n),
    );
  });

  test.each(['|', '>', '>-', '|2'])('reads formulas in %s scalars', (style) => {
    const { network } = readNetwork(`inputs: [x]\nequations:\n  E: ${style}\n    x +\n    2*x\nloss: E`);
    expect(equations(network)).toEqual(['E = x + 2*x']);
  });

  test('takes values from the declaration or from `values`', () => {
    const { network } = readNetwork(
      'inputs: { x: 1, z: }\nparameters: [w, v]\nvalues: { w: 2 }\nequations: { E: x*w + v + z }\nloss: E',
    );
    expect(['x', 'z', 'w', 'v'].map((name) => value(network, name))).toEqual([1, undefined, 2, undefined]);
  });

  test('reads opaque functions and given equalities', () => {
    const { network } = readNetwork(
      'targets: [y1, y2]\nfunctions: { G: opaque, J: { opaque: 2 } }\ngiven: [y1 + y2 = 1]\n' +
        'equations: { E: "J(y1, y2) + G\'(y1)" }\nloss: E',
    );
    expect([...network.opaque]).toEqual([
      ['G', 1],
      ['J', 2],
    ]);
    const [given] = network.given;
    expect(
      given?.kind === 'equal' && [given.equation.lhs, given.equation.rhs].map((side) => writeFormula(side)),
    ).toEqual(['y1 + y2', '1']);
  });

  test('does not mind line ends of Windows or a byte order mark', () => {
    const text = '\ufeffinputs: [x]\r\nequations:\r\n  E: >\r\n    x +\r\n    x\r\nloss: E\r\n';
    expect(equations(readNetwork(text).network)).toEqual(['E = x + x']);
  });

  test('warns of what the loss does not need', () => {
    const { warnings } = readNetwork(
      'inputs: [x, u]\nfunctions: { G: opaque }\nconstants: [c]\nequations: { E: x, F: c, H: F }\nloss: E',
    );
    expect(warnings.map(({ message, severity }) => [severity, message])).toEqual([
      ['warning', 'u is never used'],
      ['warning', 'the loss E does not depend on F'],
      ['warning', 'the loss E does not depend on H'],
      ['warning', 'G is never used'],
    ]);
  });
});

test('example networks have the names of their files, up to words', () => {
  for (const file of files) {
    expect(read(file).network.name.split(' ')[0]).toBe(
      basename(file, '.yaml').replace(/-(layers|unshared)$/, ''),
    );
  }
});
