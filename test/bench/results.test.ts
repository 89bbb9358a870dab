import { expect, test } from 'vitest';
import { exponentOf, type Growth, holds, type Outcome, type Row } from './record.ts';
import { resultsOf } from './results.ts';

const row = (theirs: Outcome, least = 2): Row => ({
  area: 'training',
  of: '8',
  ours: 0.5,
  peers: { SymPy: theirs },
  atLeast: { SymPy: least },
});

test.each<[Outcome, string]>([
  [1.5, '1.50 ms (×3.00)'],
  [0.1, '100 µs (÷5.00)'],
  [12_345, '12.3 s (×24,690)'],
  [{ over: 10_000 }, '> 10 s (> ×20,000)'],
  [{ ms: 2, but: 'finds 1 of 2' }, '2.00 ms (×4.00), finds 1 of 2'],
  ['not installed', 'not installed'],
])('%j is printed as %s', (theirs, cell) => {
  expect(resultsOf([{ rows: [row(theirs)] }], 'a machine')).toContain(
    `| training | 8 | 500 µs | ${cell} | SymPy ≥ ×2.00 |  |`,
  );
});

test.each<[Outcome, number, boolean]>([
  [1.1, 2, true],
  [0.9, 2, false],
  [0.2, 1 / 3, true],
  [{ over: 10_000 }, 20_000, true],
  [{ over: 10_000 }, 20_001, false],
  ['not installed', 2, false],
])('%j against %d times: %s', (theirs, least, held) => {
  const attempt = (): void => holds({ rows: [row(theirs, least)] });
  if (held) attempt();
  else expect(attempt).toThrow(/training, 8, SymPy/);
});

test('growth as an exponent, and its bound', () => {
  const square: Growth = {
    growth: 'area',
    points: [
      [1, 3],
      [2, 12],
      [4, 48],
    ],
    atMost: 1.9,
  };
  expect(exponentOf(square)).toBeCloseTo(2, 12);
  expect(() => holds({ growth: [square] })).toThrow(/area/);
  expect(resultsOf([{ growth: [square] }], 'a machine')).toContain(
    '| 1: 3.00, 2: 12.0, 4: 48.0 | 2.00 | ≤ 1.9 |',
  );
});
