import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { breakLatex, equationLatex, latexOf, latexStyle, visibleWidth } from '../../src/latex/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { terms } from './terms.ts';

const style = latexStyle(makeNetwork({ name: 'empty', symbols: [], equations: [] }));

describe('visibleWidth', () => {
  test.each([
    ['a+b', 3],
    ['\\frac{abc}{d}', 3],
    ['\\frac{a}{bcd}+x', 5],
    ['\\tfrac12x', 3],
    ['\\mathrm{out}\\,(x)', 6],
    ['\\lambda\\mu', 2],
    ['\\text{权重}', 4],
  ])('%s is about %d wide', (latex, width) => expect(Math.round(visibleWidth(latex))).toBe(width));

  test('subscripts are smaller', () =>
    expect(visibleWidth('x_{123456}')).toBeLessThan(visibleWidth('x123456')));
});

describe('breakLatex', () => {
  test('leaves short formulas alone', () => expect(breakLatex('a+b')).toEqual(['a+b']));

  test('breaks before signs rather than inside brackets', () => {
    const part = '\\bigl[aaaaaaaa(b+c)\\,dddddddd+eeeeeeee\\bigr]\\,ffffffff';
    expect(breakLatex(`${part}+${part}+${part}`, 45)).toEqual([part, `+${part}`, `+${part}`]);
  });

  test('continues a product with a dot', () => {
    expect(breakLatex('aaaaaaaaaa\\,bbbbbbbbbb\\,cccccccccc', 14)).toEqual([
      'aaaaaaaaaa',
      '\\cdot bbbbbbbbbb',
      '\\cdot cccccccccc',
    ]);
  });

  test('keeps fractions, fences and environments whole', () => {
    const whole = '\\frac{aaaaaaaaaaaa+b}{c}\\left|dddddddddddd-e\\right|';
    expect(breakLatex(whole, 10)).toEqual([whole]);
  });

  test('what is broken is still valid, and nothing is lost', () => {
    fc.assert(
      fc.property(terms(), (term) => {
        const latex = latexOf(term, style);
        const rows = breakLatex(latex, 15);
        expect(
          rows
            .join('')
            .replaceAll('\\cdot ', '')
            .replace(/\\[,;]|\s/g, ''),
        ).toBe(latex.replaceAll('\\cdot ', '').replace(/\\[,;]|\s/g, ''));
        katex.renderToString(equationLatex('y', latex, 15), { strict: 'error', throwOnError: true });
      }),
      { numRuns: 1000 },
    );
  });
});
