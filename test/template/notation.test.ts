// Quantities in a template's text follow the document's house.
import { describe, expect, test } from 'vitest';
import { writeMarkdown } from '../../src/document/index.ts';
import { houseNames } from '../../src/latex/index.ts';
import { formatDiagnostic, InputError } from '../../src/source/index.ts';
import { expandTemplate } from '../../src/template/index.ts';

const layers = `families:
  x[k]: k in 1..n[0]
  y[j]: j in 1..n[L]
  w[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]
  z[l,j]: l in 1..L, j in 1..n[l]
  a[l,j]: l in 0..L, j in 1..n[l]
inputs: [x]
targets: [y]
functions: { G: opaque, J: { opaque: 2 } }
equations:
  a[0,k]: x[k]
  z[l,j]: sum(k, w[l,j,k]*a[l-1,k])
  a[l,j]: G(z[l,j])
  C: J(a[L], y)
loss: C
`;

const scalar = 'inputs: [x]\nparameters: [w]\nequations: { net_h: w*x, E: net_h^2 }\nloss: E\n';

const files = new Map([
  ['layers.yaml', layers],
  ['scalar.yaml', scalar],
]);

function text(written: string, house: string, network = 'layers', body = ''): string {
  const source = `---\ntitle: t\nlocale: en\nhouse: ${house}\nnetwork: ${network}.yaml\n---\n\n${written}\n\n${body}`;
  const load = (name: string) => ({ name, text: files.get(name) ?? '' });
  const { root } = expandTemplate({ name: 't.md', text: source }, { load });
  return writeMarkdown(root).split('\n')[2] ?? '';
}

function problem(written: string, house = 'ng'): string {
  try {
    text(written, house);
  } catch (error) {
    if (error instanceof InputError)
      return error.diagnostics.map((each) => formatDiagnostic(each)).join('\n');
    throw error;
  }
  return 'no problem';
}

describe('a quantity', () => {
  test.each([
    ['\\q{w[l,j,k]}', 'w_{jk}^l', 'w_{jk}^{[l]}', 'w_{jk}^{(l)}'],
    ['\\q{w[l+1,*,*]}', 'W^{l+1}', 'W^{[l+1]}', 'W^{(l+1)}'],
    ['\\q{a[L,*]}', 'a^L', 'a^{[L]}', 'a^{(L)}'],
    [
      '\\q{dC/dw[l,j,k]}',
      '\\partial C/\\partial w_{jk}^l',
      'dw_{jk}^{[l]}',
      '\\partial C/\\partial w_{jk}^{(l)}',
    ],
    ['\\q{dC/dw[l,*,*]}', '\\partial C/\\partial W^l', 'dW^{[l]}', '\\partial C/\\partial W^{(l)}'],
    ['\\q{dC/da[L,*]}', '\\nabla_{a^L}C', 'da^{[L]}', '\\nabla_{a^{(L)}}C'],
    ['2\\q{z[l,j]}+\\q{C}', '2z_j^l+C', '2z_j^{[l]}+C', '2z_j^{(l)}+C'],
  ])('%s', (written, ...wanted) => {
    const shown = ['nielsen', 'ng', 'qiu'].map((house) => text(`$${written}$`, house));
    expect(shown).toEqual(wanted.map((each) => `$${each}$`));
  });

  test('what a theorem names, before the theorem', () => {
    const body = '::theorem{wrt="z[l,j]"}';
    const shown = ['nielsen', 'ng'].map((house) => text('$\\q{delta[l,j]}$', house, 'layers', body));
    expect(shown).toEqual(['$\\delta_j^l$', '$dz_j^{[l]}$']);
  });

  test('of a network without families, in headings and lists too', () => {
    expect(text('- **$\\q{net_h}$**', 'ng', 'scalar')).toBe('- **$z_h$**');
    expect(text('## $\\q{dE/dnet_h}$', 'ng', 'scalar')).toBe('## $dz_h$');
  });

  test.each(houseNames.filter((name) => name !== 'rows'))('leaves no command behind: %s', (house) => {
    expect(text('$\\q{z[l,j]}=\\q{a[l,j]}$', house)).not.toContain('\\q');
  });
});

test.each([
  ['$\\q{v[l,j]}$', 'unknown symbol v'],
  ['$\\q{w[l,j]}$', 'w has 3 indices, not 2'],
  ['$\\q{delta[l,j]}$', 'unknown symbol delta'],
  ['$\\q{dC/dq}$', 'unknown symbol q'],
])('%s is refused', (written, message) => {
  expect(problem(written)).toContain(message);
  expect(problem(written)).toMatch(/t\.md:8:1/);
});

test('a house for rows is no name for columns', () => {
  expect(problem('text', 'rows')).toContain(
    'house rows: samples are rows there, and columns in this network',
  );
  expect(problem('text', 'rows')).toMatch(/t\.md:4:1/);
  expect(problem('text', 'nielsen')).toBe('no problem');
});

test('a house for columns writes rows, with a warning', () => {
  const network = layers.replaceAll('w[l,j,k]', 'w[l,k,j]');
  const source = `---\ntitle: t\nlocale: en\nhouse: qiu\nnetwork: n.yaml\n---\n\n$\\q{w[l,*,*]}$\n`;
  const load = (name: string) => ({ name, text: network });
  const { root, warnings } = expandTemplate({ name: 't.md', text: source }, { load });
  expect(writeMarkdown(root)).toContain('$W^{(l)}$');
  expect(warnings.map((each) => formatDiagnostic(each).split('\n')[0])).toEqual([
    't.md:4:1 warning: house qiu: samples are columns there, and rows in this network, whose matrix forms are those of rows',
  ]);
});
