import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import {
  apply,
  bracket,
  cases,
  divide,
  type Expr,
  index,
  indexedSum,
  indexVariable,
  negate,
  num,
  partial,
  power,
  product,
  quantity,
  reciprocal,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { latexOf, latexStyle, latexWithin } from '../../src/latex/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { evaluateLatex } from './evaluateLatex.ts';
import { evaluateTerm, numericTerms, terms, valueOfName } from './terms.ts';

const style = latexStyle(makeNetwork({ name: 'empty', symbols: [], equations: [] }));
const q = (name: string) => quantity(name);
const [A, B, C, X, Y, Z, lambda] = [q('a'), q('b'), q('c'), q('x'), q('y'), q('z'), q('lambda')];
const [E, w1] = [q('E'), q('w1')];
const out = q('out_o1');
const outh = q('out_h1');
const y1 = q('y1');
const w5 = q('w5');
const valid = (latex: string) => katex.renderToString(latex, { strict: 'error', throwOnError: true });
const sigma = (t: Expr) => apply('sigmoid', [t]);
const delta = product(subtract(out, y1), product(out, subtract(num(1), out)));

const table: readonly (readonly [Expr, string])[] = [
  [delta, '(\\mathrm{out}_{o1}-y_1)\\,\\mathrm{out}_{o1}(1-\\mathrm{out}_{o1})'],
  [
    product(delta, outh),
    '(\\mathrm{out}_{o1}-y_1)\\,\\mathrm{out}_{o1}(1-\\mathrm{out}_{o1})\\,\\mathrm{out}_{h1}',
  ],
  [
    product(sum(product(w5, delta), C), outh, subtract(num(1), outh), X),
    '\\bigl[w_5(\\mathrm{out}_{o1}-y_1)\\,\\mathrm{out}_{o1}(1-\\mathrm{out}_{o1})+c\\bigr]\\,\\mathrm{out}_{h1}(1-\\mathrm{out}_{h1})\\,x',
  ],
  [product(num(1, 2), power(subtract(y1, out), num(2))), '\\tfrac12(y_1-\\mathrm{out}_{o1})^2'],
  [product(num(1, 2), X), '\\tfrac12x'],
  [product(num(2), out), '2\\,\\mathrm{out}_{o1}'],
  [product(num(2), num(3)), '2\\cdot3'],
  [product(X, num(2)), 'x\\cdot2'],
  [product(X, num(-2)), 'x\\cdot(-2)'],
  [product(X, sum(negate(A), B)), 'x(-a+b)'],
  [product(num(1), X), '1\\cdot x'],
  [num(3, 20), '0.15'],
  [num(-22, 7), '-\\tfrac{22}{7}'],
  [negate(negate(X)), '-(-x)'],
  [negate(sum(A, B)), '-(a+b)'],
  [subtract(A, subtract(B, C)), 'a-(b-c)'],
  [sum(A, sum(B, C)), 'a+b+c'],
  [product(A, negate(B)), 'a\\cdot(-b)'],
  [product(negate(A), B), '-ab'],
  [product(lambda, A), '\\lambda a'],
  [product(lambda, q('mu')), '\\lambda\\mu'],
  [divide(A, B), '\\frac{a}{b}'],
  [divide(negate(Y), A), '\\frac{-y}{a}'],
  [negate(divide(Y, A)), '-\\frac{y}{a}'],
  [product(num(-1), Y, reciprocal(A)), '-\\frac{y}{a}'],
  [product(A, reciprocal(B), C), '\\frac{a}{b}\\,c'],
  [product(A, reciprocal(B), reciprocal(C)), '\\frac{a}{bc}'],
  [product(A, sum(A, B), power(C, num(-2))), '\\frac{a(a+b)}{c^2}'],
  [reciprocal(sum(num(1), apply('exp', [negate(Z)]))), '\\frac{1}{1+e^{-z}}'],
  [power(divide(A, B), num(2)), '\\Bigl(\\frac{a}{b}\\Bigr)^2'],
  [power(num(-2), num(2)), '(-2)^2'],
  [power(num(1, 2), num(2)), '(\\tfrac12)^2'],
  [power(power(A, B), C), '(a^b)^c'],
  [power(X, num(1, 2)), 'x^{1/2}'],
  [power(X, negate(A)), 'x^{-a}'],
  [power(q("w'"), num(2)), "(w')^2"],
  [product(sigma(Z), subtract(num(1), sigma(Z))), '\\sigma(z)(1-\\sigma(z))'],
  [sigma(product(w5, subtract(A, B))), '\\sigma\\bigl(w_5(a-b)\\bigr)'],
  [power(apply('tanh', [Z]), num(2)), '\\tanh^2(z)'],
  [power(sigma(Z), num(2)), '\\sigma(z)^2'],
  [apply('sqrt', [sum(A, B)]), '\\sqrt{a+b}'],
  [product(num(2), apply('sqrt', [A])), '2\\sqrt{a}'],
  [apply('abs', [subtract(A, B)]), '\\left|a-b\\right|'],
  [apply('max', [num(0), Z]), '\\max(0,\\,z)'],
  [product(A, apply('pi', [])), 'a\\pi'],
  [apply('g', [Z], [1]), "g'(z)"],
  [apply('g', [Z], [2]), "g''(z)"],
  [apply('g', [Z], [4]), 'g^{(4)}(z)'],
  [apply('f', [A, B], [1, 2]), '\\partial_1\\partial_2^2 f(a,\\,b)'],
  [apply('sqrt', [Z], [1]), "\\operatorname{sqrt}'(z)"],
  [product(A, apply('g', [Z], [1])), "a\\,g'(z)"],
  [partial(E, w1), '\\frac{\\partial E}{\\partial w_1}'],
  [partial(out, y1), '\\frac{\\partial\\mathrm{out}_{o1}}{\\partial y_1}'],
  [partial(E, y1, [outh]), '\\left.\\frac{\\partial E}{\\partial y_1}\\right|_{\\mathrm{out}_{h1}}'],
  [partial(sum(A, product(B, y1)), y1), '\\frac{\\partial}{\\partial y_1}\\Bigl(a+by_1\\Bigr)'],
  [partial(sigma(y1), y1), '\\frac{\\partial\\sigma(y_1)}{\\partial y_1}'],
  [
    product(sum(product(partial(E, out), partial(out, outh)), C), partial(outh, y1)),
    '\\Bigl(\\frac{\\partial E}{\\partial\\mathrm{out}_{o1}}\\frac{\\partial\\mathrm{out}_{o1}}{\\partial\\mathrm{out}_{h1}}+c\\Bigr)\\frac{\\partial\\mathrm{out}_{h1}}{\\partial y_1}',
  ],
  [cases(Z, num(1), num(0)), '\\begin{cases}1&z>0\\\\0&z\\le0\\end{cases}'],
  [cases(subtract(A, B), A, B), '\\begin{cases}a&a>b\\\\b&a\\le b\\end{cases}'],
  // What is compared stands on the left.
  [cases(subtract(num(1), product(A, B)), A, B), '\\begin{cases}a&ab<1\\\\b&ab\\ge1\\end{cases}'],
  [cases(subtract(negate(A), X), A, B), '\\begin{cases}a&x<-a\\\\b&x\\ge-a\\end{cases}'],
  [
    cases(subtract(A, apply('abs', [X])), A, B),
    '\\begin{cases}a&\\left|x\\right|<a\\\\b&\\left|x\\right|\\ge a\\end{cases}',
  ],
  // An exponent has its fractions in the line.
  [apply('exp', [divide(X, A)]), 'e^{x/a}'],
  [apply('exp', [negate(divide(power(subtract(X, A), num(2)), num(2)))]), 'e^{-(x-a)^2/2}'],
  [apply('exp', [sum(A, divide(X, product(A, B)))]), 'e^{a+x/(ab)}'],
  [apply('exp', [product(num(1, 2), X)]), 'e^{x/2}'],
  [apply('exp', [sum(X, divide(negate(A), B))]), 'e^{x+\\frac{-a}{b}}'],
  [apply('exp', [product(num(-3, 2), X, A)]), 'e^{-3xa/2}'],
  [apply('exp', [product(reciprocal(num(2)), X)]), 'e^{x/2}'],
  [apply('exp', [product(reciprocal(A), sum(X, B), reciprocal(C))]), 'e^{(x+b)/(ac)}'],
  [
    apply('exp', [product(num(1, 2), divide(indexedSum('k', index(1), index(2), A), B))]),
    'e^{\\tfrac12\\frac{\\sum_{k=1}^{2}a}{b}}',
  ],
  [power(X, divide(A, B)), 'x^{a/b}'],
  [divide(A, num(-1)), '\\frac{a}{-1}'],
  [apply('exp', [divide(A, num(-1))]), 'e^{a/(-1)}'],
  // Powers of a root, and a number alone above the line.
  [power(apply('sqrt', [sum(A, B)]), num(3)), '(a+b)^{3/2}'],
  [power(apply('sqrt', [X]), num(-3)), '\\frac{1}{x^{3/2}}'],
  [power(apply('sqrt', [X]), num(-2)), '\\frac{1}{x}'],
  [product(A, power(apply('sqrt', [sum(A, B)]), num(4)), B), 'a(a+b)^2\\,b'],
  [product(A, power(apply('sqrt', [sum(A, B)]), num(2))), 'a(a+b)'],
  [product(num(1, 2), power(X, num(-1))), '\\frac{1}{2x}'],
  [product(num(2, 3), power(sum(A, B), num(-2)), X), '\\frac{2}{3(a+b)^2}\\,x'],
  [power(apply('max', [num(0), X]), num(2)), '\\max(0,\\,x)^2'],
  [power(apply('tanh', [X]), num(2)), '\\tanh^2(x)'],
  [product(cases(Z, num(1), num(0)), X), '\\Bigl(\\begin{cases}1&z>0\\\\0&z\\le0\\end{cases}\\Bigr)\\,x'],
  [
    indexedSum(
      'k',
      index(1),
      indexVariable('n', [indexVariable('l')]),
      product(quantity('w', [indexVariable('k')]), A),
    ),
    '\\sum_{k=1}^{n_l}w_ka',
  ],
  [product(indexedSum('k', index(1), index(3), A), B), '\\Bigl(\\sum_{k=1}^{3}a\\Bigr)\\,b'],
  [indexedSum('k', index(1), index(3), sum(A, B)), '\\sum_{k=1}^{3}(a+b)'],
  [
    quantity('a', [index(-1, [{ atom: { name: 'l', indices: [] }, coefficient: 1 }]), indexVariable('k')]),
    'a_{l-1,k}',
  ],
  [bracket({ kind: 'equal', left: indexVariable('i'), right: indexVariable('j') }), '[i=j]'],
];

describe('latexOf', () => {
  test.each(table.map(([expr, expected]) => [expected, expr] as const))('writes %s', (expected, expr) => {
    expect(latexOf(expr, style)).toBe(expected);
    valid(expected);
  });

  test('writes partials on one line when asked', () => {
    const expr = product(partial(out, outh), partial(outh, y1));
    expect(latexOf(partial(E, y1), style, { inline: true })).toBe('\\partial E/\\partial y_1');
    expect(latexOf(expr, style, { inline: true })).toBe(
      '\\partial\\mathrm{out}_{o1}/\\partial\\mathrm{out}_{h1}\\cdot\\partial\\mathrm{out}_{h1}/\\partial y_1',
    );
  });

  test('puts a brace under a run of factors, and keeps sums together', () => {
    const inner = product(sum(A, B), C);
    const underbrace = new Map<Expr, string>([[inner, '\\delta_{h1}']]);
    expect(latexOf(product(inner, X), style, { underbrace })).toBe(
      '\\underbrace{(a+b)\\,c}_{\\delta_{h1}}\\;x',
    );
    const ofSum = new Map<Expr, string>([[sum(A, B), 's']]);
    expect(latexOf(product(sum(A, B), X), style, { underbrace: ofSum })).toBe('\\underbrace{(a+b)}_{s}\\;x');
    expect(latexOf(sum(sum(A, B), X), style, { underbrace: ofSum })).toBe('\\underbrace{a+b}_{s}+x');
  });

  test('gives up on what is too long, without writing it first', () => {
    let twice: Expr = A;
    for (let i = 0; i < 200; i++) twice = sum(product(twice, B), twice);
    expect(latexWithin(twice, style, { limit: 5000 })).toBeUndefined();
    expect(() => latexOf(twice, style)).toThrow(RangeError);
  });

  test('does not overflow on deep terms', () => {
    let deep: Expr = A;
    for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? sum(B, deep) : product(C, deep);
    const latex = latexOf(deep, style, { limit: 10_000_000 });
    expect(latex.startsWith('c\\Biggl[b+c\\Biggl(b+')).toBe(true);
    expect(latex.match(/b\+/g)).toHaveLength(50_000);
  });

  test('any term is valid in strict KaTeX', () => {
    fc.assert(
      fc.property(terms(), (expr) => {
        valid(latexOf(expr, style));
        valid(
          latexOf(expr, style, { inline: true, underbrace: new Map([[expr.args[0] ?? expr, '\\delta_1']]) }),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('what is written has the value of the term', () => {
    fc.assert(
      fc.property(numericTerms(), (expr) => {
        const expected = evaluateTerm(expr);
        const read = evaluateLatex(latexOf(expr, style), valueOfName);
        if (Number.isNaN(expected)) return;
        if (!Number.isFinite(expected)) return;
        expect(Math.abs(read - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
      }),
      { numRuns: 5000 },
    );
  });
});
