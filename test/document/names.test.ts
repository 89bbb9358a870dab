import { describe, expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { DocumentWriter } from '../../src/document/index.ts';
import { ErrorTermNames, scriptsOf } from '../../src/document/names.ts';
import { latexStyle } from '../../src/latex/index.ts';
import type { Network } from '../../src/network/index.ts';

test.each([
  ['z', { base: 'z', below: '', above: '' }],
  ['z_1', { base: 'z', below: '1', above: '' }],
  ['\\mathrm{net}_{h1}', { base: '\\mathrm{net}', below: 'h1', above: '' }],
  ['z_1^{(2)}', { base: 'z', below: '1', above: '(2)' }],
  ['z^{(2)}_{1,2}', { base: 'z', below: '1,2', above: '(2)' }],
  ['\\hat y_1', { base: '\\hat y', below: '1', above: '' }],
  ['\\hat{y}_\\alpha', { base: '\\hat{y}', below: '\\alpha', above: '' }],
  ["z_1'", { base: 'z', below: '1', above: '\\prime' }],
  ['x_{a_{b}}', { base: 'x', below: 'a_{b}', above: '' }],
  ['a+b_1c', undefined],
  ['', undefined],
])('%s has these scripts', (latex, expected) => expect(scriptsOf(latex)).toEqual(expected));

/** Two hidden units, two outputs; names and their LaTeX as given. */
const layered = (hidden: string, output: string, latex = '', more = ''): Network =>
  readNetwork(
    `
name: names
inputs: { x: 1 }
targets: { y1: 1, y2: 0 }
parameters: { w1: 0.1, w2: 0.2, w3: 0.3, w4: 0.4, w5: 0.5, w6: 0.6${more} }
equations:
  ${hidden}1: w1*x
  ${hidden}2: w2*x
  p1: sigmoid(${hidden}1)
  p2: sigmoid(${hidden}2)
  ${output}1: w3*p1 + w4*p2
  ${output}2: w5*p1 + w6*p2
  q1: sigmoid(${output}1)
  q2: sigmoid(${output}2)
  E: 1/2*(q1 - y1)^2 + 1/2*(q2 - y2)^2
loss: E
${latex === '' ? '' : `latex:\n${latex}`}
`,
    { name: 'names.yaml' },
  ).network;

/** The LaTeX of every error term, in order. */
function namesOf(network: Network, goals: readonly string[] = ['E'], wrt = ['w1', 'w2']): string[] {
  const deriver = new Deriver(network);
  for (const goal of goals)
    for (const each of wrt) deriver.derive(network.named(goal) as never, network.named(each) as never);
  const names = new ErrorTermNames(deriver.derivation, latexStyle(network));
  return deriver.derivation.theorems.flatMap(({ name }) =>
    name === undefined ? [] : [names.latex(name) as string],
  );
}

describe('error terms', () => {
  test.each([
    ['net_h', 'net_o', '', ['o1', 'o2', 'h1', 'h2']],
    [
      'z1_',
      'z2_',
      "  z1_1: 'z_1^{(1)}'\n  z1_2: 'z_2^{(1)}'\n  z2_1: 'z_1^{(2)}'\n  z2_2: 'z_2^{(2)}'",
      ['1^{(2)}', '2^{(2)}', '1^{(1)}', '2^{(1)}'],
    ],
  ])('of %s and %s take the scripts of their quantities', (hidden, output, latex, scripts) => {
    const names = namesOf(layered(hidden, output, latex));
    const expected = scripts.map((each) => (each.includes('^') ? `\\delta_${each}` : `\\delta_{${each}}`));
    expect(new Set(names)).toEqual(new Set(expected));
  });

  test('an override of LaTeX counts, not the name', () => {
    const latex =
      "  neth1: '\\mathrm{net}_{h1}'\n  neth2: '\\mathrm{net}_{h2}'\n  neto1: '\\mathrm{net}_{o1}'\n  neto2: '\\mathrm{net}_{o2}'";
    expect(namesOf(layered('neth', 'neto', latex))).toContain('\\delta_{h1}');
  });

  test('carry the whole quantity where scripts would not tell them apart, early or late', () => {
    const whole = ['neto', 'neth'].flatMap((base) => [1, 2].map((i) => `\\delta_{\\mathrm{${base}}_${i}}`));
    expect(new Set(namesOf(layered('neth', 'neto')))).toEqual(new Set(whole));
    expect(namesOf(layered('neth', 'neto'), ['E'], ['w3'])).toEqual([whole[0]]);
  });

  test('do not take the name of a symbol', () => {
    const network = layered('net_h', 'net_o', '', ', delta_h1: 1');
    const names = namesOf(network);
    expect(names).not.toContain('\\delta_{h1}');
    expect(new Set(names).size).toBe(names.length);
  });

  test('of several goals differ', () => {
    const names = namesOf(layered('net_h', 'net_o'), ['E', 'q1'], ['w1', 'w2']);
    expect(names).toContain('\\delta_{h1}');
    expect(names.some((each) => /^\\delta_\{h1\}\^\{q_1\}$/.test(each))).toBe(true);
    expect(new Set(names).size).toBe(names.length);
  });

  test('keep the name they were first written with while the derivation grows', () => {
    const network = layered('net_h', 'net_o');
    const deriver = new Deriver(network);
    const writer = new DocumentWriter({ derivation: deriver.derivation });
    const find = (name: string) => deriver.derive(network.named('E') as never, network.named(name) as never);
    find('w1');
    const [first] = deriver.derivation.theorems.flatMap(({ name }) => name ?? []);
    const before = writer.latex(first as never);
    find('w2');
    expect(writer.latex(first as never)).toBe(before);
  });

  test('are never empty: a quantity without scripts is the subscript', () => {
    const network = readNetwork(
      `
name: bare
inputs: { x: 1 }
parameters: { w: 1, v: 2, b: 3 }
equations:
  z: w*x + b
  a: tanh(z)
  E: (v*a + v^2*z - x)^2
loss: E
`,
      { name: 'bare.yaml' },
    ).network;
    expect(namesOf(network, ['E'], ['w', 'b'])).toContain('\\delta_z');
  });
});
