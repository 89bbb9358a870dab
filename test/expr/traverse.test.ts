// Walking over terms: each distinct node once, at any depth, and replacing what stands at a path.
import { describe, expect, test } from 'vitest';
import {
  apply,
  type Expr,
  fold,
  nodes,
  num,
  partial,
  product,
  quantitiesIn,
  quantity,
  replace,
  replaceAt,
  subtermAt,
  sum,
  sumOf,
} from '../../src/expr/index.ts';

const DEPTH = 100_000;
const [x, y, z] = ['x', 'y', 'z'].map((name) => quantity(name)) as [
  ReturnType<typeof quantity>,
  ReturnType<typeof quantity>,
  ReturnType<typeof quantity>,
];
const deep = (): Expr => {
  let term: Expr = x;
  for (let i = 0; i < DEPTH; i++) term = i % 2 === 0 ? apply('sigmoid', [term]) : sum(term, y);
  return term;
};
/** 2⁶⁰ leaves on 61 nodes. */
const shared = (): Expr => {
  let term: Expr = x;
  for (let i = 0; i < 60; i++) term = sum(term, term);
  return term;
};

describe('fold', () => {
  test('visits subterms before what contains them, each once', () => {
    const seen: Expr[] = [];
    fold(product(sum(x, y), sum(x, y), x), (node) => seen.push(node));
    expect(seen).toEqual([x, y, sum(x, y), product(sum(x, y), sum(x, y), x)]);
  });

  test('goes as deep as there is memory', () => {
    expect(fold<number>(deep(), (_, args) => 1 + Math.max(0, ...args))).toBe(DEPTH + 1);
  });

  test('counts a shared term without walking it again and again', () => {
    expect(fold<number>(shared(), (_, args) => args.reduce((a, b) => a + b, 0) || 1)).toBe(2 ** 60);
  });

  test('does not look below what `enter` answers for', () => {
    const visited: Expr[] = [];
    const inner = apply('exp', [z]);
    const result = fold<number>(
      sum(inner, x),
      (node, args) => {
        visited.push(node);
        return args.length;
      },
      new Map(),
      (node) => (node === inner ? 10 : undefined),
    );
    expect(result).toBe(2);
    expect(visited).toEqual([x, sum(inner, x)]);
  });

  test('a memo shared between calls saves the second walk', () => {
    const memo = new Map<Expr, number>();
    let visits = 0;
    const count = (term: Expr): number =>
      fold(
        term,
        (_, args) => {
          visits += 1;
          return args.length;
        },
        memo,
      );
    count(sum(x, product(y, z)));
    const before = visits;
    count(sum(product(y, z), x));
    expect(visits - before).toBe(1);
  });

  test('a wide node is no call with as many arguments', () => {
    const wide = sumOf(Array.from({ length: 300_000 }, (_, i) => product(num(i), x)));
    expect(fold<number>(wide, (_, args) => args.length)).toBe(300_000);
  });
});

describe('replace', () => {
  test.each<readonly [string, Expr, Expr]>([
    ['everywhere', sum(x, product(x, y)), sum(z, product(z, y))],
    ['inside functions and ∂', apply('exp', [partial(sum(x, y), y)]), apply('exp', [partial(sum(z, y), y)])],
    ['but not the variable of a ∂', partial(y, x), partial(y, x)],
    ['nowhere: the same object', product(y, num(2)), product(y, num(2))],
  ])('%s', (_what, before, after) => {
    expect(replace(before, (node) => (node === x ? z : undefined))).toBe(after);
  });

  test('what is put in is not entered again', () => {
    expect(replace(sum(x, y), (node) => (node === x ? sum(x, x) : undefined))).toBe(sum(sum(x, x), y));
  });

  test('at any depth', () => {
    const result = replace(deep(), (node) => (node === x ? z : undefined));
    expect(nodes(result)).toContain(z);
    expect(nodes(result)).not.toContain(x);
  });
});

test('nodes lists each once, subterms first', () => {
  const term = sum(product(x, y), product(x, y), x);
  expect(nodes(term)).toEqual([x, y, product(x, y), term]);
  expect(nodes(shared())).toHaveLength(61);
});

test('quantitiesIn finds those that ∂s name', () => {
  expect([...quantitiesIn(sum(x, partial(y, z, [quantity('h')])))]).toEqual([x, y, z, quantity('h')]);
  expect([...quantitiesIn(num(1))]).toEqual([]);
});

describe('paths', () => {
  const term = sum(product(x, y), apply('exp', [product(x, y)]));
  test.each<readonly [readonly number[], Expr | undefined]>([
    [[], term],
    [[0], product(x, y)],
    [[1, 0, 1], y],
    [[2], undefined],
    [[0, 0, 0], undefined],
    [[-1], undefined],
    [[0.5], undefined],
  ])('subtermAt %j', (path, expected) => {
    expect(subtermAt(term, path)).toBe(expected);
  });

  test('one occurrence is replaced, not the others', () => {
    expect(replaceAt(term, [1, 0, 0], z)).toBe(sum(product(x, y), apply('exp', [product(z, y)])));
    expect(replaceAt(term, [], z)).toBe(z);
    expect(replaceAt(term, [0, 0], x)).toBe(term);
  });

  test.each([[[2]], [[0, 0, 0]], [[-1]], [[0.5]], [[0, 2]]])('a path that leaves the term: %j', (path) => {
    expect(() => replaceAt(term, path, z)).toThrow(RangeError);
  });

  test('a path to the bottom of a deep term', () => {
    const path = Array.from({ length: DEPTH }, () => 0);
    expect(subtermAt(deep(), path)).toBe(x);
    const changed = replaceAt(deep(), path, z);
    expect(subtermAt(changed, path)).toBe(z);
    expect(replaceAt(changed, path, x)).toBe(deep());
  });
});
