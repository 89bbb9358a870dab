// Whole processes of Node from start to end, in turns with an empty one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { full, medianOf } from './measure.ts';

/** A file of this project. */
export const pathOf = (relative: string): string =>
  fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The command, as it is built. */
export const command = pathOf('dist/cli/main.js');

/** Milliseconds of a process with these arguments, which succeeds; what it prints. */
export function processOf(args: readonly string[]): { readonly ms: number; readonly stdout: string } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const ms = performance.now() - start;
  expect({ args, status, stderr: status === 0 ? '' : stderr }).toEqual({ args, status: 0, stderr: '' });
  return { ms, stdout };
}

/** Medians of an empty process and of others, which take turns, so that a busy machine slows all. */
export function besideEmpty(
  runs: number,
  ...others: readonly (readonly string[])[]
): readonly [empty: number, ...number[]] {
  const all = [['-e', '0'], ...others];
  if (full) for (const args of others) processOf(args);
  const times: number[][] = all.map(() => []);
  for (let run = 0; run < (full ? runs : 1); run++)
    for (const [i, args] of all.entries()) times[i]?.push(processOf(args).ms);
  return times.map(medianOf) as [number, ...number[]];
}
