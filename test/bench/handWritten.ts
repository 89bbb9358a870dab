// The peer of evaluation and training: backpropagation through a dense sigmoid network, as written by hand over Float64Arrays.
import { type Quantity, quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';

interface Layer {
  readonly width: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
  readonly weightSlopes: Float64Array;
  readonly biasSlopes: Float64Array;
  readonly inputs: Float64Array;
  readonly outputs: Float64Array;
  readonly deltas: Float64Array;
}

/** Loss and all gradients of one example. */
export interface Backprop {
  readonly layers: readonly Layer[];
  /** Computes every gradient; the loss. */
  readonly run: () => number;
  /** Every gradient by its parameter, after a run. */
  readonly slopes: () => ReadonlyMap<Quantity, number>;
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** The network of `dense` with the same widths. */
export function handWritten({ values }: Network, widths: readonly number[]): Backprop {
  const read = (names: readonly string[]): Float64Array =>
    Float64Array.from(names, (name) => values.get(quantity(name)) as number);
  let inputs = read(numbered(widths[0] as number).map((k) => `x${k}`));
  const layers: Layer[] = [];
  const names = widths.slice(1).map((width, i) => ({
    weights: numbered(width).flatMap((j) => numbered(widths[i] as number).map((k) => `w${i + 1}_${j}_${k}`)),
    biases: numbered(width).map((j) => `b${i + 1}_${j}`),
  }));
  for (const [i, { weights, biases }] of names.entries()) {
    const width = widths[i + 1] as number;
    const outputs = new Float64Array(width);
    layers.push({
      width,
      weights: read(weights),
      biases: read(biases),
      weightSlopes: new Float64Array(weights.length),
      biasSlopes: new Float64Array(width),
      inputs,
      outputs,
      deltas: new Float64Array(width),
    });
    inputs = outputs;
  }
  const targets = read(numbered(widths.at(-1) as number).map((j) => `y${j}`));
  const slopes = (): ReadonlyMap<Quantity, number> =>
    new Map(
      layers.flatMap(({ weightSlopes, biasSlopes }, i) => [
        ...(names[i]?.weights ?? []).map((name, at) => [quantity(name), weightSlopes[at] as number] as const),
        ...(names[i]?.biases ?? []).map((name, at) => [quantity(name), biasSlopes[at] as number] as const),
      ]),
    );
  const run = (): number => {
    for (const layer of layers) forward(layer);
    const loss = start(layers.at(-1) as Layer, targets);
    for (let i = layers.length - 1; i >= 0; i--) backward(layers[i] as Layer, layers[i - 1]?.deltas);
    return loss;
  };
  return { layers, run, slopes };
}

function forward({ width, weights, biases, inputs, outputs }: Layer): void {
  for (let j = 0, at = 0; j < width; j++) {
    let z = biases[j] as number;
    for (let k = 0; k < inputs.length; k++, at++) z += (weights[at] as number) * (inputs[k] as number);
    outputs[j] = 1 / (1 + Math.exp(-z));
  }
}

/** The loss, and δ of the last layer. */
function start({ outputs, deltas }: Layer, targets: Float64Array): number {
  let loss = 0;
  for (let j = 0; j < outputs.length; j++) {
    const a = outputs[j] as number;
    const error = a - (targets[j] as number);
    loss += 0.5 * error * error;
    deltas[j] = error * a * (1 - a);
  }
  return loss;
}

/** A layer's gradients, and δ of the one below. */
function backward(layer: Layer, below: Float64Array | undefined): void {
  const { width, weights, weightSlopes, biasSlopes, inputs, deltas } = layer;
  if (below !== undefined) for (let k = 0; k < below.length; k++) below[k] = 0;
  for (let j = 0, at = 0; j < width; j++) {
    const delta = deltas[j] as number;
    biasSlopes[j] = delta;
    if (below === undefined) {
      for (let k = 0; k < inputs.length; k++, at++) weightSlopes[at] = delta * (inputs[k] as number);
    } else {
      for (let k = 0; k < inputs.length; k++, at++) {
        weightSlopes[at] = delta * (inputs[k] as number);
        below[k] = (below[k] as number) + delta * (weights[at] as number);
      }
    }
  }
  if (below === undefined) return;
  for (let k = 0; k < inputs.length; k++) {
    const a = inputs[k] as number;
    below[k] = (below[k] as number) * a * (1 - a);
  }
}
