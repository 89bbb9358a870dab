// All gradients of dense sigmoid networks, in scalars, beside backpropagation written by hand over Float64Arrays.
import { expect, test } from 'vitest';
import type { Expr, Quantity } from '../../src/expr/index.ts';
import { equationsOf } from '../../src/numeric/evaluate.ts';
import { type EngineName, gradients, Program, parametersOf } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { handWritten } from './handWritten.ts';
import { compete } from './measure.ts';

/** Times the hand-written loops, at most; which engine the size calls for. */
const SIZES: readonly (readonly [widths: readonly number[], atMost: number, engine: EngineName])[] = [
  [[2, 2, 2], 1, 'straight-line'],
  [[8, 8, 8], 1, 'straight-line'],
  [[16, 16, 8], 1, 'straight-line'],
  [[32, 32, 24], 1.5, 'webassembly'],
  [[64, 64, 64], 1.5, 'webassembly'],
  [[128, 128, 64], 1.5, 'webassembly'],
  [[256, 256, 256], 2.6, 'tape'],
];

/** Parameters: straight-line code of larger networks would take the whole run. */
const size = (widths: readonly number[]): number =>
  widths.slice(1).reduce((sum, width, i) => sum + width * (widths[i] as number), 0);

test.each(SIZES)(
  '%j: at most %d times hand-written',
  (widths, atMost, chosen) => {
    const network = dense(...widths);
    const loss = network.loss as Quantity;
    const slopes = gradients(network, loss);
    const terms = [loss, ...parametersOf(network).map((each) => slopes.get(each) as Expr)];
    const parts = { equations: equationsOf(network), terms };
    const peer = handWritten(network, widths);
    const engines: EngineName[] = ['tape', 'webassembly', 'straight-line'];
    const programs = new Map(
      engines
        .filter((engine) => engine === chosen || engine === 'tape' || size(widths) < 10_000)
        .map((engine) => [engine, new Program(parts, { engine })]),
    );
    for (const program of programs.values()) {
      program.set(network.values);
      program.run();
      expect(program.value(loss)).toBeCloseTo(peer.run(), 10);
      for (const [each, slope] of peer.slopes())
        expect(Math.abs(program.value(slopes.get(each) as Expr) - slope)).toBeLessThan(1e-13);
    }
    const contestants: Record<string, () => void> = { 'hand-written': () => void peer.run() };
    for (const [engine, program] of programs) contestants[engine] = () => program.run();
    const times = compete(contestants);
    const ours = times[chosen] as number;
    const hand = times['hand-written'] as number;
    const operations = (programs.get(chosen) as Program).size;
    const row = Object.entries(times).map(
      ([name, each]) => `${name} ${((each * 1e6) / operations).toFixed(2)}`,
    );
    console.log(
      `${widths.join('-')}, ${operations} operations, ns an operation: ${row.join(', ')}; ${(ours / hand).toFixed(2)} times hand-written`,
    );
    expect(ours / hand).toBeLessThanOrEqual(atMost);
  },
  120_000,
);
