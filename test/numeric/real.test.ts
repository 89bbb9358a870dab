import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal, Fraction } from '../../src/expr/index.ts';
import { realOf } from '../../src/numeric/index.ts';

test('a decimal becomes the double that its text names', () => {
  const text = fc.tuple(
    fc.nat(),
    fc.bigInt({ min: 0n, max: 10n ** 40n }),
    fc.integer({ min: -290, max: 250 }),
  );
  fc.assert(
    fc.property(text, ([whole, rest, exponent]) => {
      const written = `${whole}.${rest}e${exponent}`;
      expect(realOf(decimal(written))).toBe(Number(written));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['0.10000000000000000555', 0.1],
  ['1e308', 1e308],
  ['1e-308', 1e-308],
  ['1e400', Number.POSITIVE_INFINITY],
  ['1e-400', 0],
  ['9007199254740993', 9007199254740992],
])('%s', (text, expected) => {
  expect(realOf(decimal(text))).toBe(expected);
  expect(realOf(decimal(text).neg())).toBe(-expected);
});

test('thirds', () => {
  expect(realOf(new Fraction(-1, 3))).toBe(-1 / 3);
});
