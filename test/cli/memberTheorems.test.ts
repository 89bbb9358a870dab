import { describe, expect, test } from 'vitest';
import { backproof, networkFile } from './command.ts';

const layers = networkFile('general/layers');

const run = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = backproof(['derive', ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

describe('a member of a family', () => {
  test.each([
    ['w[L,j,k]', '\\frac{\\partial C}{\\partial w_{jk}^L}=\\delta_j^La_k^{L-1}\\tag{4}', '4M'],
    ['w[1,j,k]', '\\frac{\\partial C}{\\partial w_{jk}^1}=\\delta_j^1a_k^0\\tag{4}', '4M'],
    ['w[l+1,j,k]', '=\\delta_j^{l+1}a_k^l\\tag{4}', '4M'],
    ['w[L,1,k]', '\\frac{\\partial C}{\\partial w_{1k}^L}=\\delta_1^La_k^{L-1}\\tag{4}', undefined],
    ['z[l,1]', '\\delta_1^l=\\Bigl(\\sum_{k=1}^{n_{l+1}}w_{k1}^{l+1}\\delta_k^{l+1}\\Bigr)', undefined],
  ])('%s: what the theorem says there, by citing it', (member, equation, matrix) => {
    const text = run(layers, '--wrt', member);
    expect(text).toContain(equation);
    if (matrix === undefined) expect(text).not.toContain('4M');
    else expect(text).toContain(`\\tag{${matrix}}`);
    const json = run(layers, '--wrt', member, '--format', 'json');
    expect(JSON.parse(json).wrt).toBe(member);
    expect(backproof(['check', '-', '--network', layers], { input: json })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test('a single entry of a matrix has no matrix form of its own', () => {
    const text = run(networkFile('matrix/squared-layer'), '--wrt', 'W[1,j]');
    expect(text).toContain('\\tag{1M}');
    expect(text).toContain('\\frac{\\partial E}{\\partial W_{1j}}=');
    expect(text).not.toContain('\\tag{2M}');
  });

  test('a given state beside the parts of its family', () => {
    const text = run(networkFile('general/recurrence'), '--wrt', 'h[0,i]');
    expect(text).toContain('\\frac{\\partial E}{\\partial h_i^0}=\\sum_{j=1}^{H}W_{ji}\\delta_j^1');
  });

  test.each([
    [['--wrt', 'w[0,j,k]'], '--wrt: w[0,j,k] lies outside its family\n  it is w[l,j,k] for l in 1..L, '],
    [['--wrt', 'z[1,j]'], 'z[1,j] is not known to be z[L,j] for j in 1..n[L], or z[l,j] for l in 1..L-1, '],
    [['--wrt', 'w[1,2,1]'], 'w[1,2,1] is not known to be w[l,j,k] for '],
    [['--wrt', 'a[L,j]'], '--wrt: nothing more can be said of the derivative by a[L,j]'],
  ])('%j is refused', (args, message) => {
    const { status, stderr, stdout } = backproof(['derive', layers, ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
