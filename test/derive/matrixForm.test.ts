import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryProof, matrixForm } from '../../src/derive/index.ts';
import {
  type Expr,
  entry,
  indexVariable,
  type Matrix,
  product,
  productOf,
  quantity,
  replace,
  type Shape,
  sumOf,
} from '../../src/expr/index.ts';
import { latexStyle, matrixLatex } from '../../src/latex/index.ts';
import { makeNetwork, type Network, type Range } from '../../src/network/index.ts';
import { Canonical, checkEntries, Kernel, type Theorem } from '../../src/proof/index.ts';
import { anyNumbers, anyProduct, anySize, indexValue, names, one, termValue } from '../expr/matrices.ts';
import { random } from '../networks/families.ts';
import { ranges, term } from '../networks/indexed.ts';

const style = latexStyle(makeNetwork({ name: 'empty', symbols: [], equations: [] }));
const undeclared = (): undefined => undefined;

function form(
  text: string | Expr,
  where: string,
  declared: (name: string) => readonly Range[] | undefined = undeclared,
) {
  const [row, column] = ranges(where);
  return matrixForm(term(text), { ...(row && { row }), ...(column && { column }), ranges: declared });
}

const T = '^{\\mathrm{T}}';
const [i, ik, ij, js] = ['i in 1..m', 'i in 1..m, k in 1..n', 'i in 1..n, j in 1..n', 'j in 1..n, s in 1..m'];

const table: readonly (readonly [string, string, string])[] = [
  [
    "sum(k in 1..n[l+1], w[l+1,k,j]*d[l+1,k])*G'(z[l,j])",
    'j in 1..n[l]',
    `\\bigl((W^{l+1})${T}d^{l+1}\\bigr)\\odot G'(z^{l})`,
  ],
  [
    "sum(k in 1..n[l+1], d[l+1,k]*w[l+1,k,j]*G'(z[l,j]))",
    'j in 1..n[l]',
    `\\bigl((W^{l+1})${T}d^{l+1}\\bigr)\\odot G'(z^{l})`,
  ],
  ['d[l,j]*a[l-1,k]', 'j in 1..n[l], k in 1..n[l-1]', `d^{l}(a^{l-1})${T}`],
  ['1/m*sum(s in 1..m, dz[j,s]*a[k,s])', 'j in 1..n, k in 1..p', `\\frac{1}{m}\\,\\mathrm{dz}\\,A${T}`],
  ['sum(s in 1..m, dz[j,s])', 'j in 1..n', '\\mathrm{dz}\\,\\mathbf{1}'],
  ['sum(j in 1..n, w[j,k]*z[j,s])', 'k in 1..p, s in 1..m', `W${T}Z`],
  ['2*sum(i in 1..m, (sum(k in 1..n, A[i,k]*x[k]) - b[i])*A[i,q])', 'q in 1..n', `2A${T}(Ax-b)`],
  ['x[i]*y[i]*z[i]', i, 'x\\odot y\\odot z'],
  ['x[i]/y[i]', i, 'x\\oslash y'],
  ['sum(k in 1..p, A[i,k]) - sum(k in 1..q, B[i,k])', i, 'A\\mathbf{1}-B\\mathbf{1}'],
  ['r[i] - S[i,i]', i, 'r-(\\mathbf{I}\\odot S)\\,\\mathbf{1}'],
  ['1 - a[i]^2', i, '\\mathbf{1}-a^{\\odot 2}'],
  ['y[i]', ik, `y\\mathbf{1}${T}`],
  ['x[k]', ik, `\\mathbf{1}x${T}`],
  ['2', i, '2\\mathbf{1}'],
  ['0', i, '\\mathbf{0}'],
  ['A[i,k]*B[i,k]', ik, 'A\\odot B'],
  ['A[k,i]', ik, `A${T}`],
  ['x[i]*A[i,k]', ik, '\\operatorname{diag}(x)\\,A'],
  ['x[i]*A[i,k]*u[k]', ik, '\\operatorname{diag}(x)\\,A\\,\\operatorname{diag}(u)'],
  ['[i = j]', ij, '\\mathbf{I}'],
  ['[i = j]*x[i]', ij, '\\operatorname{diag}(x)'],
  ['[i = j]*x[i]*z[j]', ij, '\\operatorname{diag}(x\\odot z)'],
  ['sum(k in 1..n, [i = k]*x[k])', 'i in 1..n', 'x'],
  ['sum(i in 1..n, sum(k in 1..n, x[i]*A[i,k]*x[k]))', '', `x${T}Ax`],
  ['sum(i in 1..n, A[i,i])', '', '\\operatorname{tr}(A)'],
  ['sum(i in 1..n, sum(k in 1..m, A[i,k]*X[k,i]))', '', '\\operatorname{tr}(AX)'],
  ['sum(i in 1..n, sum(k in 1..m, A[i,k]^2))', '', `\\operatorname{tr}(AA${T})`],
  [
    'log(sum(i in 1..n, exp(sum(k in 1..m, W[i,k]*x[k]))))',
    '',
    `\\log\\bigl(\\mathbf{1}${T}\\,\\exp(Wx)\\bigr)`,
  ],
  ['sum(k in 1..n, a[k]*b[k])*x[i]', i, `(a${T}b)\\,x`],
  ['1/n*sum(k in 1..n, d[k])', i, `\\frac{\\mathbf{1}${T}d}{n}\\,\\mathbf{1}`],
  ['f[i] - f[j]', ij, `f\\mathbf{1}${T}-\\mathbf{1}f${T}`],
  ['2*sum(k in 1..n, B[j,k]*A[k,i]) + c*A[i,j]', ij, `2A${T}B${T}+cA`],
  ['y[i]/sqrt(sum(k in 1..n, x[k]^2))', i, `\\frac{1}{\\sqrt{x${T}x}}\\,y`],
  ['x[i]/y[i]^2', i, 'x\\oslash y^{\\odot 2}'],
  ["sum(k in 1..n, A[i,k]*g'(z[k])*B[k,j])", 'i in 1..m, j in 1..p', "A\\,\\operatorname{diag}(g'(z))\\,B"],
  ["sum(j in 1..n, w[j,k]*d[j]*g'(z[j]))", 'k in 1..p', `W${T}(d\\odot g'(z))`],
  ['sum(t in 1..T, d[t,j]*h[t-1,k])', 'j in 1..n, k in 1..n', `\\sum_{t=1}^{T}d^{t}(h^{t-1})${T}`],
  ["d(C, a[L,j])*G'(z[L,j])", 'j in 1..n[L]', "\\nabla_{a^{L}}C\\odot G'(z^{L})"],
  ['d(C, w[l,j,k])', 'j in 1..n[l], k in 1..n[l-1]', '\\frac{\\partial C}{\\partial W^{l}}'],
  ['cases(z[i], 1, 0)*d[i]', i, "\\operatorname{ReLU}'(z)\\odot d"],
  ['cases(z[i], 1, 2)*d[i]', i, '\\Bigl(\\begin{cases}1&z_i>0\\\\2&z_i\\le0\\end{cases}\\Bigr)_i\\odot d'],
  ['a[j,s] - y[j,s]', js, 'A-Y'],
  ['sum(j in 1..n, x[s,j]*w[j,k]) + b[k]', 's in 1..m, k in 1..p', `XW+\\mathbf{1}b${T}`],
  ['sum(i in 1..n, A[i,i]*x[i])', '', `x${T}(\\mathbf{I}\\odot A)\\,\\mathbf{1}`],
];

describe('the forms that textbooks print', () => {
  test.each(table)('%s over %s', (text, where, latex) => {
    const found = form(text, where) as Matrix;
    const written = matrixLatex(found, style);
    expect(written).toBe(latex);
    const [row, column] = ranges(where);
    const [r, c] = [row, column].map((each) => (each === undefined ? one : indexVariable(each.index)));
    const sizes = [...'LTmnp'].map((name) => [name, 2] as const);
    const at = new Map([...sizes, ['l', 1], ['i', 1], ['j', 2], ['k', 2], ['q', 1], ['s', 2]]);
    const value = termValue(entry(found, r ?? one, c ?? one), at);
    expect(value).toBeCloseTo(termValue(term(text), at), 10);
  });
});

const formless: readonly (readonly [string, string])[] = [
  ['sum(q in 1..n, v[q]*x[i+q])', i],
  ['sum(q in 1..i, x[q])', i],
  ['sum(j in 0..n, x[j]*[i = j+1])', i],
  ['sum(l in 1..p, a[i,l]*b[k,l]*x[l]*T[i,k,l])', ik],
  ['d(a[i], z[k])', ik],
  ['x[i]^y[k]', ik],
  ['[i <= k]', ik],
];

test.each(formless)('no matrix form: %s', (text, where) => {
  expect(form(text, where)).toBeUndefined();
});

test('a part of a family is not the family', () => {
  const declared = (name: string): readonly Range[] | undefined =>
    name === 'a' ? ranges('i in 1..m, k in 1..n') : undefined;
  expect(form('sum(k in 1..n, a[i,k])', i, declared)).toBeDefined();
  expect(form('sum(k in 1..n-1, a[i,k])', i, declared)).toBeUndefined();
  expect(form('sum(k in 1..m, a[i,k])', i, declared)).toBeUndefined();
});

test('depth has an end', () => {
  let deep = term('x[i]');
  for (let count = 0; count < 100_000; count++) deep = product(deep, quantity('c'));
  expect(form(deep, i)).toBeUndefined();
});

/** A product written otherwise: factors and summands turned round. */
const shuffled = (of: Expr): Expr =>
  replace(of, (node) => {
    if (node.kind === 'product' && node.args.length > 1 && !node.args.some((each) => each.args.length > 0))
      return productOf(node.args.toReversed());
    return node.kind === 'sum' && node.args.every((each) => each.args.length === 0)
      ? sumOf(node.args.toReversed())
      : undefined;
  });

const [r, s] = [indexVariable('r'), indexVariable('s')];

const scene = (seed: number, room: number) => {
  const draw = random(seed);
  const shape: Shape = { rows: anySize(draw), columns: draw() < 0.4 ? one : anySize(draw) };
  const of = anyProduct(draw, shape, room);
  return { draw, shape, of, component: shuffled(entry(of, r, s, new Set(['k', 'i', 'r', 's', ...names]))) };
};

const whereOf = (shape: Shape): string =>
  `r in 1..${shape.rows.key}${shape.columns.key === '1' ? '' : `, s in 1..${shape.columns.key}`}`;

test('entries of products have a form, with the same entries', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (seed, room) => {
      const { draw, shape, component } = scene(seed, room);
      const found = form(component, whereOf(shape));
      if (found === undefined) throw new Error('no form');
      expect([found.shape.rows.key, found.shape.columns.key]).toEqual([shape.rows.key, shape.columns.key]);
      const numbers = anyNumbers(draw);
      const general = entry(found, r, s);
      for (let i = 1; i <= indexValue(shape.rows, numbers); i++) {
        const at = new Map([...numbers, ['r', i], ['s', indexValue(shape.columns, numbers)]]);
        const value = termValue(component, at);
        expect(Math.abs(termValue(general, at) - value)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(value)),
        );
      }
    }),
    { numRuns: 300 },
  );
});

/** A network whose one equation is the component form, over families that fit the matrix. */
function networkFor(of: Matrix, component: Expr, shape: Shape): Network {
  const where = ranges(whereOf(shape));
  const symbols = new Map<string, readonly Range[]>();
  const open = [of];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (each.kind === 'symbol') {
      const { rows, columns } = each.shape;
      const own = each.indices.map((index, position): Range => {
        const to = index === 'row' ? rows : index === 'column' ? columns : index;
        return { index: `q${position}`, from: one, to };
      });
      symbols.set(each.name, own);
    }
    open.push(...each.args);
  }
  const family = (name: string, own: readonly Range[]) =>
    quantity(
      name,
      own.map((each) => indexVariable(each.index)),
    );
  return makeNetwork({
    name: 'component',
    sizes: [...names, 'k', 'i'],
    opaque: new Map([['g', 1]]),
    symbols: [
      { quantity: quantity('c'), role: 'constant' },
      ...[...symbols].map(([name, own]) => ({
        quantity: family(name, own),
        role: 'input' as const,
        ranges: own,
      })),
      { quantity: family('out', where), role: 'defined', ranges: where },
    ],
    equations: [{ quantity: family('out', where), rhs: component, ranges: where }],
  });
}

test('the kernel accepts that the form is the component form', () => {
  let proved = 0;
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (seed, room) => {
      const { shape, of, component } = scene(seed, room);
      const network = networkFor(of, component, shape);
      const canonical = new Canonical();
      const kernel = new Kernel(network);
      const [row, column] = ranges(whereOf(shape));
      const out = network.named('out') as Expr;
      const theorem: Theorem = {
        goal: { lhs: out, rhs: component },
        given: [row, column].flatMap((each) => (each ? [{ kind: 'range' as const, ...each }] : [])),
        proof: {
          by: 'steps',
          steps: [{ after: component, by: { use: { rule: 'definition.unfold', at: [] } } }],
        },
      };
      expect(kernel.accept(theorem)).toMatchObject({ accepted: true });
      const declared = {
        ranges: (name: string) => network.symbols.find((each) => each.quantity.name === name)?.ranges,
        sizes: new Set(network.sizes),
      };
      const [lhs, rhs] = [out, component].map((each) => form(each, whereOf(shape)));
      if (lhs === undefined || rhs === undefined) throw new Error('no form');
      const claim = { lhs, rhs, row: 'r', column: 's', given: [] };
      const proof = entryProof({
        claim,
        component: { id: 0, theorem },
        sizes: declared.sizes,
        next: 1,
        canonical,
      });
      if (proof === undefined) throw new Error('no proof');
      for (const each of proof.theorems) expect(kernel.accept(each)).toMatchObject({ accepted: true });
      proved += proof.theorems.length;
      const entries = [theorem, ...proof.theorems][proof.entries] as Theorem;
      const verdict = checkEntries({ ...claim, entries: proof.entries }, entries, declared, canonical);
      expect(verdict).toMatchObject({ accepted: true });
    }),
    { numRuns: 200, seed: 20 },
  );
  expect(proved).toBeGreaterThan(20);
});
