// What rests on signs: of guards, of arguments of roots and logarithms, and what the domains of both terms prove of them.
import { describe, expect, test } from 'vitest';
import { identical, isWitness, type Verdict } from '../../src/compare/index.ts';
import { positive } from '../../src/expr/index.ts';
import { term } from '../networks/indexed.ts';

/** At several seeds: what holds for one choice of points only would not be seen at one. */
function verdicts(a: string, b: string, given: string): readonly Verdict[] {
  const conditions = given === '' ? [] : given.split(',').map((each) => positive(term(each)));
  return [0, 1, 2, 3].flatMap((seed) => [
    identical(term(a), term(b), { given: conditions, seed }),
    identical(term(b), term(a), { given: conditions, seed }),
  ]);
}

describe('equal', () => {
  test.each<[string, string, string?]>([
    // Signs that follow from others: of three, not all orders are possible.
    ['max(x, max(y, z))', 'max(max(x, y), z)'],
    ['max(x, max(y, max(z, w)))', 'max(max(x, y), max(z, w))'],
    ['max(max(x, y), max(y, z))', 'max(x, max(y, z))'],
    ['max(2*x, max(x + y, 2*y))', 'max(2*x, 2*y)'],
    ['relu(relu(x) + relu(y))', 'relu(x) + relu(y)'],
    ['cases(x - y, cases(y - z, abs(x - z + 1), 0), 0)', 'cases(x - y, cases(y - z, x - z + 1, 0), 0)'],
    ['y*abs(x - z)', 'y*(x - z)', 'x - y,y - z'],
    // Signs of products and powers.
    ['cases(x^3, 1, 0)', 'cases(x, 1, 0)'],
    ['cases(x^3*y^2, 1, 0)', 'cases(x, 1, 0)'],
    ['cases(-2*x, 1, 0)', '1 - cases(x, 1, 0)'],
    ['cases(1/x, y, z)', 'cases(x, y, z)'],
    ['cases(x*exp(y), 1, 0)', 'cases(x, 1, 0)'],
    ['abs(x*y)', 'abs(x)*abs(y)'],
    ['abs(x/y)', 'abs(x)/abs(y)'],
    ['abs(x*y*z)', 'abs(x)*abs(y)*abs(z)'],
    ['abs(x^3)', 'x^2*abs(x)'],
    ['cases(x^2*y + x*y^2, 1, 0)', 'cases(x*y*(x + y), 1, 0)'],
    ['relu(5*x)', '5*relu(x)'],
    // Roots and logarithms of even powers.
    ['sqrt(x^2)', 'abs(x)'],
    ['sqrt(x^2)', '-x', '-x'],
    ['sqrt(x^2*y^2)', 'abs(x*y)'],
    ['sqrt(x^4)', 'x^2'],
    ['sqrt(x^6)', 'abs(x)^3'],
    ['(x^2)^(3/2)', 'x^2*abs(x)'],
    ['sqrt((x - y)^2)', 'abs(y - x)'],
    ['d(sqrt(x^2), x)', 'x/abs(x)'],
    ['log(x^2)', '2*log(abs(x))'],
    ['log(x^2*y^4)', '2*log(abs(x)) + 4*log(abs(y))'],
    // Squares that are not written as such.
    ['sqrt(x^2 + 2*x + 1)', 'abs(x + 1)'],
    ['sqrt(x^2 - 2*x*y + y^2)', 'abs(y - x)'],
    ['sqrt(x^2 + 2*x + 1)', 'x + 1', 'x'],
    ['(x^2 - 2*x + 1)^(3/2)', 'abs(1 - x)^3'],
    ['(x^2 - 2*x + 1)^(1/4)', 'sqrt(abs(x - 1))'],
    ['sqrt(x^4 + 2*x^2 + 1)', 'x^2 + 1'],
    ['sqrt((x^2 + 2*x + 1)*y)', 'abs(x + 1)*sqrt(y)', 'y'],
    ['1/sqrt(x^2 + 2*x + 1)', 'sqrt(1/abs(x + 1)^2)'],
    ['sqrt(exp(2*x) + 2*exp(x) + 1)', 'exp(x) + 1'],
    ['sqrt(1 - 2*sigmoid(x) + sigmoid(x)^2)', 'sigmoid(-x)'],
    ['sqrt(3 + 2*sqrt(2))', '1 + sqrt(2)'],
    ['abs(abs(x) + relu(y))', 'abs(x) + relu(y)'],
    // What both domains prove.
    ['log(y/x)', 'log(y) - log(x)', 'y'],
    ['log(x*y)', 'log(x) + log(y)'],
    ['log(x/y)', 'log(x) - log(y)'],
    ['log(x^2)', '2*log(x)'],
    ['log(x)', '1/2*log(x^2)'],
    ['log(x^3*y)', '3*log(x) + log(y)'],
    ['sqrt(x)^2', 'x'],
    ['sqrt(x*y)', 'sqrt(x)*sqrt(y)'],
    ['x/sqrt(x)', 'sqrt(x)'],
    ['x^(1/4)*x^(1/4)', 'sqrt(x)'],
    ['x^(1/5)*x^(3/10)', 'sqrt(x)'],
    ['abs(x) + log(x)', 'x + log(x)'],
    ['-y*log(a) - (1 - y)*log(1 - a)', '-y*log(a/(1 - a)) - log(1 - a)'],
    ['d(x*log(x), x)', '1 + log(x^3)/3'],
    // Large exponents.
    ['exp(1000*x)', 'exp(x)^1000'],
    ['exp(x/1000)^1000', 'exp(x)'],
    ['x^1000000*x', 'x^1000001'],
    ['(x^1000)^1000', 'x^1000000'],
  ])('%s = %s', (a, b, given = '') => {
    for (const found of verdicts(a, b, given)) expect(found).toEqual({ verdict: 'equal' });
  });
});

describe('different, with a witness that holds', () => {
  test.each<[string, string, string?]>([
    ['max(x, max(y, z))', 'max(x, y)'],
    ['max(x, max(y, z))', 'max(max(x, y), z) + relu(x - y)*relu(y - z)'],
    ['cases(x^2*y, 1, 0)', 'cases(x, 1, 0)'],
    ['cases(x*y, 1, 0)', 'cases(x, 1, 0)*cases(y, 1, 0)'],
    ['abs(x*y)', 'x*y'],
    ['abs(x - z)', 'x - z', 'x - y,z - y'],
    ['sqrt(x^2)', '-x'],
    ['sqrt(x^2*y^2)', 'x*y'],
    ['sqrt(x^6)', 'x^3'],
    ['log(x^2)', '2*log(x) + 1'],
    ['log(x*y)', 'log(x)*log(y)'],
    ['x^(1/4)*x^(1/4)', 'x^(1/4)'],
    ['sqrt(x^2 + 2*x + 1)', 'x + 1'],
    ['sqrt(x^2 + 2*x + 1)', 'abs(x - 1)'],
    // An exponent beyond what is reckoned with modulo a prime.
    ['x^(1000000001/1000000000)', 'x^3'],
    ['x^(1 + 1/1000000000000)', 'x'],
    // Near 1 only doubles tell them apart.
    ['x^1000000', 'x^1000001'],
    ['x^2000000000', 'x^2000000001'],
    ['exp(1000*x)', 'exp(x)^1001'],
    // Slopes of opaque functions.
    ["g''''''(x)", '0'],
    ["g'''''''''(x)", "g''''''''(x)"],
    ['d(d(J(x, y), x), x)*d(d(J(x, y), y), y)', 'd(d(J(x, y), x), y)^2'],
    ['d(J(x, y), x)*d(d(J(x, y), x), y)', 'd(J(x, y), y)*d(d(J(x, y), x), x)'],
  ])('%s ≠ %s', (a, b, given = '') => {
    const conditions = given === '' ? [] : given.split(',').map((each) => positive(term(each)));
    for (const found of verdicts(a, b, given)) {
      if (found.verdict !== 'different') throw new Error(found.verdict);
      expect(
        isWitness(
          term(a),
          term(b),
          { ...found, values: [found.values[1], found.values[0]] },
          { given: conditions },
        ),
      ).toBe(true);
    }
  });
});

describe('not equal', () => {
  // Exponents that no double tells apart are different ones.
  test.each([
    ['p^(1152921504606846977/3)', 'p^(1152921504606846979/3)'],
    ['p^(1/1152921504606846977)', 'p^(1/1152921504606846979)'],
    ['p^9007199254740993', 'p^9007199254740992'],
    ['p^4000000000', 'p^4000000001'],
  ])('%s and %s', (a, b) => {
    for (const found of verdicts(a, b, 'p')) expect(found.verdict).not.toBe('equal');
  });

  // The sign is another where no double is tried.
  test('√((x − 10⁹)²), written out, and 10⁹ − x', () => {
    const [a, b] = ['sqrt(x^2 - 2000000000*x + 1000000000000000000)', '1000000000 - x'];
    for (const found of verdicts(a, b, '')) expect(found.verdict).not.toBe('equal');
  });

  // Defined nowhere together.
  test('log x and log −x', () => {
    for (const found of verdicts('log(x)', 'log(-x)', '')) expect(found.verdict).toBe('undecided');
  });
});
