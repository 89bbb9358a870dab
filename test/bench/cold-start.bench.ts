/** `backproof derive` of one parameter, the whole process, beside an empty Node script: at most four times its wall time. */
import { expect } from 'vitest';
import { besideEmpty, command, pathOf, processOf } from './processes.ts';
import { bench } from './record.ts';

bench('cold start', { 'derive one gradient of 2-2-2': 'two-two-two.yaml' }, (name, of) => {
  const derive = [command, 'derive', pathOf(`test/networks/${name}`), '--wrt', 'w5'];
  expect(processOf(derive).stdout).toContain('0.08216704');
  const [empty, version, full] = besideEmpty(31, [command, '--version'], derive) as [number, number, number];
  return {
    rows: [
      {
        area: 'cold start, whole process',
        of,
        ours: full,
        peers: { 'empty Node': empty },
        atLeast: { 'empty Node': 1 / 4 },
        remark: `\`backproof --version\` ${version.toFixed(0)} ms`,
      },
    ],
  };
});
