// Ways to a false equation of matrices, which must stay closed: each rests on theorems that are true and accepted, so that only
// what the claim itself says can be wrong. Read from a file, as somebody else's would be.
import { describe, expect, test } from 'vitest';
import { index, type Matrix, matrix, num } from '../../src/expr/index.ts';
import {
  check,
  checkMatrices,
  type Json,
  type MatrixTheorem,
  readDerivation,
  readMatrices,
  type Step,
  type Theorem,
  writeDerivation,
} from '../../src/proof/index.ts';
import { family } from '../networks/families.ts';
import { at, member, ranges, term } from '../networks/indexed.ts';
import { type Line, rangeGivens, theoremOf } from './script.ts';

const network = family('matrices', {
  sizes: ['n', 'm'],
  inputs: { 'y[j]': 'j in 1..n', 'A[i,j]': 'i in 1..n, j in 1..n' },
  defined: { E: '' },
  equations: [['E', 'y[1]']],
});

const [one, n] = [index(1), at('n')];
const y = (rows = n): Matrix => matrix.symbol('y', ['row'], { rows, columns: one });
const yRow = matrix.symbol('y', ['column'], { rows: one, columns: n });
const A = matrix.symbol('A', ['row', 'column'], { rows: n, columns: n });
const turnedA = matrix.symbol('A', ['column', 'row'], { rows: n, columns: n });
const first = (of: Matrix): Matrix => matrix.scale(matrix.scalar(term('y[1]')), of);
const T = matrix.transpose;

/** Nothing but a name, which says of a term that it is itself. */
const named = (text: string, where: string, name: string): Theorem => ({
  goal: { lhs: term(text), rhs: term(text) },
  given: rangeGivens(ranges(where)),
  proof: { by: 'name' },
  name: member(name),
});
const scripted = (lhs: string, where: string, lines: readonly Line[]): Theorem =>
  theoremOf(network, lhs, where, lines);
const citing = (after: string, theorem: number, from: 'lhs' | 'rhs' = 'lhs'): Step => ({
  after: term(after),
  by: { cite: [{ theorem, from, to: from === 'lhs' ? 'rhs' : 'lhs' }] },
});

/** y[i] = y[1] for i in 1..1, by a sum that has one term. */
const only = 'sum(k in 1..1, [k = i]*y[k])';
const oneRow: readonly Theorem[] = [
  scripted(only, 'i in 1..1', [['delta.contract']]),
  scripted(only, 'i in 1..1', [['sum.peel'], ['sum.empty', [1]], ['delta.evaluate', [0, 0]], 'y[1]']),
  {
    goal: { lhs: term('y[i]'), rhs: term('y[1]') },
    given: rangeGivens(ranges('i in 1..1')),
    proof: { by: 'steps', steps: [citing(only, 0, 'rhs'), citing('y[1]', 1)] },
  },
];

interface Attack {
  readonly theorems: readonly Theorem[];
  readonly lhs: Matrix;
  readonly rhs: Matrix;
  readonly given?: string;
}

const allAlike = (given: string): Attack => ({
  theorems: oneRow,
  lhs: y(),
  rhs: first(matrix.ones(n)),
  given,
});

const attacks: readonly (readonly [string, string, Attack])[] = [
  ['a range for a size, against what is known of sizes', 'n names no index', allAlike('n in 0-5..0-3')],
  ['the same of another size', 'm names no index', allAlike('m in 0-5..0-3')],
  ['two ranges for one index', 'two ranges for p', allAlike('p in 1..2, p in 5..6')],
  [
    'a range that mentions its own index',
    'the range of p mentions p, which has none before it',
    allAlike('p in p+1..p'),
  ],
  [
    'a family of n rows taken for one of 2 - n, which is right where there is a row',
    'y has another shape',
    { theorems: oneRow, lhs: y(at('2-n')), rhs: first(matrix.ones(at('2-n'))) },
  ],
  [
    'the same below a sum, where there is a summand',
    'y has another shape',
    {
      theorems: [named('sum(p in 1..2-n, y[i])', 'i in 1..1', 'u[i]')],
      lhs: matrix.indexedSum('p', one, at('2-n'), y(at('2-n'))),
      rhs: matrix.indexedSum('p', one, at('2-n'), y(at('2-n'))),
    },
  ],
  ['a range that is too short', 'the entries range less far over i', allAlike('p in 1..2')],
  [
    'Aᵀ = A, one read the other way round',
    'rows and columns of A are exchanged',
    { theorems: [named('A[i,j]', 'i in 1..n, j in 1..n', 'B[i,j]')], lhs: T(turnedA), rhs: A },
  ],
  [
    'the same of a gradient',
    'rows and columns of A are exchanged',
    {
      theorems: [named('d(E, A[i,j])', 'i in 1..n, j in 1..n', 'B[i,j]')],
      lhs: T(matrix.gradient(term('E'), turnedA as typeof A)),
      rhs: matrix.gradient(term('E'), A),
    },
  ],
  [
    'y = yᵀ, once a column and once a row',
    'rows and columns of y are exchanged',
    { theorems: [named('y[i]', 'i in 1..n', 'u[i]')], lhs: y(), rhs: T(yRow) },
  ],
  [
    'yᵀy = yyᵀ by the same',
    'rows and columns of y are exchanged',
    {
      theorems: [named('sum(k in 1..n, y[k]*y[k])', '', 'u')],
      lhs: matrix.product(yRow, y()),
      rhs: matrix.product(T(y()), T(yRow)),
    },
  ],
  [
    'a family cut to one row where a sum runs over a size',
    'the index n is used again inside',
    {
      theorems: [scripted('sum(n in 0..0, y[1])', '', [['sum.peel'], ['sum.empty', [1]], 'y[1]'])],
      lhs: matrix.indexedSum('n', index(0), index(0), y(one)),
      rhs: matrix.scalar(term('y[1]')),
    },
  ],
  [
    'a sum over an index that means something already',
    'the index p is used again inside',
    {
      theorems: [scripted('sum(p in 1..1, y[1])', 'p in 1..2', [['sum.peel'], ['sum.empty', [1]], 'y[1]'])],
      lhs: matrix.indexedSum('p', one, one, matrix.scalar(term('y[1]'))),
      rhs: matrix.scalar(term('y[1]')),
      given: 'p in 1..2',
    },
  ],
  [
    'ones of a size that nobody declares',
    'the index q has no range',
    {
      theorems: [scripted('1 + 1', '', ['2'])],
      lhs: matrix.sum(matrix.ones(at('q')), matrix.ones(at('q'))),
      rhs: matrix.scale(matrix.scalar(num(2)), matrix.ones(at('q'))),
    },
  ],
];

function verdict({ theorems, lhs, rhs, given = '' }: Attack): string {
  const claim: MatrixTheorem = {
    lhs,
    rhs,
    row: 'i',
    column: 'j',
    given: rangeGivens(ranges(given)),
    entries: theorems.length - 1,
  };
  const file: Json = JSON.parse(JSON.stringify(writeDerivation({ network, theorems }, [claim])));
  const derivation = readDerivation(file);
  const verdicts = check(derivation);
  expect(verdicts.map((each) => (each.accepted ? 'accepted' : each.reason))).toEqual(
    theorems.map(() => 'accepted'),
  );
  const [found] = checkMatrices(derivation, verdicts, readMatrices(file));
  return found === undefined ? 'no claim' : found.accepted ? 'accepted' : found.reason;
}

describe('ways to a false equation of matrices', () => {
  test.each(attacks)('%s', (_, reason, each) => {
    expect(verdict(each)).toBe(reason);
  });
});

test('what they are made of is accepted where it is true', () => {
  const where = 'i in 1..n, j in 1..n';
  const [own, length] = [named('A[i,j]', where, 'B[i,j]'), named('sum(k in 1..n, y[k]*y[k])', '', 'u')];
  expect(verdict({ theorems: [own], lhs: A, rhs: T(T(A)) })).toBe('accepted');
  const square = matrix.product(T(y()), y());
  expect(verdict({ theorems: [length], lhs: square, rhs: T(square) })).toBe('accepted');
  const row = matrix.product(yRow, T(yRow));
  expect(verdict({ theorems: [length], lhs: row, rhs: T(row) })).toBe('accepted');
});
