// A claimed slope is confirmed only by a difference that is known well enough to tell.
import { expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { compareSlope, Duals } from '../../src/numeric/index.ts';

const compared = (formula: string, claimed: number) => {
  const text = `inputs: { x: 1 }\nparameters: { v: 2, w: 1 }\nequations: { E: '${formula}' }\nloss: E\n`;
  const { network } = readNetwork(text);
  const w = network.named('w') as Quantity;
  const { difference, second } = compareSlope(new Duals(network), network, network.loss as Quantity, w, {
    claimed,
  });
  return [difference.verdict, difference.agrees, second.by, second.agrees];
};

test.each([
  ['v + w^2*x', 2, ['ok', true, 'complex step', true]],
  ['v + w^2*x', 2.1, ['ok', false, 'complex step', false]],
  ['v + 0*w', 0, ['ok', true, 'complex step', true]],
  ['v + 0*w', 1e-3, ['ill-conditioned', false, 'complex step', false]],
  ['10^16*v + 0.5*w*x', 0.5, ['ill-conditioned', false, 'complex step', true]],
  ['10^16*v + 0.5*w*x', 0.25, ['ill-conditioned', false, 'complex step', false]],
  ['(10^14*v + w*x - 10^14*v)^2', 2, ['ill-conditioned', false, 'complex step', true]],
  ['0.1*w + 0.2*w - 0.3*w + v', 0, ['ok', true, 'complex step', true]],
  ['10^200*(10^150*w*v - 10^150*v*w) + w', 1, ['ok', true, 'complex step', undefined]],
  ['relu(w - 1)', 0, ['kink', false, 'dual numbers', true]],
] as const)('%s, claimed %d', (formula, claimed, expected) => {
  expect(compared(formula, claimed)).toEqual(expected);
});
