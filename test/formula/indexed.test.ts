// Members of families and sums over indices: what is read, what is refused and where, and that it reads back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addIndex,
  apply,
  type Expr,
  type Index,
  index,
  indexedSum,
  indexVariable,
  num,
  power,
  product,
  productOf,
  type Quantity,
  quantity,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import {
  FormulaError,
  indexText,
  rangesAt,
  readFormula,
  readIndex,
  readPlaced,
  writeFormula,
} from '../../src/formula/index.ts';
import { EVERY } from '../../src/network/index.ts';
import { at, families, indexedScope, ranges } from './indexedScope.ts';

const scope = indexedScope(['l', 'j']);
const read = (text: string): Expr => readFormula(text, scope);
const [l, j, k, L] = at('l', 'j', 'k', 'L') as [Index, Index, Index, Index];
const below = addIndex(l, index(-1));
const size = (of: Index): Index => indexVariable('n', [of]);
const one = index(1);
const every = indexVariable(EVERY);
const w = quantity('w', [l, j, k]);

describe('readFormula with indices', () => {
  test.each<[string, Expr]>([
    ['z[l,j]', quantity('z', [l, j])],
    ['a[ l - 1 , 2 ]', quantity('a', [below, index(2)])],
    [
      'a[L, 2*l + n[l-1] - 3]',
      quantity('a', [L, addIndex(addIndex(addIndex(l, l), size(below)), index(-3))]),
    ],
    ['a[-1+l, j+j-j]', quantity('a', [below, j])],
    ["c*g'(z[l,j])", product(quantity('c'), apply('g', [quantity('z', [l, j])], [1]))],
    // sums
    ['sum(k, w[l,j,k]*a[l-1,k])', indexedSum('k', one, size(below), product(w, quantity('a', [below, k])))],
    ['sum(k, w[l,j,k]*c)^2', power(indexedSum('k', one, size(below), product(w, quantity('c'))), num(2))],
    ['sum(k, 2, n[l-1]-1, w[l,j,k])', indexedSum('k', index(2), addIndex(size(below), index(-1)), w)],
    ['sum(k, 1, l, 2)', indexedSum('k', one, l, num(2))],
    [
      'sum(k, sum(i, z[k,i]))',
      indexedSum('k', one, L, indexedSum('i', one, size(k), quantity('z', at('k', 'i')))),
    ],
    ['sum(i, x[i]) + sum(i, y[i])', sum(overX('i'), indexedSum('i', one, size(L), quantity('y', at('i'))))],
    ['sum(k, w[l,j,k]*sum(i, 0, 1, x[k+i]*x[i]))', nested()],
    // whole slices
    ['J(a[L], y)', apply('J', [quantity('a', [L, every]), quantity('y', [every])])],
    ['J(a, a[*,2])', apply('J', [quantity('a', [every, every]), quantity('a', [every, index(2)])])],
    ['sum(k, J(z[k], c))', indexedSum('k', one, L, apply('J', [quantity('z', [k, every]), quantity('c')]))],
  ])('reads %s', (text, expected) => expect(read(text)).toBe(expected));

  test.each<[string, string, [offset: number, length: number], string?]>([
    ['b[l,j]', 'unknown family b', [0, 1]],
    ['aa[l,j]', 'unknown family aa', [0, 2], 'did you mean a?'],
    ['c[l]', 'c has no indices', [1, 3]],
    ['sigmoid[l]', 'sigmoid is a function', [0, 7], 'write sigmoid(…)'],
    ['z[l,j][1]', 'this has no indices', [6, 3]],
    ['c + z[l]', 'z has 2 indices, not 1', [4, 4], 'write z[l,j]'],
    ['z[l,j,1]', 'z has 2 indices, not 3', [0, 8], 'write z[l,j]'],
    ['c + y', 'y has 1 index, not 0', [4, 1], 'write y[j]; only opaque functions take whole families'],
    ['sigmoid(y)', 'y has 1 index, not 0', [8, 1], 'write y[j]; only opaque functions take whole families'],
    ['g(2*y)', 'y has 1 index, not 0', [4, 1], 'write y[j]; only opaque functions take whole families'],
    ['g(y*2)', 'y has 1 index, not 0', [2, 1], 'write y[j]; only opaque functions take whole families'],
    ['a[l,*]', 'expected an index before *', [4, 1], indexForm],
    ['l*c', 'l is an index, not a quantity', [0, 1]],
    // indices
    ['z[l,k]', 'the index k is not bound here', [4, 1], 'bind it: sum(k, …)'],
    ['z[l,jj]', 'the index jj is not bound here', [4, 2], 'did you mean j?'],
    ['z[l,c]', 'c is a quantity, not an index', [4, 1]],
    ['sum(k, x[k])*x[k]', 'the index k has left its sum', [15, 1], 'k is bound only inside sum(k, …)'],
    ['z[l,n]', 'n has 1 index, not 0', [4, 1]],
    ['z[l,L[1]]', 'L has no indices, not 1', [4, 1]],
    ['z[l*j,1]', 'an index is not multiplied', [3, 1], 'only a whole number may stand before *, as in 2*l'],
    ['z[1.5,1]', '1.5 is no index', [2, 3], 'an index is a whole number'],
    ['z[l,]', 'expected an index before ]', [4, 1], indexForm],
    ['z[(l),1]', 'expected an index before (', [2, 1], indexForm],
    ['z[l,j', 'this [ is never closed', [1, 1]],
    ['z[l;j]', 'unexpected ;', [3, 1]],
    ['z[1000000001,1]', '1000000001 is too large', [2, 10], 'an index is at most 1000000000'],
    // sums
    ['sum(2, x[1])', 'expected an index after sum(', [4, 1], sumForms],
    ['sum(k)', 'sum takes 2 or 4 arguments, not 1', [0, 3], sumForms],
    ['sum(k, 1, x[k])', 'sum takes 2 or 4 arguments, not 3', [0, 3], sumForms],
    ['sum(l, z[l,j])', 'l is an index here already', [4, 1], 'sum over another letter'],
    ['sum(k, sum(k, x[k]))', 'k is an index here already', [11, 1], 'sum over another letter'],
    ['sum(L, z[L,j])', 'L is a size, not an index', [4, 1], 'sum over another letter'],
    [
      'sum(k, x[k+1])',
      'where k runs is not known',
      [4, 1],
      'k stands alone in no index position of the sum; write sum(k, from, to, …)',
    ],
    [
      'c*sum(k, w[l,k,j]*a[l-1,k])',
      'clash of ranges: k is in 1..n[l] by w[l,k,j], in 1..n[l-1] by a[l-1,k]',
      [6, 1],
      'if it is no slip, write sum(k, from, to, …)',
    ],
    [
      'sum(k, sum(i, z[i,k]))',
      'k runs in 1..n[i], where i is bound only further in',
      [4, 1],
      'sum over i first: sum(i, sum(k, …))',
    ],
    ['sum(k, 1, x, 2)', 'x is a quantity, not an index', [10, 1]],
    ['sum(k, x[k]', 'this ( is never closed', [3, 1]],
    ['sum(k, )', 'expected a number, a name or ( before )', [7, 1]],
  ])('refuses %j: %s', (text, message, [offset, length], hint) => {
    const error = refusal(text);
    expect([error.message, error.span, error.hint]).toEqual([message, { offset, length }, hint]);
  });

  test('without declared indices there are neither members nor sums', () => {
    const { indices: _, ...scalar } = scope;
    expect(() => readFormula('sum(k, c)', scalar)).toThrow('unknown function sum');
    expect(() => readFormula('c[1]', scalar)).toThrow('c has no indices');
  });

  test('says where members and sums stand, and what is around them', () => {
    const { members, sums } = readPlaced('z[l,j] + sum(k, w[l,j,k]*sum(i, x[i]))', scope);
    expect(
      members.map(({ quantity: q, span, sums: around }) => [q.name, span.offset, around.map((s) => s.index)]),
    ).toEqual([
      ['z', 0, []],
      ['w', 16, ['k']],
      ['x', 32, ['k', 'i']],
    ]);
    expect(sums.map(({ range, span }) => [range.index, indexText(range.to), span.offset])).toEqual([
      ['k', 'n[l-1]', 13],
      ['i', 'n[0]', 29],
    ]);
  });

  test('sums nest to a limit, and side by side without', () => {
    const inside = (depth: number): string =>
      `${Array.from({ length: depth }, (_, i) => `sum(k${i}, 1, 2, `).join('')}c${')'.repeat(depth)}`;
    expect(() => read(inside(101))).toThrow('sums nest more than 100 deep');
    expect(read(inside(100)).depth).toBe(100);
    expect(read(Array(10_000).fill('sum(i, x[i])').join(' + ')).args).toHaveLength(10_000);
  });

  test('never fails but by FormulaError', () => {
    const pieces = [
      'a',
      'w',
      'y',
      'l',
      'k',
      'sum',
      'J',
      '[',
      ']',
      '(',
      ')',
      ',',
      '*',
      '-',
      '2',
      'L',
      'n',
      '1.5',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (list) => {
        for (const text of [list.join(''), `sum(k, w[l,j,k]*${list.join('')})`, `a[${list.join('')}]`]) {
          const error = attempt(text);
          if (error !== undefined) expect(error).toBeInstanceOf(FormulaError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('writeFormula with indices', () => {
  test.each<[string, string, Expr]>([
    ['sum(k, 1, n[l-1], w[l,j,k])', 'sum(k, w[l,j,k])', indexedSum('k', one, size(below), w)],
    ['sum(k, 2, n[l-1], w[l,j,k])', 'sum(k, 2, n[l-1], w[l,j,k])', indexedSum('k', index(2), size(below), w)],
    [
      'sum(k, 1, 3, x[k+1])',
      'sum(k, 1, 3, x[k+1])',
      indexedSum('k', one, index(3), quantity('x', [addIndex(k, one)])),
    ],
    ['J(a[L], y)', 'J(a[L], y)', apply('J', [quantity('a', [L, every]), quantity('y', [every])])],
    ['x[L-l+1]', 'x[L-l+1]', quantity('x', [addIndex(addIndex(L, l, -1), one)])],
    ['x[1-l]', 'x[1-l]', quantity('x', [addIndex(one, l, -1)])],
  ])('writes %s, or with the families %s', (long, short, term) => {
    expect(writeFormula(term)).toBe(long);
    expect(writeFormula(term, { ranges })).toBe(short);
    expect([read(long), read(short)]).toEqual([term, term]);
  });

  test('what is written reads back, with bounds or without', () =>
    fc.assert(
      fc.property(randomTerm, (make) => {
        const term = make(['l', 'j']);
        expect(read(writeFormula(term))).toBe(term);
        const short = writeFormula(term, { ranges });
        expect(read(short)).toBe(term);
        expect(writeFormula(term, { ranges, limit: short.length })).toBe(short);
        expect(writeFormula(term, { ranges, limit: short.length - 1 })).toBeUndefined();
      }),
      { numRuns: 1000 },
    ));

  test('an index reads back', () =>
    fc.assert(
      fc.property(randomIndex, (make) => {
        const written = indexText(make(['l', 'k']));
        expect(readIndex(written, () => {}).key).toBe(make(['l', 'k']).key);
      }),
    ));
});

function overX(name: string): Expr {
  return indexedSum(name, one, size(index(0)), quantity('x', at(name)));
}

function nested(): Expr {
  const i = indexVariable('i');
  const inner = indexedSum('i', index(0), one, product(quantity('x', [addIndex(k, i)]), quantity('x', [i])));
  return indexedSum('k', one, size(below), product(w, inner));
}

/** Makes something of the indices that are in scope. */
type Make<T> = (names: readonly string[]) => T;

const randomIndex: fc.Arbitrary<Make<Index>> = fc
  .tuple(
    fc.integer({ min: -3, max: 3 }),
    fc.array(fc.tuple(fc.nat(6), fc.integer({ min: -2, max: 2 })), { maxLength: 3 }),
  )
  .map(([constant, parts]) => (names) => {
    let total = index(constant);
    for (const [choice, factor] of parts) {
      const atoms = [...names.map((name) => indexVariable(name)), L, size(indexVariable(names[0] ?? 'L'))];
      total = addIndex(total, atoms[choice % atoms.length] as Index, factor);
    }
    return total;
  });

const bare: fc.Arbitrary<Make<Index>> = fc
  .nat(5)
  .map((choice) => (names) => indexVariable(names[choice % names.length] as string));

const member: fc.Arbitrary<Make<Quantity>> = fc
  .tuple(
    fc.constantFrom(...Object.keys(families)),
    fc.array(fc.oneof(bare, randomIndex), { minLength: 3, maxLength: 3 }),
  )
  .map(
    ([name, indices]) =>
      (names) =>
        quantity(
          name,
          indices.slice(0, families[name]?.length).map((make) => make(names)),
        ),
  );

/** Terms without negative numbers, whose text is known to read as another term in places. */
const randomTerm: fc.Arbitrary<Make<Expr>> = fc.letrec<{ term: Make<Expr> }>((tie) => {
  const term = tie('term');
  const list = fc.array(term, { minLength: 2, maxLength: 3 });
  const fresh = (names: readonly string[]): string => `i${names.length}`;
  return {
    term: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      member,
      fc.nat(4).map((n) => () => num(n)),
      fc.constant(() => apply('J', [quantity('a', [L, every]), quantity('y', [every])])),
      list.map((terms) => (names: readonly string[]) => sumOf(terms.map((make) => make(names)))),
      list.map((terms) => (names: readonly string[]) => productOf(terms.map((make) => make(names)))),
      term.map((make) => (names: readonly string[]) => apply('g', [make(names)], [1])),
      fc.tuple(randomIndex, randomIndex, term).map(([from, to, make]) => (names: readonly string[]) => {
        const inner = [...names, fresh(names)];
        return indexedSum(fresh(names), from(names), to(names), make(inner));
      }),
      // A sum that runs where a member in it says.
      fc.tuple(member, fc.nat(2), term).map(([make, choice, other]) => (names: readonly string[]) => {
        const name = fresh(names);
        const found = make(names);
        const position = choice % found.indices.length;
        const indices = found.indices.map((each, i) => (i === position ? indexVariable(name) : each));
        const moved = quantity(found.name, indices);
        const range = rangesAt(moved, families[found.name] ?? [])[position];
        if (range === undefined) throw new Error('a member without ranges');
        return indexedSum(name, range.from, range.to, product(moved, other([...names, name])));
      }),
    ),
  };
}).term;

const indexForm = 'an index is made of indices, sizes and whole numbers, as in l-1 or i+k';
const sumForms = 'write sum(k, …), or sum(k, from, to, …)';

function attempt(text: string): unknown {
  try {
    read(text);
    return undefined;
  } catch (error) {
    return error;
  }
}

function refusal(text: string): FormulaError {
  const error = attempt(text);
  if (error instanceof FormulaError) return error;
  throw new Error(`no FormulaError, but ${error}`);
}
