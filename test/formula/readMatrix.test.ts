// Matrix formulas: what they mean as matrices, that math.js gives the same numbers, and what is said of those that are none.
import fc from 'fast-check';
import { all, create, type Matrix as MathMatrix } from 'mathjs';
import { describe, expect, test } from 'vitest';
import {
  apply,
  type Expr,
  type Index,
  index,
  indexVariable,
  type Matrix,
  matrix,
  quantity,
} from '../../src/expr/index.ts';
import { FormulaError, type MatrixScope, readMatrix } from '../../src/formula/index.ts';
import { latexStyle, matrixLatex } from '../../src/latex/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { rowsOf, type termValue, valueAt } from '../expr/matrices.ts';
import { type Random, random } from '../networks/families.ts';

const shapes: Readonly<Record<string, readonly string[]>> = {
  W: ['m', 'n'],
  V: ['m', 'n'],
  S: ['n', 'n'],
  x: ['n'],
  u: ['n'],
  b: ['m'],
  r: ['1', 'n'],
  c: [],
  e: [],
};

const size = (text: string | undefined): Index =>
  text === undefined || text === '1' ? index(1) : indexVariable(text);

function symbol(name: string): Matrix | undefined {
  if (['m', 'n', 'p'].includes(name)) return matrix.scalar(quantity(name));
  const own = shapes[name];
  if (own === undefined) return undefined;
  const [rows, columns] = [size(own[0]), size(own[1])];
  const samples = name === 'e' ? [indexVariable('s')] : [];
  const axes = [
    rows.key === '1' ? [] : ['row' as const],
    columns.key === '1' ? [] : ['column' as const],
  ].flat();
  if (axes.length + samples.length === 0) return matrix.scalar(quantity(name));
  return matrix.symbol(name, [...axes, ...samples], { rows, columns });
}

const scope: MatrixScope = {
  symbol,
  isSize: (name) => name === 'm' || name === 'n',
  opaque: (name) => ({ g: 1, J: 2 })[name],
  names: () => [...Object.keys(shapes), 'm', 'n', 'g', 'J'],
  taken: new Set([...Object.keys(shapes), 'm', 'n', 'i', 'j', 's']),
  samples: { index: 's', size: indexVariable('p') },
};

const style = latexStyle(makeNetwork({ name: 'empty', symbols: [], equations: [] }));
const latex = (text: string): string => matrixLatex(readMatrix(text, scope), style);

const T = '^{\\mathrm{T}}';

describe('what formulas mean', () => {
  test.each([
    ['W*x + b', 'Wx+b'],
    ["W'*b", `W${T}b`],
    ["W''*x", `(W${T})${T}x`],
    ["(W*S)'*b", `(WS)${T}b`],
    ["g(W*x)'", `\\bigl(g(Wx)\\bigr)${T}`],
    ["g'(W*x)", "g'(Wx)"],
    ["g''(x)'", `(g''(x))${T}`],
    ["x'*S*u", `x${T}Su`],
    ["x'*u*b", `(x${T}u)\\,b`],
    ['W.*V', 'W\\odot V'],
    ['W./V', 'W\\oslash V'],
    ['W.^2', 'W^{\\odot 2}'],
    ["W'.^2", `(W${T})^{\\odot 2}`],
    ['-x.^2', '-x^{\\odot 2}'],
    ['2.*x', '2x'],
    ['2*x/c', '\\frac{2}{c}\\,x'],
    ['1/2*x', '\\tfrac12x'],
    ['1 - x', '\\mathbf{1}-x'],
    ['x - c', 'x-c\\mathbf{1}'],
    ['c^2', 'c^{2}'],
    ['norm(W*x - b)^2', `\\mathbf{1}${T}(Wx-b)^{\\odot 2}`],
    ['tr(S)', '\\operatorname{tr}(S)'],
    ['trace(S*S)', '\\operatorname{tr}(SS)'],
    ['dot(x, u)', `\\mathbf{1}${T}(x\\odot u)`],
    ['diag(x)*S', '\\operatorname{diag}(x)\\,S'],
    ["b*ones(n)'", `b\\mathbf{1}${T}`],
    ['ones(m, n) - W', `\\mathbf{1}\\mathbf{1}${T}-W`],
    ['S - identity(n)', 'S-\\mathbf{I}'],
    ['r*x', 'rx'],
    ['sigmoid(x)', '\\sigma(x)'],
    ['sum(e)', '\\sum_{s=1}^{p}e_s'],
    ['mean(e)', '\\frac{1}{p}\\sum_{s=1}^{p}e_s'],
  ])('%s', (text, expected) => {
    expect(latex(text)).toBe(expected);
  });
});

test('an opaque function of several arguments takes whole quantities', () => {
  const whole = indexVariable('*');
  const found = readMatrix('J(x, S)', scope);
  const args = [quantity('x', [whole]), quantity('S', [whole, whole])];
  expect(found).toMatchObject({ kind: 'scalar', value: apply('J', args) });
});

type Spelled = (draw: Random, room: number) => string;
const pick = <T>(draw: Random, list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;

/** Texts of each shape, by what is in them; no product of matrices that is 1 × 1, which math.js takes for a matrix. */
const spelled: Readonly<Record<'mn' | 'nn' | 'n' | 'm' | 'one', Spelled>> = {
  mn: (draw, room) =>
    room === 0
      ? pick(draw, ['W', 'V'])
      : pick(draw, [
          () =>
            `(${spelled.mn(draw, room - 1)} ${pick(draw, ['+', '-', '.*'])} ${spelled.mn(draw, room - 1)})`,
          () => `(${spelled.mn(draw, room - 1)}*(${spelled.nn(draw, room - 1)}))`,
          () => `(${spelled.one(draw, room - 1)}*${spelled.mn(draw, room - 1)})`,
          () => `((${spelled.m(draw, room - 1)})*(${spelled.n(draw, room - 1)})')`,
          () => `((${spelled.mn(draw, room - 1)}).^2/2)`,
          () => `g(${spelled.mn(draw, room - 1)})`,
          () => `(1 - ${spelled.mn(draw, room - 1)})`,
          () => 'ones(m, n)',
        ])(),
  nn: (draw, room) =>
    room === 0
      ? 'S'
      : pick(draw, [
          () => `(${spelled.mn(draw, room - 1)})'*${spelled.mn(draw, room - 1)}`,
          () => `(${spelled.nn(draw, room - 1)})'`,
          () => `(${spelled.nn(draw, room - 1)} - identity(n))`,
        ])(),
  n: (draw, room) =>
    room === 0
      ? pick(draw, ['x', 'u'])
      : pick(draw, [
          () => `(${spelled.nn(draw, room - 1)})*${spelled.n(draw, room - 1)}`,
          () => `(${spelled.mn(draw, room - 1)})'*(${spelled.m(draw, room - 1)})`,
          () => `(${spelled.n(draw, room - 1)} + ${spelled.n(draw, room - 1)}*c)`,
          () => `-(${spelled.n(draw, room - 1)})./(2 + u.*u)`,
        ])(),
  m: (draw, room) => (room === 0 ? 'b' : `(${spelled.mn(draw, room - 1)})*(${spelled.n(draw, room - 1)})`),
  one: (draw, room) =>
    room === 0
      ? pick(draw, ['c', '3', '1/2', '2.5', 'm'])
      : pick(draw, [
          () => `sum(${spelled.mn(draw, room - 1)})`,
          () => `mean(${spelled.n(draw, room - 1)})`,
          () => `trace(${spelled.nn(draw, room - 1)})`,
          () => `norm(${spelled.mn(draw, room - 1)})^2`,
          () => `(-${spelled.one(draw, room - 1)} + ${spelled.one(draw, room - 1)})/m`,
          () => `dot(${spelled.n(draw, room - 1)}, u)`,
        ])(),
};

const math = create(all ?? {});

/** A text's value by math.js, as rows. */
function byMathJs(text: string, at: ReadonlyMap<string, number>): readonly (readonly number[])[] {
  const count = (name: string | undefined): number =>
    name === undefined || name === '1' ? 1 : (at.get(name) as number);
  const matrices = Object.entries(shapes).map(([name, [rows, columns]]) => {
    if (rows === undefined) return [name, valueAt(name, [])] as const;
    const own = Array.from({ length: count(rows) }, (_, i) =>
      Array.from({ length: count(columns) }, (__, j) =>
        valueAt(name, [
          ...(rows === '1' ? [] : [i + 1]),
          ...(columns === undefined || columns === '1' ? [] : [j + 1]),
        ]),
      ),
    );
    return [name, math.matrix(own)] as const;
  });
  const value: unknown = math.evaluate(text, {
    ...Object.fromEntries(matrices),
    ...Object.fromEntries(at),
    g: (of: MathMatrix) => math.map(of, Math.sin),
    norm: (of: MathMatrix) => math.norm(of, 'fro'),
    dot: (a: MathMatrix, b: MathMatrix) => math.sum(math.dotMultiply(a, b) as MathMatrix),
  });
  if (typeof value === 'number') return [[value]];
  return (value as MathMatrix).toArray() as number[][];
}

test('math.js gives the same numbers', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom('mn', 'nn', 'n', 'm', 'one'), (seed, shape) => {
      const draw = random(seed);
      const text = spelled[shape](draw, 1 + Math.floor(draw() * 3));
      // Sizes stand in terms as quantities; 1 × 1 there is one row for math.js and one number for us.
      const at = new Map([
        ['m', 2 + Math.floor(draw() * 3)],
        ['n', 2 + Math.floor(draw() * 2)],
      ]);
      const leaves = {
        index: (of: Index) =>
          of.constant +
          of.terms.reduce(
            (sum, { atom, coefficient }) => sum + coefficient * (at.get(atom.name) ?? Number.NaN),
            0,
          ),
        member: valueAt,
        derivative: () => Number.NaN,
        term: (term: Parameters<typeof termValue>[0]) => numberOf(term, at),
        function: (name: string, [arg]: readonly number[]) =>
          name === 'sqrt' ? Math.sqrt(arg as number) : Math.sin(arg as number),
      };
      const ours = rowsOf(readMatrix(text, scope), at, leaves);
      const theirs = byMathJs(text, at);
      expect(
        ours.map((row) => row.length),
        text,
      ).toEqual(theirs.map((row) => row.length));
      for (const [i, row] of ours.entries())
        for (const [j, x] of row.entries()) {
          const y = theirs[i]?.[j] as number;
          expect(Math.abs(x - y), text).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(y)));
        }
    }),
    { numRuns: 500 },
  );
});

/** A term of numbers, in which a size is its own value. */
function numberOf(term: Expr, at: ReadonlyMap<string, number>): number {
  const args = term.args.map((each) => numberOf(each, at));
  if (term.kind === 'number') return term.value.valueOf();
  if (term.kind === 'quantity') return at.get(term.name) ?? valueAt(term.name, []);
  if (term.kind === 'power') return (args[0] as number) ** (args[1] as number);
  return args.reduce((a, b) => (term.kind === 'sum' ? a + b : a * b));
}

describe('what is no formula', () => {
  test.each<[string, string, number, number, string?]>([
    ['W*b', 'shapes do not fit: W is m × n, b is m × 1', 0, 3, "W'*b would fit"],
    ['x*W', 'shapes do not fit: x is n × 1, W is m × n', 0, 3, 'W*x would fit'],
    [
      'x*u',
      'shapes do not fit: x is n × 1, u is n × 1',
      0,
      3,
      "entry by entry it is x.*u; a product of matrices is x'*u",
    ],
    ['1 + 2*W*b', 'shapes do not fit: 2*W is m × n, b is m × 1', 4, 5, "(2*W)'*b would fit"],
    ['W*x + x', 'shapes do not fit: W*x is m × 1, x is n × 1', 0, 7, 'the shapes must be the same'],
    [
      'W + b',
      'shapes do not fit: W is m × n, b is m × 1',
      0,
      5,
      "nothing is repeated by itself: for each column write b*ones(n)'",
    ],
    [
      'W - x',
      'shapes do not fit: W is m × n, x is n × 1',
      0,
      5,
      "nothing is repeated by itself: for each row write ones(m)*x'",
    ],
    ['x + r', 'shapes do not fit: x is n × 1, r is 1 × n', 0, 5, "r' would fit"],
    ['W.*S', 'shapes do not fit: W is m × n, S is n × n', 0, 4, 'the shapes must be the same'],
    ['c/x', 'x is n × 1, but 1 × 1 is wanted', 2, 1, 'only numbers divide; ./ divides entry by entry'],
    ['S^2', 'S is n × n, and only numbers have powers', 0, 3, 'write S.^2 for every entry'],
    ['W^T', 'T is no exponent', 2, 1, "the transpose is W'"],
    ['c^x', 'x is n × 1, but 1 × 1 is wanted', 2, 1, 'an exponent is a number'],
    ['tr(W)', 'W is m × n, but a square matrix is wanted', 3, 1, 'a trace adds up a diagonal'],
    ['diag(W)', 'W is m × n, but a column is wanted', 5, 1],
    [
      'J(W*x, b)',
      'J takes whole quantities, and W*x, m × 1, is none',
      2,
      3,
      'give it a name by an equation of its own',
    ],
    ['ones(k)', 'unknown size k', 5, 1, 'sizes stand under shapes'],
    ['ones(m, n, m)', 'ones takes 2 sizes, not 3', 0, 13],
    ['identity(0)', 'a size is at least 1', 9, 1],
    ['z + x', 'unknown symbol z', 0, 1],
    ['Wx', 'unknown symbol Wx', 0, 2, 'did you mean W?'],
    ['W x', 'write * between W and x', 2, 1],
    ['2(x + u)', 'write * between 2 and (', 1, 1],
    ["x'u", "write * between x' and u", 2, 1],
    ['W(x)', 'write * between W and (', 1, 1],
    ['ln(x)', 'unknown function ln', 0, 2, 'write log'],
    ["sigmoid'(x)", "only opaque functions take '", 7, 1, 'the slope of sigmoid is known: write it out'],
    ["g'", "expected ( after the mark '", 2, 0],
    ['g(x, u)', 'g takes 1 argument, not 2', 0, 7],
    ['sum', 'sum is a function', 0, 3, 'write sum(…)'],
    ['W[1,2]', 'unexpected [', 1, 1, 'matrices have no indices here; entries are written under families:'],
    ['(W*x', 'this ( is never closed', 0, 1],
    ['W*x)', 'there is no ( before this )', 3, 1],
    ['x > 0', 'a condition without ? and :', 0, 5, 'write g > 0 ? a : b'],
    ['x > 0 ? x', 'this ? has no :', 6, 1, 'write g > 0 ? a : b'],
    ['x > b ? x : 0', 'shapes do not fit: x is n × 1, b is m × 1', 0, 5, 'the shapes must be the same'],
    ['', 'the formula is empty', 0, 0],
    ['x +', 'the formula breaks off here', 3, 0, 'a number, a name or ( is missing'],
    ['x + *u', 'expected a number, a name or ( before *', 4, 1],
    ['W⊙V', 'unexpected ⊙', 1, 1, 'write .* instead'],
    ['Wᵀ*b', 'unknown symbol Wᵀ', 0, 2, "the transpose is W'"],
  ])('%s', (text, message, offset, length, hint) => {
    let caught: unknown;
    try {
      readMatrix(text, scope);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(FormulaError);
    const { span, hint: said, message: why } = caught as FormulaError;
    expect({ message: why, span, hint: said }).toEqual({ message, span: { offset, length }, hint });
  });

  test('nesting and length have an end', () => {
    for (const text of [
      '('.repeat(100_000),
      '-'.repeat(100_000),
      'c^'.repeat(100_000),
      `${'W+'.repeat(600_000)}W`,
    ])
      expect(() => readMatrix(text, scope)).toThrow(FormulaError);
    expect(() => readMatrix(`${'W.*'.repeat(5000)}W`, scope)).toThrow(FormulaError);
  });
});
