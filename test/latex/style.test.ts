import { describe, expect, test } from 'vitest';
import { index, indexVariable, quantity } from '../../src/expr/index.ts';
import { latexStyle } from '../../src/latex/index.ts';
import { makeNetwork, type NetworkSymbol } from '../../src/network/index.ts';

const q = (name: string) => quantity(name);
const network = (symbols: readonly Omit<NetworkSymbol, 'role'>[]) =>
  makeNetwork({ name: 'n', symbols: symbols.map((symbol) => ({ ...symbol, role: 'input' })), equations: [] });

describe('latexStyle', () => {
  test('prefers the caller, then the network, then the name', () => {
    const style = latexStyle(
      network([
        { quantity: q('neth1'), latex: '\\mathrm{net}_{h1}' },
        { quantity: q('a'), latex: 'A' },
        { quantity: q('b1') },
      ]),
      { overrides: new Map([[q('a'), '\\alpha']]) },
    );
    expect(['neth1', 'a', 'b1', 'delta_o1'].map((name) => style.quantity(q(name)))).toEqual([
      '\\mathrm{net}_{h1}',
      '\\alpha',
      'b_1',
      '\\delta_{o1}',
    ]);
  });

  test('writes no two symbols alike', () => {
    const names = ['w11', 'w_11', 'lambda', 'λ', 'x', '𝐱'];
    const style = latexStyle(network(names.map((name) => ({ quantity: q(name) }))));
    const written = names.map((name) => style.quantity(q(name)));
    expect(new Set(written).size).toBe(names.length);
    expect(written[1]).toBe('\\text{w\\_11}');
  });

  test('writes members of families and functions', () => {
    const style = latexStyle(network([]));
    const l = indexVariable('l');
    expect(style.quantity(quantity('w', [l, indexVariable('j'), index(-1, l.terms)]))).toBe('w_{l,j,l-1}');
    expect(['sigmoid', 'g', 'act1', 'tanh'].map(style.function)).toEqual([
      '\\sigma',
      'g',
      '\\mathrm{act}_1',
      '\\tanh',
    ]);
  });
});
