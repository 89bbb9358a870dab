// Terms → text: how it looks, that it reads back, and that its size is bounded.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  bracket,
  cases,
  divide,
  type Expr,
  index,
  indexedSum,
  indexVariable,
  negate,
  nodes,
  num,
  partial,
  power,
  product,
  quantity,
  reciprocal,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { readFormula, writeFormula } from '../../src/formula/index.ts';
import { agree, valueOfTerm, valueOfText } from './oracle.ts';
import { scopeOf } from './scope.ts';
import { names, points, terms, texts } from './terms.ts';

const [a, b, c] = ['a', 'b', 'c'].map((name) => quantity(name)) as [Expr, Expr, Expr];
const scope = scopeOf(['a', 'b', 'c', ...names], { g: 1, G: 2 });

/** Terms whose text reads back as themselves. */
const exact: [string, Expr][] = [
  ['(a - b)*a*(1 - a)*c', product(subtract(a, b), a, subtract(num(1), a), c)],
  ['0', num(0)],
  ['-3', num(-3)],
  ['3/20', num(3, 20)],
  ['-3/20', num(-3, 20)],
  ['a + b + c', sum(a, b, c)],
  ['a + (b + c)', sum(a, sum(b, c))],
  ['a - b - c', sum(a, negate(b), negate(c))],
  ['a - b*c', subtract(a, product(b, c))],
  ['a - (b + c)', subtract(a, sum(b, c))],
  ['a - (-b)', subtract(a, negate(b))],
  ['a - 1', subtract(a, num(1))],
  ['a - 1/2*b', subtract(a, product(num(1, 2), b))],
  ['a - 1/b', subtract(a, reciprocal(b))],
  ['-a', negate(a)],
  ['-a*b', product(num(-1), a, b)],
  ['-(a*b)', negate(product(a, b))],
  ['-(-a)', negate(negate(a))],
  ['-1*3', negate(num(3))],
  ['-(-3)', negate(num(-3))],
  ['-(1/2)', negate(num(1, 2))],
  ['-a*b + c', sum(product(num(-1), a, b), c)],
  ['(-a)*b', product(negate(a), b)],
  ['a*(-b)', product(a, negate(b))],
  ['a*(-3)', product(a, num(-3))],
  ['-3*a', product(num(-3), a)],
  ['1/2*a', product(num(1, 2), a)],
  ['a*(1/2)', product(a, num(1, 2))],
  ['a*(b*c)', product(a, product(b, c))],
  ['a/b', divide(a, b)],
  ['a/b*c', product(a, reciprocal(b), c)],
  ['a/(b*c)', divide(a, product(b, c))],
  ['a/b/c', product(a, reciprocal(b), reciprocal(c))],
  ['a/b^2', divide(a, power(b, num(2)))],
  ['a/(-3)', divide(a, num(-3))],
  ['a/(1/2)', divide(a, num(1, 2))],
  ['1/a', reciprocal(a)],
  ['1/(1 + exp(-a))', reciprocal(sum(num(1), apply('exp', [negate(a)])))],
  ['1/(1/a)', reciprocal(reciprocal(a))],
  ['1/a*b', product(reciprocal(a), b)],
  ['-1/a', product(num(-1), reciprocal(a))],
  ['1*a^-1', divide(num(1), a)],
  ['2/a', divide(num(2), a)],
  ['3*4^-1', divide(num(3), num(4))],
  ['-1*2^-1', divide(num(-1), num(2))],
  ['2^-1', reciprocal(num(2))],
  ['2^-1*a', product(reciprocal(num(2)), a)],
  ['1/2/3', divide(num(1, 2), num(3))],
  ['-a^2', negate(power(a, num(2)))],
  ['(-a)^2', power(negate(a), num(2))],
  ['(-2)^2', power(num(-2), num(2))],
  ['(1/a)^2', power(reciprocal(a), num(2))],
  ['a^b^c', power(a, power(b, c))],
  ['(a^b)^c', power(power(a, b), c)],
  ['a^(-b)', power(a, negate(b))],
  ['a^-2', power(a, num(-2))],
  ['a^(1/2)', power(a, num(1, 2))],
  ['a^(1/b)', power(a, reciprocal(b))],
  ['(a + b)^(a + b)', power(sum(a, b), sum(a, b))],
  ['pi*a', product(apply('pi', []), a)],
  ['max(0, a + b)', apply('max', [num(0), sum(a, b)])],
  ["g''(a)", apply('g', [a], [2])],
  ['(a > 0 ? b : c)', cases(a, b, c)],
  ['(a - b > 0 ? -b : 0)*c', product(cases(subtract(a, b), negate(b), num(0)), c)],
];

const l = indexVariable('l');
const member = quantity('w', [index(-1, [{ atom: { name: 'l', indices: [] }, coefficient: 1 }]), l]);

describe('writeFormula', () => {
  test.each(exact)('writes %s', (text, term) => {
    expect(writeFormula(term)).toBe(text);
    expect(readFormula(text, scope)).toBe(term);
  });

  test.each<[string, Expr]>([
    // Summands that read back as −1 times the rest.
    ['a - 3', sum(a, num(-3))],
    ['a - 3*b', sum(a, product(num(-3), b))],
    ['a - b*c', sum(a, product(num(-1), b, c))],
    ['a - 1/b*c', sum(a, product(num(-1), reciprocal(b), c))],
    // Forms for people only.
    ['diff(a, b)*c', product(partial(a, quantity('b')), c)],
    ['diff(a + c, b | c, w[l-1,l])', partial(sum(a, c), quantity('b'), [quantity('c'), member])],
    ['sum(l, 1, n, w[l-1,l] + a)', indexedSum('l', index(1), indexVariable('n'), sum(member, a))],
    ['[l = n]*a', product(bracket({ kind: 'equal', left: l, right: indexVariable('n') }), a)],
    ['[0 <= l]', bracket({ kind: 'atMost', left: index(0), right: l })],
    ["G'[1,0](a, b)", apply('G', [a, b], [1, 0])],
  ])('writes %s', (text, term) => expect(writeFormula(term)).toBe(text));

  test('what was read is written so that it reads as itself', () =>
    fc.assert(
      fc.property(texts, (text) => {
        const term = readFormula(text, scope);
        fc.pre(!subtractsAgain(term));
        expect(readFormula(writeFormula(term), scope)).toBe(term);
      }),
      { numRuns: 1000 },
    ));

  test('any term means what its text means, to us and to math.js', () =>
    fc.assert(
      fc.property(terms, points, (term, point) => {
        const text = writeFormula(term);
        const back = readFormula(text, scope);
        if (!subtractsAgain(term)) expect(back).toBe(term);
        const [value, again] = [valueOfTerm(term, point), valueOfTerm(back, point)];
        fc.pre(value !== undefined && again !== undefined);
        expect(agree(value, again)).toBe(true);
        expect(agree(value, valueOfText(text, point))).toBe(true);
      }),
      { numRuns: 2000 },
    ));

  test('stops at a limit, exactly', () =>
    fc.assert(
      fc.property(terms, (term) => {
        const text = writeFormula(term);
        expect(writeFormula(term, { limit: text.length })).toBe(text);
        expect(writeFormula(term, { limit: text.length - 1 })).toBeUndefined();
      }),
    ));

  test('does not unfold a shared term to find that it is too long', () => {
    let term: Expr = a;
    for (let i = 0; i < 2000; i++) term = product(term, sum(term, negate(term)));
    expect(writeFormula(term, { limit: 2000 })).toBeUndefined();
    expect(() => writeFormula(term)).toThrow(RangeError);
  });

  test('writes 100,000 calls, each in the next', { timeout: 60_000 }, () => {
    let term: Expr = a;
    for (let i = 0; i < 100_000; i++) term = apply('sigmoid', [term]);
    expect(writeFormula(term)).toBe(`${'sigmoid('.repeat(100_000)}a${')'.repeat(100_000)}`);
  });
});

/** Whether a summand after the first has a negative number in front that is not simply −1 times one other term. */
function subtractsAgain(term: Expr): boolean {
  const negative = (each: Expr | undefined): boolean => each?.kind === 'number' && each.value.s < 0n;
  return nodes(term).some(
    (node) =>
      node.kind === 'sum' &&
      node.args.slice(1).some((each) => {
        if (negative(each)) return true;
        if (each.kind !== 'product' || !negative(each.args[0])) return false;
        return each.args.length > 2 || each.args[0] !== num(-1);
      }),
  );
}
