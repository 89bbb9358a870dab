// Where code generation is forbidden a program falls back by itself, to the same bits, and says so when asked by name.
import { beforeAll, expect, test } from 'vitest';
import { bundle, linesOf } from '../bundle.ts';

const STRINGS = '--disallow-code-generation-from-strings';
const NO_WASM = '--no-expose-wasm';

let code = '';
beforeAll(async () => {
  code = await bundle(new URL('./environment.ts', import.meta.url));
});

const REFUSED = {
  strings: 'EngineUnavailable: the environment does not allow straight-line code',
  wasm: 'EngineUnavailable: the environment does not allow WebAssembly code',
};

test.each([
  ['everything', [], ['straight-line', 'straight-line', 'webassembly', 'tape']],
  ['no text as code', [STRINGS], ['webassembly', REFUSED.strings, 'webassembly', 'tape']],
  ['no WebAssembly', [NO_WASM], ['straight-line', 'straight-line', REFUSED.wasm, 'tape']],
  ['neither', [STRINGS, NO_WASM], ['tape', REFUSED.strings, REFUSED.wasm, 'tape']],
])('%s', (_, flags, expected) => {
  const found = linesOf(code, ...flags);
  const numbers = found.at(-1)?.replace('tape: ', '') as string;
  expect(numbers.split(' ')).toHaveLength(11);
  expect(found).toEqual(
    expected.map((each) => (Object.values(REFUSED).includes(each) ? each : `${each}: ${numbers}`)),
  );
});
