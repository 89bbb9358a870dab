import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, unsigned } from '../../../src/numeric/engines/wasmModule.ts';

// Source: WebAssembly Core Specification 2.0, section 5.2.2, and the example of DWARF 4, figure 22.
test.each([
  [0, [0]],
  [2, [2]],
  [127, [0x7f]],
  [128, [0x80, 1]],
  [129, [0x81, 1]],
  [12857, [0xb9, 0x64]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('%d in LEB128', (value, bytes) => {
  expect(unsigned(value)).toEqual(bytes);
});

test('every number comes back', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), (value) => {
      const back = unsigned(value).reduceRight((rest, byte) => rest * 128 + (byte & 127), 0);
      expect(back).toBe(value);
    }),
  );
});

test('the smallest module', () => {
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: { validate: (bytes: Uint8Array) => boolean };
  };
  const bytes = bytesOf({
    imports: [1, 2, 1],
    pages: 1,
    bodies: [
      { locals: 0, code: [] },
      { locals: 300, code: [] },
    ],
  });
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(WebAssembly.validate(bytes.slice(0, -1))).toBe(false);
});
