import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { differencesBetween } from '../../src/cli/differencesBetween.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Network } from '../../src/network/index.ts';
import { readDerivation, writeDerivation } from '../../src/proof/index.ts';
import { backproof, networkFile } from './command.ts';

const base = `families:
  x[k]: k in 1..n[0]
  y[j]: j in 1..n[L]
  w[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]
  z[l,j]: l in 1..L, j in 1..n[l]
  a[l,j]: l in 0..L, j in 1..n[l]
inputs: [x]
targets: [y]
functions: { G: opaque }
equations:
  a[0,k]: x[k]
  z[l,j]: sum(k, w[l,j,k]*a[l-1,k])
  a[l,j]: G(z[l,j])
  C: 1/2*sum(j, (y[j] - a[L,j])^2)
given:
  - sum(j, y[j]) = 1
loss: C
`;
const read = (text: string): Network => readNetwork(text).network;
const changed = (...pairs: readonly (readonly [string, string])[]): Network =>
  read(
    pairs.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${from} is not there`);
      return text.replace(from, to);
    }, base),
  );

const folders = ['general', 'matrix'].map((name) =>
  fileURLToPath(new URL(`../networks/${name}/`, import.meta.url)),
);
const files = folders.flatMap((folder) => readdirSync(folder).map((name) => folder + name));

test('every network of the folders is the one that its own derivation speaks of, and no other', () => {
  const networks = files.map((file) => read(readFileSync(file, 'utf8')));
  const written = networks.map(
    (network) =>
      readDerivation(JSON.parse(JSON.stringify(writeDerivation({ network, theorems: [] })))).network,
  );
  for (const [i, found] of written.entries()) {
    for (const [j, network] of networks.entries())
      expect(differencesBetween(found, network).length > 0, `${files[i]} ${files[j]}`).toBe(i !== j);
  }
});

describe('names say nothing', () => {
  test.each<[string, Network]>([
    ['of an index in a pattern', changed(['a[0,k]: x[k]', 'a[0,i]: x[i]'])],
    ['of all indices of an equation', changed(['a[l,j]: G(z[l,j])', 'a[t,u]: G(z[t,u])'])],
    ['of a declared index', changed(['x[k]: k in 1..n[0]', 'x[i]: i in 1..n[0]'])],
    ['of a bound index', changed(['sum(k, w[l,j,k]*a[l-1,k])', 'sum(i, w[l,j,i]*a[l-1,i])'])],
    ['of an index in a condition', changed(['sum(j, y[j]) = 1', 'sum(i, y[i]) = 1'])],
    ['nor does the order of factors', changed(['w[l,j,k]*a[l-1,k]', 'a[l-1,k]*w[l,j,k]'])],
  ])('%s', (_what, network) => {
    expect(differencesBetween(network, read(base))).toEqual([]);
  });
});

describe('what differs is named', () => {
  test.each<[Network, RegExp]>([
    [
      changed(['w[l,j,k]*a[l-1,k])', 'w[l,j,k]*a[l-1,k]) + 1']),
      /^z\[l,j\] for l in 1\.\.L, .* is sum\(.*, the file says .* \+ 1$/,
    ],
    [changed(['w[l,j,k]*a[l-1,k]', 'a[l-1,k]']), /^z\[l,j\] for .* is /],
    [
      changed(['x[k]: k in 1..n[0]', 'x[k]: k in 1..n[0]+1']),
      /^x is the family x\[k\] for k in 1\.\.n\[0\], the file says x\[k\] for k in 1\.\.n\[0\]\+1$/,
    ],
    [
      changed(
        [
          'w[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]',
          'v[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]',
        ],
        ['w[l,j,k]*', 'v[l,j,k]*'],
      ),
      /^the family w is missing$/,
    ],
    [
      changed(['G: opaque', 'G: { opaque: 2 }'], ['G(z[l,j])', 'G(z[l,j], 1)']),
      /^the function G is not declared alike$/,
    ],
    [changed(['given:\n  - sum(j, y[j]) = 1\n', '']), /^the declared condition .* = 1 is missing$/],
    [changed(['sum(j, y[j]) = 1', 'sum(j, y[j]) = 2']), /^the network does not declare .* = 2$/],
    [
      changed(
        ['y[j]: j in 1..n[L]', 'y[j]: j in 1..m'],
        ['C: 1/2*sum(j, (y[j] - a[L,j])^2)', 'C: sum(j, 1, m, y[j]) + sum(j, a[L,j])'],
      ),
      /^the network has no size m, the file has$/,
    ],
  ])('%#', (network, message) => {
    expect(differencesBetween(network, read(base))).toContainEqual(expect.stringMatching(message));
  });

  test('a part of the layers left to another equation', () => {
    const parts = changed(['a[l,j]: G(z[l,j])', 'a[l,j]: G(z[l,j])\n  a[L,j]: z[L,j]']);
    expect(differencesBetween(parts, read(base))).toEqual([
      'the equation is of a[l,j] for l in 1..L, j in 1..n[l], the file says a[l,j] for l in 1..L-1, j in 1..n[l]',
      'the network has no equation for a[L,j] for j in 1..n[L], the file says z[L,j]',
    ]);
  });
});

test('a list of layers is read as the derivation has it', () => {
  const file = networkFile('two-two-two-layers');
  for (const [wrt, notation] of [
    ['w', 'index'],
    ['w1', 'scalar'],
  ] as const) {
    const { stdout } = backproof(['derive', file, '--wrt', wrt, '--notation', notation, '--format', 'json']);
    const checked = backproof(['check', '-', '--network', file], { input: stdout });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(checked.stdout).toContain('the equations are those of');
  }
});
