// House styles: what each writes for the same members, and that the numbers of layers and samples are told from the equations alone.
import { readdirSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { pageStyle } from '../../src/document/pageStyle.ts';
import { partial, type Quantity } from '../../src/expr/index.ts';
import {
  type HouseName,
  houseNames,
  houses,
  latexOf,
  latexStyle,
  matrixLatex,
  sampleLayout,
} from '../../src/latex/index.ts';
import { placesOf } from '../../src/latex/places.ts';
import { makeNetwork } from '../../src/network/index.ts';
import * as nets from '../networks/families.ts';
import { member, term } from '../networks/indexed.ts';

const valid = (latex: string): string => katex.renderToString(latex, { strict: 'error', throwOnError: true });

test('every file of the folder is a house, and every house a file', () => {
  const files = readdirSync(new URL('../../src/latex/houses/', import.meta.url));
  const names = files
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !['house', 'index'].includes(name));
  expect(names.sort()).toEqual([...houseNames].sort());
  for (const name of houseNames) expect(houses[name].name).toBe(name);
});

/** A batch of samples through L layers, in columns. */
const layer = 'l in 1..L, j in 1..n[l]';
const batch = nets.family('batch', {
  inputs: { 'x[k,s]': 'k in 1..n[0], s in 1..m' },
  parameters: { 'w[l,j,k]': `${layer}, k in 1..n[l-1]`, 'b[l,j]': layer },
  targets: { 'y[j,s]': 'j in 1..n[L], s in 1..m' },
  defined: { 'z[l,j,s]': `${layer}, s in 1..m`, 'a[l,j,s]': 'l in 0..L, j in 1..n[l], s in 1..m', C: '' },
  equations: [
    ['a[0,k,s]', 'x[k,s]', 'k in 1..n[0], s in 1..m'],
    ['z[l,j,s]', 'sum(k in 1..n[l-1], w[l,j,k]*a[l-1,k,s]) + b[l,j]', `${layer}, s in 1..m`],
    ['a[l,j,s]', 'G(z[l,j,s])', `${layer}, s in 1..m`],
    ['C', '1/2*sum(s in 1..m, sum(j in 1..n[L], (y[j,s] - a[L,j,s])^2))'],
  ],
  sizes: ['L', 'n', 'm'],
  opaque: { G: 1 },
  loss: 'C',
});

/** The same with samples in rows: Z = XW + b. */
const unit = 'l in 1..L, k in 1..n[l-1], j in 1..n[l]';
const inRows = nets.family('rows', {
  inputs: { 'x[s,k]': 's in 1..m, k in 1..n[0]' },
  parameters: { 'w[l,k,j]': unit, 'b[l,j]': layer },
  targets: { 'y[s,j]': 's in 1..m, j in 1..n[L]' },
  defined: {
    'z[l,s,j]': 'l in 1..L, s in 1..m, j in 1..n[l]',
    'a[l,s,j]': 'l in 0..L, s in 1..m, j in 1..n[l]',
    C: '',
  },
  equations: [
    ['a[0,s,k]', 'x[s,k]', 's in 1..m, k in 1..n[0]'],
    ['z[l,s,j]', 'sum(k in 1..n[l-1], a[l-1,s,k]*w[l,k,j]) + b[l,j]', 'l in 1..L, s in 1..m, j in 1..n[l]'],
    ['a[l,s,j]', 'G(z[l,s,j])', 'l in 1..L, s in 1..m, j in 1..n[l]'],
    ['C', '1/2*sum(s in 1..m, sum(j in 1..n[L], (y[s,j] - a[L,s,j])^2))'],
  ],
  sizes: ['L', 'n', 'm'],
  opaque: { G: 1 },
  loss: 'C',
});

/** One sample, a row before its weights. */
const oneRow = nets.family('row', {
  inputs: { 'x[k]': 'k in 1..n' },
  parameters: { 'w[k,j]': 'k in 1..n, j in 1..p' },
  defined: { 'z[j]': 'j in 1..p', C: '' },
  equations: [
    ['z[j]', 'sum(k in 1..n, x[k]*w[k,j])', 'j in 1..p'],
    ['C', 'sum(j in 1..p, z[j]^2)'],
  ],
  sizes: ['n', 'p'],
  loss: 'C',
});

/** The same network with every name and index letter replaced. */
const renamed = nets.family('renamed', {
  inputs: { 'u[c,q]': 'c in 1..d[0], q in 1..N' },
  parameters: { 'v[r,i,c]': 'r in 1..D, i in 1..d[r], c in 1..d[r-1]' },
  targets: { 't[i,q]': 'i in 1..d[D], q in 1..N' },
  defined: {
    'p[r,i,q]': 'r in 1..D, i in 1..d[r], q in 1..N',
    'h[r,i,q]': 'r in 0..D, i in 1..d[r], q in 1..N',
    F: '',
  },
  equations: [
    ['h[0,c,q]', 'u[c,q]', 'c in 1..d[0], q in 1..N'],
    ['p[r,i,q]', 'sum(c in 1..d[r-1], v[r,i,c]*h[r-1,c,q])', 'r in 1..D, i in 1..d[r], q in 1..N'],
    ['h[r,i,q]', 'S(p[r,i,q])', 'r in 1..D, i in 1..d[r], q in 1..N'],
    ['F', 'sum(q in 1..N, sum(i in 1..d[D], (t[i,q] - h[D,i,q])^2))'],
  ],
  sizes: ['D', 'd', 'N'],
  opaque: { S: 1 },
  loss: 'F',
});

describe('what indices are for', () => {
  const rows: readonly (readonly [string, Parameters<typeof placesOf>[0], Record<string, string>])[] = [
    [
      'layers',
      nets.squaredNet,
      { w: 'layer unit unit', b: 'layer unit', z: 'layer unit', y: 'unit', x: 'unit' },
    ],
    ['samples', batch, { w: 'layer unit unit', z: 'layer unit sample', x: 'unit sample', y: 'unit sample' }],
    [
      'other names',
      renamed,
      { v: 'layer unit unit', p: 'layer unit sample', u: 'unit sample', t: 'unit sample' },
    ],
    ['equal widths', nets.skipNet, { w: 'layer unit unit', z: 'layer unit' }],
    ['one weight matrix for all layers', nets.tiedNet, { w: 'unit unit', z: 'layer unit' }],
    ['a recurrence of numbers', nets.recurrentNet, { h: 'unit', x: 'unit' }],
    ['a convolution', nets.convolutionNet, { x: 'unit', v: 'unit', z: 'unit' }],
    ['no recursion at all', nets.softmaxNet, { w: 'unit unit', z: 'unit', y: 'unit' }],
  ];
  test.each(rows)('%s', (_name, network, expected) => {
    const places = placesOf(network);
    const found = Object.fromEntries(
      Object.keys(expected).map((name) => {
        const { ranges = [] } = network.symbol(network.named(name) as Quantity) ?? {};
        return [name, ranges.map((_, position) => places(name, position)).join(' ')];
      }),
    );
    expect(found).toEqual(expected);
  });

  test('samples in columns or in rows', () => {
    expect([batch, inRows, renamed].map(sampleLayout)).toEqual(['columns', 'rows', 'columns']);
  });

  test('one sample is a column or a row', () => {
    const networks = [nets.squaredNet, nets.tiedNet, nets.softmaxNet, oneRow];
    expect(networks.map(sampleLayout)).toEqual(['columns', 'columns', 'columns', 'rows']);
    expect([nets.convolutionNet, nets.recurrentNet].map(sampleLayout)).toEqual([undefined, undefined]);
  });
});

describe('members', () => {
  const rows: readonly (readonly [HouseName, readonly string[]])[] = [
    ['nielsen', ['w_{jk}^l', 'w_{kj}^{l+1}', 'a_{js}^L', 'a_k^0', 'z_{12}^3', 'a^L', '\\delta_{ks}^{l+1}']],
    [
      'ng',
      [
        'w_{jk}^{[l]}',
        'w_{kj}^{[l+1]}',
        'a_j^{[L](s)}',
        'a_k^{[0]}',
        'z_1^{[3](2)}',
        'a^{[L]}',
        'dz_k^{[l+1](s)}',
      ],
    ],
    [
      'mazur',
      [
        'w_{jk}^{(l)}',
        'w_{kj}^{(l+1)}',
        '\\mathrm{out}_{js}^{(L)}',
        '\\mathrm{out}_k^{(0)}',
        '\\mathrm{net}_{12}^{(3)}',
        '\\mathrm{out}^{(L)}',
        '\\delta_{ks}^{(l+1)}',
      ],
    ],
    [
      'qiu',
      [
        'w_{jk}^{(l)}',
        'w_{kj}^{(l+1)}',
        'a_{js}^{(L)}',
        'a_k^{(0)}',
        'z_{12}^{(3)}',
        'a^{(L)}',
        '\\delta_{ks}^{(l+1)}',
      ],
    ],
    [
      'rows',
      [
        'w_{jk}^{(l)}',
        'w_{kj}^{(l+1)}',
        'a_{js}^{(L)}',
        'a_k^{(0)}',
        'z_{12}^{(3)}',
        'a^{(L)}',
        '\\delta_{ks}^{(l+1)}',
      ],
    ],
  ];
  const texts = ['w[l,j,k]', 'w[l+1,k,j]', 'a[L,j,s]', 'a[0,k,*]', 'z[3,1,2]', 'a[L,*,*]', 'delta[l+1,k,s]'];
  test.each(rows)('%s', (name, expected) => {
    const slopes = new Map([['delta', { of: member('C'), by: member('z[l,j,s]') }]]);
    const style = latexStyle(batch, { house: houses[name], slopes });
    const written = texts.map((text) => style.quantity(member(text)));
    expect(written).toEqual(expected);
    for (const latex of written) valid(latex);
  });

  test('a second family of error terms carries its letter', () => {
    const slopes = new Map([
      ['delta', { of: member('C'), by: member('z[l,j,s]') }],
      ['delta_a', { of: member('C'), by: member('a[l,j,s]') }],
    ]);
    const style = latexStyle(batch, { house: houses.nielsen, slopes });
    expect([member('delta[l,j,s]'), member('delta_a[l,j,s]')].map(style.quantity)).toEqual([
      '\\delta_{js}^l',
      '\\delta_{js}^{(a),l}',
    ]);
  });

  test('single members are written as the caller wants, and so are their error terms', () => {
    const overrides = new Map([
      [member('z[2,1,1]'), 'z_4'],
      [member('w[2,1,1]'), 'w_{10}'],
    ]);
    const slopes = new Map([['delta', { of: member('C'), by: member('z[l,j,s]') }]]);
    const written = (name: HouseName): string[] => {
      const style = latexStyle(batch, { house: houses[name], overrides, slopes });
      const slope = latexOf(partial(member('C'), member('w[2,1,1]')), style);
      return [style.quantity(member('delta[2,1,1]')), slope];
    };
    expect(written('nielsen')).toEqual(['\\delta_4', '\\frac{\\partial C}{\\partial w_{10}}']);
    expect(written('ng')).toEqual(['dz_4', 'dw_{10}']);
  });
});

describe('scalar networks', () => {
  const names = ['net_h1', 'out_o1', 'z_h1', 'a_o1', 'w5', 'x1'];
  const network = makeNetwork({
    name: 'n',
    symbols: [
      ...names.map((name) => ({ quantity: member(name), role: 'input' as const })),
      { quantity: member('z2_1'), role: 'input' as const, latex: 'z_1^{(2)}' },
    ],
    equations: [],
  });
  const rows: readonly (readonly [HouseName, readonly string[]])[] = [
    ['nielsen', ['\\mathrm{net}_{h1}', '\\mathrm{out}_{o1}', 'z_{h1}', 'a_{o1}', 'w_5', 'x_1', 'z_1^2']],
    [
      'mazur',
      ['\\mathrm{net}_{h1}', '\\mathrm{out}_{o1}', 'z_{h1}', 'a_{o1}', 'w_5', 'x_1', '\\mathrm{net}_1^{(2)}'],
    ],
    ['ng', ['\\mathrm{net}_{h1}', '\\mathrm{out}_{o1}', 'z_{h1}', 'a_{o1}', 'w_5', 'x_1', 'z_1^{[2]}']],
  ];
  test.each(rows)('%s, and no two symbols alike', (name, expected) => {
    const style = latexStyle(network, { house: houses[name] });
    const written = [...names, 'z2_1'].map((each) => style.quantity(member(each)));
    expect(written).toEqual(expected);
    for (const latex of written) valid(latex);
  });
});

test.each([
  ['[0 <= p-i, p-i <= K-1]', '[0\\le p-i\\le K-1]'],
  ['[i = j, k <= n[l]]', '[i=j,\\,k\\le n_l]'],
  ['d(z[l,j,s], a[l-1,k,s] | *)', '\\frac{\\partial^{+}z_{js}^l}{\\partial a_{ks}^{l-1}}'],
  ['sum(k in 1..n[l+1], w[l+1,k,j]*z[l+1,k,s])', '\\sum_{k=1}^{n_{l+1}}w_{kj}^{l+1}z_{ks}^{l+1}'],
  ['a[l,j,s]^2', '(a_{js}^l)^2'],
])('%s is written %s', (text, expected) => {
  const latex = latexOf(term(text), latexStyle(batch, { house: houses.nielsen }));
  expect(latex).toBe(expected);
  valid(latex);
});

/** The matrix forms of all derivatives of the loss, by the family. */
function matrixForms(network: typeof batch, name: HouseName): Record<string, string[]> {
  const deriver = new IndexedDeriver(network);
  const loss = network.loss as Quantity;
  const found = ['z', 'w', 'b'].map(
    (family) => [family, deriver.derive(loss, network.named(family) as Quantity)] as const,
  );
  const forms = new MatrixForms(deriver.derivation);
  const style = pageStyle(deriver.derivation, { house: houses[name] });
  return Object.fromEntries(
    found.map(([family, parts]) => [
      family,
      parts.map(({ theorem }) => {
        const form = forms.of(theorem);
        const latex = form && `${matrixLatex(form.lhs, style)}=${matrixLatex(form.rhs, style)}`;
        valid(latex ?? '');
        return latex ?? 'none';
      }),
    ]),
  );
}

describe('matrix forms', () => {
  test('Ng, samples in columns', () => {
    expect(matrixForms(batch, 'ng')).toEqual({
      z: [
        "dZ^{[L]}=(A^{[L]}-Y)\\odot G'(Z^{[L]})",
        "dZ^{[l]}=(W^{[l+1]\\mathrm{T}}\\,dZ^{[l+1]})\\odot G'(Z^{[l]})",
      ],
      w: ['dW^{[l]}=dZ^{[l]}\\,A^{[l-1]\\mathrm{T}}'],
      b: ['db^{[l]}=dZ^{[l]}\\,\\mathbf{1}'],
    });
  });

  test('rows: the factors change places because the network is written so', () => {
    expect(matrixForms(inRows, 'rows')).toEqual({
      z: [
        "\\delta^{(L)}=(A^{(L)}-Y)\\odot G'(Z^{(L)})",
        "\\delta^{(l)}=(\\delta^{(l+1)}W^{(l+1)\\mathrm{T}})\\odot G'(Z^{(l)})",
      ],
      w: ['\\frac{\\partial C}{\\partial W^{(l)}}=A^{(l-1)\\mathrm{T}}\\delta^{(l)}'],
      b: ['\\frac{\\partial C}{\\partial b^{(l)}}=\\delta^{(l)\\mathrm{T}}\\mathbf{1}'],
    });
  });
});
