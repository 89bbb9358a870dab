import { describe, expect, test } from 'vitest';
import { table } from '../../src/cli/table.ts';

describe('table', () => {
  test('aligns to the left and to the right', () => {
    expect(
      table(
        ['name', 'value'],
        [
          ['权重', '1'],
          ['b', '22.5'],
        ],
        ['left', 'right'],
      ),
    ).toBe('name  value\n────  ─────\n权重      1\nb      22.5\n');
  });

  test('has no spaces at the ends of lines', () => {
    expect(
      table(
        ['a', 'b'],
        [
          ['x', ''],
          ['', 'long'],
        ],
      ),
    ).not.toMatch(/ \n/);
  });
});
