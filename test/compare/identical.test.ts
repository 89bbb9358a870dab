import { describe, expect, test } from 'vitest';
import { identical, isWitness, type Verdict, type Witnessed } from '../../src/compare/index.ts';
import {
  apply,
  type Condition,
  type Expr,
  fold,
  inOwnTerms,
  isInteger,
  num,
  partial,
  positive,
  product,
  productOf,
  type Quantity,
  quantity,
  rebuild,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { gradients } from '../../src/numeric/index.ts';
import { ranges, term } from '../networks/indexed.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

const x = quantity('x');
const signed: readonly Condition[] = ['p', 'q'].map((name) => positive(quantity(name)));
const equation = (lhs: string, rhs: string): Condition => ({
  kind: 'equal',
  equation: { lhs: term(lhs), rhs: term(rhs) },
});

const verdict = (a: string, b: string, given: readonly Condition[] = signed): Verdict =>
  identical(term(a), term(b), { given });

describe('equal', () => {
  test.each([
    // Algebra.
    ['(x + y)^2', 'x*x + 2*x*y + y^2'],
    ['1/(x - y)', '-1/(y - x)'],
    ['(x^2 - y^2)/(x - y)', 'x + y'],
    ['(1/x + 1/y)^(-1)', 'x*y/(x + y)'],
    ['x^(1/2)*x^(1/2)', '(x^(1/2))^2'],
    // The exponential and what is made of it.
    ['sigmoid(-x)', '1 - sigmoid(x)'],
    ['tanh(x)', '2*sigmoid(2*x) - 1'],
    ['tanh(x + y)', '(tanh(x) + tanh(y))/(1 + tanh(x)*tanh(y))'],
    ["softplus'(x)", 'sigmoid(x)'],
    ["sigmoid'(x)", 'sigmoid(x)*sigmoid(-x)'],
    ["sigmoid''(x)", 'sigmoid(x)*(1 - sigmoid(x))*(1 - 2*sigmoid(x))'],
    ['exp(x + y)', 'exp(x)*exp(y)'],
    ['exp(x)', 'exp(1/2*x)^2'],
    ['exp(x + y) + exp(x)', 'exp(1/2*x)^2*exp(y) + exp(x)'],
    ['exp(2*x + 1)', 'exp(x)^2*exp(1)'],
    ['exp(x)/(exp(x) + exp(y) + exp(z))', '1/(1 + exp(y - x) + exp(z - x))'],
    ['exp(x)/(exp(x) + exp(y))', 'sigmoid(x - y)'],
    ['silu(x)', 'x*(1 - sigmoid(-x))'],
    ["gelu'(x)", 'd(gelu(x), x)'],
    ['elu(x)', 'cases(x, x, exp(x) - 1)'],
    // Logarithms and roots of what is evidently positive.
    ['log(exp(x))', 'x'],
    ['exp(log(x))', 'x'],
    ['softplus(x) - softplus(-x)', 'x'],
    ['log(sigmoid(x))', '-softplus(-x)'],
    ['log(1 - sigmoid(x))', '-softplus(x)'],
    ['-y*log(sigmoid(x)) - (1 - y)*log(1 - sigmoid(x))', 'softplus(x) - y*x'],
    ['log(exp(x)/(exp(x) + exp(y)))', 'x - log(exp(x) + exp(y))'],
    ['log(exp(x) + exp(y))', 'x + softplus(y - x)'],
    ['log(6)', 'log(2) + log(3)'],
    ['(12)^(1/2)', '2*(3)^(1/2)'],
    ['sqrt(1 + x^2)^2', '1 + x*x'],
    ['sqrt(x^2)^2', 'x^2'],
    ['log(x^2*y^2)', 'log(x^2) + log(y^2)'],
    ['1/(sqrt(x^2 + 1) + x)', 'sqrt(x^2 + 1) - x'],
    ['sqrt((1 + x^2)*(1 + y^2))', 'sqrt(1 + x^2)*sqrt(1 + y^2)'],
    ['(1 + x^2)^(1/3)*(1 + x^2)^(1/6)', 'sqrt(1 + x^2)'],
    ['d(sqrt(1 + x^2), x)', 'x/sqrt(1 + x^2)'],
    // … and of what is declared positive.
    ['log(p*q)', 'log(p) + log(q)'],
    ['log(p^2/q)', '2*log(p) - log(q)'],
    ['log((p + x) - x)', 'log(p)'],
    ['log(x^3)', '3*log(x)'],
    ['log(8*x^6*exp(3*y))', '3*log(2*x^2) + 3*y'],
    ['sqrt(p)^2', 'p'],
    ['sqrt(p^2)', 'p'],
    ['p/sqrt(p)', 'sqrt(p)'],
    ['p^(1/3)*p^(1/6)', 'sqrt(p)'],
    ['p^(x + 1)', 'p*p^x'],
    ['(p^x)^y', 'p^(x*y)'],
    ['(p*q)^x', 'p^x*q^x'],
    ['abs(p)', 'p'],
    // Kinks: every combination of signs.
    ['abs(x)', 'relu(x) + relu(-x)'],
    ['abs(x)^2', 'x^2'],
    ['max(x, y)', '1/2*(x + y + abs(x - y))'],
    ['max(x, y)', 'max(y, x)'],
    ['leakyRelu(x)', 'max(x, 1/100*x)'],
    ['abs((-exp(x))^(-3))', 'exp(-3*x)'],
    ['sqrt(relu(x)^2)', 'relu(x)'],
    ["relu'(x)*relu(x)", 'relu(x)'],
    // A value that is its own square for each sign.
    ["abs'(x)^2", "exp(1/2*log(abs'(x)^2))"],
    ["abs'(x)^2", "(abs'(x)^2)^(1/3)"],
    ['relu(relu(x) + 1)', 'relu(x) + 1'],
    // More of them than combinations are tried.
    [
      'abs(a) + abs(b) + abs(c) + abs(d) + abs(e) + abs(f) + abs(h) + abs(i) + abs(j)',
      'relu(a) + relu(-a) + abs(b) + abs(-c) + abs(2*d)/2 + abs(e) + abs(f) + abs(h) + relu(i) + relu(-i) + max(j, -j)',
    ],
    // Arguments are decided equal before they become one atom.
    ['g((x + y)^2)', 'g(x^2 + 2*x*y + y^2)'],
    ['g(g(x + y) + 0)', 'g(g(y + x))'],
    ['g(sigmoid(-x))', 'g(1 - sigmoid(x))'],
    ['d(g(x*y), x)', "y*g'(x*y)"],
    ['d(g(sigmoid(x)), x)', "g'(sigmoid(x))*sigmoid(x)*(1 - sigmoid(x))"],
    ['d(d(g(x^2), x), x)', "2*g'(x^2) + 4*x^2*g''(x^2)"],
  ])('%s = %s', (a, b) => expect(verdict(a, b)).toEqual({ verdict: 'equal' }));
});

describe('different, with a witness', () => {
  test.each([
    ['x', 'y'],
    ['abs(x)', 'x'],
    ['sqrt(x^2)', 'x'],
    ['sigmoid(x)', 'sigmoid(x) + 1/1000000000'],
    ['tanh(x)', 'x'],
    ['exp(x*y)', 'exp(x)*exp(y)'],
    ['log(x + y)', 'log(x) + log(y)'],
    ['g(x)', 'g(y)'],
    ['g(x)', 'h(x)'],
    ["g'(x)", 'g(x)'],
    ['g(x + y)', 'g(x) + g(y)'],
    ['g(x) + g(x, y)', 'g(x) + g(y, x)'],
    ['relu(x)', 'leakyRelu(x)'],
    ['abs((-exp(x))^(-3))', '(-exp(x))^(-3)'],
    ['abs(relu(x)^2 + x)', 'relu(x)^2 + x'],
    // Of a sign that follows from others more follow later.
    ['g(x)', 'g(x + relu(max(-1, y - 1)*w))'],
    ['g(x)', 'g(x + relu(max(y, y - z))*relu((cases(w, 1/10, 0) - 1)*v))'],
    ['x^3', 'x'],
    ['exp(x)', '1 + x + 1/2*x^2 + 1/6*x^3'],
    ['(1 + 1/1000000)^2', '1 + 2/1000000'],
  ])('%s ≠ %s', (a, b) => {
    const found = verdict(a, b);
    if (found.verdict !== 'different') throw new Error(`${found.verdict}`);
    const [u, v] = found.values;
    expect(u.high < v.low || v.high < u.low).toBe(true);
  });
});

describe('undecided', () => {
  test.each([
    // Signs that are not proved.
    ['log(x*y)', 'log(abs(x)) + log(abs(y))', 'the relations'],
    // Numerical coincidences: Ramanujan's e^(π√163) is far, these are nearer.
    [
      'sigmoid(x/1000000000000)',
      '1/2 + x/4000000000000 - x^3/48000000000000000000000000000000000000',
      'the relations',
    ],
    // Nowhere defined.
    ['log(-1 - x^2)', 'log(-1 - x^2)', 'no point of the domain'],
    ['x/(y - y)', 'x/(y - y)', 'no point of the domain'],
    ['1/log(1 + 0*x)', '1/log(1 + 0*x)', 'no point of the domain'],
    ['0*log(-1 - x^2)', '0', 'no point of the domain'],
    ['max(x, x)', 'x', 'no point of the domain'],
    // The guard changes its sign, but where no double reaches.
    ['abs(1 - 1/10^20 - sigmoid(x))', '1 - 1/10^20 - sigmoid(x)', 'the relations'],
  ])('%s and %s', (a, b, reason) => {
    const found = verdict(a, b, []);
    expect(found).toMatchObject({ verdict: 'undecided' });
    expect(found.verdict === 'undecided' && found.tried.join()).toContain(reason);
  });

  test('e^(π√163) is 262537412640768744 to 30 digits, and no more', () => {
    const exponent = product(apply('pi', []), apply('sqrt', [num(163)]));
    expect(identical(apply('exp', [exponent]), num(262537412640768744n)).verdict).toBe('undecided');
    expect(identical(apply('exp', [exponent]), num(262537412640000000n)).verdict).toBe('different');
  });

  test('work beyond the budget', () => {
    expect(identical(term('(x + y)^2'), term('x^2 + 2*x*y + y^2'), { budget: 100 })).toEqual({
      verdict: 'undecided',
      tried: ['the work limit is reached'],
    });
  });

  test('numbers that grow without end', () => {
    const many = (make: (i: number) => Expr): readonly Expr[] =>
      Array.from({ length: 5_000 }, (_, i) => make(i));
    const harmonic = sumOf(many((i) => num(1n, BigInt(2 * i + 10_007))));
    const factorial = productOf(many((i) => num(i + 10)));
    for (const each of [harmonic, factorial])
      expect(identical(each, x)).toEqual({ verdict: 'undecided', tried: ['a number is too long'] });
  });

  test('relations among many atoms are work, too', () => {
    const sums = (shift: number): Expr =>
      sumOf(
        Array.from({ length: 8 }, (_, i) =>
          product(
            apply('abs', [sum(x, num(i))]),
            sumOf(Array.from({ length: 4 }, (_, j) => apply('exp', [product(x, num(i * 4 + j + shift))]))),
          ),
        ),
      );
    expect(['different', 'undecided']).toContain(identical(sums(1), sums(2)).verdict);
    const other = product(sums(1), term('(1 + x)^2/(1 + 2*x + x^2)'));
    expect(identical(sums(1), other)).toEqual({ verdict: 'equal' });
    expect(identical(sums(1), other, { budget: 2_000 })).toEqual({
      verdict: 'undecided',
      tried: ['the work limit is reached'],
    });
  });

  test('a degree beyond what random points tell apart', () => {
    let huge: Expr = sum(x, num(1));
    for (let i = 0; i < 90; i++) huge = product(huge, sum(huge, num(1)));
    const other = product(num(2), product(num(1, 2), huge));
    expect(identical(huge, other).verdict).toBe('undecided');
  });
});

describe('declared conditions', () => {
  test('linear ones are solved', () => {
    const given = [equation('x + y + z', '1')];
    expect(verdict('x + y', '1 - z', given)).toEqual({ verdict: 'equal' });
    expect(verdict('x*y + x*z', 'x - x^2', given)).toEqual({ verdict: 'equal' });
    const found = verdict('x + y', 'z', given);
    if (found.verdict !== 'different') throw new Error(found.verdict);
    const total = [...found.witness.values()].reduce((a, b) => a.add(b));
    expect(total.toFraction()).toBe('1');
  });
  test('several, with fractions', () => {
    const given = [equation('x + 3*y', 'z'), equation('2*x - y/7', '4')];
    expect(verdict('x', '(28 + z/3)/(14 + 1/3)', given)).toEqual({ verdict: 'equal' });
  });
  test('others are not', () =>
    expect(verdict('x', 'y', [equation('x^2', 'y^2')])).toEqual({
      verdict: 'undecided',
      tried: ['a declared equation is not linear'],
    }));
  test('what holds anyway is no condition', () =>
    expect(verdict('x', 'x + 0', [equation('(x + 1)^2', 'x^2 + 2*x + 1')])).toEqual({ verdict: 'equal' }));
  test('contradictions allow nothing', () =>
    expect(verdict('x', 'y', [equation('x', '1'), equation('x', '2')]).verdict).toBe('undecided'));
  test('signs decide about multiples', () => {
    const given = [positive(term('x - y'))];
    expect(verdict('abs(y - x)', 'x - y', given)).toEqual({ verdict: 'equal' });
    expect(verdict('abs(2*x - 2*y)', '2*x - 2*y', given)).toEqual({ verdict: 'equal' });
    expect(verdict('log((x - y)^2)', '2*log(x - y)', given)).toEqual({ verdict: 'equal' });
    expect(verdict('abs(x)', 'x', given).verdict).toBe('different');
  });
  test('what is negative', () => {
    const given = [positive(term('-x'))];
    for (const [a, b] of [
      ['abs(1/x^3)', '-1/x^3'],
      ['abs(x)', '-x'],
      ['log(-1/x^3)', '-3*log(-x)'],
    ] as const) {
      expect(verdict(a, b, given)).toEqual({ verdict: 'equal' });
      expect(verdict(a, `-(${b})`, given).verdict).toBe('different');
    }
  });
  test('a condition with an index holds for all of its values', () => {
    const given = [
      positive(term('x[k]')),
      ...ranges('k in 1..n').map((each) => ({ kind: 'range' as const, ...each })),
    ];
    const [a, b] = [term('sum(i in 1..n, abs(x[i]))'), term('sum(i in 1..n, x[i])')];
    expect(identical(a, b, { given }).verdict).toBe('equal');
    expect(identical(a, b).verdict).toBe('different');
  });
  test('a condition that involves what is differentiated holds at the point only', () => {
    const given = [equation('x + y', '1')];
    expect(verdict('d(x + y, x)', '1', given)).toEqual({ verdict: 'equal' });
    expect(verdict('d(x*y, x)', '1 - x', given)).toEqual({ verdict: 'equal' });
    expect(verdict('d(x*y, x)', '1 - 2*x', given).verdict).toBe('different');
  });
  test('far from 0', () =>
    expect(verdict('log(x)', 'log(2*x) - log(2)', [positive(term('x - 100000'))]).verdict).toBe('equal'));
  test('signs place the witness', () => {
    const found = verdict('log(x)', 'x', [positive(term('x - 5'))]);
    if (found.verdict !== 'different') throw new Error(found.verdict);
    expect(found.witness.get(x)?.compare(5)).toBe(1);
  });
});

describe('∂ in a network', () => {
  const named = (name: string): Quantity => quantity(name);
  const network = makeNetwork({
    name: 'small',
    symbols: [
      ...['x', 'w', 'v'].map((name) => ({ quantity: named(name), role: 'input' as const })),
      ...['a', 'z', 'A', 'h', 'k', 'E'].map((name) => ({ quantity: named(name), role: 'defined' as const })),
    ],
    equations: [
      { quantity: named('a'), rhs: term('x') },
      { quantity: named('z'), rhs: term('w*a') },
      { quantity: named('A'), rhs: term('z + a') },
      { quantity: named('h'), rhs: term('sigmoid(w*x)') },
      { quantity: named('k'), rhs: term('sigmoid(w*h)') },
      { quantity: named('E'), rhs: term('h*k + sigmoid(w*x)') },
    ],
  });
  const among = (a: string, b: string): string => identical(term(a), term(b), { network }).verdict;

  test.each([
    ['d(A, x)', '1 + w'],
    ['d(A, a)', '1 + w'],
    ['d(A, a | z)', '1'],
    ['d(A, x | a)', '0'],
    ['d(A, x | z)', '1'],
    ['d(h, h)', '1'],
    ['d(sigmoid(w*x), h)', '0'],
    ['d(E, h)', 'k + h*w*k*(1 - k)'],
    ['d(E, h | k)', 'k'],
    ['d(E, w | h, k)', 'x*h*(1 - h)'],
    ['d(k, w)', 'k*(1 - k)*(h + w*d(h, w))'],
    ['d(E, w)', 'd(E, h)*d(h, w) + d(E, k)*d(k, w | h) + x*sigmoid(w*x)*(1 - sigmoid(w*x))'],
    ['d(d(E, h), k)', '1'],
    ['d(d(h, w), w)', 'x^2*h*(1 - h)*(1 - 2*h)'],
    ['d(E, k | *)', 'h'],
    ['d(E, h | *)', 'k'],
    ['A', 'x + w*x'],
  ])('%s = %s', (a, b) => expect(among(a, b)).toBe('equal'));

  test.each([
    ['d(A, x)', '1 + 2*w'],
    ['d(k, h)', '0'],
    ['d(h, h)', '0'],
    ['d(E, h)', 'k'],
    ['d(E, w | h)', 'd(E, w)'],
  ])('%s ≠ %s', (a, b) => expect(among(a, b)).toBe('different'));

  test('every gradient of the 2-2-2 network is what the reverse sweep says', () => {
    const loss = twoTwoTwo.loss as Quantity;
    for (const [q, slope] of gradients(twoTwoTwo, loss)) {
      expect(identical(partial(loss, q), slope, { network: twoTwoTwo })).toEqual({ verdict: 'equal' });
      const wrong = identical(partial(loss, q), product(num(-1), slope), { network: twoTwoTwo });
      expect(wrong.verdict).toBe('different');
    }
  });
});

describe('a witness is looked at anew', () => {
  const found = (a: string, b: string, given = signed): Witnessed => {
    const result = verdict(a, b, given);
    if (result.verdict !== 'different') throw new Error(result.verdict);
    return result;
  };
  const holds = (a: string, b: string, at: Witnessed, given = signed): boolean =>
    isWitness(term(a), term(b), at, { given });

  test.each([
    ['sigmoid(x)', 'tanh(x)'],
    ["g'(x)*y", 'g(x)'],
    ['log(p)', 'p'],
    ['d(g(x*y), x)', "g'(x*y)"],
    ['1/x', '1/y'],
  ])('%s ≠ %s', (a, b) => {
    const at = found(a, b);
    expect(holds(a, b, at)).toBe(true);
    expect(holds(a, a, at)).toBe(false);
    expect(holds(a, b, { ...at, witness: new Map() })).toBe(false);
  });

  test('not outside the domain, nor where a declared equation fails', () => {
    const given = [equation('x + y', '1')];
    const at = found('x', 'x*y', given);
    expect(holds('x', 'x*y', at, given)).toBe(true);
    const moved = new Map([...at.witness].map(([q, value]) => [q, value.add(1)]));
    expect(holds('x', 'x*y', { ...at, witness: moved }, given)).toBe(false);
    const negative = found('x', '2*x', [positive(term('-x'))]);
    expect(holds('x + 0*log(x)', '2*x', negative, [])).toBe(false);
  });

  test('what only a declared equation mentions has a value, too', () => {
    const given = [equation('z', 'x + w')];
    const at = found('x', 'x + 1', given);
    expect(holds('x', 'x + 1', at, given)).toBe(true);
  });
});

describe('answers', () => {
  const shown = (found: Verdict): string =>
    JSON.stringify(found, (_, value) =>
      value instanceof Map ? [...value] : typeof value === 'bigint' ? value.toString() : value,
    );
  const pairs = [
    ['tanh(x)', '2*sigmoid(2*x) - 1'],
    ['g(x) + abs(y)', 'g(y) + abs(x)'],
    ['log(x*y)', 'log(x) + log(y)'],
  ] as const;

  test.each(pairs)('%s, %s: the same seed gives the same, byte for byte', (a, b) => {
    const once = shown(identical(term(a), term(b), { seed: 3 }));
    expect(shown(identical(term(a), term(b), { seed: 3 }))).toBe(once);
  });

  test('nothing compared before changes an answer', () => {
    const alone = pairs.map(([a, b]) => inOwnTerms(() => shown(identical(term(a), term(b), { seed: 5 }))));
    for (const [a, b] of [...pairs].reverse()) identical(term(b), term(`${a} + ${b}`));
    expect(pairs.map(([a, b]) => shown(identical(term(a), term(b), { seed: 5 })))).toEqual(alone);
  });

  test.each(pairs)('%s, %s: no name and no order of the sides changes the verdict', (a, b) => {
    const renamed = (of: string): Expr =>
      fold<Expr>(term(of), (node, args) =>
        node.kind === 'quantity' ? quantity(`other_${node.name}`) : rebuild(node, args),
      );
    const wanted = identical(term(a), term(b)).verdict;
    expect(identical(renamed(a), renamed(b)).verdict).toBe(wanted);
    expect(identical(term(b), term(a)).verdict).toBe(wanted);
  });

  test('terms 100,000 deep', () => {
    let a: Expr = x;
    let b: Expr = x;
    for (let i = 0; i < 50_000; i++) {
      a = sum(product(a, num(1, 2)), num(1));
      b = sum(num(1), product(num(1, 2), b));
    }
    expect(['equal', 'undecided']).toContain(identical(a, b).verdict);
    for (let i = 0; i < 100_000; i++) a = apply('sigmoid', [a]);
    expect(identical(a, b).verdict).toBe('undecided');
  });

  test('a witness is exact: whole fractions', () => {
    const found = verdict('x/3', 'x/7');
    if (found.verdict !== 'different') throw new Error(found.verdict);
    for (const value of found.witness.values()) expect(isInteger(value.mul(1024))).toBe(true);
  });
});
