// Directives about families: theorem, recursion, descent, instance.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { writeMarkdown } from '../../src/document/index.ts';
import { formatDiagnostic, InputError } from '../../src/source/index.ts';
import { expandTemplate } from '../../src/template/index.ts';

const networks = new URL('../../templates/networks/', import.meta.url);

const load = (path: string) => {
  try {
    return { name: path, text: readFileSync(new URL(path, networks), 'utf8') };
  } catch {
    return undefined;
  }
};

const lesson = (body: string, network = 'layers.yaml', head = ''): string =>
  `---\ntitle: T\nnetwork: ${network}\nlocale: en\n${head}---\n${body}`;

const expand = (text: string) => expandTemplate({ name: 'lesson.md', text }, { load });

const markdown = (body: string, network?: string, head?: string): string =>
  writeMarkdown(expand(lesson(body, network, head)).root);

function mistakes(body: string, network?: string): readonly string[] {
  try {
    expand(lesson(body, network));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map((each) => formatDiagnostic(each).split('\n')[0] ?? '');
  }
}

test('an error term of which nothing is found is warned of, at its place', () => {
  const members = Array.from({ length: 60 }, (_, i) => `d[${i + 1}]`).join('*');
  const network = `families: { "x[i]": i in 1..n+60, "d[i]": i in 1..n+60 }
parameters: [w]
inputs: [x]
equations: { "d[i]": "w*x[i]", E: "d[n]*${members}" }
loss: E
`;
  const warned = (text: string): readonly string[] =>
    expandTemplate(
      { name: 'lesson.md', text },
      { load: (path) => (path === 'many.yaml' ? { name: path, text: network } : load(path)) },
    ).warnings.map((each) => formatDiagnostic(each).split('\n')[0] ?? '');
  expect(warned(lesson('Text.\n\n::theorem{wrt=w}', 'many.yaml'))).toEqual([
    'lesson.md:8:1 warning: what diff(E, d[i]) equals is not told: d falls into more than 100 parts',
  ]);
  expect(warned(lesson('::theorem{wrt=w}'))).toEqual([]);
});

describe('theorem', () => {
  test('says one part, then only what is left', () => {
    const text = markdown(
      '::theorem{wrt="z[L,j]" id=last}\n\n::theorem{wrt=z id=back}\n\nSee [](#back) and [](#back-m).',
    );
    expect(text.match(/^## /gm)).toHaveLength(2);
    expect(text).toContain('See [(2)](#back) and [(2M)](#back-m).');
  });

  test('in components only', () => {
    const text = markdown('::theorem{wrt=w form=components heading=no}');
    expect(text).not.toContain('\\tag{1M}');
    expect(text).not.toContain('##');
  });

  test('counts every theorem it rests on, lemmas of matrices included', () => {
    const [components, both] = ['components', 'components matrix'].map(
      (form) => expand(lesson(`::theorem{wrt=z form="${form}"}`)).checked,
    );
    expect(both).toBeGreaterThan(components as number);
  });

  test('with the factor before the derivative of a total', () => {
    const text = markdown('::theorem{wrt=w through=S}', 'layers-samples.yaml', 'house: ng\n');
    expect(text).toContain('dW^{[l]}=\\frac{1}{m}');
    expect(text).toContain('A^{[l-1]\\mathrm{T}}\\tag{1M}');
  });

  test('of one equation, found on the way', () => {
    const text = markdown('::theorem{of="a[i]" wrt="z[j]"}\n\n::theorem{wrt="z[j]"}', 'softmax.yaml');
    expect(text).toContain('\\frac{\\partial a_i}{\\partial z_j}=a_i([i=j]-a_j)\\tag{1}');
    expect(text).toContain('\\text{definitions},\\ (1)');
  });

  test.each([
    ['::theorem{wrt=q}', 'lesson.md:6:15 unknown symbol q'],
    ['::theorem{wrt="z[l]"}', 'lesson.md:6:16 z has 2 indices, not 1'],
    ['::theorem{wrt="a[L,j]"}', 'lesson.md:6:16 nothing new is to be said of a[L,j]'],
    ['::theorem{wrt=z id=one}', 'lesson.md:6:20 1 ids for 2 theorems'],
    ['::theorem{wrt=z network="no.yaml"}', 'lesson.md:6:26 there is no file no.yaml'],
    ['::theorem{wrt=w through=a}', 'lesson.md:6:1 C is no multiple of a'],
    ['::recursion{wrt=w}', 'lesson.md:6:1 ∂C/∂w has no recursion'],
    ['::instance{wrt="z[2,j]" show=w}', 'lesson.md:6:1 instance takes either wrt= or show='],
    ['::instance{wrt="z[1,j]"}', 'lesson.md:6:1 n[0] has no value'],
  ])('%s', (body, expected) => {
    expect(mistakes(body)[0]).toContain(expected);
  });

  test('needs families', () => {
    expect(mistakes('::theorem{wrt=w1}', 'two-two-two.yaml')[0]).toContain('the network has no families');
  });
});

test('what was printed is not said again', () => {
  const [again] = mistakes('::theorem{wrt=w}\n\n::theorem{wrt=w}');
  expect(again).toContain('nothing new is to be said of w');
});

test('recursion about another network, and descent', () => {
  const text = markdown(
    '::recursion{wrt=z id=all network="layers-cross-entropy.yaml"}\n\n::descent{wrt="w b"}',
  );
  expect(text).toContain('\\frac{\\partial J}{\\partial z_j^l}=d_j^l\\tag{1}');
  expect(text).toContain('b_j^l&\\leftarrow b_j^l');
});

describe('instance', () => {
  const head = 'house: ng\nlatex: { "w[2,1,1]": w_7, "z[2,1]": z_4, "a[1,1]": a_1 }\n';
  const at = (body: string): string => markdown(body, 'two-three-two-matrices.yaml', head);

  test('of one entry, in the names of the template', () => {
    expect(at('::instance{wrt="w[2,1,1]"}')).toContain('\\\\&=dz_4\\,a_1');
  });

  test('of a whole matrix', () => {
    expect(at('::instance{wrt="w[2,j,k]"}')).toContain(
      '=dz^{[2]}\\,a^{[1]\\mathrm{T}}\\end{aligned}\\tag{1}',
    );
  });

  test('of a definition', () => {
    expect(at('::instance{show="z[2,j]"}')).toContain('=W^{[2]}a^{[1]}+b^{[2]}');
  });

  test('outside the range', () => {
    expect(mistakes('::instance{wrt="z[3,1]"}', 'two-three-two-matrices.yaml')[0]).toContain(
      'z[3,1] lies in no range of the derivative',
    );
  });
});
