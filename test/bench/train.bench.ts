// 10,000 updates of the 2-2-2 example, from the network to the last loss, beside a loop written by hand.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { train } from '../../src/numeric/index.ts';
import { compete } from './measure.ts';
import { bench } from './record.ts';

const STEPS = 10_000;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The example's loop as a student writes it for speed: a local variable for each number. */
function handWritten({ values }: Network, rate: number): { loss: number; losses: Float64Array } {
  const at = (name: string): number => values.get(quantity(name)) as number;
  const [x1, x2, y1, y2] = [at('x1'), at('x2'), at('y1'), at('y2')];
  let [w1, w2, w3, w4] = [at('w1'), at('w2'), at('w3'), at('w4')];
  let [w5, w6, w7, w8] = [at('w5'), at('w6'), at('w7'), at('w8')];
  let [b1, b2] = [at('b1'), at('b2')];
  const losses = new Float64Array(STEPS + 1);
  for (let step = 0; ; step++) {
    const h1 = sigmoid(x1 * w1 + x2 * w2 + b1);
    const h2 = sigmoid(x1 * w3 + x2 * w4 + b1);
    const o1 = sigmoid(h1 * w5 + h2 * w6 + b2);
    const o2 = sigmoid(h1 * w7 + h2 * w8 + b2);
    const loss = 0.5 * (y1 - o1) * (y1 - o1) + 0.5 * (y2 - o2) * (y2 - o2);
    losses[step] = loss;
    if (step === STEPS) return { loss, losses };
    const d1 = (o1 - y1) * o1 * (1 - o1);
    const d2 = (o2 - y2) * o2 * (1 - o2);
    const e1 = (d1 * w5 + d2 * w7) * h1 * (1 - h1);
    const e2 = (d1 * w6 + d2 * w8) * h2 * (1 - h2);
    w5 -= rate * d1 * h1;
    w6 -= rate * d1 * h2;
    w7 -= rate * d2 * h1;
    w8 -= rate * d2 * h2;
    w1 -= rate * e1 * x1;
    w2 -= rate * e1 * x2;
    w3 -= rate * e2 * x1;
    w4 -= rate * e2 * x2;
    b1 -= rate * (e1 + e2);
    b2 -= rate * (d1 + d2);
  }
}

bench('train', { '10,000 updates of 2-2-2': STEPS }, (steps, of) => {
  const text = readFileSync(new URL('../networks/two-two-two.yaml', import.meta.url), 'utf8');
  const { network } = readNetwork(text);
  const rate = network.learningRate as number;
  const { history } = train(network, { steps });
  expect(history.losses.at(-1)).toBeCloseTo(handWritten(network, rate).loss, 12);
  const { ours, hand } = compete({
    ours: () => void train(network, { steps }),
    hand: () => void handWritten(network, rate),
  });
  return {
    rows: [
      { area: 'training', of, ours, peers: { 'hand-written': hand }, atLeast: { 'hand-written': 1 / 3 } },
    ],
  };
});
