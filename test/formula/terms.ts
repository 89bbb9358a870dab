// Random terms and random texts over x, y, z.
import fc from 'fast-check';
import {
  apply,
  cases,
  type Expr,
  negate,
  num,
  power,
  productOf,
  quantity,
  sumOf,
} from '../../src/expr/index.ts';
import type { Point } from './oracle.ts';

export const names = ['x', 'y', 'z'] as const;

export const points: fc.Arbitrary<Point> = fc.record({
  x: fc.integer({ min: 1, max: 40 }).map((n) => (n + 0.5) / 16),
  y: fc.integer({ min: 1, max: 60 }).map((n) => n / 17.3),
  z: fc.integer({ min: -60, max: -1 }).map((n) => n / 19.1),
});

const leaf: fc.Arbitrary<Expr> = fc.oneof(
  fc.constantFrom(...names).map((name) => quantity(name)),
  fc.integer({ min: -3, max: 3 }).map((n) => num(n)),
  fc.tuple(fc.integer({ min: -3, max: 5 }), fc.integer({ min: 1, max: 4 })).map(([p, q]) => num(p, q)),
  fc.constant(apply('pi', [])),
);

/** Small, so that a tower of powers stays within what 64 digits can hold. */
const exponent: fc.Arbitrary<Expr> = fc.oneof(
  fc.constantFrom(num(-1), num(2), num(-2), num(1, 2), num(3)),
  leaf,
  leaf.map(negate),
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(-1, 2))
    .map(([name, n]) => power(quantity(name), num(n))),
);

/** Terms as constructors make them, which no text need have said this way. */
export const terms: fc.Arbitrary<Expr> = fc.letrec<{ term: Expr }>((tie) => {
  const term = tie('term');
  const list = fc.array(term, { minLength: 2, maxLength: 4 });
  return {
    term: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      leaf,
      list.map(sumOf),
      list.map(productOf),
      list.map((rest) => productOf([num(-1), ...rest])),
      term.map(negate),
      term.map((below) => power(below, num(-1))),
      fc.tuple(term, exponent).map(([base, above]) => power(base, above)),
      fc.tuple(fc.constantFrom('sigmoid', 'tanh'), term).map(([name, z]) => apply(name, [z])),
      fc.tuple(fc.constantFrom('max', 'G'), term, term).map(([name, u, v]) => apply(name, [u, v])),
      fc.tuple(term, term, term).map(([guard, first, second]) => cases(guard, first, second)),
    ),
  };
}).term;

const space = fc.constantFrom('', '', ' ', '  ', '\t');
const spaced = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => fc.tuple(typeof part === 'string' ? fc.constant(part) : part, space)))
    .map((list) => list.flat().join(''));
const row = (item: fc.Arbitrary<string>, signs: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(item, fc.array(spaced(fc.constantFrom(...signs), item), { minLength: 1, maxLength: 3 }))
    .map(([first, rest]) => `${first} ${rest.join('')}`);

const leafText = fc.constantFrom(...names, 'pi', '1', '2', '3', '0.5', '.25', '3.', '12e-1', '1E+0');
const small = fc.constantFrom(...names, '1', '2', '3', '0.5');
const exponentText = fc.oneof(
  small,
  spaced('-', small),
  spaced(small, '^', small),
  spaced('-', small, '^', '-', small),
  spaced('(', small, '/', small, ')'),
);

/** Formulas as people might type them, with every operator beside every other. */
export const texts: fc.Arbitrary<string> = fc.letrec<{ text: string; closed: string }>((tie) => {
  const [text, closed] = [tie('text'), tie('closed')];
  const comparison = spaced(text, fc.constantFrom('>', '<', '>=', '<='), text);
  return {
    closed: fc.oneof(
      { maxDepth: 4 },
      { weight: 4, arbitrary: leafText },
      spaced('(', text, ')'),
      spaced(fc.constantFrom('sigmoid', 'tanh'), '(', text, ')'),
      spaced(fc.constantFrom('max', 'G'), '(', text, ',', text, ')'),
      spaced('(', comparison, '?', text, ':', text, ')'),
      spaced('(', '(', comparison, ')', '?', closed, ':', comparison, '?', closed, ':', text, ')'),
    ),
    text: fc.oneof(
      { maxDepth: 4 },
      { weight: 2, arbitrary: closed },
      row(text, ['+', '-']),
      row(closed, ['*', '/']),
      row(closed, ['*', '/', '+', '-']),
      spaced(fc.constantFrom('-', '+', '- -'), text),
      spaced(closed, '^', exponentText),
    ),
  };
}).text;
