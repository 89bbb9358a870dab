// The test modulo primes by itself, without the search for a witness before it: it must never take two terms for the same.
import { describe, expect, test } from 'vitest';
import { Beyond, Budget } from '../../src/compare/budget.ts';
import { Circuit } from '../../src/compare/circuit.ts';
import { drawPrime } from '../../src/compare/field.ts';
import { Lowering } from '../../src/compare/lowering.ts';
import { Random } from '../../src/compare/random.ts';
import { Vanishing } from '../../src/compare/vanishing.ts';
import { type Expr, inOwnTerms, num, product, quantity, sumOf } from '../../src/expr/index.ts';
import { random } from '../networks/families.ts';
import { term, text } from '../networks/indexed.ts';
import { differ } from './differ.ts';
import { given, mutant, randomTerm, rewritten } from './generate.ts';

function answer(a: Expr, b: Expr, seed = 0): string {
  const circuit = new Circuit(new Budget(4_000_000));
  const lowering = new Lowering(circuit, undefined);
  for (const each of given) lowering.require(each, true);
  try {
    const pair = [lowering.term(a), lowering.term(b)] as const;
    return new Vanishing(circuit, new Random(seed)).same(...pair, 2 ** -60);
  } catch (error) {
    if (error instanceof Beyond) return error.message;
    throw error;
  }
}

const MUTANTS = process.env.BACKPROOF_FULL === '1' ? 20_000 : 1_000;

test(`${MUTANTS} mutants: none the same`, () => {
  const draw = random(1234);
  const count = new Map<string, number>();
  for (let i = 0; i < MUTANTS; i++) {
    inOwnTerms(() => {
      const start = randomTerm(draw, 2 + Math.floor(draw() * 2));
      const [same] = rewritten(start, draw, Math.floor(draw() * 3));
      const [other] = mutant(same, draw);
      const found = answer(start, other, i);
      if (found === 'same' && differ(start, other, draw))
        throw new Error(`taken for the same: ${text(start)}  |  ${text(other)}`);
      count.set(found, (count.get(found) ?? 0) + 1);
    });
  }
  expect((count.get('same') ?? 0) / MUTANTS).toBeLessThan(0.05);
  expect((count.get('not shown') ?? 0) / MUTANTS).toBeGreaterThan(0.9);
}, 3_600_000);

describe('traps', () => {
  test('a multiple of a thousand primes is not 0', () => {
    const stream = new Random(1);
    const primes = Array.from({ length: 60 }, () => drawPrime(stream));
    const multiple = primes.reduce((a, b) => a * b);
    expect(answer(product(num(multiple), quantity('x')), num(0))).toBe('not shown');
    for (const prime of primes) {
      const zero = sumOf([product(num(prime), quantity('x')), quantity('y')]);
      expect(answer(zero, quantity('y'))).toBe('not shown');
    }
  });

  // Each holds on one branch, at half of the points, or for one order of the atoms.
  test.each([
    ['sqrt(x^2)', 'x'],
    ['sqrt(x^2)', '-x'],
    ['sqrt((1 - x)^2)', '1 - x'],
    ['sqrt((x + y)^2 + 0)', 'x + y'],
    ['exp(sqrt(x^2))', 'exp(x)'],
    ['g(sqrt(x^2))', 'g(x)'],
    ['sqrt(x^2*y^2)', 'x*y'],
    ['sqrt(x^4 + 2*x^2*y^2 + y^4)', 'x^2 - y^2'],
    ['abs(x)', 'x'],
    ['abs(x) + abs(y)', 'x + y'],
    ['max(x, y)', 'x'],
    ['relu(x)', 'x'],
    ['exp(abs(x))', 'exp(x)'],
    ['g(relu(x))', 'g(x)'],
    ['log(x^2)', '2*log(x)'],
    ['log(x*y)', 'log(x) + log(y)'],
    ['sqrt(x)^2', 'x'],
    ['exp(x*y)', 'exp(x)*exp(y)'],
    ['exp(x)^y', 'exp(x + y)'],
    ['sigmoid(x)', 'sigmoid(-x)'],
    ['(1 + x^2)^(1/3)', '(1 + x^2)^(1/2)'],
    ['(p^3)^(1/3)', 'q'],
    ['g(x)', "g'(x)"],
    ['g(x, y)', 'g(y, x)'],
    ['exp(1)', '2718281828459045/1000000000000000'],
    ['sqrt(2)', '1414213562373095/1000000000000000'],
    ['log(2)', '693147180559945/1000000000000000'],
  ])('%s is not shown to be %s', (a, b) => {
    for (let seed = 0; seed < 12; seed++) expect(answer(term(a), term(b), seed)).not.toBe('same');
  });
});
