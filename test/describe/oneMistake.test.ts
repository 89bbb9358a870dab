// One mistake has one message: what only follows from it is not said.
import { describe, expect, test } from 'vitest';
import { errorsOf } from './errorsOf.ts';

const sound = {
  inputs: '{ x: 1.5 }',
  targets: '{ y: 1 }',
  parameters: '{ w: 0.8, b: 0.1 }',
  equations: '{ z: w*x + b, a: sigmoid(z), E: 1/2*(y - a)^2 }',
  loss: 'E',
};
/** A sound file with some sections under other keys, or with other values. */
const changed = (
  ...changes: readonly (readonly [key: keyof typeof sound, to: string, value?: string])[]
): string =>
  Object.entries(sound)
    .map(([key, value]) => {
      const [, to = key, other = value] = changes.find(([each]) => each === key) ?? [];
      return `${to}: ${other}\n`;
    })
    .join('');

test('the file itself is right', () => expect(errorsOf(changed())).toEqual([]));

describe('misspelt keys', () => {
  test.each<[key: keyof typeof sound, written: string, place: string]>([
    ['inputs', 'input', '1:1'],
    ['inputs', 'Inputs', '1:1'],
    ['parameters', 'paramters', '3:1'],
    ['equations', 'equation', '4:1'],
    ['loss', 'Loss', '5:1'],
  ])('%s as %s', (key, written, place) =>
    expect(errorsOf(changed([key, written]))).toEqual([
      `${place} unknown key ${written} | did you mean ${key}?`,
    ]),
  );

  test('tell the way in which a file is written', () =>
    expect(errorsOf('layer: [2, 2]\nactivation: tanh\nloss: mean_squared_error\n')).toEqual([
      '1:1 unknown key layer | did you mean layers?',
    ]));

  test('tell families from equations', () =>
    expect(
      errorsOf('falies: { "x[k]": k in 1..n }\ninputs: [x]\nequations: { E: "sum(k, x[k])" }\nloss: E\n'),
    ).toEqual(['1:1 unknown key falies | did you mean families?']));

  test('do not take the place of a key that is there', () =>
    expect(errorsOf(`${changed()}input: [u]\n`)).toEqual(['6:1 unknown key input | did you mean inputs?']));
});

describe('names that a broken declaration hides', () => {
  test.each<[what: string, text: string, expected: RegExp]>([
    ['an unknown key', changed(['parameters', 'weights']), /^3:1 unknown key weights/],
    ['a colon without a space', changed(['inputs', 'inputs', '{ x:1.5 }']), /^1:11 x:1.5 cannot name/],
    [
      'numbers in the place of names',
      changed(['inputs', 'inputs', '[1.5]']),
      /^1:10 expected a name, found 1.5/,
    ],
    ['one name in the place of a list', changed(['inputs', 'inputs', 'x']), /^1:9 expected names with/],
    ['a merge key', changed(['inputs', 'inputs', '{ <<: 1 }']), /^1:11 /],
    [
      'a comma in a formula inside braces',
      changed(['equations', 'equations', '{ z: max(w, x), E: z*u }']),
      /^4:24 inside \{ \} a comma ends a formula/,
    ],
    ['a section that stands twice', `parameters: { u: 1 }\n${changed()}`, /^4:1 parameters is defined twice/],
    ['a reserved key', changed(['inputs', 'inputs', '{ __proto__: 1 }']), /^1:11 this key is not a name/],
  ])('%s', (_, text, expected) => {
    expect(errorsOf(text)).toEqual([expect.stringMatching(expected)]);
  });

  test('do not hide another mistake', () =>
    expect(
      errorsOf(changed(['inputs', 'inputs', '{ x:1.5 }'], ['equations', 'equations', '{ E: max(w) }'])),
    ).toEqual([
      '1:11 x:1.5 cannot name a quantity | put a space after the colon',
      '4:17 max takes 2 arguments, not 1',
    ]));

  test('a wrong value hides no name', () =>
    expect(
      errorsOf(changed(['inputs', 'inputs', '{ x: .nan }'], ['equations', 'equations', '{ E: u*x }'])),
    ).toEqual([
      '1:14 expected a finite number, found .nan | numbers are written like 0.5, -3 or 1e-3',
      '4:17 unknown symbol u',
    ]));
});

describe('the same in several places', () => {
  test.each<[what: string, text: string, expected: string]>([
    [
      'a name that is never declared',
      changed(['equations', 'equations', '{ z: w*xx + b, a: sigmoid(z + xx), E: 1/2*(y - a)^2 + xx }']),
      '4:19 unknown symbol xx | did you mean x? | also at 4:42 4:66',
    ],
    [
      'one row in the place of rows',
      'layers: [2, 2]\nactivation: tanh\nloss: mean_squared_error\nvalues: { weights: [1, 2, 3, 4] }\n',
      '4:21 expected rows of numbers, found 1',
    ],
    [
      'a number in the place of a list',
      'layers: [2, 2]\nactivation: tanh\nloss: mean_squared_error\nvalues: { biases: 1 }\n',
      '4:19 expected a list with one entry for each layer, found 1',
    ],
    [
      'lists for biases that are shared',
      'layers: [2, 2, 2]\nactivation: tanh\nloss: mean_squared_error\nbiases: shared\nvalues: { biases: [[1, 2], [3, 4]] }\n',
      '5:20 wrong number of biases: 2, but 1 is wanted | one for each layer, as biases are shared | also at 5:28',
    ],
  ])('%s', (_, text, expected) => expect(errorsOf(text)).toEqual([expected]));
});
