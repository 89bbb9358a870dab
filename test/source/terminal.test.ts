import { describe, expect, test } from 'vitest';
import { printable, widthOf } from '../../src/source/index.ts';

describe('widthOf', () => {
  test.each([
    ['abc', 3],
    ['权重', 4],
    ['δ₁', 2],
    ['e\u0301', 1],
    ['한글', 4],
    ['𠀀', 2],
  ])('%s takes %i places', (text, width) => expect(widthOf(text)).toBe(width));
});

test.each<[text: string, shown: string]>([
  ['净 + x', '净 + x'],
  ['\ta', '    a'],
  ['\u001b[31m', '\ufffd[31m'],
  ['a\nb\u2028c', 'a\ufffdb\ufffdc'],
  ['\u202ea', '\ufffda'],
])('printable(%j)', (text, shown) => expect(printable(text)).toBe(shown));
