// Terms are interned: same structure, same object; different structure, different object, whatever their hashes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  bracket,
  cases,
  type Expr,
  Fraction,
  index,
  indexedSum,
  indexVariable,
  inOwnTerms,
  negate,
  num,
  partial,
  power,
  product,
  productOf,
  quantity,
  reciprocal,
  subtract,
  sum,
  sumOf,
} from '../../src/expr/index.ts';

const [x, y, z] = ['x', 'y', 'z'].map((name) => quantity(name)) as [
  ReturnType<typeof quantity>,
  ReturnType<typeof quantity>,
  ReturnType<typeof quantity>,
];
const i = indexVariable('i');
const n = indexVariable('n');

describe('the same', () => {
  test.each<readonly [() => Expr]>([
    [() => num(3)],
    [() => num(6, 4)],
    [() => num(-1, 3)],
    [() => quantity('long_name')],
    [() => quantity('a', [i, index(2)])],
    [() => sum(x, y, z)],
    [() => product(x, sum(y, num(1)))],
    [() => power(x, num(-2))],
    [() => apply('sigmoid', [x])],
    [() => apply('g', [x, y], [1, 0])],
    [() => indexedSum('i', index(1), n, quantity('a', [i]))],
    [() => bracket({ kind: 'equal', left: i, right: n }, { kind: 'atMost', left: index(1), right: i })],
    [() => cases(x, y, z)],
    [() => partial(x, y, [z])],
  ])('%s', (make) => {
    expect(make()).toBe(make());
  });

  test('numbers of one value, however they are made', () => {
    const zero = [
      num(0),
      num(-0),
      num(0n),
      num(0, 5),
      num(new Fraction(1).sub(1)),
      num(new Fraction(-3).add(3)),
      num(new Fraction(-1).mul(0)),
    ];
    expect(new Set(zero).size).toBe(1);
    const half = [num(1, 2), num(0.5), num(2, 4), num(-1, -2), num(new Fraction('0.5')), num(5n, 10n)];
    expect(new Set(half).size).toBe(1);
  });

  test('what is held fixed, in any order and any number of times', () => {
    expect(partial(x, y, [z, x, z])).toBe(partial(x, y, [x, z]));
  });

  test('indices of one value', () => {
    expect(quantity('a', [index(1, [...i.terms, ...n.terms])])).toBe(
      quantity('a', [index(1, [...n.terms, ...i.terms])]),
    );
  });
});

describe('different', () => {
  const all: readonly Expr[] = [
    num(1),
    num(-1),
    num(1, 2),
    num(2n ** 31n + 1n),
    x,
    y,
    quantity('a', [i]),
    quantity('a', [n]),
    quantity('a', [i, n]),
    quantity('a', [n, i]),
    quantity('a'),
    quantity('i'),
    sum(x, y),
    sum(y, x),
    sum(x, y, z),
    sum(sum(x, y), z),
    sum(x, sum(y, z)),
    product(x, y),
    product(x, y, num(1)),
    power(x, y),
    power(y, x),
    apply('f', [x, y]),
    apply('f', [y, x]),
    apply('g', [x, y]),
    apply('f', [x, y], [1, 0]),
    apply('f', [x, y], [0, 1]),
    apply('f', [x]),
    apply('x', []),
    indexedSum('i', index(1), n, quantity('a', [i])),
    indexedSum('n', index(1), n, quantity('a', [i])),
    indexedSum('i', index(0), n, quantity('a', [i])),
    indexedSum('i', index(1), i, quantity('a', [i])),
    bracket({ kind: 'equal', left: i, right: n }),
    bracket({ kind: 'atMost', left: i, right: n }),
    bracket({ kind: 'equal', left: n, right: i }),
    bracket(),
    cases(x, y, z),
    cases(x, z, y),
    partial(x, y),
    partial(y, x),
    partial(x, y, [z]),
    partial(x, y, [x, z]),
    partial(sum(x, y), y),
  ];

  test('every one of these from every other', () => {
    expect(new Set(all).size).toBe(all.length);
  });

  test('terms of one hash', () => {
    const numbers = Array.from({ length: 50 }, (_, k) => num(1n + BigInt(k) * 2n ** 31n));
    expect(new Set(numbers.map(({ hash }) => hash)).size).toBe(1);
    expect(new Set(numbers).size).toBe(50);
    expect(new Set(numbers.map((each) => sum(each, x))).size).toBe(50);
  });
});

describe('constructors keep what was written', () => {
  test('neither flattened, nor reordered, nor simplified', () => {
    expect(sum(num(0), x, num(0)).args).toEqual([num(0), x, num(0)]);
    expect(product(num(1), product(x, y)).args).toEqual([num(1), product(x, y)]);
    expect(sum(num(2), num(3)).kind).toBe('sum');
    expect(power(x, num(1)).kind).toBe('power');
    expect(subtract(x, y)).toBe(sum(x, product(num(-1), y)));
    expect(negate(num(2)).kind).toBe('product');
    expect(reciprocal(x)).toBe(power(x, num(-1)));
  });

  test('a sum of one is that one, of none 0; a product of none 1', () => {
    expect([sumOf([]), sumOf([x]), productOf([]), productOf([x])]).toEqual([num(0), x, num(1), x]);
  });
});

const terms: fc.Arbitrary<Expr> = fc.letrec<{ term: Expr }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Expr>(x, y, z),
    fc.integer({ min: -9, max: 9 }).map((value): Expr => num(value)),
    fc.array(tie('term'), { minLength: 2, maxLength: 4 }).map(sumOf),
    fc.array(tie('term'), { minLength: 2, maxLength: 4 }).map(productOf),
    tie('term').map((arg): Expr => apply('exp', [arg])),
  ),
})).term;

const text = (term: Expr): string =>
  term.kind === 'number'
    ? term.value.toFraction()
    : term.kind === 'quantity'
      ? term.name
      : `${term.kind}(${term.args.map(text).join()})`;

test('equal texts, and only they, are one object', () => {
  fc.assert(
    fc.property(terms, terms, (a, b) => (text(a) === text(b)) === (a === b)),
    { seed: 3, numRuns: 2_000 },
  );
});

describe('inOwnTerms', () => {
  test('terms of outside are the same inside', () => {
    const outside = sum(x, quantity('outside'));
    inOwnTerms(() => {
      expect(sum(x, quantity('outside'))).toBe(outside);
      expect(inOwnTerms(() => sum(x, quantity('outside')))).toBe(outside);
    });
  });

  test('terms of inside are one object there, and gone afterwards', () => {
    let inside: Expr | undefined;
    const answer = inOwnTerms(() => {
      inside = sum(x, quantity('only_inside'));
      expect(sum(x, quantity('only_inside'))).toBe(inside);
      return 'text may leave';
    });
    expect(answer).toBe('text may leave');
    expect(sum(x, quantity('only_inside'))).not.toBe(inside);
  });

  test('an error inside leaves the outer table in force', () => {
    const before = quantity('before_the_error');
    expect(() =>
      inOwnTerms(() => {
        throw new Error('inside');
      }),
    ).toThrow('inside');
    expect(quantity('before_the_error')).toBe(before);
    const after = quantity('after_the_error');
    expect(quantity('after_the_error')).toBe(after);
  });
});
