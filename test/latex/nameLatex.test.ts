import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test, vi } from 'vitest';
import { nameLatex } from '../../src/latex/index.ts';

const valid = (latex: string): string => katex.renderToString(latex, { strict: 'error', throwOnError: true });

describe('nameLatex', () => {
  test.each([
    ['x', 'x'],
    ['x1', 'x_1'],
    ['w11', 'w_{11}'],
    ['net', '\\mathrm{net}'],
    ['out_o1', '\\mathrm{out}_{o1}'],
    ['outo1', '\\mathrm{outo}_1'],
    ['E_total', 'E_{\\mathrm{total}}'],
    ['E_o1', 'E_{o1}'],
    ['w_h1_2', 'w_{h1,2}'],
    ['w1_2', 'w_{1,2}'],
    ['lambda', '\\lambda'],
    ['delta1', '\\delta_1'],
    ['delta_h1', '\\delta_{h1}'],
    ['w_alpha1', 'w_{\\alpha1}'],
    ['Delta', '\\Delta'],
    ['λ', '\\lambda'],
    ['δ_o1', '\\delta_{o1}'],
    ['Δw', '\\Delta w'],
    ['权重', '\\text{权重}'],
    ['权重1', '\\text{权重}_1'],
    ['误差_总', '\\text{误差}_{\\text{总}}'],
    ["w'", "w'"],
    ["w1'", "w_1'"],
    ['h2o', '\\mathrm{h2o}'],
    ['_', '\\text{\\_}'],
    ['_x', '\\text{\\_x}'],
    ['x_', '\\text{x\\_}'],
    ['50%', '\\text{50\\%}'],
  ])('%s is written %s', (name, latex) => {
    expect(nameLatex(name)).toBe(latex);
    valid(latex);
  });

  test('puts indices into the subscript', () => {
    expect(nameLatex('w', ['l', 'j', 'k'])).toBe('w_{l,j,k}');
    expect(nameLatex('z1', ['l-1'])).toBe('z_{1,l-1}');
  });

  test('any name at all is valid', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {}); // KaTeX has no metrics for rare scripts
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        valid(`${nameLatex(name)}+\\partial ${nameLatex(name)}`);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}_][\p{L}\p{N}_]{0,12}['′]{0,2}$/u), (name) => {
        valid(nameLatex(name));
      }),
      { numRuns: 1000 },
    );
  });
});
