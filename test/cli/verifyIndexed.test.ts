import { describe, expect, test } from 'vitest';
import { concretePoint, concreteSizes } from '../../src/cli/concretePoint.ts';
import { testTheorem } from '../../src/cli/testTheorem.ts';
import { IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { decimal, type Expr, negate, num, product, type Quantity, sum } from '../../src/expr/index.ts';
import type { Theorem } from '../../src/proof/index.ts';
import { backproof, networkFile } from './command.ts';

const run = (input: string, ...args: readonly string[]) => backproof(['verify', '-', ...args], { input });

describe('verify for families', () => {
  test.each([
    'general/convolution',
    'general/layers',
    'general/recurrence',
    'general/softmax',
    'matrix/rows',
  ])('confirms every theorem of %s', (name) => {
    const { status, stdout, stderr } = backproof(['verify', networkFile(name)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^tested at .*, values drawn by seed \d+/);
    expect(stdout).toMatch(
      /\n(\d+) of \1 confirmed; second opinions: (complex step|dual numbers|complex step, dual numbers)\n$/,
    );
  });

  test('error terms too, each part of a range in a row', () => {
    const { stdout } = backproof(['verify', networkFile('general/layers'), '--seed', '7']);
    expect(stdout).toMatch(/^tested at .*seed 7, a smooth function as G, as J\n/);
    for (const row of ['z[L,j]', 'z[l,j]', 'w[l,j,k]', 'b[l,j]'])
      expect(stdout).toMatch(
        new RegExp(`\\n${row.replaceAll(/[[\]]/g, '\\$&')} +[1-9]\\d* .* accepted +accepted +confirmed\n`),
      );
  });

  test.each([
    ['a claim that rounding made', 'q[t]*q[u]*300', 'T'],
    ['a sharp weight', '300*q[u]', 't'],
    ['a sharper one', '300*q[u]*q[t]', 't'],
  ])('%s is not called wrong: exp(%s) up to %s', (_what, weight, end) => {
    const input = `families:
  q[t]: t in 1..T
  v[t]: t in 1..T
  o[t]: t in 1..T
equations:
  o[t]: sum(u, 1, T, exp(${weight})*v[u])/sum(u, 1, ${end}, exp(${weight}))
  E: sum(t, o[t]^2)
loss: E
`;
    for (const seed of ['1', '2', '3'])
      expect(run(input, '--seed', seed).stdout).not.toContain('differ from');
  });

  test("at the file's sizes and values, where it gives them", () => {
    const input = `shapes: { A: [m, n], x: [n] }
sizes: { m: 1, n: 2 }
inputs: { A: [[3, 4]] }
parameters: { x: [1, 2] }
equations:
  E: norm(A*x)^2
loss: E
`;
    expect(run(input)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^tested at m = 1, n = 2\n/),
    });
  });

  test('a size at which a theorem has no entry tests nothing: others are drawn', () => {
    const input = `families:
  x[t]: t in 1..T
  h[t]: t in 0..T
sizes: { T: 1 }
inputs: [x, "h[0]"]
parameters: [w]
equations:
  h[t]: tanh(w*h[t-1] + x[t])
  E: h[T]^2
loss: E
`;
    const { status, stdout } = run(input);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^tested at T = [23], /);
  });

  test('values are drawn inside the domain', () => {
    const input =
      'families: { "x[i]": i in 1..n }\nequations: { E: "sum(i, sqrt(1 - x[i]^2) + log(x[i]))" }\nloss: E\n';
    expect(run(input)).toMatchObject({ status: 0, stdout: expect.stringContaining('1 of 1 confirmed') });
  });

  test.each([
    ['log(-1 - x[i]^2)', 'no values meet what it assumes'],
    [`x[n]*${Array.from({ length: 60 }, (_, k) => `x[${k + 1}]`).join('*')}`, 'no derivation found: '],
  ])('where %.20s has no derivative to test, nothing is confirmed', (term, reason) => {
    const input = `families: { "x[i]": i in 1..n+60 }\nequations: { E: "sum(i, ${term} + x[i])" }\nloss: E\n`;
    const { status, stdout, stderr } = run(input);
    expect(status).toBe(1);
    expect(stdout).toContain(`not confirmed: ${reason}`);
    const at = 'stdin:2:14 warning: no derivation by x[i] is found: ';
    expect(stderr.startsWith(at)).toBe(reason.startsWith('no derivation'));
  });
});

describe('testTheorem', () => {
  const { network } = readNetwork(`shapes: { W: [m, n], x: [n] }
equations:
  E: norm(tanh(W*x))^2
loss: E
`);
  const deriver = new IndexedDeriver(network);
  const [worked] = deriver.derive(network.loss as Quantity, network.named('W') as Quantity);
  if (worked === undefined) throw new Error('no theorem');
  const forms = new MatrixForms(deriver.derivation);
  const right = deriver.theorem(worked.theorem);
  const matrix = forms.of(worked.theorem);
  const point = concretePoint(network, concreteSizes(network, new Map(), 5).sizes, 5);
  if (point === undefined || matrix === undefined) throw new Error('nothing to test');
  const tested = (rhs: Expr, form = matrix) => {
    const theorem: Theorem = { ...right, goal: { ...right.goal, rhs } };
    return testTheorem(theorem, form, forms.derivation, point);
  };

  test('confirms what is true', () => {
    expect(tested(right.goal.rhs)).toMatchObject({ finding: { outcome: 'confirmed' } });
  });

  test.each<[string, (rhs: Expr) => Expr]>([
    ['a sign', negate],
    ['a factor', (rhs) => product(num(2), rhs)],
    ['a thousandth of a millionth', (rhs) => product(num(decimal('1.000000001')), rhs)],
    ['a term', (rhs) => sum(rhs, num(1))],
  ])('%s too much is wrong', (_what, change) => {
    expect(tested(change(right.goal.rhs)).finding).toEqual({
      outcome: 'wrong',
      result: expect.stringMatching(/^(\d+) of \1 entries differ from the second opinion$/),
    });
  });

  test('so is a matrix with other entries', () => {
    const twice = { ...matrix, rhs: { ...matrix.rhs, kind: 'sum', args: [matrix.rhs, matrix.rhs] } as const };
    expect(tested(right.goal.rhs, twice).finding).toEqual({
      outcome: 'wrong',
      result: 'the matrix form has other entries',
    });
  });
});
