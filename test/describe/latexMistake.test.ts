import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latexMistake } from '../../src/describe/latexMistake.ts';

test.each<[text: string, expected: string | undefined]>([
  ['\\mathrm{net}_{h1}', undefined],
  ["z'", undefined],
  ['\\{a\\}', undefined],
  ['w_{1}^{(2)}', undefined],
  ['a\\$b', undefined],
  ['净', undefined],
  ['\\mathrm{net', 'a { is never closed'],
  ['net}', 'there is no { before a }'],
  ['}{', 'there is no { before a }'],
  ['a$b', '$ does not belong into a formula'],
  ['50%', '% does not belong into a formula'],
  ['a & b', '& does not belong into a formula'],
  ['a \\\\ b', '\\\\ does not belong into a formula'],
  ['a\\', 'it ends with \\'],
])('%j', (text, expected) => expect(latexMistake(text)).toBe(expected));

test('what is right is right inside braces, and not beside one', () => {
  const piece = fc.constantFrom('a', '{', '}', '\\{', '\\alpha ', '_', '^', '\\\\', '$');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      fc.pre(latexMistake(text) === undefined);
      expect(latexMistake(`{${text}}`)).toBeUndefined();
      expect(latexMistake(`{${text}`)).toBe('a { is never closed');
    }),
  );
});
