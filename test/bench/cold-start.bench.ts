/** `backproof derive` of one parameter, the whole process, beside an empty Node script: at most four times its wall time. */
import { expect } from 'vitest';
import { full } from './measure.ts';
import { besideEmpty, command, pathOf, processOf } from './processes.ts';
import { bench } from './record.ts';
import { startup } from './startup.ts';

bench('cold start', { 'derive one gradient of 2-2-2': 'two-two-two.yaml' }, async (name, of) => {
  const derive = [command, 'derive', pathOf(`test/networks/${name}`), '--wrt', 'w5'];
  expect(processOf(derive).stdout).toContain('0.08216704');
  const [empty, version, whole] = besideEmpty(31, [command, '--version'], derive) as [number, number, number];
  return {
    rows: [
      {
        area: 'cold start, whole process',
        of,
        ours: whole,
        peers: { 'empty Node': empty },
        atLeast: { 'empty Node': 1 / 4 },
        remark: `\`backproof --version\` ${version.toFixed(0)} ms`,
      },
    ],
    remarks: [
      `A cold start, profiled: of ${whole.toFixed(0)} ms: ${(await parts(derive.slice(1), whole)).join(', ')}.`,
    ],
  };
});

/** Milliseconds of each part, the profile's shares of the time without a profiler; small parts left out. */
async function parts(args: readonly string[], whole: number): Promise<readonly string[]> {
  const found = await startup(args, full ? 7 : 1);
  const total = found.reduce((sum, [, ms]) => sum + ms, 0);
  return found
    .map(([group, ms]) => [group, (ms / total) * whole] as const)
    .filter(([, ms]) => ms >= 0.5)
    .map(([group, ms]) => `${group} ${ms.toFixed(1)}`);
}
