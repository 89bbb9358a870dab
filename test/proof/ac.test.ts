// Canonical forms: equality up to the order and nesting of + and ·, and up to the names of bound indices.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  bracket,
  cases,
  type Expr,
  index,
  indexedSum,
  indexVariable,
  num,
  partial,
  power,
  product,
  productOf,
  quantity,
  rebuild,
  replace,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import { Canonical, LimitError } from '../../src/proof/index.ts';
import { d, q, t } from './small.ts';

const i = indexVariable('i');
const j = indexVariable('j');
const k = indexVariable('k');
const one = index(1);
const n = indexVariable('n');
const a = (...at: Parameters<typeof quantity>[1] & object) => quantity('a', at);
const total = (name: string, body: Expr, to = n): Expr => indexedSum(name, one, to, body);
const equals = (left: typeof i, right: typeof i): Expr => bracket({ kind: 'equal', left, right });

describe('same', () => {
  test.each<readonly [string | Expr, string | Expr]>([
    ['a + b', 'b + a'],
    ['a + (b + c)', '(c + a) + b'],
    ['a*b*c', 'c*(b*a)'],
    ['a*(b + c)', '(c + b)*a'],
    ['f1 - f2', '-f2 + f1'],
    ['exp(a + b)', 'exp(b + a)'],
    ['(a*b)^(c + d)', '(b*a)^(d + c)'],
    ['a + b > 0 ? c*d : e', 'b + a > 0 ? d*c : e'],
    [d('a*b', 'x', 'h1 h2'), d('b*a', 'x', 'h2 h1')],
    [total('i', a(i)), total('j', a(j))],
    [total('i', total('j', a(i, j))), total('j', total('i', a(j, i)))],
    [total('i', product(a(i), total('i', a(i)))), total('j', product(total('k', a(k)), a(j)))],
    [equals(i, j), equals(j, i)],
  ])('row %#', (left, right) => {
    const canonical = new Canonical();
    expect(canonical.of(t(left))).toBe(canonical.of(t(right)));
    expect(canonical.same(t(left), t(right))).toBe(true);
  });
});

describe('not the same', () => {
  test.each<readonly [string | Expr, string | Expr]>([
    ['a', 'b'],
    ['a + b', 'a*b'],
    ['a + a', 'a'],
    ['a*1', 'a'],
    ['a + 0', 'a'],
    ['2 + 3', '5'],
    ['a*(b + c)', 'a*b + a*c'],
    ['a^b', 'b^a'],
    ['a/b', 'b/a'],
    ['max(a, b)', 'max(b, a)'],
    ["g'(a)", 'g(a)'],
    ['a > 0 ? b : c', 'a > 0 ? c : b'],
    [d('a', 'x', 'h1'), d('a', 'x', 'h2')],
    [d('a', 'x', 'h1'), d('a', 'x')],
    [d('a', 'x'), d('x', 'a')],
    [total('i', a(i)), total('i', a(j))],
    [total('i', a(i)), total('i', a(i), indexVariable('m'))],
    [total('i', total('j', a(i, j))), total('i', total('j', a(j, i)))],
    [total('i', total('j', product(a(i), a(j)))), total('i', total('j', product(a(i), a(i))))],
    [equals(i, j), equals(i, k)],
    [bracket({ kind: 'atMost', left: i, right: j }), bracket({ kind: 'atMost', left: j, right: i })],
  ])('row %#', (left, right) => {
    expect(new Canonical().same(t(left), t(right))).toBe(false);
  });
});

const names = ['a', 'b', 'c', 'd'];
const terms: fc.Arbitrary<Expr> = fc.letrec<{ term: Expr }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(...names).map((name): Expr => q(name)),
    fc.integer({ min: -2, max: 2 }).map((value): Expr => num(value)),
    fc.array(tie('term'), { minLength: 2, maxLength: 4 }).map(sumOf),
    fc.array(tie('term'), { minLength: 2, maxLength: 4 }).map(productOf),
    fc.tuple(tie('term'), fc.integer({ min: -2, max: 3 })).map(([base, n]): Expr => power(base, num(n))),
    tie('term').map((arg): Expr => apply('exp', [arg])),
    fc.tuple(tie('term'), tie('term'), tie('term')).map(([g, u, v]): Expr => cases(g, u, v)),
    tie('term').map((of): Expr => partial(of, q('x'))),
  ),
})).term;

/** The same with every sum and product shuffled and nested otherwise. */
const shuffled = (term: Expr, by: readonly number[]): Expr => {
  let drawn = 0;
  const next = (): number => by[drawn++ % by.length] as number;
  const redo = (node: Expr): Expr => {
    const args = node.args.map(redo);
    if (node.kind !== 'sum' && node.kind !== 'product') return rebuild(node, args);
    const build = node.kind === 'sum' ? sumOf : productOf;
    const sorted = args.map((arg) => ({ arg, key: next() })).sort((x, y) => x.key - y.key);
    const list = sorted.map(({ arg }) => arg);
    const cut = 1 + (Math.abs(next()) % (list.length - 1));
    return build([build(list.slice(0, cut)), build(list.slice(cut))]);
  };
  return redo(term);
};

describe('properties', () => {
  test('order and nesting never matter', () => {
    const draws = fc.array(fc.nat(1_000_000), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(terms, draws, (term, by) => new Canonical().same(term, shuffled(term, by))),
      { seed: 1, numRuns: 500 },
    );
  });

  test('a canonical form is its own', () => {
    fc.assert(
      fc.property(terms, (term) => {
        const canonical = new Canonical();
        return canonical.of(canonical.of(term)) === canonical.of(term);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('renaming symbols commutes with it, so that no name decides', () => {
    const turn = new Map(names.map((name, at) => [q(name), q(names[(at + 1) % names.length] as string)]));
    const renamed = (term: Expr): Expr =>
      replace(term, (node) => (node.kind === 'quantity' ? turn.get(node) : undefined));
    fc.assert(
      fc.property(terms, terms, (left, right) => {
        const canonical = new Canonical();
        return canonical.same(left, right) === canonical.same(renamed(left), renamed(right));
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('limits', () => {
  test('what is too large is refused', () => {
    let term: Expr = q('x');
    for (let depth = 0; depth < 30; depth++) term = sum(term, term);
    expect(() => new Canonical(10_000).of(term)).toThrow(LimitError);
  });

  test('depth is no limit', () => {
    let left: Expr = q('x');
    let right: Expr = q('x');
    for (let depth = 0; depth < 100_000; depth++) {
      left = apply('exp', [sum(left, q('y'))]);
      right = apply('exp', [sum(q('y'), right)]);
    }
    expect(new Canonical().same(left, right)).toBe(true);
  });
});
