// Theorems in matrices: scalar sides, transposes, shapes.
import { describe, expect, test } from 'vitest';
import { pageOf, saying } from './pageOf.ts';

describe('a gradient by a number', () => {
  const [en, zh] = (['en', 'zh'] as const).map((locale) => pageOf('matrix/ridge', ['lambda'], { locale }));

  test('has no entries: it is written out', () => {
    expect(en).toContain(
      'Written out, $x^{\\mathrm{T}}x$ is $\\sum_{k}x_kx_k$. By [(1)](#eq-1) that is $\\partial E/\\partial\\lambda$. $\\square$',
    );
    expect(zh).toContain(
      '展开来写， $x^{\\mathrm{T}}x$ 就是 $\\sum_{k}x_kx_k$；由式 [(1)](#eq-1)，它等于 $\\partial E/\\partial\\lambda$。证毕。',
    );
  });

  test('has no empty formula, and concludes from nothing only what is printed', () => {
    for (const page of [en, zh]) expect(page).not.toMatch(/\$\$|\s\.|任意性/);
    expect(saying(en ?? '', 'Then')).toEqual([]);
    expect(saying(zh ?? '', '则有')).toEqual([]);
  });
});

describe('why there is a transpose', () => {
  const whole = 'test';
  test.each([
    ['general/layers', 'z', 'Forward, $W^{l+1}$ is summed over its second index; backward, over its first.'],
    [
      'general/l2-penalty',
      'z',
      'Forward, $W^{l+1}$ is summed over its second index; backward, over its first.',
    ],
    ['general/recurrence', 'z', 'Forward, $W$ is summed over its second index; backward, over its first.'],
    ['matrix/skip', 'h', 'Forward, $W$ is summed over its second index; backward, over its first.'],
  ])('%s by %s', (file, wrt, sentence) => {
    expect(saying(pageOf(file, [wrt]), 'Why the transpose?').join(whole)).toContain(sentence);
  });

  test.each([
    ['matrix/trace-product', ['X', 'A', 'B']],
    ['matrix/trace-quadratic', ['X', 'A']],
    ['matrix/low-rank', ['A', 'B']],
    ['matrix/frobenius', ['X']],
  ])('is not asked where a matrix is summed in another way: %s', (file, wrt) => {
    expect(saying(pageOf(file, wrt), 'Why')).toEqual([]);
  });
});

test.each([
  ['matrix/inner-layer', 'W', ['Shapes: $\\bigl[(m\\times 1)\\odot(m\\times 1)\\bigr](1\\times n)$.']],
  ['matrix/inner-layer', 'y', []],
  ['matrix/least-squares', 'b', []],
  ['general/recurrence', 'W', ['Shapes: $(H\\times 1)(1\\times H)$.']],
  ['general/recurrence', 'U', ['Shapes: $(H\\times 1)(1\\times D)$.']],
])('shapes: %s by %s', (file, wrt, shapes) => {
  expect(saying(pageOf(file, [wrt]), 'Shapes: ')).toEqual(shapes);
});

describe('no matrix form', () => {
  const missed = (forms?: readonly ('components' | 'matrix')[]): readonly string[] =>
    saying(pageOf('general/convolution', ['w'], forms ? { forms } : {}), 'No matrix form');

  test('is said where matrices were asked for', () => {
    expect(missed(['components', 'matrix'])).toHaveLength(2);
    expect(missed(['matrix'])).toEqual([
      'No matrix form of [(1)](#eq-1) is found.',
      'No matrix form of [(2)](#eq-2) is found.',
    ]);
  });

  test('is no news where it was not', () => {
    expect(missed(['components'])).toEqual([]);
    expect(missed()).toEqual([]);
  });

  test('is not said of theorems that have one, nor is the component form then left out', () => {
    const forms = ['matrix'] as const;
    expect(pageOf('general/layers', ['w'], { forms })).not.toContain('No matrix form');
    expect(pageOf('general/convolution', ['w'], { forms })).toContain('**Proof of [(2)](#eq-2).**');
  });

  test('is not missed where nothing has an index', () => {
    const text = 'shapes: { x: [n], z: [] }\ninputs: [x]\nequations:\n  z: sum(x)\n  E: z^2\nloss: E\n';
    expect(pageOf(text, ['z'], { forms: ['matrix'] })).not.toContain('No matrix form');
  });

  test('in Chinese', () => {
    const page = pageOf('general/convolution', ['x'], { locale: 'zh', forms: ['matrix'] });
    expect(saying(page, '矩阵形式')).toContain('未找到式 [(2)](#eq-2) 的矩阵形式。');
  });
});

describe('two families of error terms', () => {
  const page = pageOf('matrix/samples', ['V', 'W']);
  test('carry their letters above, where they are no indices', () => {
    for (const each of ['\\delta_{is}^{(u)}', '\\delta^{(u)}H^{\\mathrm{T}}']) expect(page).toContain(each);
    expect(page).not.toMatch(/\\delta_\{?[uzUZ]/);
  });

  test('one alone carries none', () => {
    expect(pageOf('matrix/samples', ['W'])).not.toContain('\\delta^{(');
  });

  test('where parameters enter only one of them, that one carries none', () => {
    const page = pageOf('matrix/skip', ['V', 'z']);
    expect(page).toContain('\\delta_i^{(h)}');
    expect(page).toContain('\\delta_i^{(z)}');
  });
});

test.each([
  ['W', '\\sum_{t=1}^{T}\\delta^t(h^{t-1})^{\\top}'],
  ['U', '\\sum_{t=1}^{T}\\delta^t(x^t)^{\\top}'],
  ['b', '\\sum_{t=1}^{T}\\delta^t'],
])('what time numbers is a column at each time, nowhere a row: by %s', (wrt, form) => {
  expect(pageOf('general/recurrence', [wrt])).toContain(`=${form}\\tag{3M}`);
});

describe('a first index of three numbers matrices', () => {
  const heads = `name: heads
families:
  x[t,d]: t in 1..T, d in 1..D
  Q[h,d,e]: h in 1..H, d in 1..D, e in 1..K
  R[h,e,d]: h in 1..H, e in 1..K, d in 1..D
  q[h,t,e]: h in 1..H, t in 1..T, e in 1..K
  s[h,t,r]: h in 1..H, t in 1..T, r in 1..T
  p[h,t,r]: h in 1..H, t in 1..T, r in 1..T
  o[h,t,e]: h in 1..H, t in 1..T, e in 1..K
  u[t,d]: t in 1..T, d in 1..D
  y[t,d]: t in 1..T, d in 1..D
inputs: [x]
targets: [y]
equations:
  q[h,t,e]: sum(d, x[t,d]*Q[h,d,e])
  s[h,t,r]: sum(e, q[h,t,e]*q[h,r,e])
  p[h,t,r]: exp(s[h,t,r])/sum(j, exp(s[h,t,j]))
  o[h,t,e]: sum(r, p[h,t,r]*q[h,r,e])
  u[t,d]: sum(h, sum(e, o[h,t,e]*R[h,e,d]))
  E: 1/2*sum(t, sum(d, (u[t,d] - y[t,d])^2))
loss: E
`;
  const image = `name: image
families:
  x[i,j]: i in 1..m+1, j in 1..n
  w[f,u]: f in 1..F, u in 0..1
  z[f,i,j]: f in 1..F, i in 1..m, j in 1..n
inputs: [x]
parameters: [w]
equations:
  z[f,i,j]: w[f,0]*x[i,j] + w[f,1]*x[i+1,j]
  E: 1/2*sum(f, sum(i, sum(j, z[f,i,j]^2)))
loss: E
`;

  test('heads of attention', () => {
    const page = pageOf(heads, ['Q', 'R']);
    for (const form of [
      '\\delta_h^{(o)}=\\delta^{(u)}R_h^{\\top}',
      '\\frac{\\partial E}{\\partial Q_h}=X^{\\top}\\delta_h^{(q)}',
      '\\frac{\\partial E}{\\partial R_h}=O_h^{\\top}\\delta^{(u)}',
    ])
      expect(page).toContain(form);
  });

  test('several behind an axis have no matrices', () => {
    const page = pageOf(image, ['z'], { forms: ['components', 'matrix'] });
    expect(page).toContain('No matrix form of');
  });
});

test.each([
  ['sum(x)/s', 'x', '\\frac{1}{s}\\,\\mathbf{1}'],
  ['sum(x)', 'x', '\\mathbf{1}'],
  ['s^2', 'x', '\\mathbf{0}'],
])('entries that are all the same have a matrix form: %s by %s', (formula, wrt, form) => {
  const text = `name: t\nshapes: { x: [n], s: [] }\nequations:\n  E: ${formula}\nloss: E\n`;
  expect(pageOf(text, [wrt])).toContain(`\\frac{\\partial E}{\\partial x}=${form}\\tag{1M}`);
});
