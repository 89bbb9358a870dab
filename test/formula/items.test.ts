import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headOf, itemsOf } from '../../src/formula/index.ts';

describe('itemsOf', () => {
  test.each<[text: string, items: string[]]>([
    ['', ['']],
    ['l,j', ['l', 'j']],
    ['w[1,n[2]], z', ['w[1,n[2]]', ' z']],
    [',', ['', '']],
  ])('%j', (text, items) => expect(itemsOf(text).map((each) => each.text)).toEqual(items));

  test('blanks separate as well', () =>
    expect(itemsOf('z[l, j] w5', ' ').map(({ text }) => text)).toEqual(['z[l, j]', 'w5']));

  test('items stand where they say, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', ',', '[', ']', ' ')), (pieces) => {
        const text = pieces.join('');
        const items = itemsOf(text);
        expect(items.map((each) => each.text).join(',')).toBe(text);
        for (const { text: item, offset } of items) expect(text.slice(offset).startsWith(item)).toBe(true);
      }),
    );
  });
});

test.each<[text: string, head: ReturnType<typeof headOf>]>([
  ['w', { name: 'w' }],
  [' w [l,j] ', { name: 'w', inside: 'l,j' }],
  ['w[]', { name: 'w', inside: '' }],
  ['w[n[1]]', { name: 'w', inside: 'n[1]' }],
  ['w[l', undefined],
  ['w[l]x', undefined],
  ['', undefined],
])('headOf(%j)', (text, head) => expect(headOf(text)).toEqual(head));
