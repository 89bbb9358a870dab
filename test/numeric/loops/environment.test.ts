// Where no code may be made from text loops run as closures, to the same bits, and say so when asked for code by name.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';

let code = '';
beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: fileURLToPath(new URL('./environment.ts', import.meta.url)), write: false, minify: false },
  });
  if (Array.isArray(built) || !('output' in built) || built.output.length !== 1) throw new Error('no bundle');
  code = built.output[0].code;
});

/** What `environment.ts` prints under some flags of Node. */
const outcomes = (...flags: readonly string[]): readonly string[] =>
  execFileSync(process.execPath, [...flags, '--input-type=module'], { input: code, encoding: 'utf8' })
    .trimEnd()
    .split('\n');

test('code where it is allowed, closures where it is not', () => {
  const [free, named, closures] = outcomes() as [string, string, string];
  const numbers = closures.replace('closures: ', '');
  expect(numbers.split(', ')).toHaveLength(3 + 4 + 2);
  expect(free).toBe(`javascript: ${numbers}`);
  expect(named).toBe(free);
  expect(outcomes('--disallow-code-generation-from-strings')).toEqual([
    closures,
    'EngineUnavailable: the environment does not allow JavaScript code',
    closures,
  ]);
});
