// What is no YAML: said once, where it begins, with what to do.
import { describe, expect, test } from 'vitest';
import { errorsOf } from './errorsOf.ts';

const sound = ['inputs: { x: 1 }', 'equations:', '  z: 2*x', '  E: z^2', 'loss: E', ''];
/** A sound file with one line, counted from 1, in another way. */
const line = (number: number, text: string): string =>
  sound.map((each, i) => (i === number - 1 ? text : each)).join('\n');

const quote = 'put a formula that begins with a sign of YAML such as *, &, [, { or ! in quotes';
const colon = 'put a formula with a colon, as in z > 0 ? z : 0, in quotes';
const pair = 'write a key, a colon, a space and a value; a formula goes on in lines that are indented deeper';

test('the file itself is right', () => expect(errorsOf(sound.join('\n'))).toEqual([]));

describe('one mistake is one message', () => {
  test.each<[what: string, text: string, expected: string]>([
    ['a brace that is open', line(1, 'inputs: { x: 1'), '1:9 this { is never closed'],
    ['a bracket that is open', line(1, 'inputs: [x, y'), '1:9 this [ is never closed'],
    ['the outer of two', line(1, 'inputs: { x: [1, 2]'), '1:9 this { is never closed'],
    ['the inner of two', line(1, 'inputs: { x: [1, 2 }'), '1:14 this [ is never closed'],
    ['a whole file in a brace', '{ inputs: [x], equations: { E: x }, loss: E', '1:1 this { is never closed'],
    ['a brace too many', line(1, 'inputs: { x: 1 }}'), '1:17 there is no { before this }'],
    ['a bracket too many', line(1, 'inputs: [x]]'), '1:12 there is no [ before this ]'],
    ['a double quote', line(3, '  z: "2*x'), '3:6 this " is never closed'],
    ['a single quote', line(3, "  z: '2*x"), "3:6 this ' is never closed"],
    ['a tab', line(3, '\tz: 2*x'), '3:1 a tab indents this line | indent with spaces'],
    [
      'tabs',
      ['equations:', '\tz: 2', '\tE: z^2', 'loss: E'].join('\n'),
      '2:1 a tab indents this line | indent with spaces',
    ],
    ['a colon in a formula', line(4, '  E: z > 0 ? z : 0'), `4:6 a colon stands in this value | ${colon}`],
    [
      'a full-width colon',
      line(4, '  E：z^2'),
      '4:3 this line is no key with a value | write : and a space instead of ：',
    ],
    [
      'a full-width colon between',
      line(3, '  z：2*x'),
      '3:3 this line is no key with a value | write : and a space instead of ：',
    ],
    [
      'no space after a colon',
      line(3, '  z:2*x'),
      '3:3 this line is no key with a value | put a space after the colon',
    ],
    ['no colon', line(3, '  z 2*x'), `3:3 this line is no key with a value | ${pair}`],
    [
      'a line that is not indented',
      line(3, '  z: (2 +\nx)'),
      `4:1 this line is no key with a value | ${pair}`,
    ],
    [
      'text after a quote',
      line(3, '  z: "2"*x'),
      '3:9 unexpected text after " | what begins with " ends there: put the whole value in quotes',
    ],
    [
      'text after a bracket',
      line(3, '  z: [2]*x'),
      '3:9 unexpected text after ] | what begins with [ ends there: put the whole value in quotes',
    ],
    [
      'a minus and a space',
      line(3, '  z: - x'),
      '3:6 a value cannot begin with - and a space | leave the space out',
    ],
    ['a reserved sign', line(3, '  z: @x'), `3:6 a value cannot begin with @ | ${quote}`],
    ['a sign of a block', line(3, '  z: |x'), `3:7 unexpected x | ${quote}`],
    ['an empty anchor', line(3, '  z: & x'), `3:6 not YAML: Anchor cannot be an empty string | ${quote}`],
    [
      'an uneven indentation',
      line(4, '   E: z^2'),
      '3:6 the next line is indented deeper and belongs to this value | keys of one map begin in one column',
    ],
    [
      'aliases',
      line(1, 'inputs: &a [x, *a, *a]'),
      '1:16 aliases are not read in network files | write out what it stands for; a formula that begins with * stands in quotes | also at 1:20',
    ],
  ])('%s', (_, text, expected) => expect(errorsOf(text)).toEqual([expected]));
});

test.each(['\r\n', '\r'])('lines may end with %j', (end) => {
  expect(errorsOf(sound.join(end))).toEqual([]);
  expect(errorsOf(line(3, '  z: 2*u').replaceAll('\n', end))).toEqual(['3:8 unknown symbol u']);
});

test('a byte order mark is no part of the file', () =>
  expect(errorsOf(`\ufeff${sound.join('\n')}`)).toEqual([]));
