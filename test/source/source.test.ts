import { expect, test } from 'vitest';
import { lineAndColumn } from '../../src/source/index.ts';

const source = { name: 'net.yaml', text: 'a: 1\r\n误差: 2\n\nlast' };

test.each([
  [0, 1, 1],
  [3, 1, 4],
  [6, 2, 1],
  [8, 2, 3],
  [11, 2, 6],
  [12, 3, 1],
  [13, 4, 1],
  [17, 4, 5],
  [99, 4, 5],
  [-1, 1, 1],
])('offset %i is line %i, column %i', (offset, line, column) =>
  expect(lineAndColumn(source, offset)).toEqual({ line, column }),
);

test('an empty text has one place', () =>
  expect(lineAndColumn({ name: '-', text: '' }, 0)).toEqual({ line: 1, column: 1 }));
