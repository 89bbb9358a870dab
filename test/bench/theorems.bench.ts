/**
 * The four equations for every depth and width, proved and printed in components and in matrices, in both languages, with the
 * induction: one process from its start to its end, beside an empty Node script.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const languages = ['en', 'zh'];

/** Milliseconds from start to end of a process. */
function timeOf(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const time = performance.now() - start;
  expect({ args, status }).toEqual({ args, status: 0 });
  return time;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

test('the four equations with all their proofs feel immediate', () => {
  const out = mkdtempSync(join(tmpdir(), 'theorems-'));
  try {
    const templates = languages.map((each) => path(`../../templates/four-equations.${each}.md`));
    const build = [path('../../dist/cli/main.js'), 'build', ...templates, '--out', out];
    timeOf(build);
    for (const each of languages) {
      const text = readFileSync(join(out, `four-equations.${each}.md`), 'utf8');
      for (const tag of ['1', '1M', '2', '2M', '3', '3M', '4', '4M', '5'])
        expect(text).toContain(`\\tag{${tag}}`);
    }
    const [empty, full]: [number[], number[]] = [[], []];
    // In pairs, so that a busy machine slows both.
    for (let i = 0; i < 15; i++) {
      empty.push(timeOf(['-e', '0']));
      full.push(timeOf(build));
    }
    const ratio = median(full.map((time, i) => time / (empty[i] as number)));
    console.log(
      `empty ${median(empty).toFixed(0)} ms, four equations ${median(full).toFixed(0)} ms, ratio ${ratio.toFixed(1)}`,
    );
    // A second on a machine that starts Node in 50 ms.
    expect(ratio).toBeLessThanOrEqual(20);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}, 120_000);
