/** `backproof derive` of one parameter, the whole process, beside an empty Node script: at most four times its wall time. */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const derive = [
  path('../../dist/cli/main.js'),
  'derive',
  path('../networks/two-two-two.yaml'),
  '--wrt',
  'w5',
];

/** Milliseconds from start to end of a process. */
function timeOf(args: readonly string[]): number {
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const time = performance.now() - start;
  expect({ args, status }).toEqual({ args, status: 0 });
  if (args === derive) expect(stdout).toContain('0.08216704');
  return time;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

test('a cold start takes at most four empty Node scripts', () => {
  const empty: number[] = [];
  const full: number[] = [];
  timeOf(derive);
  // In pairs, so that a busy machine slows both.
  for (let i = 0; i < 31; i++) {
    empty.push(timeOf(['-e', '0']));
    full.push(timeOf(derive));
  }
  const ratios = full.map((time, i) => time / (empty[i] as number));
  const ratio = median(ratios);
  console.log(
    `empty ${median(empty).toFixed(0)} ms, derive ${median(full).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  );
  expect(ratio).toBeLessThanOrEqual(4);
}, 120_000);
