import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean } from '../../src/source/index.ts';

test.each<[string, string[], string | undefined]>([
  ['sigmiod', ['tanh', 'sigmoid'], 'sigmoid'],
  ['outh', ['neth1', 'outh2', 'outh1'], 'outh2'],
  ['RELU', ['elu', 'relu'], 'relu'],
  ['w9', ['x1', 'w1', 'w2'], 'w1'],
  ['误叉', ['差', '误差'], '误差'],
  ['x', ['y', 'z'], undefined],
  ['hello', ['sigmoid', 'tanh'], undefined],
  ['x1', ['x1'], undefined],
  ['loss', [], undefined],
])('%s among %j: %s', (word, candidates, expected) => expect(didYouMean(word, candidates)).toBe(expected));

test('one slip in a word of four letters or more is found', () =>
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{4,12}$/),
      fc.nat(),
      fc.constantFrom('drop', 'swap', 'add'),
      (word, n, slip) => {
        const at = n % (word.length - 1);
        const letters = [...word];
        if (slip === 'drop') letters.splice(at, 1);
        else if (slip === 'add') letters.splice(at, 0, 'Q');
        else letters.splice(at, 2, word[at + 1] as string, word[at] as string);
        const typed = letters.join('');
        expect(didYouMean(typed, ['0000', word])).toBe(typed === word ? undefined : word);
      },
    ),
  ));

test('does not work itself to death on a long word', () =>
  expect(didYouMean('a'.repeat(1_000_000), ['b'.repeat(1_000_000)])).toBeUndefined());
