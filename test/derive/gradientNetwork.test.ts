// Gradients as families to compute by: what the loops make of them is in test/numeric/loops.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gradientNetwork } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import { Loops, NotANumber } from '../../src/numeric/index.ts';

const read = (file: string) =>
  readNetwork(readFileSync(new URL(`../../${file}.yaml`, import.meta.url), 'utf8')).network;

const added = (file: string, families: readonly string[]) => {
  const network = read(file);
  const found = gradientNetwork(
    network,
    network.loss as Quantity,
    families.map((name) => network.named(name) as Quantity),
  );
  const equations = found.network.equations
    .slice(network.equations.length)
    .map(({ quantity, rhs }) => `${writeFormula(quantity)} = ${writeFormula(rhs)}`);
  return { ...found, equations };
};

test('the gradients asked for, and the error terms that they rest on', () => {
  const { equations, gradients } = added('test/networks/general/half-squared-error', ['w', 'b']);
  expect(equations).toEqual([
    'd_w[l,j,k] = delta[l,j]*a[l-1,k]',
    'd_b[l,j] = delta[l,j]',
    "delta[L,j] = (a[L,j] - y[j])*G'(z[L,j])",
    "delta[l,j] = sum(k, 1, n[l+1], w[l+1,k,j]*delta[l+1,k])*G'(z[l,j])",
  ]);
  expect([...gradients].map(([family, gradient]) => [family, gradient.name])).toEqual([
    ['w', 'd_w'],
    ['b', 'd_b'],
  ]);
});

test('of an opaque cost they start from its slopes, which have no numbers', () => {
  const { network, equations } = added('templates/networks/layers', ['b']);
  expect(equations[1]).toBe("delta[L,j] = diff(C, a[L,j])*G'(z[L,j])");
  const sizes = new Map<string, number | readonly number[]>([
    ['L', 2],
    ['n', [2, 2, 2]],
  ]);
  const functions = new Map([
    ['G', Math.tanh],
    ['J', () => 0],
  ] as const) as never;
  expect(() => new Loops(network, sizes, { functions })).toThrow(NotANumber);
});
