// Text → terms: what is read, what is refused and where, and that math.js means the same.
import fc from 'fast-check';
import { evaluate } from 'mathjs';
import { describe, expect, test } from 'vitest';
import {
  apply,
  cases,
  divide,
  type Expr,
  negate,
  num,
  power,
  product,
  quantity,
  reciprocal,
  subtract,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import { FormulaError, isName, readFormula } from '../../src/formula/index.ts';
import { functionNamed } from '../../src/functions/index.ts';
import { agree, valueOfTerm, valueOfText } from './oracle.ts';
import { scopeOf } from './scope.ts';
import { names, points, texts } from './terms.ts';

const scope = scopeOf(['a', 'b', 'c', 'x', 'y1', 'outo1', 'η', '误差', 'net_h1'], { g: 1, G: 2 });
const read = (text: string): Expr => readFormula(text, scope);
const [a, b, c, x] = ['a', 'b', 'c', 'x'].map((name) => quantity(name)) as [Expr, Expr, Expr, Expr];

describe('readFormula', () => {
  test.each<[string, Expr]>([
    ['1/2*(y1 - outo1)^2', product(num(1, 2), power(subtract(quantity('y1'), quantity('outo1')), num(2)))],
    ['0.15', num(3, 20)],
    ['.5', num(1, 2)],
    ['5.', num(5)],
    ['1.5e-2', num(3, 200)],
    ['0.10000000000000000555', num(10000000000000000555n, 100000000000000000000n)],
    ['pi', apply('pi', [])],
    ['η*误差 + net_h1', sum(product(quantity('η'), quantity('误差')), quantity('net_h1'))],
    [' a\n+ b\t', sum(a, b)],
    // rows and nesting
    ['a + b + c', sum(a, b, c)],
    ['(a + b) + c', sum(sum(a, b), c)],
    ['a + (b + c)', sum(a, sum(b, c))],
    ['a*b*c', product(a, b, c)],
    ['a*(b*c)', product(a, product(b, c))],
    ['a - b', subtract(a, b)],
    ['a - b - c', sum(a, negate(b), negate(c))],
    ['a - b*c', subtract(a, product(b, c))],
    ['a - (b - c)', subtract(a, subtract(b, c))],
    ['a - 1', subtract(a, num(1))],
    // division
    ['a/b', divide(a, b)],
    ['a/b*c', product(a, power(b, num(-1)), c)],
    ['a/(b*c)', divide(a, product(b, c))],
    ['a/b^2', divide(a, power(b, num(2)))],
    ['1/a', reciprocal(a)],
    ['1/a*b', product(reciprocal(a), b)],
    ['1/2', num(1, 2)],
    ['6/4', num(3, 2)],
    ['1/2*x', product(num(1, 2), x)],
    ['1/2/3', product(num(1, 2), power(num(3), num(-1)))],
    ['x*1/2', product(x, num(1), power(num(2), num(-1)))],
    ['x/2', divide(x, num(2))],
    ['1/0', reciprocal(num(0))],
    ['3/0', divide(num(3), num(0))],
    ['(1)/2', divide(num(1), num(2))],
    ['1.0/2', divide(num(1), num(2))],
    // signs
    ['-3', num(-3)],
    ['-1/2', num(-1, 2)],
    ['-(3)', negate(num(3))],
    ['-x', negate(x)],
    ['--x', negate(negate(x))],
    ['+x', x],
    ['-x^2', negate(power(x, num(2)))],
    ['-2^2', negate(power(num(2), num(2)))],
    ['(-2)^2', power(num(-2), num(2))],
    ['-a*b', product(num(-1), a, b)],
    ['(-a)*b', product(negate(a), b)],
    ['-(a*b)', negate(product(a, b))],
    ['a*-b', product(a, negate(b))],
    ['a - -b', subtract(a, negate(b))],
    ['-a + b', sum(negate(a), b)],
    // powers
    ['2^-1', power(num(2), num(-1))],
    ['a^b^c', power(a, power(b, c))],
    ['(a^b)^c', power(power(a, b), c)],
    ['2^-a^2', power(num(2), negate(power(a, num(2))))],
    ['2^-a*b', product(power(num(2), negate(a)), b)],
    // functions
    ['sigmoid(a + b)', apply('sigmoid', [sum(a, b)])],
    ['max(0, x)', apply('max', [num(0), x])],
    ['G(a, b)', apply('G', [a, b])],
    ["g'(x)", apply('g', [x], [1])],
    ["g''(x)", apply('g', [x], [2])],
    // conditions
    ['x > 0 ? a : b', cases(x, a, b)],
    ['a > b ? a : b', cases(subtract(a, b), a, b)],
    ['a < b ? a : b', cases(subtract(b, a), a, b)],
    ['x < 0 ? a : b', cases(negate(x), a, b)],
    ['x >= 0 ? a : b', cases(negate(x), b, a)],
    ['a <= b ? a : b', cases(subtract(a, b), b, a)],
    ['(x > 0) ? a : b', cases(x, a, b)],
    ['x > 0 ? a : c > 0 ? b : 1', cases(x, a, cases(c, b, num(1)))],
    ['x > 0 ? c > 0 ? a : b : 1', cases(x, cases(c, a, b), num(1))],
    ['a + x > 0 ? a : b + c', cases(sum(a, x), a, sum(b, c))],
  ])('reads %s', (text, expected) => expect(read(text)).toBe(expected));

  test.each<[string, string, [offset: number, length: number], string?]>([
    // names
    ['a + outo', 'unknown symbol outo', [4, 4], 'did you mean outo1?'],
    ['误叉 + a', 'unknown symbol 误叉', [0, 2], 'did you mean 误差?'],
    ['qqq', 'unknown symbol qqq', [0, 3]],
    ['1 + sigmiod(x)', 'unknown function sigmiod', [4, 7], 'did you mean sigmoid?'],
    ['ln(x)', 'unknown function ln', [0, 2], 'write log'],
    [
      'softmax(x)',
      'unknown function softmax',
      [0, 7],
      'write its quotient, exp(z[j])/sum(k, exp(z[k])), or name it as the activation of a layer',
    ],
    ['det(x)', 'unknown function det', [0, 3], 'determinants have no rules here'],
    ['sigmoid*2', 'sigmoid is a function', [0, 7], 'write sigmoid(…)'],
    ['max', 'max is a function', [0, 3], 'write max(…, …)'],
    ['a + mod', 'mod cannot name a quantity', [4, 3], 'math.js gives this word a meaning'],
    // arguments
    ['1 + max(x)', 'max takes 2 arguments, not 1', [4, 6]],
    ['sigmoid(a, b)', 'sigmoid takes 1 argument, not 2', [0, 13]],
    ['a*g( )', 'g takes 1 argument, not 0', [2, 4]],
    ['a, b', 'a comma stands only between the arguments of a function', [1, 1]],
    ['g((a, b))', 'a comma stands only between the arguments of a function', [4, 1]],
    // indices and marks
    ['a + x[1]', 'x has no indices', [5, 3], 'no index is declared'],
    ['w[j,k]', 'unknown symbol w', [0, 1]],
    ['(a + b)[1', 'this has no indices', [7, 1], 'no index is declared'],
    ["x'", 'x is not a function', [1, 1], "' marks the derivative of an opaque function, as in g'(z)"],
    ["sigmoid'(x)", "only opaque functions take '", [7, 1], 'the slope of sigmoid is known: write it out'],
    ["G'(a, b)", "' does not say by which argument of G", [1, 1]],
    ["g' + a", "expected ( after the mark '", [3, 1]],
    // multiplication without a sign
    ['2x', 'write * between 2 and x', [1, 1]],
    ['outo1(1-outo1)', 'write * between outo1 and (', [5, 1]],
    ['(a)(b)', 'write * between ) and (', [3, 1]],
    ['a b', 'write * between a and b', [2, 1]],
    ['pi()', 'write * between pi and (', [2, 1]],
    // numbers
    ['1.2.3 + a', 'not a number: 1.2.3', [0, 5]],
    ['a + 1e999', 'number too large: 1e999', [4, 5], 'at most 1000 digits and exponents up to 400'],
    // syntax
    ['', 'the formula is empty', [0, 0]],
    ['  ', 'the formula is empty', [2, 0]],
    ['a +', 'expected a number, a name or ( after +', [3, 0]],
    ['a + * b', 'expected a number, a name or ( before *', [4, 1]],
    ['a**2', 'expected a number, a name or ( before *', [2, 1], 'write ^ for a power'],
    ['()', 'expected a number, a name or ( before )', [1, 1]],
    ['G(a,)', 'expected a number, a name or ( before )', [4, 1]],
    ['a*(b + (c)', 'this ( is never closed', [2, 1]],
    ['g(', 'this ( is never closed', [1, 1]],
    ['a + b)', 'there is no ( before this )', [5, 1]],
    ['a = b', 'unexpected =', [2, 1], 'a condition compares with <, >, <= or >='],
    ['a−b', 'unexpected −', [1, 1], 'write - instead'],
    ['a*（b）', 'unexpected （', [2, 1], 'write ( instead'],
    ['a % b', 'unexpected %', [2, 1]],
    ['a + \u0007', 'unexpected U+0007', [4, 1]],
    ['a + 😀', 'unexpected 😀', [4, 2]],
    // conditions
    ['a > b', 'a comparison is no number', [2, 1], 'write g > 0 ? a : b'],
    ['1 + (a >= b)', 'a comparison is no number', [7, 2], 'write g > 0 ? a : b'],
    ['a ? b : c', '? needs a comparison before it', [2, 1], 'write g > 0 ? a : b'],
    ['a > b ? c', 'this ? has no :', [6, 1], 'write g > 0 ? a : b'],
    ['g(a > b ? c)', 'this ? has no :', [8, 1], 'write g > 0 ? a : b'],
    ['a : b', 'there is no ? before this :', [2, 1]],
    ['a > b > c ? a : b', 'comparisons do not chain', [6, 1], 'write one comparison a condition'],
  ])('refuses %j: %s', (text, message, [offset, length], hint) => {
    const error = refusal(text);
    expect([error.message, error.span, error.hint]).toEqual([message, { offset, length }, hint]);
  });

  test('holds its limits', () => {
    expect(() => readFormula('a + b', scope, { characters: 4 })).toThrow('too long');
    expect(() => readFormula('a + b', scope, { nodes: 2 })).toThrow('too large');
    expect(readFormula('a + b', scope, { characters: 5, nodes: 4 })).toBe(sum(a, b));
  });

  const many = 100_000;
  const around = (open: string, close: string): string => `${open.repeat(many)}x${close.repeat(many)}`;
  const nested = (wrap: (inner: Expr) => Expr): Expr => {
    let term = x;
    for (let i = 0; i < many; i++) term = wrap(term);
    return term;
  };
  test.each<[string, string, () => Expr]>([
    ['parentheses', around('(', ')'), () => x],
    ['calls', around('sigmoid(', ')'), () => nested((z) => apply('sigmoid', [z]))],
    ['calls of two', around('max(1, ', ')'), () => nested((z) => apply('max', [num(1), z]))],
    ['signs', around('-', ''), () => nested(negate)],
    ['reciprocals', around('1/(', ')'), () => nested(reciprocal)],
    ['conditions', around('a > 0 ? 1 : ', ''), () => nested((z) => cases(a, num(1), z))],
    ['conditions in the first branch', around('a > 0 ? ', ' : 1'), () => nested((z) => cases(a, z, num(1)))],
    ['summands', around('a + ', ''), () => sumOf([...Array<Expr>(many).fill(a), x])],
  ])('reads 100,000 %s', { timeout: 60_000 }, (_, text, expected) => expect(read(text)).toBe(expected()));

  test('refuses 100,000 open parentheses at the innermost', () =>
    expect(refusal('('.repeat(many)).span).toEqual({ offset: many - 1, length: 1 }));

  test('means what math.js means', () =>
    fc.assert(
      fc.property(texts, points, (text, point) => {
        const term = readFormula(text, scopeOf(names, { G: 2 }));
        const value = valueOfTerm(term, point);
        fc.pre(value !== undefined);
        expect(agree(value, valueOfText(text, point))).toBe(true);
      }),
      { numRuns: 1000 },
    ));

  test.each([
    ['exp', [0.3]],
    ['log', [0.3]],
    ['sqrt', [0.3]],
    ['abs', [-0.3]],
    ['tanh', [0.3]],
    ['max', [0.3, 0.4]],
  ])('%s has the name that math.js gives it', (name, args) =>
    expect(functionNamed(name)?.value(...args)).toBeCloseTo(evaluate(`${name}(${args})`), 14),
  );

  test('never fails but by FormulaError', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.array(fc.constantFrom(...pieces)),
        (s, list) => {
          for (const text of [s, list.join(''), list.join(' ')]) {
            const error = attempt(text);
            if (error === undefined) continue;
            expect(error).toBeInstanceOf(FormulaError);
            const { offset, length } = (error as FormulaError).span;
            expect(offset >= 0 && length >= 0 && offset + length <= text.length).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    ));
});

const pieces = [
  'a',
  'x',
  '2',
  '1.5',
  'max',
  'g',
  "'",
  '(',
  ')',
  '[',
  ']',
  ',',
  '?',
  ':',
  '>',
  '<=',
  '+',
  '-',
  '*',
  '/',
  '^',
];

function attempt(text: string): unknown {
  try {
    read(text);
    return undefined;
  } catch (error) {
    return error;
  }
}

function refusal(text: string): FormulaError {
  const error = attempt(text);
  if (error instanceof FormulaError) return error;
  throw new Error(`no FormulaError, but ${error}`);
}

test.each([
  ['net_h1', true],
  ['_x', true],
  ['误差', true],
  ['ŷ', true],
  ['2x', false],
  ['a b', false],
  ["g'", false],
  ['', false],
  ['mod', false],
])('%j is a name: %s', (text, expected) => expect(isName(text)).toBe(expected));
