// The work limit bounds the time: what is wide, long or written out at sizes is charged before it is done.
import { describe, expect, test } from 'vitest';
import { Beyond, Budget, costOf } from '../../src/compare/budget.ts';
import { type IdenticalOptions, identical, isWitness, type Witnessed } from '../../src/compare/index.ts';
import {
  apply,
  type Condition,
  type Expr,
  Fraction,
  inOwnTerms,
  negate,
  num,
  positive,
  power,
  product,
  type Quantity,
  quantity,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import { squaredNet } from '../networks/families.ts';
import { ranges, term } from '../networks/indexed.ts';

const x = quantity('x');
const many = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const INDICES = [...'ijklmop'];
const where = (text: string): readonly Condition[] =>
  ranges(text).map((each) => ({ kind: 'range', ...each }));

describe('a budget', () => {
  test('is spent, and then nothing more is done', () => {
    const work = new Budget(3);
    work.spend(2);
    expect(() => work.spend(2)).toThrow(Beyond);
    expect(() => work.spend(0)).toThrow(Beyond);
  });

  test.each([Number.NaN, -1, Number.NEGATIVE_INFINITY])('is no %d', (budget) => {
    expect(() => identical(x, x, { budget })).toThrow(RangeError);
    const found = identical(x, num(0)) as Witnessed;
    expect(() => isWitness(x, num(0), found, { budget })).toThrow(RangeError);
    expect(isWitness(x, num(0), found, { budget: Number.POSITIVE_INFINITY })).toBe(true);
  });

  test('that is spent by something that is no number is empty', () =>
    expect(() => new Budget(10).spend(Number.NaN)).toThrow(Beyond));

  test('a number costs more the longer it is', () => {
    const costs = [1n, 10n ** 10n, 10n ** 100n, 10n ** 1000n].map((n) => costOf(new Fraction(1n, n)));
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(costs[3]).toBeGreaterThan(10 * (costs[2] as number));
  });
});

/** The smallest power of 10 with which two terms get an answer other than that the work limit is reached. */
function neededBy(a: Expr, b: Expr, options: IdenticalOptions = {}): number {
  for (let budget = 10; ; budget *= 10) {
    const found = identical(a, b, { ...options, budget });
    if (found.verdict !== 'undecided' || !found.tried[0]?.includes('the work limit')) return budget;
  }
}

describe('what is charged', () => {
  const nested = (depth: number): Expr => {
    const used = INDICES.slice(0, depth);
    const body = used.map((i) => `x[${i}]`).join('*');
    return term(used.reduceRight((inner, i) => `sum(${i} in 1..n, ${inner})`, body));
  };

  test.each([2, 3, 4])('%i nested sums are written out', (depth) =>
    expect(identical(nested(depth), term(`sum(i in 1..n, x[i])^${depth}`)).verdict).toBe('equal'),
  );

  // Two million members: the answer comes before any is written, so that neither time nor memory is taken.
  test('seven nested sums are not', () =>
    inOwnTerms(() => {
      const found = identical(nested(7), term('sum(i in 1..n, x[i])^7'));
      expect(found).toEqual({ verdict: 'undecided', tried: ['the work limit is reached'] });
    }));

  test('a sum over a family of a network is counted with what the network itself takes', () => {
    const [a, b] = [term('d(C, b[l,j])'), term('d(C, z[l,j])')];
    expect(identical(a, b, { network: squaredNet }).verdict).toBe('equal');
    expect(identical(a, b, { network: squaredNet, budget: 100 }).verdict).toBe('undecided');
  });

  test('free indices are gone through one by one, and an early difference is found', () => {
    const all = INDICES.map((i) => `x[${i}]`);
    const given = where(INDICES.map((i) => `${i} in 1..n`).join(', '));
    const [a, b] = [term(all.join('*')), term([...all].reverse().join('*'))];
    const found = identical(a, b, { given, budget: 20_000 });
    if (found.verdict !== 'undecided') throw new Error(found.verdict);
    expect(found.tried[0]).toBe('the work limit is reached');
    expect(found.tried[1]).toMatch(/^before, no difference at [1-9]\d* values/);
    expect(identical(a, product(num(2), b), { given, budget: 20_000 }).verdict).toBe('different');
  });

  test('what is given for every value of an index', () => {
    const given = [positive(term('w[i,j,k]')), ...where('i in 1..n, j in 1..n, k in 1..n')];
    const sizes = [new Map([['n', 300]])];
    const found = identical(term('w[1,1,1]'), term('w[1,1,2]'), { given, sizes });
    expect(found).toEqual({ verdict: 'undecided', tried: ['the work limit is reached'] });
  });

  /** A sum of σ of shared wide sums; of the second the domain is empty. */
  const wide = (count: number, width: number): readonly [Expr, Expr] => {
    const shared = many(width, (i) => quantity(`x${i}`));
    const terms = many(count, (i) => apply('sigmoid', [sumOf([...shared, quantity(`y${i}`)])]));
    const nowhere = apply('log', [negate(power(sum(apply('exp', [x]), num(1)), num(2)))]);
    return [sum(sumOf(terms), nowhere), sumOf([...terms].reverse())];
  };

  test('operands: ten times as wide is ten times the work', () => {
    expect(neededBy(...wide(10, 1000))).toBeGreaterThanOrEqual(10 * neededBy(...wide(10, 10)));
    const found = inOwnTerms(() => identical(...wide(200, 2000), { budget: 500_000 }));
    expect(found).toEqual({ verdict: 'undecided', tried: ['the work limit is reached'] });
  });

  test('digits', () => {
    const long = num(3n ** 4170n, 7n ** 2354n);
    const terms = (constant: Expr): Expr =>
      sumOf(
        many(40, (i) => apply('sigmoid', [sum(constant, num(i + 1), product(num(i + 1), quantity('x')))])),
      );
    const needed = (constant: Expr): number => neededBy(terms(constant), sum(terms(constant), num(1)));
    expect(needed(long)).toBeGreaterThanOrEqual(10 * needed(num(3, 7)));
  });

  test('equations with many quantities', () => {
    const all = many(400, (i) => quantity(`x${i}`));
    const lhs = sumOf(all.map((each, i) => product(num(1, i + 10_007), each)));
    const given: readonly Condition[] = [{ kind: 'equal', equation: { lhs, rhs: num(1) } }];
    const [a, b] = all as [Quantity, Quantity];
    expect(identical(a, b, { given }).verdict).toBe('different');
    expect(identical(a, b, { given, budget: 1_000 }).verdict).toBe('undecided');
  });
});

describe('a witness that is none', () => {
  const g = apply('g', [x]);
  const found = identical(g, num(0)) as Witnessed;
  test.each([
    ['no stand', new Map()],
    ['no weights', new Map([['g', { weights: [], coefficients: [new Fraction(1)] }]])],
    ['no record at all', new Map([['g', {} as never]])],
  ])('%s', (_, functions) => {
    expect(isWitness(g, num(0), found)).toBe(true);
    expect(isWitness(g, num(0), { ...found, functions })).toBe(false);
  });
  test('sizes at which nothing can be written', () =>
    expect(
      isWitness(term('x[j]'), num(0), { ...found, scope: new Map([['n', 0]]), at: new Map([['j', 1]]) }),
    ).toBe(false));
});
