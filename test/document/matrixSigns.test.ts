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

describe('distinctions of cases', () => {
  const page = (loss: string): string =>
    pageOf(`name: cases\nshapes: { x: [n], y: [n] }\ninputs: [y]\nequations:\n  E: ${loss}\nloss: E\n`, [
      'x',
    ]);
  const slope = (name: string, other: string): string =>
    `$\\operatorname{${name}}'(t)=\\begin{cases}1&t\\gt 0\\cr ${other}&t\\le0\\end{cases}$, entry by entry`;

  test.each([
    ["y'*relu(x)", "y\\odot\\operatorname{ReLU}'(x)", slope('ReLU', '0')],
    ["y'*leakyRelu(x)", "y\\odot\\operatorname{LeakyReLU}'(x)", slope('LeakyReLU', '0.01')],
    [
      "y'*abs(x)",
      'y\\odot\\operatorname{sgn}(x)',
      'functions such as $\\operatorname{sgn}$ are applied to every entry',
    ],
  ])('%s has the name of its slope', (loss, form, said) => {
    const text = page(loss);
    expect(text).toContain(`=${form}\\tag{1M}`);
    expect(saying(text, 'Here ')[0]).toContain(said);
    // The condition goes on from the equation; signs are explained after it.
    expect(text.indexOf('\nwhere $')).toBeLessThan(text.indexOf('\nHere '));
  });

  test('those of no function are said of single entries', () => {
    const text = pageOf(
      'name: cases\nfamilies:\n  x[i]: i in 1..n\nequations:\n  E: "sum(i, x[i] > 0 ? 2*x[i] : 3*x[i])"\nloss: E\n',
      ['x'],
    );
    expect(text).toContain('_i\\tag{1M}');
    expect(saying(text, 'Here ')).toContain(
      'Here $(\\cdots)$ with indices below it is the matrix with these entries.',
    );
  });
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
