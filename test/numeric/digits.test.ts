import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differOnlyByRounding, formatNumber, texOf, textOf } from '../../src/numeric/index.ts';

test.each<[number, number, string, string]>([
  [0.5932699921, 9, '0.593269992', '0.593269992'],
  [0.5, 9, '0.5', '0.5'],
  [0.4, 2, '0.4', '0.4'],
  // 0.25·0.05 + 0.3·0.1 + 0.35 but for rounding; not a number that happens to have zeros.
  [0.39249999999999996, 7, '0.3925', '0.3925'],
  [0.39250000000004, 7, '0.3925000', '0.3925000'],
  [0.39249999999999996, 17, '0.39249999999999996', '0.39249999999999996'],
  [-0.0380982, 4, '-0.03810', '−0.03810'],
  [0.000438567734, 6, '0.000438568', '0.000438568'],
  [0.0000351020123, 5, '3.5102\\times10^{-5}', '3.5102×10⁻⁵'],
  [-1.5e-12, 3, '-1.5\\times10^{-12}', '−1.5×10⁻¹²'],
  [0.99999, 3, '1.00', '1.00'],
  [10000, 3, '10000', '10000'],
  [12345, 3, '1.23\\times10^{4}', '1.23×10⁴'],
  [12345.678, 5, '12346', '12346'],
  [12345.678, 7, '12345.68', '12345.68'],
  [6.02214076e23, 4, '6.022\\times10^{23}', '6.022×10²³'],
  [1e21, 3, '1\\times10^{21}', '1×10²¹'],
  [0, 5, '0', '0'],
  [-0, 5, '0', '0'],
  [Number.NEGATIVE_INFINITY, 3, '-\\infty', '−∞'],
  [Number.NaN, 3, '\\mathrm{NaN}', 'NaN'],
])('%d to %d digits: %s', (value, digits, tex, text) => {
  const decimal = formatNumber(value, digits);
  expect(texOf(decimal)).toBe(tex);
  expect(textOf(decimal)).toBe(text);
});

test('what is printed is the number, rounded', () => {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 17 }), (number, digits) => {
      const { negative, mantissa, exponent = 0 } = formatNumber(number, digits);
      const printed = Number(`${negative ? '-' : ''}${mantissa}e${exponent}`);
      expect(printed).toBe(Number(number.toPrecision(digits)) + 0);
    }),
    { numRuns: 2000 },
  );
});

test.each<[number, number, number, boolean]>([
  [0.298371109, 0.298371109, 9, false],
  [0.298371109, 0.298371108, 9, true],
  [0.2983711094, 0.2983711086, 9, false],
  [0.298371109, 0.298371107, 9, false],
  [1.0, 0.999999999, 9, true],
  [1.0, 0.9999, 9, false],
  [-3.5102e-5, -3.5103e-5, 5, true],
  [3.5102e-5, -3.5102e-5, 5, false],
  [123456, 123457, 6, true],
  [0, 0, 3, false],
  [1, Number.NaN, 3, false],
])('%d and %d at %d digits: %s', (a, b, digits, expected) => {
  expect(differOnlyByRounding(a, b, digits)).toBe(expected);
  expect(differOnlyByRounding(b, a, digits)).toBe(expected);
});
