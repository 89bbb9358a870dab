import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  entry,
  freeIndices,
  index,
  indexVariable,
  type Matrix,
  matrix,
  num,
  quantity,
  ShapeError,
} from '../../src/expr/index.ts';
import { random } from '../networks/families.ts';
import { at, term } from '../networks/indexed.ts';
import { anyMatrix, anyNumbers, anySize, indexValue, one, rowsOf, size, termValue } from './matrices.ts';

const [m, n, p] = [size('m'), size('n'), size('p')];
const A = matrix.symbol('A', ['row', 'column'], { rows: m, columns: n });
const B = matrix.symbol('B', ['row', 'column'], { rows: n, columns: p });
const Q = matrix.symbol('Q', ['row', 'column'], { rows: n, columns: n });
const W = matrix.symbol('w', [at('l'), 'row', 'column'], { rows: at('n[l]'), columns: at('n[l-1]') });
const delta = matrix.symbol('d', [at('l'), 'row'], { rows: at('n[l]'), columns: one });
const b = matrix.symbol('b', ['row'], { rows: m, columns: one });
const x = matrix.symbol('x', ['row'], { rows: n, columns: one });

const entries: readonly (readonly [Matrix, string])[] = [
  [A, 'A[r,s]'],
  [matrix.transpose(Q), 'Q[s,r]'],
  [matrix.product(A, B), 'sum(k in 1..n, A[r,k]*B[k,s])'],
  [matrix.product(matrix.transpose(W), delta), 'sum(k in 1..n[l], w[l,k,r]*d[l,k])'],
  [matrix.outer(b, x), 'b[r]*x[s]'],
  [matrix.rowSums(A), 'sum(k in 1..n, A[r,k])'],
  [matrix.columnSums(A), 'sum(k in 1..m, A[k,s])'],
  [matrix.hadamard(b, b, b), 'b[r]*b[r]*b[r]'],
  [matrix.subtract(matrix.product(A, x), b), 'sum(k in 1..n, A[r,k]*x[k]) - b[r]'],
  [matrix.scale(matrix.scalar(quantity('c')), A), 'c*A[r,s]'],
  [matrix.map('G', [A], [1]), "G'(A[r,s])"],
  [matrix.identity(n), '[r = s]'],
  [matrix.diag(x), '[r = s]*x[r]'],
  [matrix.trace(Q), 'sum(k in 1..n, Q[k,k])'],
  [matrix.trace(matrix.product(Q, Q)), 'sum(k in 1..n, sum(i in 1..n, Q[k,i]*Q[i,k]))'],
  [matrix.gradient(quantity('C'), W), 'd(C, w[l,r,s])'],
  [
    matrix.indexedSum('l', one, at('L'), matrix.symbol('h', [at('l'), 'row'], { rows: n, columns: one })),
    'sum(l in 1..L, h[l,r])',
  ],
];

test.each(entries)('entry %#: %s', (of, expected) => {
  expect(entry(of, indexVariable('r'), indexVariable('s'))).toBe(term(expected));
});

describe('bound indices', () => {
  const layer = matrix.symbol('a', [at('k'), 'row', 'column'], { rows: n, columns: n });

  test('avoid the row, the column, fixed indices and names to keep clear of', () => {
    const of = entry(matrix.product(layer, Q), indexVariable('i'), indexVariable('j'), new Set(['p']));
    expect(of).toBe(term('sum(q in 1..n, a[k,i,q]*Q[q,j])'));
  });

  test('a sum of matrices does not capture the row', () => {
    const of = entry(matrix.indexedSum('k', one, n, layer), indexVariable('k'), indexVariable('s'));
    expect(freeIndices(of)).toEqual(new Set(['k', 's', 'n']));
    const wanted = [1, 2].reduce((all, i) => all + termValue(term(`a[${i},2,1]`), new Map()), 0);
    expect(
      termValue(
        of,
        new Map([
          ['k', 2],
          ['s', 1],
          ['n', 2],
        ]),
      ),
    ).toBeCloseTo(wanted, 12);
  });
});

const wrong: readonly (readonly [string, () => Matrix, string])[] = [
  ['product', () => matrix.product(A, A), 'A * A: m × n and m × n, whose inner sizes n and m differ'],
  [
    'layers',
    () => matrix.product(W, delta),
    'w[l] * d[l]: n[l] × n[l-1] and n[l] × 1, whose inner sizes n[l-1] and n[l] differ',
  ],
  ['sum', () => matrix.sum(b, x), 'b + x: m × 1 and n × 1, which must be the same'],
  ['third', () => matrix.sum(b, b, x), 'b + x: m × 1 and n × 1, which must be the same'],
  [
    'hadamard',
    () => matrix.hadamard(A, matrix.transpose(A)),
    "A .* A': m × n and n × m, which must be the same",
  ],
  [
    'inside',
    () => matrix.subtract(matrix.product(A, x), x),
    '(A * x) + (a scalar * x): m × 1 and n × 1, which must be the same',
  ],
  ['trace', () => matrix.trace(A), 'tr(A): m × n and m × m, where a square is wanted'],
  ['diag', () => matrix.diag(A), 'diag(A): m × n and m × 1, where a column is wanted'],
  [
    'scale',
    () => matrix.scale(x, A),
    'x times every entry of A: n × 1 and m × n, where the first must be 1 × 1',
  ],
  ['map', () => matrix.map('max', [b, x]), 'b , x: m × 1 and n × 1, which must be the same'],
];

test.each(wrong)('a shape error names both shapes and the place: %s', (_, build, message) => {
  expect(build).toThrow(ShapeError);
  expect(build).toThrow(message);
});

test('a symbol has one index for each axis that is longer than 1', () => {
  expect(() => matrix.symbol('v', ['row'], { rows: n, columns: n })).toThrow('columns');
  expect(() => matrix.symbol('v', ['row', 'row'], { rows: n, columns: one })).toThrow('two indices');
  expect(() => matrix.indexedSum('n', one, index(3), x)).toThrow('changes with n');
});

test('nesting has an end, which is an error and no overflow', () => {
  let deep: Matrix = x;
  expect(() => {
    for (let i = 0; i < 100_000; i++) deep = matrix.scale(matrix.scalar(num(2)), deep);
  }).toThrow(RangeError);
  expect(entry(deep, one, one).depth).toBeLessThan(1000);
});

test('entries are what arrays of numbers give', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 3 }), (seed, room) => {
      const draw = random(seed);
      const shape = { rows: draw() < 0.2 ? one : anySize(draw), columns: draw() < 0.4 ? one : anySize(draw) };
      const of = anyMatrix(draw, shape, room);
      const numbers = anyNumbers(draw);
      const values = rowsOf(of, numbers);
      const [r, s] = draw() < 0.5 ? ['r', 's'] : ['j', 'q'];
      const general = entry(of, indexVariable(r), indexVariable(s));
      expect(values).toHaveLength(indexValue(shape.rows, numbers));
      values.forEach((row, i) => {
        row.forEach((value, j) => {
          const found = termValue(general, new Map([...numbers, [r, i + 1], [s, j + 1]]));
          expect(Math.abs(found - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
          const at = entry(of, index(i + 1), index(j + 1));
          expect(Math.abs(termValue(at, numbers) - value)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(value)),
          );
        });
      });
    }),
    { numRuns: 400 },
  );
});
