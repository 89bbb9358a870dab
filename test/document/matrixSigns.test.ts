// Signs of matrix equations are explained where they first occur, and only then.
import { describe, expect, test } from 'vitest';
import { pageOf, saying } from './pageOf.ts';

const product = '$\\odot$ multiplies entry by entry (Hadamard product)';
const quotient = '$\\oslash$ divides entry by entry';
const column = '$\\mathbf{1}$ is the column of ones';
const grid = '$\\mathbf{1}\\mathbf{1}^{\\mathrm{T}}$ is the matrix of ones';
const rows = 'multiplying by $\\mathbf{1}$ from the right adds up each row';
const columns = 'multiplying by $\\mathbf{1}^{\\mathrm{T}}$ from the left adds up each column';
const mapped = (name: string): string => `functions such as $${name}$ are applied to every entry`;

test.each([
  ['matrix/logistic-regression', ['c'], [column, columns]],
  ['matrix/logistic-regression', ['p'], [quotient, column]],
  ['matrix/log-sum-exp', ['W'], [mapped('\\exp'), column, columns]],
  ['matrix/least-squares', ['x'], []],
])('%s by %s', (file, wrt, clauses) => {
  const said = clauses.length === 0 ? [] : [`Here ${clauses.join('; ')}.`];
  expect(saying(pageOf(file, wrt), 'Here ')).toEqual(said);
});

test('cases are said of single entries', () => {
  const page = pageOf('general/l1-penalty', ['w']);
  expect(page).toContain(
    '\\lambda\\Bigl(\\begin{cases}1&w_{jk}^l>0\\\\-1&w_{jk}^l\\le0\\end{cases}\\Bigr)_{jk}\\tag{3M}',
  );
  expect(saying(page, 'Here ')).toContain(
    'Here $(\\cdots)$ with indices below it is the matrix with these entries.',
  );
  // The condition goes on from the equation; signs are explained after it.
  expect(page.indexOf('\nwhere $')).toBeLessThan(page.indexOf('\nHere $(\\cdots)'));
});

test('each is explained once', () => {
  const page = pageOf('matrix/samples', ['W', 'b', 'V', 'c']);
  for (const each of [product, grid, column, rows]) expect(page.split(each), each).toHaveLength(2);
});

describe('powers and functions of a matrix', () => {
  const text = (formula: string): string =>
    `name: powers\nshapes: { x: [n], a: [n] }\nparameters: [x]\ninputs: [a]\nequations:\n  E: ${formula}\nloss: E\n`;
  test.each([
    ["a'*(1./x)", ['an exponent with $\\odot$ is applied to every entry']],
    ["a'*sqrt(x)", [mapped('\\operatorname{sqrt}')]],
  ])('%s', (formula, said) => {
    const [line = ''] = saying(pageOf(text(formula), ['x']), 'Here ');
    for (const each of said) expect(line).toContain(each);
  });
});

describe('a diagonal', () => {
  const scaledRows = `name: rows
shapes: { X: [n, m], w: [n], u: [m] }
inputs: [w, u]
parameters: [X]
equations:
  E: 1/2*sum((diag(w)*X) .* (diag(w)*X))
loss: E
`;
  test('is explained where it stands, and only there', () => {
    const page = pageOf(scaledRows, ['X']);
    expect(page).toContain('\\operatorname{diag}(w');
    const said = '$\\operatorname{diag}(\\cdots)$ is the matrix with the entries of a column on its diagonal';
    expect(saying(page, 'Here ').join()).toContain(said);
    expect(pageOf('matrix/least-squares', ['x'])).not.toContain('diag');
  });
});
