// All gradients of dense sigmoid networks, in scalars, beside backpropagation written by hand over Float64Arrays: the engine that a
// size calls for, and what the others would have taken. Smaller networks, beside other programs: besidePeers.bench.ts.
import type { EngineName } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { evaluation } from './evaluation.ts';
import { bench } from './record.ts';

/** The engine that is chosen, and how many times the hand-written loops it may take. */
interface Case {
  readonly widths: readonly number[];
  readonly chosen: EngineName;
  readonly atMost: number;
}

const cases: Readonly<Record<string, Case>> = {
  '16-16-8': { widths: [16, 16, 8], chosen: 'straight-line', atMost: 1 },
  '32-32-24': { widths: [32, 32, 24], chosen: 'webassembly', atMost: 1.5 },
  '64-64-64': { widths: [64, 64, 64], chosen: 'webassembly', atMost: 1.5 },
  '128-128-64': { widths: [128, 128, 64], chosen: 'webassembly', atMost: 1.5 },
  '256-256-256': { widths: [256, 256, 256], chosen: 'tape', atMost: 2.6 },
  // A million operations.
  '360-360-350': { widths: [360, 360, 350], chosen: 'tape', atMost: 2.6 },
};

/** Above so many units a layer, straight-line code would take the whole run. */
const MOST_UNITS = 64;

bench('evaluate', cases, ({ widths, chosen, atMost }, of) => {
  const others: readonly EngineName[] =
    (widths[0] as number) > MOST_UNITS ? ['tape'] : ['tape', 'webassembly', 'straight-line'];
  const engines = [chosen, ...others.filter((each) => each !== chosen)];
  const { times, hand, operations } = evaluation(dense(...widths), widths, engines);
  const each = engines.map((name) => `${name} ${(((times[name] as number) * 1e6) / operations).toFixed(2)}`);
  return {
    rows: [
      {
        area: 'one evaluation of all gradients',
        of,
        ours: times[chosen] as number,
        peers: { 'hand-written': hand },
        atLeast: { 'hand-written': 1 / atMost },
        remark: `${operations} operations; ns an operation: ${each.join(', ')}`,
      },
    ],
  };
});
