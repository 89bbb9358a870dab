// Mistakes in files by matrices: where each is reported, what is said, and what is suggested.
import { describe, expect, test } from 'vitest';
import { errorsOf } from './errorsOf.ts';

const good = `name: layer
shapes: { W: [m, n], x: [n], b: [m], y: [m] }
inputs: [x]
targets: [y]
functions: { g: opaque }
equations:
  z: W*x + b
  a: g(z)
  E: norm(a - y)^2
loss: E
`;

const changed = (...pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`no ${before}`);
    return text.replace(before, after);
  }, good);

test('the file itself is right', () => expect(errorsOf(good)).toEqual([]));

test('a division by 0 is no formula', () =>
  expect(errorsOf(changed(['W*x + b', 'W*x + b/0']))).toEqual([
    '7:6 a division by 0 | this has a value nowhere',
  ]));

describe('shapes that do not fit', () => {
  test.each<[string, string, ...string[]]>([
    [
      'a mismatched product',
      changed(['x: [n]', 'x: [m]']),
      "7:6 shapes do not fit: W is m × n, x is m × 1 | W'*x would fit",
    ],
    [
      'a transpose too many',
      changed(['W*x', "W'*x"]),
      "7:6 shapes do not fit: W' is n × m, x is n × 1 | W*x would fit",
    ],
    [
      'a transpose missing',
      changed(['norm(a - y)^2', 'a*y']),
      "9:6 shapes do not fit: a is m × 1, y is m × 1 | entry by entry it is a.*y; a product of matrices is a'*y",
    ],
    [
      'a sum of different shapes',
      changed(['b: [m]', 'b: [n]']),
      '7:6 shapes do not fit: W*x is m × 1, b is n × 1 | the shapes must be the same',
    ],
    [
      'a difference of different shapes',
      changed(['a - y', 'a - x']),
      '9:11 shapes do not fit: a is m × 1, x is n × 1 | the shapes must be the same',
    ],
    [
      'nothing is repeated',
      changed(['x: [n]', 'x: [n, k]']),
      "7:6 shapes do not fit: W*x is m × k, b is m × 1 | nothing is repeated by itself: for each column write b*ones(k)'",
    ],
    [
      'a number where sizes are numbers',
      changed(['W: [m, n], x: [n]', 'W: [3, 2], x: [3]']),
      "7:6 shapes do not fit: W is 3 × 2, x is 3 × 1 | W'*x would fit",
    ],
    [
      'a vector as a loss',
      changed(['norm(a - y)^2', 'a - y']),
      '10:7 the loss E is m × 1, and 1 × 1 is wanted | a loss is one number: take sum(E) or norm(E)^2',
    ],
    [
      'a loss for each sample',
      `samples: k\n${good}`,
      '11:7 the loss E has one value for each sample | a loss is one number: take mean(E) or sum(E)',
    ],
    [
      'another shape than declared',
      changed(['y: [m] }', 'y: [m], z: [n] }']),
      '7:6 z is declared n × 1, and its formula is m × 1',
    ],
    ['an equality of different shapes', `${good}given: [x = y]\n`, '11:9 shapes do not fit: n × 1 = m × 1'],
    [
      'what follows from a mistake is not said again',
      changed(['W*x', 'x*W']),
      '7:6 shapes do not fit: x is n × 1, W is m × n | W*x would fit',
    ],
  ])('%s', (_, text, ...expected) => expect(errorsOf(text)).toEqual(expected));
});

describe('shapes and sizes that are none', () => {
  test.each<[string, string, ...string[]]>([
    ['an unknown size', `sizes: [m]\n${good}`, '3:18 unknown size n | sizes are m | also at 3:26'],
    ['a size that is a quantity', changed(['x: [n]', 'x: [y]']), '2:26 y is a quantity, not a size'],
    ['a size below 1', changed(['x: [n]', 'x: [n-1]']), '2:26 n-1 may be less than 1 | a size is at least 1'],
    [
      'three sizes',
      changed(['x: [n]', 'x: [n, n, n]']),
      '2:25 expected at most two sizes, rows and columns, found 3',
    ],
    [
      'a size with an index',
      changed(['x: [n]', "x: ['n[m]']"]),
      '2:27 n has no indices | a size of a shape is like m or m+1',
    ],
    ['a shape that is no list', changed(['x: [n]', 'x: n']), '2:25 expected a list of sizes, found n'],
    ['a negative number', changed(['x: [n]', 'x: [-2]']), '2:26 expected at least 1, found -2'],
    [
      'a size that is defined',
      changed(['  z: W*x + b\n', '  z: W*x + b\n  m: sum(x)\n']),
      '2:15 m is a quantity, not a size | also at 2:34 2:42',
    ],
    [
      'a shape of a function',
      changed(['y: [m] }', 'y: [m], g: [m] }']),
      '2:46 g is a function and cannot name a quantity | choose another name',
    ],
    [
      'a matrix called sum',
      changed(['  E: norm', '  tr: sum(x)\n  E: norm']),
      '9:3 tr is a function and cannot name a quantity | choose another name',
    ],
    [
      'values of another shape',
      `${changed(['inputs: [x]', 'inputs: { x: [1, 2, 3] }'])}sizes: { m: 1, n: 2 }\n`,
      '3:14 wrong number of values of x[i]: 3, but 2 are wanted | one for each i in 1..2',
    ],
    [
      'values without sizes',
      changed(['inputs: [x]', 'inputs: { x: [1, 2, 3] }']),
      '3:14 values of x need the size of 1..n | give it under sizes, as in sizes: { n: 2 }',
    ],
    [
      'one value for several sizes',
      `${good}sizes: { m: [1, 2], n: 2 }\n`,
      '11:13 expected a whole number, found a list',
    ],
  ])('%s', (_, text, ...expected) => expect(errorsOf(text)).toEqual(expected));
});

describe('other mistakes', () => {
  test.each<[string, string, ...string[]]>([
    ['an unknown name', changed(['W*x', 'V*x']), '7:6 unknown symbol V'],
    [
      'a circle',
      changed(['W*x + b', 'W*x + a']),
      '7:3 z is defined through itself | each of these needs the next: z → a → z',
    ],
    [
      'defined twice',
      changed(['targets: [y]', 'targets: [y, z]']),
      '7:3 z is defined twice: as target and by an equation | remove or rename one of the two',
    ],
    [
      'indices',
      changed(['W*x', 'W[1]*x']),
      '7:7 unexpected [ | matrices have no indices here; entries are written under families:',
    ],
    ['an unknown loss', changed(['loss: E', 'loss: F']), '10:7 unknown loss F | name a defined quantity'],
    [
      'a loss that is given',
      changed(['loss: E', 'loss: b']),
      '10:7 the loss b is m × 1, and 1 × 1 is wanted | a loss is one number: take sum(b) or norm(b)^2',
    ],
    ['LaTeX for nothing', `${good}latex: { q: Q }\n`, '11:10 LaTeX for q, which is not declared'],
    [
      'a key of layers',
      `${good}biases: shared\n`,
      '11:1 biases has no place beside shapes | it belongs to files by layers',
    ],
  ])('%s', (_, text, ...expected) => expect(errorsOf(text)).toEqual(expected));
});
