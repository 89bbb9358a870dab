import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { maxNesting, pieceNesting, split } from '../../src/describe/split.ts';
import { apply, type Expr, fold, num, power, product, quantity, replace, sum } from '../../src/expr/index.ts';

const depth = (term: Expr): number =>
  fold<number>(term, (_, args) => args.reduce((most, each) => Math.max(most, each + 1), 0));
const x = quantity('x');
const E = quantity('E');
const numbered = () => {
  let count = 0;
  return () => `E_${++count}`;
};

/** Puts the parts back into the last one. */
function whole(parts: ReturnType<typeof split>): Expr {
  const known = new Map<Expr, Expr>();
  let term: Expr = x;
  for (const { quantity: name, rhs } of parts) {
    term = replace(rhs, (node) => known.get(node));
    known.set(name, term);
  }
  return term;
}

describe('split', () => {
  const chain = (length: number): Expr => {
    let term: Expr = x;
    for (let i = 0; i < length; i++) term = apply('sigmoid', [term]);
    return term;
  };

  test.each([
    [0, 1],
    [maxNesting, 1],
    [maxNesting + 1, Math.ceil((maxNesting + 1) / pieceNesting)],
    [30 * pieceNesting, 30],
    [30 * pieceNesting + 1, 31],
  ])('a chain of %i operations becomes %i equations', (length, count) => {
    const parts = split(E, chain(length), numbered());
    expect(parts).toHaveLength(count);
    expect(parts.at(-1)?.quantity).toBe(E);
    expect(parts.slice(0, -1).map((part) => part.quantity.name)).toEqual(
      Array.from({ length: count - 1 }, (_, i) => `E_${i + 1}`),
    );
  });

  test('what is shared is named once', () => {
    const shared = chain(10 * pieceNesting);
    const parts = split(E, sum(apply('exp', [shared]), apply('log', [shared])), numbered());
    expect(parts).toHaveLength(11);
    expect(parts.at(-1)?.rhs).toBe(sum(apply('exp', [quantity('E_10')]), apply('log', [quantity('E_10')])));
  });

  test('an unfolded tree of any size costs no more than its distinct terms', () => {
    let term: Expr = x;
    for (let i = 0; i < 1000; i++) term = product(term, sum(term, num(1)));
    expect(split(E, term, numbered()).length).toBeLessThan(300);
  });

  test('parts are bounded and, put together, give the formula back', () => {
    const grow: ((term: Expr, other: Expr) => Expr)[] = [
      (term) => apply('tanh', [term]),
      (term, other) => sum(term, other),
      (term, other) => product(other, term, term),
      (term) => power(term, num(2)),
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(200)), { maxLength: 400 }), (choices) => {
        const made: Expr[] = [x];
        for (const [kind, back] of choices) {
          const other = made[Math.max(0, made.length - 1 - back)] as Expr;
          made.push((grow[kind] as (typeof grow)[number])(made.at(-1) as Expr, other));
        }
        const parts = split(E, made.at(-1) as Expr, numbered());
        expect(whole(parts)).toBe(made.at(-1));
        for (const { rhs } of parts) expect(depth(rhs)).toBeLessThanOrEqual(maxNesting);
      }),
    );
  });
});

test('parts avoid names that are taken', () => {
  const { network } = readNetwork(
    `inputs: [x, E_1]\nfunctions: { E_2: opaque }\nequations:\n  E: E_2(E_1) + ${'tanh('.repeat(200)}x${')'.repeat(200)}\nloss: E`,
  );
  const parts = Array.from({ length: network.equations.length - 1 }, (_, i) => `E_${i + 3}`);
  expect(parts.length).toBeGreaterThan(20);
  expect(network.equations.map((each) => each.quantity.name)).toEqual([...parts, 'E']);
  expect(network.symbols.map((each) => each.quantity.name)).toEqual(['x', 'E_1', ...parts, 'E']);
});
