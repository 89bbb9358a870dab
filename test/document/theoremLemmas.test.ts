// Slopes that take a proof of their own, such as softmax's, come before the theorem that rests on them.
import { describe, expect, test } from 'vitest';
import { pageOf, saying } from './pageOf.ts';

describe('softmax', () => {
  const page = pageOf('general/softmax', ['z[L,j]']);

  test('its slope is proved first, by the quotient rule, and then cited', () => {
    const [slope, error] = ['a_i^L([i=j]-a_j^L)\\tag{1}', '\\delta_j^L=a_j^L-y_j\\tag{2}'];
    expect(page.indexOf(slope)).toBeGreaterThan(0);
    expect(page.indexOf(error)).toBeGreaterThan(page.indexOf(slope));
    expect(page).toContain('\\frac{e^{z_i^L}[i=j]}{\\sum_{k}e^{z_k^L}}+e^{z_i^L}\\cdot\\Bigl[-\\frac{1}');
    expect(page).toContain('a_i^L([i=j]-a_j^L)&&\\text{definitions},\\ (1)');
  });

  test('is stated once', () => {
    expect(saying(pageOf('general/softmax', ['z', 'w']), 'The derivative of')).toHaveLength(1);
  });

  test('∂⁺ stands only where another path exists', () => {
    expect(page).not.toContain('\\partial^{+}');
    expect(pageOf('general/recurrence', ['z'])).toContain('\\frac{\\partial^{+}E}{\\partial h_i^t}');
  });
});

describe('softmax over samples', () => {
  const page = pageOf('general/softmax-samples', ['z']);

  test('depends on its own sample alone', () => {
    expect(page).toContain('a_{js}([j=i]-a_{is})\\tag{1}');
    expect(page).toContain('passes exactly one of $a_{1s},\\dots,a_{Ks}$.');
  });

  test('a declared sum does not run over an index that is fixed', () => {
    expect(page).toContain('\\frac{a_{is}}{m}\\sum_{j}y_{js}-\\frac{y_{is}}{m}');
    expect(page).toContain('\\text{since }\\sum_{j=1}^{K}y_{js}=1');
  });
});

test.each([
  ['general/convolution', 'x'],
  ['general/cross-entropy', 'z'],
  ['matrix/trace-square', 'S'],
  ['matrix/log-sum-exp', 'W'],
])('slopes that are one line in a proof stay there: %s by %s', (file, wrt) => {
  expect(saying(pageOf(file, [wrt]), 'The derivative of')).toEqual([]);
});

test('paths that part are told as one list', () => {
  expect(pageOf('general/recurrence', ['h'])).toContain(
    'A path from $h_i^t$ goes on to one of $z_1^{t+1},\\dots,z_H^{t+1}$, $E$; we add over these.',
  );
});

test('in matrices a slope by cases of a sum has the name of a function', () => {
  const hinge = 'name: t\nshapes: { a: [n], p: [n] }\nequations:\n  E: max(0, norm(a - p)^2 - 1)\nloss: E\n';
  expect(pageOf(hinge, ['a'])).toContain(
    "2\\,\\operatorname{ReLU}'\\bigl((a-p)^{\\mathrm{T}}(a-p)-1\\bigr)(a-p)\\tag{1M}",
  );
});

describe('what a bracket means is said where the first one stands, and once', () => {
  test.each([
    ['general/convolution', ['x', 'w'], '\\tag{2}'],
    ['general/softmax', ['z'], '\\tag{1}'],
  ])('%s', (file, wrt, before) => {
    const page = pageOf(file, wrt);
    const [note = '', ...more] = saying(page, 'the bracket');
    expect(more).toEqual([]);
    expect(page.indexOf(note)).toBeGreaterThan(page.indexOf(before));
  });

  test('and not where there is none', () => {
    expect(saying(pageOf('general/layers', ['z', 'w']), 'the bracket')).toEqual([]);
  });
});
