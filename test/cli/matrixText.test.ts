// Matrix expressions as text: what is printed has one reading, that which was accepted.
import { expect, test } from 'vitest';
import { matrixText } from '../../src/cli/matrixText.ts';
import { type Matrix, matrix, num, power, product, quantity, reciprocal, sum } from '../../src/expr/index.ts';
import { index, indexVariable } from '../../src/expr/indices.ts';

const [c, m] = [quantity('c'), quantity('m')];
const n = indexVariable('n');
const y = matrix.symbol('y', ['row'], { rows: n, columns: index(1) });
const A = matrix.symbol('A', ['row', 'column'], { rows: n, columns: n });
const plus = sum(c, num(1));

test.each<[Matrix, string]>([
  [matrix.scale(matrix.scalar(plus), y), '((c + 1) * y[:])'],
  [matrix.scale(matrix.scalar(product(reciprocal(m), c)), y), '(1/m*c * y[:])'],
  [matrix.hadamard(matrix.power(y, plus), y), '(y[:] .^ (c + 1) .* y[:])'],
  [matrix.power(y, num(2)), 'y[:] .^ 2'],
  [matrix.power(y, num(-1)), 'y[:] .^ (-1)'],
  [matrix.power(y, num(1, 2)), 'y[:] .^ (1/2)'],
  [matrix.power(matrix.power(y, num(2)), c), '(y[:] .^ 2) .^ c'],
  [matrix.transpose(matrix.power(y, num(2))), "(y[:] .^ 2)'"],
  [matrix.transpose(matrix.scalar(power(c, num(2)))), "(c^2)'"],
  [matrix.product(matrix.transpose(A), y), "(A[:,:]' * y[:])"],
])('%#: %s', (of, text) => {
  expect(matrixText(of)).toBe(text);
});
