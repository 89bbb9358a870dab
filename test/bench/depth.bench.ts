/**
 * A worked, checked and printed derivation of ∂E/∂w in the first layer of a one-unit-wide chain: its time grows no faster
 * than depth to the power 1.1, its LaTeX by at most 1.5 kB a layer.
 */
import { expect } from 'vitest';
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
import { full, medianOf } from './measure.ts';
import { bench } from './record.ts';

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

bench('depth', { 'one unit wide': [10, 20, 50, 100] }, (all) => {
  const depths = full ? all : all.slice(0, 1);
  const texts = depths.map((depth) => document(networkText(depth)));
  const times = depths.map(() => [] as number[]);
  // Depths take turns, so that a busy machine slows all of them.
  for (let run = 0; run < (full ? RUNS : 1); run++)
    for (const [i, depth] of depths.entries()) {
      const start = performance.now();
      document(networkText(depth));
      times[i]?.push(performance.now() - start);
    }
  const bytes = depths.map((depth, i) => [depth, latexBytes(texts[i] as string)] as const);
  for (const [depth, size] of bytes) expect(size / depth).toBeLessThanOrEqual(1500);
  // Linear size: what the second fifty layers add is what the first fifty took.
  if (full) expect((bytes[3]?.[1] as number) / (bytes[2]?.[1] as number)).toBeLessThan(2.1);
  const of = 'of a document from text to text, first weight of a chain, in depth';
  return {
    growth: [
      {
        growth: `milliseconds ${of}`,
        points: depths.map((depth, i) => [depth, medianOf(times[i] as number[])] as const),
        atMost: 1.1,
      },
      { growth: `bytes of LaTeX ${of}`, points: bytes, atMost: 1.1 },
    ],
  };
});
