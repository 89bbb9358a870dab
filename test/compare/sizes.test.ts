// Terms with indices and matrices, at stated sizes.
import { describe, expect, test } from 'vitest';
import { type IdenticalOptions, identical, identicalMatrices, isWitness } from '../../src/compare/index.ts';
import { type Condition, indexVariable, type Matrix, matrix, num } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { samplesNet, softmaxNet, squaredNet } from '../networks/families.ts';
import { ranges, term } from '../networks/indexed.ts';

/** A table of networks, titled by their names. */
const named = (
  rows: readonly (readonly [Network, string, string, string?])[],
): [string, string, string, string | undefined, Network][] =>
  rows.map(([network, a, b, indices]) => [network.name, a, b, indices, network]);

const where = (text: string): readonly Condition[] =>
  ranges(text).map((each) => ({ kind: 'range', ...each }));

describe('sums', () => {
  test.each<[string, string, string?]>([
    ['sum(k in 1..n, x[k])^2', 'sum(i in 1..n, sum(j in 1..n, x[i]*x[j]))'],
    ['sum(k in 1..n, a*x[k] + b)', 'a*sum(k in 1..n, x[k]) + sum(k in 1..n, b)'],
    ['sum(k in 1..n, x[k])', 'x[1] + sum(k in 1..n-1, x[k+1])'],
    ['sum(k in 1..n, [k = j]*x[k])', 'x[j]', 'j in 1..n'],
    ['sum(k in 1..n, [k = j]*x[k])', '[1 <= j, j <= n]*x[j]', 'j in 0..n+1'],
    ['sum(i in 1..n, exp(x[i] - y))', 'exp(-y)*sum(i in 1..n, exp(x[i]))'],
    ['sum(i in 1..n, sum(j in 1..m, w[i,j]))', 'sum(j in 1..m, sum(i in 1..n, w[i,j]))'],
    ['d(sum(i in 1..n, x[i]^2), x[j])', '2*x[j]', 'j in 1..n'],
  ])('%s = %s', (a, b, indices) => {
    const found = identical(term(a), term(b), { given: where(indices ?? '') });
    expect(found.verdict).toBe('equal');
    expect(found.verdict === 'equal' && found.scope?.length).toBeGreaterThan(1);
  });

  test.each<[string, string, string?]>([
    ['sum(k in 1..n, x[k]^2)', 'sum(k in 1..n, x[k])^2'],
    ['sum(k in 1..n, x[k])', 'x[1] + sum(k in 1..n-1, x[k])'],
    ['sum(k in 1..n, w[j,k]*x[k])', 'sum(k in 1..n, w[k,j]*x[k])', 'j in 1..n'],
    ['sum(k in 1..n, [k = j]*x[k])', 'x[j]', 'j in 0..n'],
    ['sum(k in 1..n, n*0 + x[k])', 'sum(k in 2..n, x[k])'],
  ])('%s ≠ %s', (a, b, indices) => {
    const found = identical(term(a), term(b), { given: where(indices ?? '') });
    if (found.verdict !== 'different') throw new Error(found.verdict);
    expect(found.scope).toBeDefined();
    expect(found.values[0].high < found.values[1].low || found.values[1].high < found.values[0].low).toBe(
      true,
    );
  });

  // Each holds at some size.
  test.each<[string, string, string?]>([
    ['sum(k in 1..n, 1)', '2'],
    ['sum(k in 1..n, 1)', '3'],
    ['sum(k in 1..n, x)', '2*x'],
    ['sum(i in 1..n, sum(j in 1..n, 1))', '5*sum(i in 1..n, 1) - 6'],
    ['sum(k in 1..n, x[k])', 'x[1] + x[2]'],
    ['sum(k in 1..n-2, x[k])', '0'],
    ['sum(k in 5..n, x[k])', '0'],
    ['sum(k in 1..n, [k = 7]*x[k])', '0'],
    ['sum(k in 1..n, [k = n - 4]*x[k])', '0'],
    ['sum(k in 1..n+1, x[k])', 'sum(k in 1..m, x[k])'],
    ['x[n]', 'x[3]'],
    ['w[i,j]', 'w[j,i]', 'i in 1..n, j in 1..n'],
    ['sum(i in 1..n, sum(j in 1..m, w[i,j]))', 'sum(i in 1..m, sum(j in 1..n, w[i,j]))'],
    ['d(sum(k in 1..n, x[k]), x[j])', '1', 'j in 0..n'],
  ])('%s ≠ %s for all sizes', (a, b, indices) => {
    const given = where(indices ?? '');
    const found = identical(term(a), term(b), { given });
    if (found.verdict !== 'different') throw new Error(found.verdict);
    expect(isWitness(term(a), term(b), found, { given })).toBe(true);
  });

  test('120 e₅ in power sums vanishes for n ≤ 4, not at 5', () => {
    const power = (k: number): string => `sum(i in 1..n, x[i]^${k})`;
    const [p1, p2, p3, p4, p5] = [1, 2, 3, 4, 5].map(power);
    const five = `${p1}^5 - 10*${p2}*${p1}^3 + 15*${p2}^2*${p1} + 20*${p3}*${p1}^2 - 20*${p3}*${p2} - 30*${p4}*${p1} + 24*${p5}`;
    const at = (n: number): readonly ReadonlyMap<string, number>[] => [new Map([['n', n]])];
    for (const n of [1, 2, 3, 4])
      expect(identical(term(five), num(0), { sizes: at(n) })).toEqual({ verdict: 'equal', scope: at(n) });
    expect(identical(term(five), num(0), { sizes: at(5) }).verdict).toBe('different');
    expect(identical(term(five), num(0)).verdict).toBe('different');
  });
});

describe('families', () => {
  test.each(
    named([
      [squaredNet, 'd(C, z[L,j])', "(a[L,j] - y[j])*G'(z[L,j])"],
      [
        squaredNet,
        'd(C, z[l,j])',
        "sum(k in 1..n[l+1], w[l+1,k,j]*d(C, z[l+1,k]))*G'(z[l,j])",
        'l in 1..L-1',
      ],
      [squaredNet, 'd(C, w[l,j,k])', 'd(C, z[l,j])*a[l-1,k]'],
      [squaredNet, 'd(C, b[l,j])', 'd(C, z[l,j])'],
      [softmaxNet, 'd(C, z[j])', 'a[j] - y[j]'],
      [softmaxNet, 'd(a[i], z[j])', 'a[i]*([i = j] - a[j])'],
      [softmaxNet, 'd(C, w[j,k])', '(a[j] - y[j])*x[k]'],
      [samplesNet, 'd(C, w[j,k])', "r*sum(i in 1..m, (a[j,i] - y[j,i])*G'(z[j,i])*x[k,i])"],
    ]),
  )('%s: %s = %s', (_, a, b, indices, network) =>
    expect(identical(term(a), term(b), { network, given: where(indices ?? '') }).verdict).toBe('equal'),
  );

  test.each(
    named([
      [squaredNet, 'd(C, w[l,j,k])', 'd(C, z[l,j])*a[l,k]', 'k in 1..n[1]'],
      [squaredNet, 'd(C, z[l,j])', 'sum(k in 1..n[l+1], w[l+1,k,j]*d(C, z[l+1,k]))', 'l in 1..L-1'],
      [softmaxNet, 'd(C, z[j])', 'y[j] - a[j]'],
      [softmaxNet, 'd(a[i], z[j])', 'a[i]*(1 - a[j])'],
      [softmaxNet, 'd(sum(i in 1..n, y[i]), y[j])', '0'],
    ]),
  )('%s: %s ≠ %s', (_, a, b, indices, network) =>
    expect(identical(term(a), term(b), { network, given: where(indices ?? '') }).verdict).toBe('different'),
  );

  test('without the declared Σ y = 1 the softmax shortcut is wrong', () => {
    const undeclared = { ...softmaxNet, given: [] };
    expect(identical(term('d(C, z[j])'), term('a[j] - y[j]'), { network: undeclared }).verdict).toBe(
      'different',
    );
    const whole = term('a[j]*sum(i in 1..n, y[i]) - y[j]');
    expect(identical(term('d(C, z[j])'), whole, { network: undeclared }).verdict).toBe('equal');
  });
});

describe('a size that terms mention as a number is that number', () => {
  const x = 'sum(k in 1..n, x[k])';
  test.each([
    ['sum(k in 1..n, 1)', 'n'],
    ['sum(k in 1..n, x[k]/n)', `${x}/n`],
    [`sum(k in 1..n, x[k] - ${x}/n)`, '0'],
    [
      'sum(k in 1..n, sum(j in 1..k, x[j]))',
      'sum(j in 1..n, (n + 1)*x[j]) - sum(j in 1..n, sum(k in 1..j, x[j]))',
    ],
    ['sum(j in 1..n[1], sum(k in 1..n[2], y))', 'n[1]*n[2]*y'],
  ])('%s = %s', (a, b) => {
    const found = identical(term(a), term(b));
    expect(found.verdict === 'undecided' ? found.tried : found.verdict).toBe('equal');
  });

  test.each([
    ['sum(k in 1..n, 1)', 'n + 1'],
    ['sum(k in 1..n, x[k]/n)', x],
    // 0 at the first two sizes above its degree.
    [`(n - 4)*(n - 5)*${x}`, '0'],
  ])('%s ≠ %s', (a, b) => {
    const found = identical(term(a), term(b));
    if (found.verdict !== 'different') throw new Error(found.verdict);
    expect(isWitness(term(a), term(b), found)).toBe(true);
    const own = [...found.witness].flatMap(([{ name }, value]) => (name === 'n' ? [value.valueOf()] : []));
    expect(own).toEqual([found.scope?.get('n')]);
  });
});

describe('matrices', () => {
  const n = indexVariable('n');
  const square = (name: string): Matrix => matrix.symbol(name, ['row', 'column'], { rows: n, columns: n });
  const [A, B, C] = ['A', 'B', 'C'].map(square) as [Matrix, Matrix, Matrix];
  const commutator = (x: Matrix, y: Matrix): Matrix =>
    matrix.subtract(matrix.product(x, y), matrix.product(y, x));

  test('[[A,B]²,C] = 0 holds at 2 × 2, not at 3 × 3, and our own sizes exceed the degree', () => {
    const inner = commutator(A, B);
    const whole = commutator(matrix.product(inner, inner), C);
    const nothing = matrix.scale(matrix.scalar(num(0)), A);
    const at = (size: number): IdenticalOptions => ({ sizes: [new Map([['n', size]])] });
    expect(identicalMatrices(whole, nothing, at(2))).toEqual({ verdict: 'equal', ...{ scope: at(2).sizes } });
    expect(identicalMatrices(whole, nothing, at(3)).verdict).toBe('different');
    expect(identicalMatrices(whole, nothing).verdict).toBe('different');
  });

  test('sizes are pairwise different', () => {
    const rectangle = (name: string, rows: string, columns: string): Matrix =>
      matrix.symbol(name, ['row', 'column'], { rows: indexVariable(rows), columns: indexVariable(columns) });
    const found = identicalMatrices(
      matrix.transpose(matrix.product(rectangle('W', 'n', 'm'), rectangle('X', 'm', 'p'))),
      matrix.product(matrix.transpose(rectangle('X', 'm', 'p')), matrix.transpose(rectangle('W', 'n', 'm'))),
    );
    if (found.verdict !== 'equal') throw new Error(found.verdict);
    for (const scope of found.scope ?? []) {
      const sizes = [...scope].map(([, size]) => size as number);
      expect(new Set(sizes).size).toBe(3);
      expect(Math.min(...sizes)).toBeGreaterThan(2);
    }
  });

  test('shapes must agree', () =>
    expect(() => identicalMatrices(A, matrix.ones(n, indexVariable('m')))).toThrow(RangeError));
});
