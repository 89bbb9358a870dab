import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { capitals } from '../../src/latex/capitals.ts';
import type { Network } from '../../src/network/index.ts';

const networkOf = (families: string, equation: string): Network =>
  readNetwork(`families: { ${families} }\nequations: { ${equation} }\nloss: E\n`, { name: 'net.yaml' })
    .network;

const square = '"E": "sum(i, sum(j, w[i,j]^2))"';

describe('a matrix is written as a capital', () => {
  const network = networkOf('"w[i,j]": "i in 1..m, j in 1..n"', square);

  test.each([
    ['w', 'W'],
    ['w_2', 'W_2'],
    ['w12', 'W12'],
    ['out', 'out'],
    ['δ', 'δ'],
  ])('%s → %s', (name, expected) => expect(capitals(network)(name)).toBe(expected));

  test('as the document calls it', () => {
    const words: Record<string, string> = { net: 'z' };
    expect(capitals(network, (name) => words[name] ?? name)('net')).toBe('Z');
  });
});

test.each([
  [
    'another family',
    '"w[i,j]": "i in 1..m, j in 1..n", "W[i]": "i in 1..m"',
    '"E": "sum(i, W[i]*sum(j, w[i,j]))"',
  ],
  ['a size', '"w[i,j]": "i in 1..W, j in 1..n"', square],
])('unless it is %s', (_, families, equation) => {
  expect(capitals(networkOf(families, equation))('w')).toBe('w');
});

test('unless it is the loss', () => {
  const network = networkOf('"e[i,j]": "i in 1..m, j in 1..n"', '"E": "sum(i, sum(j, e[i,j]^2))"');
  expect(capitals(network)('e')).toBe('e');
});
