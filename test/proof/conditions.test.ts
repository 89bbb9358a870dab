// The prover of conditions: what it shows, and above all what it must not show.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  type Condition,
  type Expr,
  num,
  power,
  productOf,
  type Quantity,
  quantity,
  sumOf,
} from '../../src/expr/index.ts';
import { functions } from '../../src/functions/index.ts';
import { evaluateTerm } from '../../src/numeric/index.ts';
import { Canonical, Prover } from '../../src/proof/index.ts';
import { d, equal, network, nonzero, positive, q, smooth } from './small.ts';

const net = network('x y z1 z2', {
  a: 'sigmoid(x)',
  p: 'exp(z1)/(exp(z1) + exp(z2))',
  r: 'relu(x)',
  m: '-exp(x)',
  s: 'x + y',
  c: 'a',
  k: 'x*x',
  n: '2*p',
});

const shows = (condition: Condition, given: readonly Condition[] = []): boolean =>
  new Prover(given, net, new Canonical()).proves(condition);

describe('positive, from nothing', () => {
  test.each([
    '1',
    '1/3',
    'exp(x)',
    'exp(-x)',
    'exp(x) + 1',
    'exp(x)*exp(y)',
    '1/exp(x)',
    'exp(x)^y',
    'exp(x)^(-3)',
    'sigmoid(x)',
    '1 - sigmoid(x)',
    'sigmoid(x)*(1 - sigmoid(x))',
    '1 + tanh(x)',
    '1 - tanh(x)',
    '1 - tanh(x)^2',
    '1 - sigmoid(x)^2',
    'softplus(x)',
    'sqrt(exp(x))',
    'elu(x) + 1',
    'pi - 3',
    '4 - pi',
    'x^2 + 1',
    '1 + x*x',
    '1 + x*y*x*y',
    '(x - y)^2 + exp(x)',
    '2 + sigmoid(x) - 1',
    'a',
    '1 - a',
    'a*(1 - a)',
    'p',
    '-m',
    '-(-exp(x))',
    '(-exp(x))^2',
    '(-exp(x))*(-2)',
  ])('%s > 0', (term) => {
    const found = shows(positive(term));
    if (term === '-m') expect(found).toBe(true);
    expect(found).toBe(true);
    expect(shows(nonzero(term))).toBe(true);
  });
});

describe('not 0, from nothing', () => {
  test.each([
    '-1',
    '-exp(x)',
    '-1/3*exp(x)',
    '(-exp(x))^3',
    'sigmoid(x) - 1',
    'sigmoid(x) - 2',
    'm',
    '-exp(x)*exp(y)',
  ])('%s ≠ 0', (term) => {
    expect(shows(nonzero(term))).toBe(true);
  });
});

describe('not shown', () => {
  test.each([
    '0',
    'x',
    'x*y',
    'x + 1',
    'x^2',
    'x*x',
    '1 + x*x*x',
    '1 + x^(-2)',
    '1 + x*x*y',
    'x^0 - 1',
    '1 - x^0',
    '1 - a^0',
    '1 - sigmoid(x)^0',
    'exp(x) - 1',
    'sigmoid(x) - 1/2',
    'tanh(x)',
    'relu(x)',
    'r',
    'abs(x)',
    'max(0, x)',
    'leakyRelu(x)',
    'elu(x)',
    'silu(x)',
    'gelu(x)',
    'log(x)',
    'log(exp(x))',
    'identity(x)',
    'g(x)',
    "g'(x)",
    's',
    'exp(x)*x',
    'x/x',
    '0*exp(x)',
    '0*(1/0)',
    'exp(x) - exp(y)',
    'exp(x) - exp(x)',
    'sigmoid(x) - sigmoid(y)',
    'x > 0 ? 1 : 0',
    'x > 0 ? x : 1',
    'x > 0 ? 1 : -1',
    'x^(1/2)',
    'x^y',
    '(x^2)^(1/2)',
    'unknown',
    'pi - 3.2',
    '1 - tanh(x)^2*2',
    '1 - a*2',
    '1 - exp(x)',
    'c - 1',
  ])('%s', (term) => {
    expect(shows(positive(term))).toBe(false);
    expect(shows(nonzero(term))).toBe(false);
  });

  test.each([d('x', 'x'), d('exp(x)', 'x')])('a ∂', (term) => {
    expect(shows({ kind: 'positive', term })).toBe(false);
    expect(shows({ kind: 'nonzero', term })).toBe(false);
  });

  test('an opaque function has no sign, whatever derivative of it is meant', () => {
    expect(shows({ kind: 'positive', term: apply('exp', [q('x')], [1]) })).toBe(false);
  });

  test('ranges of indices are not its business', () => {
    expect(
      shows({
        kind: 'range',
        index: 'i',
        from: { constant: 1, terms: [], key: '1' },
        to: { constant: 1, terms: [], key: '1' },
      }),
    ).toBe(false);
  });
});

describe('from what is given', () => {
  test.each<readonly [string, boolean, Condition, ...given: readonly Condition[]]>([
    ['itself', true, positive('x'), positive('x')],
    ['itself, otherwise ordered', true, positive('x*y + 1'), positive('1 + y*x')],
    ['itself by algebra', true, positive('x*(y + 1)'), positive('x*y + x')],
    ['positive makes not 0', true, nonzero('x'), positive('x')],
    ['not 0 makes not positive', false, positive('x'), nonzero('x')],
    ['nor the other sign', false, positive('-x'), positive('x')],
    ['not 0 of the negative', true, nonzero('y - x'), nonzero('x - y')],
    ['a product of two', true, nonzero('x*y'), nonzero('x'), nonzero('y')],
    ['a product of one', false, nonzero('x*y'), nonzero('x')],
    ['a sum of two positive', true, positive('x + y'), positive('x'), positive('y')],
    ['a sum of two not 0', false, nonzero('x + y'), nonzero('x'), nonzero('y')],
    ['a quotient', true, positive('x/y'), positive('x'), positive('y')],
    ['a power', true, nonzero('x^3'), nonzero('x')],
    ['an inverse', true, nonzero('1/x'), nonzero('x')],
    ['a square', true, positive('x^2'), nonzero('x')],
    ['a root', true, positive('x^(1/2)'), positive('x')],
    ['a real power', true, positive('x^y'), positive('x')],
    ['what algebra needs a division for', false, positive('x'), positive('x*y/y')],
    ['another quantity', false, positive('y'), positive('x')],
    ['a factor of what is given', false, nonzero('x'), nonzero('x*y')],
    ['both, whatever the order', true, positive('x'), nonzero('x'), positive('x')],
    ['both, whatever the order', true, positive('x'), positive('x'), nonzero('x')],
    ['smoothness there', true, smooth('g', 'x'), smooth('g', 'x')],
    ['smoothness there, otherwise ordered', true, smooth('g', 'x + y'), smooth('g', 'y + x')],
    ['smoothness elsewhere', false, smooth('g', 'x'), smooth('g', 'y')],
    ['smoothness of another function', false, smooth('g', 'x'), smooth('h', 'x')],
    ['smoothness of another number of arguments', false, smooth('G', 'x'), smooth('G', 'x', 'y')],
    ['smoothness, not given', false, smooth('g', 'x')],
    ['an equality itself', true, equal('x + y', '1'), equal('y + x', '1')],
    ['an equality turned round', false, equal('1', 'x + y'), equal('x + y', '1')],
    ['an equality that follows', false, equal('x', '1 - y'), equal('x + y', '1')],
    ['an equality of the same with itself', false, equal('x', 'x')],
    ['no sign from an equality', false, positive('x'), equal('x', '1')],
    ['branches of one sign, off the kink', true, positive('x > 0 ? 1 : 2'), nonzero('x')],
    ['branches of one sign, at a kink', false, positive('x > 0 ? 1 : 2')],
    ['branches that are not 0, off the kink', true, nonzero('x > 0 ? exp(x) : -1'), nonzero('x')],
  ])('%s: %s', (_what, expected, ...conditions) => {
    const [wanted, ...given] = conditions as [Condition, ...Condition[]];
    expect(shows(wanted, given)).toBe(expected);
  });
});

describe('against arithmetic', () => {
  const names = ['x', 'y', 'w'];
  const unary = functions.filter(({ arity }) => arity === 1).map(({ name }) => name);
  const terms: fc.Arbitrary<Expr> = fc.letrec<{ term: Expr }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...names).map((name): Expr => quantity(name)),
      fc.integer({ min: -2, max: 2 }).map((value): Expr => num(value)),
      fc.array(tie('term'), { minLength: 2, maxLength: 3 }).map(sumOf),
      fc.array(tie('term'), { minLength: 2, maxLength: 3 }).map(productOf),
      fc
        .tuple(tie('term'), fc.constantFrom(-2, -1, 0, 1, 2, 3))
        .map(([base, n]): Expr => power(base, num(n))),
      fc.tuple(fc.constantFrom(...unary), tie('term')).map(([name, arg]): Expr => apply(name, [arg])),
    ),
  })).term;
  const points = [-3, -1.5, -1, -0.25, 0, 0.25, 1, 2.5].flatMap((x) =>
    [-2, -1, 0, 0.5, 3].map(
      (y) =>
        new Map<Quantity, number>([
          [quantity('x'), x],
          [quantity('y'), y],
          [quantity('w'), x * y - 1],
        ]),
    ),
  );

  test('a sign that is shown is the sign at every point where there is a value', () => {
    let shown = 0;
    fc.assert(
      fc.property(terms, (term) => {
        const prover = new Prover([], { definition: () => undefined, sizes: [] }, new Canonical());
        const isPositive = prover.proves({ kind: 'positive', term });
        const isNonzero = prover.proves({ kind: 'nonzero', term });
        if (!isPositive && !isNonzero) return true;
        shown += 1;
        return points.every((at) => {
          const value = evaluateTerm(term, at);
          // Rounding may reach the end of an interval (σ(40) is 1 in double precision), so the ends themselves are let through.
          if (!Number.isFinite(value)) return true;
          return isPositive
            ? value >= -1e-12 && (value !== 0 || saturated(term, at))
            : value !== 0 || saturated(term, at);
        });
      }),
      { seed: 11, numRuns: 4_000 },
    );
    expect(shown).toBeGreaterThan(300);
  });

  /** Whether some function inside is so far out that double precision makes it its limit. */
  const saturated = (term: Expr, at: ReadonlyMap<Quantity, number>): boolean => {
    if (term.kind === 'apply' || term.kind === 'power') {
      const value = evaluateTerm(term, at);
      if (value === 0 || Math.abs(value) > 1e14 || Math.abs(Math.abs(value) - 1) < 1e-12) return true;
    }
    return term.args.some((arg) => saturated(arg, at));
  };
});
