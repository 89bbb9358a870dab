// Random terms that share subterms: every operation, known functions, a guard; values stay moderate for most of them.
import fc from 'fast-check';
import {
  apply,
  cases,
  divide,
  type Expr,
  negate,
  num,
  power,
  product,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '../../src/expr/index.ts';

/** The quantities of the terms. */
export const letters: readonly Quantity[] = ['u', 'v', 'w', 'x'].map((name) => quantity(name));

type Make = (a: Expr, b: Expr, c: Expr) => Expr;

/** Operations with a derivative wherever they have a value, except at guards. */
const makers: readonly Make[] = [
  (a, b) => sum(a, b),
  (a, b, c) => sum(a, b, c),
  (a, b, c) => sum(product(a, b), product(b, c), product(num(3, 7), a)),
  (a, b) => subtract(a, b),
  (a, b) => product(a, b),
  (a, b, c) => product(num(-1), a, b, c),
  (a, b) => divide(a, sum(num(2), power(b, num(2)))),
  (a) => negate(a),
  (a) => power(a, num(2)),
  (a) => power(a, num(3)),
  (a) => power(sum(num(1), power(a, num(2))), num(-2)),
  (a) => power(sum(num(1, 3), power(a, num(2))), num(1, 2)),
  (a, b) => power(sum(num(1, 2), power(a, num(2))), b),
  (a) => power(a, num(7)),
  (a, b, c) => cases(a, b, c),
  (a) => apply('sigmoid', [a]),
  (a) => subtract(num(1), apply('sigmoid', [a])),
  (a) => apply('tanh', [a]),
  (a) => apply('softplus', [a]),
  (a) => apply('relu', [a]),
  (a) => apply('exp', [apply('tanh', [a])]),
  (a, b) => divide(apply('exp', [a]), sum(apply('exp', [a]), apply('exp', [b]))),
  (a) => apply('log', [sum(num(1), apply('exp', [a]))]),
  (a) => apply('log', [apply('sigmoid', [a])]),
  (a) => apply('sqrt', [sum(num(1), power(a, num(2)))]),
  (a, b) => apply('max', [a, b]),
];

type Draw = readonly [maker: number, a: number, b: number, c: number];

/** A list of terms, each made from earlier ones. */
export const randomTerms: fc.Arbitrary<readonly Expr[]> = fc
  .array(fc.tuple(fc.nat(makers.length - 1), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 30 })
  .map((draws: readonly Draw[]) => {
    const terms: Expr[] = [...letters];
    const pick = (n: number): Expr => terms[n % terms.length] as Expr;
    for (const [maker, a, b, c] of draws) terms.push((makers[maker] as Make)(pick(a), pick(b), pick(c)));
    return terms.slice(letters.length);
  });
