import fc from 'fast-check';
import katex from 'katex';
import { expect, test } from 'vitest';
import { index, type Matrix, matrix, num, power, quantity, sum } from '../../src/expr/index.ts';
import { houses, latexStyle, matrixLatex, shapeLatex, shapesLatex } from '../../src/latex/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { anyMatrix, anySize, one } from '../expr/matrices.ts';
import { random } from '../networks/families.ts';
import { at } from '../networks/indexed.ts';
import { alike, shapeRead } from './shapeRead.ts';

const style = latexStyle(makeNetwork({ name: 'empty', symbols: [], equations: [] }));
const valid = (latex: string): string => katex.renderToString(latex, { strict: 'error', throwOnError: true });

const [n, m] = [at('n'), at('m')];
const A = matrix.symbol('a', ['row', 'column'], { rows: m, columns: n });
const Q = matrix.symbol('q', ['row', 'column'], { rows: n, columns: n });
const x = matrix.symbol('x', ['row'], { rows: n, columns: one });
const b = matrix.symbol('b', ['row'], { rows: m, columns: one });
const w = matrix.symbol('w', [at('l+1'), 'row', 'column'], { rows: at('n[l+1]'), columns: at('n[l]') });
const delta = (l: string): Matrix =>
  matrix.symbol('delta', [at(l), 'row'], { rows: at(`n[${l}]`), columns: one });
const h = matrix.symbol('h', [at('t'), 'row'], { rows: n, columns: one });
const z = matrix.symbol('z', [at('l'), 'row'], { rows: at('n[l]'), columns: one });
const back = matrix.hadamard(matrix.product(matrix.transpose(w), delta('l+1')), matrix.map('G', [z], [1]));
const C = quantity('C');
const c = matrix.scalar(quantity('c'));
const half = matrix.scalar(num(1, 2));
const b0 = matrix.scale(matrix.scalar(num(0)), matrix.ones(n));
const ones = matrix.ones(m, n);
const minus = matrix.scalar(num(-1));
const T = matrix.transpose;
const [AT, row] = ['A^{\\mathrm{T}}', '\\mathbf{1}^{\\mathrm{T}}'];

const table: readonly (readonly [Matrix, string])[] = [
  [back, "\\bigl((W^{l+1})^{\\mathrm{T}}\\delta^{l+1}\\bigr)\\odot G'(z^{l})"],
  [matrix.product(T(A), b), `${AT}b`],
  [
    matrix.scale(matrix.scalar(power(quantity('m'), num(-1))), matrix.outer(b, x)),
    '\\frac{1}{m}\\,bx^{\\mathrm{T}}',
  ],
  [matrix.product(T(A), matrix.subtract(matrix.product(A, x), b)), `${AT}(Ax-b)`],
  [matrix.scale(c, matrix.sum(x, x)), 'c(x+x)'],
  [matrix.scale(minus, matrix.sum(x, x)), '-(x+x)'],
  [matrix.subtract(x, matrix.sum(x, x)), 'x-(x+x)'],
  [matrix.sum(x, matrix.scale(matrix.scalar(num(-2)), x)), 'x-2x'],
  [matrix.scale(half, Q), '\\tfrac12Q'],
  [matrix.scale(matrix.scale(minus, matrix.product(T(b), b)), x), '-(b^{\\mathrm{T}}b)\\,x'],
  [matrix.scale(half, matrix.scale(matrix.product(T(b), b), x)), '\\tfrac12(b^{\\mathrm{T}}b)\\,x'],
  [matrix.scale(half, matrix.product(T(b), b)), '\\tfrac12b^{\\mathrm{T}}b'],
  [
    matrix.scale(half, matrix.scale(matrix.power(matrix.product(T(b), b), num(-2)), x)),
    '\\frac{1}{2(b^{\\mathrm{T}}b)^{2}}\\,x',
  ],
  [matrix.product(matrix.hadamard(Q, Q), x), '(Q\\odot Q)\\,x'],
  [T(matrix.product(Q, Q)), '(QQ)^{\\mathrm{T}}'],
  [T(matrix.map('g', [Q])), '(g(Q))^{\\mathrm{T}}'],
  [T(T(Q)), '(Q^{\\mathrm{T}})^{\\mathrm{T}}'],
  [matrix.rowSums(A), 'A\\mathbf{1}'],
  [matrix.columnSums(A), `${row}A`],
  [matrix.ones(m, n), `\\mathbf{1}${row}`],
  [matrix.subtract(matrix.ones(n), matrix.map('sigmoid', [x])), '\\mathbf{1}-\\sigma(x)'],
  [matrix.map('exp', [x]), '\\exp(x)'],
  [matrix.map('sqrt', [x]), '\\operatorname{sqrt}(x)'],
  [matrix.power(x, sum(quantity('c'), num(-1))), 'x^{\\odot (c-1)}'],
  [matrix.power(matrix.map('sqrt', [matrix.product(T(b), b)]), num(2)), 'b^{\\mathrm{T}}b'],
  [matrix.map('f', [x, x], [1, 0]), '\\partial_{1}f(x,\\,x)'],
  [matrix.map('g', [x], [4]), 'g^{(4)}(x)'],
  [matrix.power(x, num(2)), 'x^{\\odot 2}'],
  [matrix.power(matrix.sum(x, x), num(2)), '(x+x)^{\\odot 2}'],
  [matrix.hadamard(x, matrix.power(x, num(-1))), 'x\\oslash x'],
  [matrix.power(x, num(-1)), '\\mathbf{1}\\oslash x'],
  [matrix.power(x, num(-2)), '\\mathbf{1}\\oslash x^{\\odot 2}'],
  [matrix.hadamard(matrix.power(x, num(-1)), x), 'x\\oslash x'],
  [matrix.map('sqrt', [matrix.product(T(b), b)]), '\\sqrt{b^{\\mathrm{T}}b}'],
  [matrix.power(matrix.trace(Q), num(-1)), '\\frac{1}{\\operatorname{tr}(Q)}'],
  [matrix.trace(matrix.product(Q, Q)), '\\operatorname{tr}(QQ)'],
  [matrix.product(matrix.diag(x), Q), '\\operatorname{diag}(x)\\,Q'],
  [matrix.gradient(C, w), '\\frac{\\partial C}{\\partial W^{l+1}}'],
  [matrix.hadamard(matrix.gradient(C, x), x), '\\nabla_{x}C\\odot x'],
  [matrix.identity(n), '\\mathbf{I}'],
  [matrix.indexedSum('t', one, at('T'), matrix.outer(h, h)), '\\sum_{t=1}^{T}h^{t}(h^{t})^{\\mathrm{T}}'],
  [matrix.cases(x, x, b0), '\\Bigl(\\begin{cases}x_i&x_i>0\\\\0&x_i\\le0\\end{cases}\\Bigr)_i'],
  [
    matrix.hadamard(A, matrix.cases(A, ones, matrix.scale(minus, ones))),
    'A\\odot\\Bigl(\\begin{cases}1&a_{i,j}>0\\\\-1&a_{i,j}\\le0\\end{cases}\\Bigr)_{ij}',
  ],
  [matrix.symbol('a', ['row', at('s')], { rows: n, columns: one }), 'a_{\\cdot s}'],
  [matrix.symbol('w', ['row', 'column'], { rows: n, columns: n }, 'dW'), 'dW'],
];

test.each(table)('%# %s', (of, latex) => {
  expect(matrixLatex(of, style)).toBe(latex);
  valid(latex);
});

test('a house style writes the symbols', () => {
  const ng = { symbol: (each: { name: string }) => (each.name === 'w' ? 'W^{[l+1]}' : undefined) };
  expect(matrixLatex(matrix.product(T(w), delta('l+1')), style, ng)).toBe(
    '(W^{[l+1]})^{\\mathrm{T}}\\delta^{l+1}',
  );
});

test('shapes stand where the factors do', () => {
  expect(shapeLatex(w.shape)).toBe('n_{l+1}\\times n_l');
  expect(shapesLatex(back)).toBe('(n_l\\times n_{l+1})(n_{l+1}\\times 1)\\odot(n_l\\times 1)');
  expect(shapesLatex(matrix.scale(c, matrix.outer(b, x)))).toBe('(m\\times 1)(1\\times n)');
  expect(shapesLatex(matrix.product(matrix.hadamard(b, b), T(x)))).toBe(
    '\\bigl[(m\\times 1)\\odot(m\\times 1)\\bigr](1\\times n)',
  );
  expect(shapesLatex(matrix.indexedSum('t', one, at('T'), matrix.outer(h, h)))).toBe(
    '(n\\times 1)(1\\times n)',
  );
  valid(shapesLatex(back) ?? '');
});

test.each([x, matrix.sum(x, x), matrix.hadamard(x, x), matrix.scale(c, matrix.sum(x, x))])(
  'shapes of no product are not worth saying',
  (of) => {
    expect(shapesLatex(of)).toBeUndefined();
  },
);

test('beside a size T the sign of a transpose is ⊤', () => {
  const shared = { symbols: [], equations: [] };
  const timed = latexStyle(makeNetwork({ name: 'timed', ...shared, sizes: ['T'] }));
  expect(matrixLatex(T(A), timed)).toBe('A^{\\top}');
  expect(matrixLatex(matrix.columnSums(A), timed)).toBe('\\mathbf{1}^{\\top}A');
  const house = latexStyle(makeNetwork({ name: 'timed', ...shared, sizes: ['T'] }), { house: houses.ng });
  expect(matrixLatex(T(A), house)).toBe('A^{\\top}');
  expect(matrixLatex(T(A), style)).toBe('A^{\\mathrm{T}}');
});

test('whatever it writes can be set', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 4 }), (seed, room) => {
      const draw = random(seed);
      const of = anyMatrix(draw, { rows: anySize(draw), columns: draw() < 0.5 ? one : anySize(draw) }, room);
      valid(matrixLatex(of, style));
      valid(shapesLatex(of) ?? '');
    }),
    { numRuns: 300 },
  );
});

const kindsIn = (of: Matrix): readonly string[] => [of.kind, ...of.args.flatMap(kindsIn)];
const sized = { symbol: ({ shape: { rows, columns } }: Matrix) => `x_{${rows.key},${columns.key}}` };

test('read from left to right, its products have the shape it has', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 3 }), (seed, room) => {
      const draw = random(seed);
      const shape = { rows: anySize(draw), columns: draw() < 0.5 ? one : anySize(draw) };
      const of = matrix.scale(anyMatrix(draw, { rows: one, columns: one }, 3), anyMatrix(draw, shape, room));
      fc.pre(!kindsIn(of).some((kind) => kind === 'cases' || kind === 'gradient'));
      alike(
        { rows: of.shape.rows.key, columns: of.shape.columns.key },
        shapeRead(matrixLatex(of, style, sized)),
      );
    }),
    { numRuns: 1000 },
  );
});

test.each([
  'x_{1,n}x_{n,1}x_{m,1}',
  'x_{m,n}x_{m,1}',
  'x_{n,1}+x_{m,1}',
  '-\\tfrac12\\,\\mathbf{1}^{\\mathrm{T}}x_{n,1}\\mathbf{1}',
])('%s fits nothing', (latex) => {
  expect(() => shapeRead(latex)).toThrow();
});

test('a number is no vector', () => {
  expect(matrixLatex(matrix.scale(matrix.scalar(num(0)), matrix.ones(n)), style)).toBe('\\mathbf{0}');
  expect(matrixLatex(matrix.ones(index(1)), style)).toBe('1');
});
