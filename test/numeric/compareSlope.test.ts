// A claimed slope is confirmed only by a difference that is known well enough to tell.
import { expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { compareSlope, Duals } from '../../src/numeric/index.ts';

const compared = (formula: string, claimed: number) => {
  const text = `inputs: { x: 1 }\nparameters: { v: 2, w: 1 }\nequations: { E: '${formula}' }\nloss: E\n`;
  const { network } = readNetwork(text);
  const w = network.named('w') as Quantity;
  const { difference, dualAgrees } = compareSlope(new Duals(network), network, network.loss as Quantity, w, {
    claimed,
  });
  return [difference.verdict, difference.agrees, dualAgrees];
};

test.each([
  ['v + w^2*x', 2, ['ok', true, true]],
  ['v + w^2*x', 2.1, ['ok', false, false]],
  ['v + 0*w', 0, ['ok', true, true]],
  ['v + 0*w', 1e-3, ['ill-conditioned', false, false]],
  ['10^16*v + 0.5*w*x', 0.5, ['ill-conditioned', false, true]],
  ['10^16*v + 0.5*w*x', 0.25, ['ill-conditioned', false, false]],
  ['relu(w - 1)', 0, ['kink', false, true]],
] as const)('%s, claimed %d', (formula, claimed, expected) => {
  expect(compared(formula, claimed)).toEqual(expected);
});
