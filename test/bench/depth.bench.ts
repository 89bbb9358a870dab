/**
 * A worked, checked and printed derivation of ∂E/∂w in the first layer of a one-unit-wide chain: its time grows no faster
 * than depth to the power 1.1, its LaTeX by at most 1.5 kB a layer.
 */
import { expect, test } from 'vitest';
import {
  check,
  Deriver,
  DocumentWriter,
  inOwnTerms,
  readDerivation,
  readNetwork,
  writeDerivation,
  writeMarkdown,
} from '../../src/index.ts';

const DEPTHS = [10, 20, 50, 100];
const RUNS = 15;

const networkText = (depth: number): string =>
  `layers: [${Array.from({ length: depth + 1 }, () => 1).join(', ')}]\nactivation: sigmoid\nloss: half_squared_error\n`;

/** The document of the first weight's gradient, from text to text; every proof re-checked from its file. */
const document = (text: string): string =>
  inOwnTerms(() => {
    const { network } = readNetwork(text, { name: 'chain.yaml' });
    const deriver = new Deriver(network);
    const parameter = network.symbols.find(({ role }) => role === 'parameter');
    if (network.loss === undefined || parameter === undefined) throw new Error('no chain');
    const { theorem } = deriver.derive(network.loss, parameter.quantity);
    const { derivation } = deriver;
    const file: unknown = JSON.parse(JSON.stringify(writeDerivation(derivation)));
    expect(check(readDerivation(file)).every(({ accepted }) => accepted)).toBe(true);
    const children = new DocumentWriter({ derivation }).gradient(theorem);
    return writeMarkdown({ type: 'root', children });
  });

/** Everything between dollars or in a fence, in bytes. */
const latexBytes = (markdown: string): number =>
  [...markdown.matchAll(/```math\n([\s\S]*?)```|\$([^$\n]+)\$/g)].reduce(
    (total, [, display, inline]) => total + Buffer.byteLength(display ?? inline ?? ''),
    0,
  );

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/** Slope of the least-squares line through points. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1): number => points.reduce((sum, each) => sum + each[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, each) => sum + (each[0] - x) * (each[1] - y), 0);
  return above / points.reduce((sum, each) => sum + (each[0] - x) ** 2, 0);
}

test('a chain of any depth is derived, checked and printed in time linear in depth', () => {
  for (let i = 0; i < 5; i++) document(networkText(50));
  const times = new Map<number, number[]>(DEPTHS.map((depth) => [depth, []]));
  const bytes = new Map<number, number>();
  // Depths take turns, so that a busy machine slows all of them.
  for (let i = 0; i < RUNS; i++) {
    for (const depth of DEPTHS) {
      const start = performance.now();
      const text = document(networkText(depth));
      times.get(depth)?.push(performance.now() - start);
      bytes.set(depth, latexBytes(text));
    }
  }
  const medians = DEPTHS.map((depth) => [depth, median(times.get(depth) ?? [])] as const);
  const exponent = slope(medians.map(([depth, time]) => [Math.log(depth), Math.log(time)]));
  const perLayer = DEPTHS.map((depth) => (bytes.get(depth) as number) / depth);
  for (const [i, [depth, time]] of medians.entries()) {
    console.log(
      `depth ${depth}: ${time.toFixed(1)} ms, ${Math.round(perLayer[i] as number)} bytes of LaTeX a layer`,
    );
  }
  console.log(`exponent of time in depth: ${exponent.toFixed(2)}`);
  expect(exponent).toBeLessThanOrEqual(1.1);
  for (const each of perLayer) expect(each).toBeLessThanOrEqual(1500);
  // Linear size: what the second fifty layers add is what the first fifty took.
  const [, , fifty, hundred] = DEPTHS.map((depth) => bytes.get(depth) as number) as [
    number,
    number,
    number,
    number,
  ];
  expect(hundred / fifty).toBeLessThan(2.1);
}, 300_000);
