import { expect, test } from 'vitest';
import { plainLatex } from '../../src/latex/index.ts';

test.each([
  ['w_1', 'w_1'],
  ['\\delta_{jk}^{l+1}', 'δ_jk^l+1'],
  ['\\frac{\\partial C}{\\partial w}', '∂C/∂w'],
  ['\\mathrm{net}_{h1}', 'net_h1'],
  ['\\lambda', 'λ'],
  ['dz_j^{[l](s)}', 'dz_j^[l](s)'],
  ['\\text{权重}\\,x', '权重 x'],
  ['A^{\\top}', 'A^⊤'],
])('%s → %s', (latex, plain) => {
  expect(plainLatex(latex)).toBe(plain);
});
