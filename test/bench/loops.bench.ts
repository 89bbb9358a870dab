// Dense sigmoid networks with ½ squared error: loss and all gradients by loops, compiled from the network's families and its
// proved gradients, beside backpropagation written by hand over typed arrays, in one run.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { inOwnTerms, type Quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { Loops } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { gradientOf, withGradients } from '../numeric/loops/withGradients.ts';
import { type Backprop, handWritten } from './handWritten.ts';
import { compete } from './measure.ts';
import { bench } from './record.ts';

const path = fileURLToPath(new URL('../networks/general/half-squared-error.yaml', import.meta.url));

/** The layers of the test networks with σ for the activation G. */
const sigmoidLayers = (): Network => {
  const text = readFileSync(path, 'utf8').replace('functions:\n  G: opaque\n', '').replace('G(', 'sigmoid(');
  return readNetwork(text, { name: 'layers.yaml' }).network;
};

/** Numbers of all layers, one after the other, as a family holds them. */
const joined = (
  { layers }: Backprop,
  of: (layer: Backprop['layers'][number]) => Float64Array,
): Float64Array => Float64Array.from(layers.flatMap((layer) => [...of(layer)]));

/** Numbers of the scalars x1, x2, … of a network. */
const numbersOf = ({ values }: Network, name: string): readonly number[] =>
  [...values].filter(([each]: [Quantity, number]) => each.name.startsWith(name)).map(([, value]) => value);

const cases: Readonly<Record<string, readonly number[]>> = {
  '8-8-8': [8, 8, 8],
  '64-64-64': [64, 64, 64],
  '784-128-10': [784, 128, 10],
  '256-256-256': [256, 256, 256],
};

bench('loops', cases, (widths, of) => {
  const [x, y, peer] = inOwnTerms(() => {
    const scalar = dense(...widths);
    return [numbersOf(scalar, 'x'), numbersOf(scalar, 'y'), handWritten(scalar, widths)] as const;
  });
  const start = performance.now();
  const network = withGradients(sigmoidLayers());
  const derived = performance.now();
  const sizes = new Map<string, number | readonly number[]>([
    ['L', widths.length - 1],
    ['n', widths],
  ]);
  const loops = new Loops(network, sizes);
  const compiled = performance.now();
  loops.fill('x', x);
  loops.fill('y', y);
  loops.fill(
    'w',
    joined(peer, (layer) => layer.weights),
  );
  loops.fill(
    'b',
    joined(peer, (layer) => layer.biases),
  );

  loops.run();
  expect(loops.array('C')[0]).toBeCloseTo(peer.run(), 12);
  for (const [family, theirs] of [
    ['w', joined(peer, (layer) => layer.weightSlopes)],
    ['b', joined(peer, (layer) => layer.biasSlopes)],
  ] as const) {
    const ours = loops.array(gradientOf(family));
    expect(ours).toHaveLength(theirs.length);
    const largest = theirs.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const apart = theirs.reduce((most, each, i) => Math.max(most, Math.abs(each - (ours[i] as number))), 0);
    expect(apart).toBeLessThanOrEqual(1e-12 * largest);
  }

  const { ours, hand } = compete({ ours: () => loops.run(), hand: () => peer.run() });
  return {
    rows: [
      {
        area: 'one evaluation, loops for every size',
        of,
        ours,
        peers: { 'hand-written': hand },
        atLeast: { 'hand-written': 1 / 1.5 },
        remark: `derived in ${(derived - start).toFixed(0)} ms, compiled in ${(compiled - derived).toFixed(1)} ms`,
      },
    ],
  };
});
