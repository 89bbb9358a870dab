// Mistakes in files with families: where each is reported, what is said, and what is suggested.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { errorsOf } from './errorsOf.ts';

const general = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../networks/general/${name}.yaml`, import.meta.url)), 'utf8');
const layers = general('layers');
const recurrence = general('recurrence');
const convolution = general('convolution');

/** The file with one stretch of text put in the place of another. */
function swapped(file: string, pairs: readonly (readonly [string, string])[]): string {
  let text = file;
  for (const [before, after] of pairs) {
    if (!text.includes(before)) throw new Error(`no ${before} in the file`);
    text = text.replace(before, after);
  }
  return text;
}

type Pair = readonly [string, string];
type Row = [what: string, file: string, swaps: readonly Pair[], ...expected: string[]];

const check = (rows: readonly Row[]) =>
  test.each(rows)('%s', (_, file: string, swaps: readonly Pair[], ...expected: string[]) =>
    expect(errorsOf(swapped(file, swaps))).toEqual(expected),
  );

const form = 'write it like w[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]';

describe('indices in formulas', () => {
  check([
    [
      'an index escapes its sum',
      layers,
      [['+ b[l,j]', '+ b[l,k]']],
      '17:43 the index k has left its sum | k is bound only inside sum(k, …)',
    ],
    [
      'an index without a sum',
      layers,
      [['sum(k, w[l,j,k]*a[l-1,k])', 'w[l,j,k]*2']],
      '17:17 the index k is not bound here | bind it: sum(k, …)',
    ],
    [
      'a loss with a free index',
      layers,
      [['J(a[L], y)', 'a[L,j]']],
      '19:10 the index j is not bound here | bind it: sum(j, …)',
    ],
    [
      'swapped indices',
      layers,
      [['sum(k, w[l,j,k]', 'sum(k, w[l,k,j]']],
      '17:15 clash of ranges: k is in 1..n[l] by w[l,k,j], in 1..n[l-1] by a[l-1,k] | if it is no slip, write sum(k, from, to, …)',
    ],
    [
      'states from 0 and targets from 1',
      recurrence,
      [['sum(t, 1, T, 1/2', 'sum(t, 1/2']],
      '20:10 clash of ranges: t is in 0..T by h[t,i], in 1..T by y[t,i] | if it is no slip, write sum(t, from, to, …)',
    ],
    ['too few indices', layers, [['w[l,j,k]*', 'w[j,k]*']], '17:18 w has 3 indices, not 2 | write w[l,j,k]'],
    [
      'a family without indices',
      layers,
      [['+ b[l,j]', '+ b']],
      '17:39 b has 2 indices, not 0 | write b[l,j]; only opaque functions take whole families',
    ],
    ['an unknown family', layers, [['+ b[l,j]', '+ bb[l,j]']], '17:39 unknown family bb | did you mean b?'],
    ['an index as a number', layers, [['+ b[l,j]', '+ l']], '17:39 l is an index, not a quantity'],
    [
      'a formula that nests too deep',
      layers,
      [['G(z[l,j])', `${'G('.repeat(70)}z[l,j]${')'.repeat(70)}`]],
      '18:11 this nests more than 64 deep | give parts of it names of their own',
    ],
  ]);
});

describe('members outside their range', () => {
  check([
    [
      'layers without a base',
      layers,
      [['  a[0,k]: x[k]\n', '']],
      '17:13 for l = 0, z[l,j] is z[0,j], below its range 1..L | add an equation for a[0,j], or list it under inputs',
    ],
    [
      'a recurrence without a base',
      recurrence,
      [['  - h[0,i]\n', '']],
      '18:13 for t = 0, z[t,i] is z[0,i], below its range 1..T | add an equation for h[0,i], or list it under inputs',
    ],
    [
      'two steps back',
      recurrence,
      [['h[t-1,k]', 'h[t-2,k]']],
      '18:49 for t = 1, h[t-2,k] is h[-1,k], below its range 0..T | add an equation for z[1,i], or list it under inputs',
    ],
    [
      'one step ahead',
      layers,
      [['G(z[l,j])', 'G(z[l+1,j])']],
      '18:13 for l = L, z[l+1,j] is z[L+1,j], beyond its range 1..L | add an equation for a[L,j], or list it under inputs',
    ],
    [
      'a sum that begins too early',
      recurrence,
      [['sum(t, 1, T', 'sum(t, 0, T']],
      '20:40 for t = 0, y[t,i] is y[0,i], below its range 1..T | write where t runs: sum(t, from, to, …)',
    ],
    [
      'a window that slides too far',
      convolution,
      [['x[i+k]', 'x[i+k+1]']],
      '15:21 for i = N-K, k = K-1, x[i+k+1] is x[N], beyond its range 0..N-1',
    ],
    [
      'a layer that there may not be',
      layers,
      [['J(a[L], y)', 'a[L-2,1]']],
      '19:6 a[L-2,1] is not known to lie in its range 0..L | of sizes nothing is known but that they are at least 1',
    ],
    [
      'a width that there is not',
      layers,
      [['k in 1..n[l-1]', 'k in 1..n[l-2]']],
      '6:13 for l = 1, n[l-2] is n[-1], below its range 0..L | elsewhere n is used for 0..L: stay within, or declare more, as in sizes: { "n[l]": l in -1..L+1 }',
    ],
    [
      'a width that there is not, in a sum',
      layers,
      [['sum(k, w[l,j,k]*a[l-1,k])', 'sum(k, 1, n[l+1], 2)']],
      '17:15 for l = L, n[l+1] is n[L+1], beyond its range 0..L | elsewhere n is used for 0..L: stay within, or declare more, as in sizes: { "n[l]": l in -1..L+1 }',
    ],
  ]);
});

describe('equations', () => {
  const twice = 'fixed indices must differ whatever the sizes are; L may be 1';
  const letters =
    'on every way back to it one index must rise, or fall, and have the same letter in every family';
  check([
    [
      'of an unknown family',
      layers,
      [['z[l,j]: sum', 'zz[l,j]: sum']],
      '17:3 unknown family zz | did you mean z?',
    ],
    ['without indices', layers, [['z[l,j]: sum', 'z: sum']], '17:3 z has 2 indices, not 0 | write z[l,j]'],
    [
      'with too few indices',
      layers,
      [['z[l,j]: sum', 'z[j]: sum']],
      '17:3 z has 2 indices, not 1 | write z[l,j]',
    ],
    [
      'with a shifted index',
      layers,
      [['z[l,j]: sum', 'z[l+1,j]: sum']],
      '17:3 l+1 is neither a single index nor a fixed one | write z[l,j], and shift the indices on the right',
    ],
    [
      'with one index twice',
      layers,
      [['z[l,j]: sum', 'z[l,l]: sum']],
      '17:3 the index l stands twice | an equation has another letter for each free index',
    ],
    [
      'outside the range',
      layers,
      [['a[0,k]: x', 'a[-1,k]: x']],
      '16:3 a[-1,k] lies below its range 0..L | a[l,j] is declared under families',
    ],
    [
      'inside the range',
      recurrence,
      [['  - h[0,i]\n', '  - h[0,i]\n  - h[T-1,i]\n']],
      '14:5 h[T-1,i] and h[t,i] may define the same member | an equation of its own is for an end of 0..T',
    ],
    [
      'with two indices fixed',
      layers,
      [['  a[0,k]: x[k]', '  a[0,k]: x[k]\n  a[L,1]: 1']],
      '17:3 a[L,1] and a[l,j] may define the same member | fix one index only; the others run over their whole range',
    ],
    [
      'twice',
      layers,
      [['  a[0,k]: x[k]', '  a[0,k]: x[k]\n  a[l,i]: z[l,i]']],
      '19:3 a[l,j] is defined twice | remove one of the two',
    ],
    [
      'twice if there is one layer',
      layers,
      [['  a[0,k]: x[k]', '  a[0,k]: x[k]\n  a[1,i]: z[1,i]\n  a[L,i]: z[L,i]']],
      `17:3 two equations may define one member of a | ${twice}`,
    ],
    [
      'for one end only',
      layers,
      [['  a[l,j]: G(z[l,j])\n', '']],
      '16:3 a[l,j] has no equation, only a[0,k] | add an equation for a[l,j]: it holds for the rest',
    ],
    [
      'in a circle',
      layers,
      [
        ['a[l-1,k]) + b', 'a[l,k]) + b'],
        ['k in 1..n[l-1]', 'k in 1..n[l]'],
      ],
      `18:3 a may be defined through itself | ${letters}`,
    ],
    [
      'beside a role',
      layers,
      [['inputs: [x]', 'inputs: [x, a]']],
      '10:13 a is defined twice: as input and by an equation | single members can be given beside an equation, as in inputs: ["h[0,i]"]',
    ],
    [
      'missing beside members that are given',
      layers,
      [['inputs: [x]', 'inputs: ["x[k]"]']],
      '10:10 x has no equation | list it whole: x',
    ],
    [
      'of a quantity called like an index',
      layers,
      [['  C: J', '  k: 2\n  C: J']],
      '19:3 k is an index and cannot name a quantity | choose another letter',
    ],
    [
      'of a quantity called like a size',
      layers,
      [['  C: J', '  n: 2\n  C: J']],
      '19:3 n is a size and cannot name a quantity | its value stands under sizes',
    ],
    [
      'and a loss with indices',
      layers,
      [['loss: C', 'loss: a']],
      '20:7 the loss a has indices | a loss is one number: name a sum over them',
    ],
    [
      'and a loss that is a member',
      layers,
      [['loss: C', 'loss: "a[L,1]"']],
      '20:7 the loss a[L,1] is a member of a family | give it a name by an equation of its own, as in C: a[L,1]',
    ],
    ['and an unknown loss', layers, [['loss: C', 'loss: CC']], '20:7 unknown loss CC | did you mean C?'],
    [
      'and no loss',
      layers,
      [['loss: C', '']],
      '4:3 no loss is named | add loss: with the quantity to be minimised',
    ],
  ]);
});

describe('families and sizes', () => {
  const b = 'b[l,j]: l in 1..L, j in 1..n[l]';
  const sizes = (text: string): Pair => ['inputs', `sizes: ${text}\ninputs`];
  check([
    [
      'an index without a range',
      layers,
      [[b, 'b[l,j]: l in 1..L']],
      `7:3 the index j of b has no range | ${form}`,
    ],
    [
      'a range that is none',
      layers,
      [[b, 'b[l,j]: l of 1..L, j in 1..n[l]']],
      `7:11 l of 1..L is no range | ${form}`,
    ],
    [
      'a range of another index',
      layers,
      [[b, 'b[l,j]: l in 1..L, k in 1..n[l]']],
      `7:22 k is no index of b | ${form}`,
    ],
    [
      'a range without an end',
      layers,
      [[b, 'b[l,j]: l in 1.., j in 1..n[l]']],
      '7:19 expected an index | an index is made of indices, sizes and whole numbers, as in l-1 or i+k',
    ],
    ['two ranges', layers, [[b, `${b}, j in 1..2`]], '7:36 j has two ranges | one range for each index'],
    ['no brackets', layers, [[b, 'b: l in 1..L']], `7:3 a family has indices in brackets | ${form}`],
    [
      'a range by a later index',
      layers,
      [[b, 'b[j,l]: l in 1..L, j in 1..n[l]']],
      '7:32 the index l is not bound here | a range may depend on the indices before it',
    ],
    ['a family as a size', layers, [[b, 'b[l,j]: l in 1..L, j in 1..w']], '7:30 w is a family, not a size'],
    [
      'a size with and without index',
      layers,
      [[b, 'b[l,j]: l in 1..L, j in 1..n']],
      '7:30 n has an index elsewhere | write n[…]',
    ],
    [
      'a family twice',
      layers,
      [[b, `${b}\n  b[l]: l in 1..L`]],
      '8:3 b is declared twice | remove or rename one of the two',
    ],
    ['a size that is not listed', layers, [sizes('[L, m]')], '4:17 unknown size n | sizes are L, m'],
    [
      'too few values of a size',
      layers,
      [sizes('{ L: 2, n: [2, 3] }')],
      '10:16 wrong number of values of n: 2, but 3 are wanted | one for each l in 0..L',
    ],
    [
      'one value of many',
      layers,
      [sizes('{ L: 2, n: 3 }')],
      '4:17 n has no index, as it has one value | give it a list: sizes: { n: [2, 3] }',
    ],
    ['a size of 0', layers, [sizes('{ L: 0, n: }')], '10:13 expected at least 1, found 0'],
    [
      'values without sizes',
      layers,
      [['inputs: [x]', 'inputs: { x: [1, 2] }']],
      '10:14 values of x need the size of 1..n[0] | give it under sizes, as in sizes: { n: [2, 3] }',
    ],
    [
      'too many values',
      layers,
      [['inputs: [x]', 'sizes: { L: 1, n: [1, 1] }\ninputs: { x: [1, 2] }']],
      '11:14 wrong number of values of x[k]: 2, but 1 is wanted | one for each k in 1..1',
    ],
    [
      'a value of one member',
      layers,
      [['inputs: [x]', 'inputs: [x]\nvalues: { "b[1,1]": 1 }']],
      '11:11 values for one member, b[1,1] | write those of b[l,j] as one list',
    ],
    [
      'values of an equation',
      layers,
      [['inputs: [x]', 'inputs: [x]\nvalues: { a: [[1]] }']],
      '11:11 values for a, which has an equation | its equation gives its values',
    ],
    [
      'an index of no family in an equality',
      layers,
      [['loss:', 'given: ["sum(i, y[i,s]) = 1"]\nloss:']],
      '20:21 the index s is not bound here | bind it: sum(s, …)',
    ],
    [
      'an equality that never holds',
      layers,
      [['loss:', 'given: ["y[j] + 1 = y[j]"]\nloss:']],
      '20:10 y[j] + 1 = y[j] holds for no values',
    ],
    [
      'a range that is too long',
      layers,
      [[b, 'b[l,j]: l in 1..L, j in 1..9007199254740991']],
      '7:30 9007199254740991 is too large | an index is at most 1000000000',
    ],
    [
      'a member without quotes',
      recurrence,
      [['inputs:\n  - x\n  - h[0,i]', 'inputs: [x, h[0,i]]']],
      '11:13 the brackets of h[0,i] begin a list here | inside { … } and [ … ] put a name with brackets in quotes: "h[0,i]"',
    ],
    [
      'a key of layers',
      layers,
      [['inputs', 'activation: tanh\ninputs']],
      '10:1 activation has no place beside families | it belongs to files by layers',
    ],
  ]);

  test('sizes without families', () =>
    expect(errorsOf('sizes: [L]\nequations: { E: 1 }\nloss: E')).toEqual([
      '1:1 sizes has no place beside equations | it belongs to files by families',
    ]));
});
