// The backward pass as a sequence, and the induction that it computes the derivative at every layer.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backwardPass } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import type { Network } from '../../src/network/index.ts';
import { check, readDerivation, writeDerivation } from '../../src/proof/index.ts';

const networks = new URL('../../templates/networks/', import.meta.url);
const read = (file: string): Network => readNetwork(readFileSync(new URL(file, networks), 'utf8')).network;
const passOf = (network: Network, family: string) => {
  const [of, by] = [network.loss, network.named(family)];
  if (of === undefined || by === undefined) throw new Error(`no loss or no ${family}`);
  return backwardPass(network, of, by);
};

const inside = 'd[l,j] = sum(k, 1, n[l+1], w[l+1,k,j]*d[l+1,k])';
describe.each([
  ['layers.yaml', "d[L,j] = diff(C, a[L,j])*G'(z[L,j])", `${inside}*G'(z[l,j])`],
  ['layers-cross-entropy.yaml', 'd[L,j] = a[L,j] - y[j]', `${inside}*a[l,j]*(1 - a[l,j])`],
])('%s', (file, ...expected) => {
  const network = read(file);
  const pass = passOf(network, 'z');

  test('starts at the last layer and goes back', () => {
    expect(
      pass.equations.map(({ quantity, rhs }) => `${writeFormula(quantity)} = ${writeFormula(rhs)}`),
    ).toEqual(expected);
  });

  test('computes the derivative at every layer, by induction', () => {
    const { goal, proof } = pass.derivation.theorems[pass.theorem] ?? {};
    expect(goal && `${writeFormula(goal.lhs)} = ${writeFormula(goal.rhs)}`).toBe(
      `diff(${network.loss?.name}, z[l,j]) = d[l,j]`,
    );
    expect(proof?.by).toBe('induction');
  });

  test('is accepted from its file alone', () => {
    const verdicts = check(readDerivation(writeDerivation(pass.derivation)));
    expect(verdicts.filter(({ accepted }) => !accepted)).toEqual([]);
  });
});

test.each(['w', 'b', 'y'])('of %s there is no recursion', (family) => {
  expect(() => passOf(read('layers.yaml'), family)).toThrow('has no recursion');
});
