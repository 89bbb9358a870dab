import { describe, expect, test } from 'vitest';
import { axesOf, type Ground, IndexedDeriver, type LeftSide, matrixTheorem } from '../../src/derive/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { latexStyle, matrixLatex, shapesLatex } from '../../src/latex/index.ts';
import type { Network, Range } from '../../src/network/index.ts';
import { Canonical, checkEntries, Kernel, type Theorem } from '../../src/proof/index.ts';
import {
  convolutionNet,
  family,
  opaqueNet,
  recurrentNet,
  samplesNet,
  tiedNet,
} from '../networks/families.ts';
import { member } from '../networks/indexed.ts';

/** A kernel that has accepted every theorem found about one derivative. */
function groundOf(network: Network, of: Quantity, wrt: Quantity): Ground & { readonly theorems: Theorem[] } {
  const deriver = new IndexedDeriver(network);
  deriver.derive(of, wrt);
  const theorems = [...deriver.derivation.theorems];
  const kernel = new Kernel(network);
  for (const each of theorems) expect(kernel.accept(each)).toMatchObject({ accepted: true });
  return {
    network,
    theorems,
    canonical: new Canonical(),
    theorem: (id) => theorems[id] as Theorem,
    get count() {
      return theorems.length;
    },
    accept: (theorem) => (kernel.accept(theorem).accepted ? theorems.push(theorem) - 1 : undefined),
    named: (name) => {
      const found = theorems.find((each) => each.name?.name === name);
      return found?.name?.indices.map(
        (index) => found.given.find((each) => each.kind === 'range' && each.index === index.key) as Range,
      );
    },
  };
}

/** The matrix forms of the theorems about ∂of/∂wrt, in the order found. */
function forms(network: Network, of: string, wrt: string, left: LeftSide = 'lhs'): readonly string[] {
  const goal = network.named(of) as Quantity;
  const by = network.named(wrt) as Quantity;
  const ground = groundOf(network, goal, by);
  const style = latexStyle(network);
  return ground.theorems.slice().flatMap(({ goal: { lhs }, name }, id) => {
    const isAbout =
      lhs.kind === 'partial' && lhs.args[0] === goal && lhs.by.name === wrt && lhs.hold.length === 0;
    if (!isAbout || (name !== undefined && left === 'lhs')) return [];
    const found = matrixTheorem(id, ground, left);
    return [
      found === undefined ? 'none' : `${matrixLatex(found.lhs, style)}=${matrixLatex(found.rhs, style)}`,
    ];
  });
}

const leastSquares = family('least squares', {
  sizes: ['m', 'n'],
  inputs: { 'A[i,k]': 'i in 1..m, k in 1..n', 'b[i]': 'i in 1..m', lambda: '' },
  parameters: { 'x[k]': 'k in 1..n' },
  defined: { E: '' },
  equations: [
    ['E', 'sum(i in 1..m, (sum(k in 1..n, A[i,k]*x[k]) - b[i])^2) + lambda*sum(k in 1..n, x[k]^2)'],
  ],
});
const inRows = family('samples in rows', {
  sizes: ['m', 'n', 'p'],
  opaque: { G: 1 },
  inputs: { 'x[s,k]': 's in 1..m, k in 1..p', 'y[s,j]': 's in 1..m, j in 1..n' },
  parameters: { 'w[k,j]': 'k in 1..p, j in 1..n', 'b[j]': 'j in 1..n' },
  defined: { 'z[s,j]': 's in 1..m, j in 1..n', 'a[s,j]': 's in 1..m, j in 1..n', E: '' },
  equations: [
    ['z[s,j]', 'sum(k in 1..p, x[s,k]*w[k,j]) + b[j]', 's in 1..m, j in 1..n'],
    ['a[s,j]', 'G(z[s,j])', 's in 1..m, j in 1..n'],
    ['E', '1/2*sum(s in 1..m, sum(j in 1..n, (a[s,j] - y[s,j])^2))'],
  ],
});
const traces = family('trace', {
  sizes: ['m', 'n', 'p'],
  inputs: { 'A[i,j]': 'i in 1..m, j in 1..n', 'B[i,j]': 'i in 1..p, j in 1..m' },
  parameters: { 'X[i,j]': 'i in 1..n, j in 1..p' },
  defined: { E: '' },
  equations: [['E', 'sum(i in 1..m, sum(j in 1..n, sum(k in 1..p, A[i,j]*X[j,k]*B[k,i])))']],
});
const lowRank = family('low rank', {
  sizes: ['m', 'n', 'r'],
  inputs: { 'Y[i,j]': 'i in 1..m, j in 1..n' },
  parameters: { 'A[k,i]': 'k in 1..r, i in 1..m', 'B[k,j]': 'k in 1..r, j in 1..n' },
  defined: { E: '' },
  equations: [['E', '1/2*sum(i in 1..m, sum(j in 1..n, (sum(k in 1..r, A[k,i]*B[k,j]) - Y[i,j])^2))']],
});

const T = '^{\\mathrm{T}}';
const d = (above: string, below: string): string => `\\frac{\\partial ${above}}{\\partial ${below}}=`;

const table: readonly (readonly [Network, string, string, string])[] = [
  [opaqueNet, 'C', 'w', `${d('C', 'W^{l}')}\\delta^{l}(a^{l-1})${T}`],
  [opaqueNet, 'C', 'b', `${d('C', 'b^{l}')}\\delta^{l}`],
  [samplesNet, 'C', 'w', `${d('C', 'W')}\\delta X${T}`],
  [samplesNet, 'C', 'b', `${d('C', 'b')}\\delta\\mathbf{1}`],
  [tiedNet, 'C', 'w', `${d('C', 'W')}\\sum_{l=1}^{L}\\delta^{l}(a^{l-1})${T}`],
  [leastSquares, 'E', 'x', `${d('E', 'x')}2A${T}(Ax-b)+2\\lambda x`],
  [leastSquares, 'E', 'A', `${d('E', 'A')}2(Ax-b)\\,x${T}`],
  [inRows, 'E', 'w', `${d('E', 'W')}X${T}\\delta`],
  [inRows, 'E', 'b', `${d('E', 'b')}\\delta${T}\\mathbf{1}`],
  [inRows, 'E', 'x', `${d('E', 'X')}\\delta W${T}`],
  [traces, 'E', 'X', `${d('E', 'X')}A${T}B${T}`],
  [lowRank, 'E', 'A', `${d('E', 'A')}B(A${T}B-Y)${T}`],
  [lowRank, 'E', 'B', `${d('E', 'B')}A(A${T}B-Y)`],
  [convolutionNet, 'E', 'v', 'none'],
  [convolutionNet, 'E', 'x', 'none'],
  [recurrentNet, 'E', 'W', 'none'],
];

test.each(table)('$name: ∂%s/∂%s', (network, of, wrt, latex) => {
  expect([...new Set(forms(network, of, wrt))]).toEqual([latex]);
});

describe('the equations of backpropagation, with the name on the left', () => {
  const goal = opaqueNet.named('C') as Quantity;
  const ground = groundOf(opaqueNet, goal, opaqueNet.named('z') as Quantity);
  const style = latexStyle(opaqueNet);
  const naming = ground.theorems.findIndex(({ name }) => name?.name === 'delta');
  const about = ground.theorems.flatMap(({ goal: { lhs }, name }, id) =>
    lhs.kind === 'partial' && lhs.args[0] === goal && lhs.by.name === 'z' && name === undefined ? [id] : [],
  );
  const found = about.map((id) => matrixTheorem(id, ground, { namedBy: naming }));

  test('(1) and (2)', () => {
    expect(
      found.map((each) => each && `${matrixLatex(each.lhs, style)}=${matrixLatex(each.rhs, style)}`),
    ).toEqual([
      "\\delta^{L}=\\nabla_{a^{L}}C\\odot G'(z^{L})",
      `\\delta^{l}=\\bigl((W^{l+1})${T}\\delta^{l+1}\\bigr)\\odot G'(z^{l})`,
    ]);
    const last = found.at(-1);
    expect(last && shapesLatex(last.rhs)).toBe('(n_l\\times n_{l+1})(n_{l+1}\\times 1)\\odot(n_l\\times 1)');
  });

  test('another theorem about entries does not prove them', () => {
    const [first, second] = found;
    if (first === undefined || second === undefined) throw new Error('not found');
    const declared = {
      ranges: (name: string) =>
        opaqueNet.symbols.find((each) => each.quantity.name === name)?.ranges ?? ground.named(name),
      sizes: new Set(opaqueNet.sizes),
    };
    const judge = (claim: typeof first, id: number): boolean =>
      checkEntries(claim, ground.theorem(id), declared, new Canonical()).accepted;
    expect(judge(first, first.entries)).toBe(true);
    expect(judge(second, second.entries)).toBe(true);
    expect(judge(first, second.entries)).toBe(false);
    expect(judge(second, first.entries)).toBe(false);
  });
});

test('layers and time number matrices, units and samples number rows and columns', () => {
  const names = (network: Network, text: string): readonly string[] => {
    const own = member(text);
    const ranges = network.symbols.find((each) => each.quantity.name === own.name)?.ranges ?? [];
    return axesOf(own, ranges, network).map((each) => each.index);
  };
  const of = (network: Network, name: string): readonly string[] => {
    const { quantity: q } = network.symbols.find((each) => each.quantity.name === name) ?? {
      quantity: undefined,
    };
    const text = q && `${q.name}[${q.indices.map((each) => each.key).join(',')}]`;
    return names(network, text as string);
  };
  expect(of(opaqueNet, 'w')).toHaveLength(2);
  expect(of(opaqueNet, 'w')).not.toContain('l');
  expect(of(opaqueNet, 'z')).toHaveLength(1);
  expect(of(tiedNet, 'z')).toHaveLength(1);
  expect(of(recurrentNet, 'h')).toHaveLength(0);
  expect(of(inRows, 'x')).toEqual(['s', 'k']);
});
