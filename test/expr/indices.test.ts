// Indices: one canonical form, arithmetic, substitution with and without binders.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addIndex,
  bracket,
  type Expr,
  type Index,
  index,
  indexedSum,
  indexNames,
  indexVariable,
  partial,
  product,
  quantity,
  substituteIndex,
  substituteIndices,
  sum,
} from '../../src/expr/index.ts';

const [i, j, k, l] = ['i', 'j', 'k', 'l'].map((name) => indexVariable(name)) as [Index, Index, Index, Index];
const size = (at: Index): Index => indexVariable('n', [at]);
const plus = (a: Index, constant: number): Index => addIndex(a, index(constant));

describe('canonical form', () => {
  test.each<readonly [Index, string]>([
    [index(0), '0'],
    [index(-3), '-3'],
    [i, 'i'],
    [plus(i, 1), 'i+1'],
    [plus(l, -1), 'l-1'],
    [addIndex(i, k), 'i+k'],
    [addIndex(k, i), 'i+k'],
    [addIndex(i, i), '2*i'],
    [addIndex(i, k, -1), 'i-1*k'],
    [addIndex(i, i, -1), '0'],
    [addIndex(plus(i, 2), plus(i, 2), -1), '0'],
    [size(plus(l, -1)), 'n[l-1]'],
    [addIndex(size(l), size(l), -1), '0'],
    [plus(size(size(l)), 1), 'n[n[l]]+1'],
  ])('%#: %s', (each, key) => {
    expect(each.key).toBe(key);
  });

  test('coefficients of one atom are added, zeros dropped, atoms sorted', () => {
    const many = index(2, [
      ...k.terms,
      ...i.terms,
      ...k.terms,
      { atom: { name: 'j', indices: [] }, coefficient: 0 },
    ]);
    expect(many.key).toBe('i+2*k+2');
    expect(many.terms.map(({ coefficient }) => coefficient)).toEqual([1, 2]);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%s is no whole number', (value) => {
    expect(() => index(value)).toThrow(RangeError);
    expect(() => addIndex(i, j, value)).toThrow(RangeError);
  });

  const indices: fc.Arbitrary<Index> = fc
    .tuple(
      fc.integer({ min: -5, max: 5 }),
      fc.array(fc.tuple(fc.constantFrom(i, j, k, size(l), size(i)), fc.integer({ min: -3, max: 3 })), {
        maxLength: 4,
      }),
    )
    .map(([constant, terms]) =>
      terms.reduce((total, [each, factor]) => addIndex(total, each, factor), index(constant)),
    );

  test('adding is commutative and associative, and what is taken away is gone', () => {
    fc.assert(
      fc.property(indices, indices, indices, (a, b, c) => {
        expect(addIndex(a, b).key).toBe(addIndex(b, a).key);
        expect(addIndex(addIndex(a, b), c).key).toBe(addIndex(a, addIndex(b, c)).key);
        expect(addIndex(addIndex(a, b), b, -1).key).toBe(a.key);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('equal keys are equal values', () => {
    const value = (each: Index, at: ReadonlyMap<string, number>): number =>
      each.terms.reduce((total, { atom, coefficient }) => {
        const own =
          atom.indices.length === 0
            ? (at.get(atom.name) as number)
            : 100 + 7 * value(atom.indices[0] as Index, at);
        return total + coefficient * own;
      }, each.constant);
    const at = new Map([
      ['i', 1009],
      ['j', 10_007],
      ['k', 100_003],
      ['l', 1_000_003],
    ]);
    fc.assert(
      fc.property(indices, indices, (a, b) => (a.key === b.key) === (value(a, at) === value(b, at))),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe('substitution in indices', () => {
  test.each<readonly [Index, Record<string, Index>, string]>([
    [plus(i, 1), { i: j }, 'j+1'],
    [plus(i, 1), { i: plus(i, 1) }, 'i+2'],
    [addIndex(i, j), { i: j, j: i }, 'i+j'],
    [addIndex(i, j, -1), { i: j, j: i }, '-1*i+j'],
    [addIndex(i, j, -1), { i: j }, '0'],
    [size(plus(l, -1)), { l: plus(l, 1) }, 'n[l]'],
    [size(l), { n: k }, 'n[l]'],
    [addIndex(i, i), { i: plus(k, 3) }, '2*k+6'],
    [index(4), { i: j }, '4'],
    [i, {}, 'i'],
  ])('%#', (target, put, key) => {
    expect(substituteIndex(target, new Map(Object.entries(put))).key).toBe(key);
  });

  test('names are those of sizes and of what stands in them', () => {
    expect([...indexNames(addIndex(size(plus(l, -1)), plus(i, 3)))].sort()).toEqual(['i', 'l', 'n']);
  });
});

describe('substitution in terms', () => {
  const a = (...at: readonly Index[]): Expr => quantity('a', at);
  const total = (name: string, body: Expr, to: Index = size(l)): Expr => indexedSum(name, index(1), to, body);
  const put = (entries: Record<string, Index>) => new Map(Object.entries(entries));

  test.each<readonly [string, Expr, Record<string, Index>, Expr]>([
    ['members', product(a(i), a(j, i)), { i: plus(k, 1) }, product(a(plus(k, 1)), a(j, plus(k, 1)))],
    [
      'brackets',
      bracket({ kind: 'equal', left: i, right: j }),
      { i: k },
      bracket({ kind: 'equal', left: k, right: j }),
    ],
    [
      '∂, what it is by and what it holds',
      partial(a(i), quantity('b', [i]), [quantity('c', [i])]),
      { i: k },
      partial(a(k), quantity('b', [k]), [quantity('c', [k])]),
    ],
    ['the range of a sum', total('i', a(i)), { l: plus(l, 1) }, total('i', a(i), size(plus(l, 1)))],
    ['a bound index stays', total('i', a(i, j)), { i: k }, total('i', a(i, j))],
    ['beneath a binder', total('i', a(i, j)), { j: k }, total('i', a(i, k))],
    ['all at once', product(a(i), a(j)), { i: j, j: i }, product(a(j), a(i))],
    ['nothing', sum(a(i), a(j)), {}, sum(a(i), a(j))],
  ])('%s', (_what, before, entries, after) => {
    expect(substituteIndices(before, put(entries))).toBe(after);
  });

  test('a binder gives way: nothing is captured', () => {
    const result = substituteIndices(total('i', product(a(i), a(j))), put({ j: i }));
    expect(result.kind).toBe('indexedSum');
    const { index: name } = result as Expr & { kind: 'indexedSum' };
    expect(name).not.toBe('i');
    expect(result).toBe(total(name, product(a(indexVariable(name)), a(i))));
  });

  test('nested binders give way to each other', () => {
    const before = total('i', total('j', product(a(i, j), a(k))));
    const result = substituteIndices(before, put({ k: addIndex(i, j) }));
    const outer = result as Expr & { kind: 'indexedSum' };
    const inner = outer.args[0] as Expr & { kind: 'indexedSum' };
    expect(new Set(['i', 'j', outer.index, inner.index]).size).toBe(4);
    const [p, r] = [outer.index, inner.index].map((name) => indexVariable(name)) as [Index, Index];
    expect(result).toBe(total(outer.index, total(inner.index, product(a(p, r), a(addIndex(i, j))))));
  });

  test('at any depth', () => {
    let term: Expr = a(i);
    for (let depth = 0; depth < 100_000; depth++) term = sum(term, a(j));
    const result = substituteIndices(term, put({ i: k }));
    expect(substituteIndices(result, put({ k: i }))).toBe(term);
  });
});
