// Ways to 0 = 1, or to a false gradient, that must stay closed. Each lists theorems of which at least one must be refused,
// or a network that must not be built.
import { describe, expect, test } from 'vitest';
import {
  apply,
  cases,
  type Expr,
  index,
  num,
  partial,
  power,
  product,
  quantity,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork, NetworkError } from '../../src/network/index.ts';
import {
  check,
  FormatError,
  type RuleUse,
  readDerivation,
  type Theorem,
  writeDerivation,
} from '../../src/proof/index.ts';
import { algebra, cite, d, equal, network, nonzero, positive, q, smooth, t, theorem, use } from './small.ts';

const two = network('B s', { A: 'B + s', p: 'sigmoid(B)' });
const flat = network('x y', { E: '-1*x', k: 'abs(x)', m: 'x > 0 ? x : 2*x' });
const simplex = network('z1 z2 y1 y2', { a1: 'z1 + z2' }, { given: [equal('y1 + y2', '1')] });
const shared = network('W', { h1: '2*W', h2: 'W*h1', E: 'h1*h2' });

const curved = network('x', { E: "g(x)*g'(x)" });

/** ∂B/∂B as a chain through s. */
const roundabout = (rule: string): readonly Theorem[] => {
  const outer = d('B', 's', rule === 'chain.last' ? 'B' : '');
  return [
    theorem(d('B', 'B'), [use('1', 'diff.self')]),
    theorem(d('B', 'B'), [
      use(product(outer, d('s', 'B')), rule, [], { cut: [q('s')] }),
      use(product(outer, num(0)), 'diff.independent', [1]),
      algebra('0'),
    ]),
    theorem('1', [cite(d('B', 'B'), { theorem: 0, from: 'rhs', to: 'lhs' }), cite('0', { theorem: 1 })]),
  ];
};

/** 1 = s/s · t/t = 0 for a t that is 0 but looks as if it were not. */
const vanishing = (s: string, nothing: string): readonly Theorem[] => [
  theorem('1', [
    algebra(`(${s})/(${s})*1`),
    use(`(${s})/(${s})*((${nothing})/(${nothing}))`, 'algebra', [2], { to: t(`(${nothing})/(${nothing})`) }),
    algebra('0'),
  ]),
];

/** ((p^1000)^1000)^…: an exponent of 10¹⁸, where a double no longer counts single steps. */
const vast = (p: string): Expr => {
  let term = t(p);
  for (let i = 0; i < 6; i++) term = power(term, num(1000));
  return term;
};
const precise: readonly Theorem[] = [
  theorem(vast('sigmoid(B)*1'), [algebra(product(vast('sigmoid(B)'), t('sigmoid(B)')))]),
  theorem('sigmoid(B)', [
    algebra(product(t('sigmoid(B)'), vast('sigmoid(B)*1'), power(vast('sigmoid(B)'), num(-1)))),
    algebra('1'),
  ]),
];

const rows: readonly (readonly [string, Parameters<typeof attempt>[0], readonly Theorem[]])[] = [
  ['∂B/∂B by the plain chain rule', two, roundabout('chain.plain')],
  ['∂B/∂B by its first step', two, roundabout('chain.first')],
  ['∂B/∂B by its last step', two, roundabout('chain.last')],
  ['a power 0 of what lies in (0, 1)', two, vanishing('sigmoid(B)', '1 - sigmoid(B)^0')],
  ['a power 0 of a quantity in (0, 1)', two, vanishing('p', '1 - p^0')],
  ['an exponent beyond double precision', two, precise.slice(0, 1)],
  ['and what follows from it', two, precise.slice(1)],
  ['a difference of equals', two, vanishing('exp(B)', 'exp(B) - exp(B)')],
  ['exp(0) − 1', two, vanishing('exp(B)', 'exp(B - B) - 1')],
  ['division by x', two, [theorem('1', [algebra('B/B')])]],
  ['√u is not 0, whatever u', two, [theorem('sqrt(B)/sqrt(B)', [algebra('1')])]],
  ['√0 is not 0', two, vanishing('exp(B)', 'sqrt(B - B)')],
  ['division by 0', two, [theorem('1', [algebra('0/0')])]],
  ['0 times what is nowhere defined', two, [theorem('0', [algebra('0*(1/0)')])]],
  ['cancelling a factor 0', two, [theorem('0*1', [algebra('0*2'), algebra('1*2')])]],
  ['a bare lie', two, [theorem('0', [algebra('1')])]],
  ['a step that does nothing', two, [theorem('B*s', [algebra('s*B')])]],
  [
    'unfolding B inside ∂B/∂B',
    flat,
    [theorem(d('E', 'E'), [use(d('-1*x', 'E'), 'definition.unfold', [0]), use('0', 'diff.independent')])],
  ],
  [
    'folding a product back into B inside ∂·/∂B',
    flat,
    [
      theorem(d('-1*x', 'E'), [
        use(d('E', 'E'), 'definition.fold', [0], { quantity: q('E') }),
        use('1', 'diff.self'),
      ]),
    ],
  ],
  [
    'unfolding what is held',
    shared,
    [
      theorem(d('h2', 'W', 'h1'), [
        use(d('W*h1', 'W', 'h1'), 'definition.unfold', [0]),
        use(d('W*(2*W)', 'W', 'h1'), 'definition.unfold', [0, 1]),
      ]),
    ],
  ],
  [
    'a declared equality inside ∂',
    simplex,
    [
      theorem(
        d('y1 + y2', 'y1'),
        [
          use(d('1', 'y1'), 'given', [0], { given: { condition: equal('y1 + y2', '1') } }),
          use('0', 'diff.independent'),
        ],
        { given: [equal('y1 + y2', '1')] },
      ),
    ],
  ],
  [
    'citing a theorem that rests on a declared equality without declaring it',
    simplex,
    [
      theorem('y1 + y2', [use('1', 'given', [], { given: { condition: equal('y1 + y2', '1') } })], {
        given: [equal('y1 + y2', '1')],
      }),
      theorem('y1 + y2', [cite('1', { theorem: 0 })]),
    ],
  ],
  [
    'a pointwise theorem cited inside ∂',
    simplex,
    [
      theorem('y1 + y2', [use('1', 'given', [], { given: { condition: equal('y1 + y2', '1') } })], {
        given: [equal('y1 + y2', '1')],
      }),
      theorem(d('y1 + y2', 'y1'), [cite(d('1', 'y1'), { theorem: 0 })], {
        given: [equal('y1 + y2', '1')],
      }),
    ],
  ],
  [
    'a name inside ∂',
    flat,
    [
      theorem(d('y', 'x'), [use('0', 'diff.independent')], { name: q('delta') }),
      theorem(d('delta', 'x'), [use('0', 'diff.independent')]),
    ],
  ],
  [
    'a theorem that uses its own name',
    flat,
    [theorem(d('y', 'x'), [cite('delta', { theorem: 0, to: 'name' })], { name: q('delta') })],
  ],
  [
    'a kink: |x| by x',
    flat,
    [theorem(d('abs(x)', 'x'), [use(product(t('x > 0 ? 1 : -1'), d('x', 'x')), 'diff.function')])],
  ],
  [
    'max(x, x) at its kink everywhere',
    flat,
    [
      theorem(d('max(x, x)', 'x'), [
        use(
          sum(product(t('x - x > 0 ? 1 : 0'), d('x', 'x')), product(t('x - x > 0 ? 1 : 0'), d('x', 'x'))),
          'diff.function',
        ),
      ]),
    ],
  ],
  [
    'a guard that jumps: x > 0 ? 1 : −1 is never 0 and yet no neighbourhood shares its sign',
    two,
    [
      theorem(partial(cases(t('B > 0 ? 1 : -1'), t('B'), t('-1*B')), q('B')), [
        use(cases(t('B > 0 ? 1 : -1'), d('B', 'B'), d('-1*B', 'B')), 'diff.cases'),
      ]),
    ],
  ],
  [
    'the guard of one branch used in the other',
    two,
    [theorem('B > 0 ? 1 : B/B', [use('B > 0 ? 1 : 1', 'algebra', [2], { to: t('1') })])],
  ],
  [
    'the guard used outside its branch',
    two,
    [
      theorem(sum(t('B > 0 ? 1 : 2'), t('B/B')), [
        use(sum(t('B > 0 ? 1 : 2'), num(1)), 'algebra', [1], { to: t('1') }),
      ]),
    ],
  ],
  ['log of a square', two, [theorem('log((B^2)^(1/2))', [algebra('log(B)')])]],
  ['√u² = u', two, [theorem('(B^2)^(1/2)', [algebra('B')])]],
  [
    '(√u)² = u at any u',
    two,
    [theorem('sqrt(B)^2', [use('B', 'function.law', [], { law: { id: 'sqrt.square', args: [t('B')] } })])],
  ],
  [
    '0⁰ by its slope',
    two,
    [theorem(d('B^0', 'B'), [use(product(num(0), t('1/B'), d('B', 'B')), 'diff.power')])],
  ],
  ['a given of its own', two, [theorem('B/B', [algebra('1')], { given: [nonzero('B')] })]],
  [
    'a given equality of its own',
    two,
    [
      theorem('B', [use('s', 'given', [], { given: { condition: equal('B', 's') } })], {
        given: [equal('B', 's')],
      }),
    ],
  ],
  [
    'smoothness of another function',
    two,
    [
      theorem(d('g(B)', 'B'), [use(product(t("g'(B)"), d('B', 'B')), 'diff.function')], {
        given: [smooth('G', 'B')],
      }),
    ],
  ],
  [
    'the slope of a slope of a function that is only known to have one',
    curved,
    [
      theorem(d("g'(x)", 'x'), [use(product(t("g''(x)"), d('x', 'x')), 'diff.function')], {
        given: [smooth('g', 'x')],
      }),
    ],
  ],
  [
    'a gradient that misses a path',
    shared,
    [theorem(d('E', 'W'), [use(product(d('E', 'h2'), d('h2', 'W')), 'chain.plain', [], { cut: [q('h2')] })])],
  ],
  [
    'a cut that is met twice',
    shared,
    [
      theorem(d('E', 'W'), [
        use(
          sum(product(d('E', 'h1'), d('h1', 'W')), product(d('E', 'h2'), d('h2', 'W'))),
          'chain.plain',
          [],
          { cut: [q('h1'), q('h2')] },
        ),
      ]),
    ],
  ],
  [
    'an immediate slope for a full one',
    shared,
    [theorem(d('E', 'W', 'h1 h2'), [use(d('E', 'W'), 'hold.drop', [], { to: d('E', 'W') })])],
  ],
  [
    '∂ with the goal held, taken for the plain one',
    shared,
    [theorem(d('E', 'W'), [use(d('E', 'W', 'E'), 'hold.drop', [], { to: d('E', 'W', 'E') })])],
  ],
  ['∂ by a quantity that is none', two, [theorem(d('A', 'nothing'), [use('0', 'diff.independent')])]],
  [
    '∂ with a quantity held that is none',
    two,
    [theorem(d('A', 'B', 'nothing'), [use('0', 'diff.independent')])],
  ],
  ['∂ with its variable held', two, [theorem(d('A', 'B', 'B'), [use('0', 'diff.independent')])]],
  ['∂ of ∂', two, [theorem(partial(d('A', 'B'), q('s')), [use('0', 'diff.independent')])]],
  [
    'a member of no family',
    two,
    [theorem(partial(q('A'), quantity('B', [index(1)])), [use('0', 'diff.independent')])],
  ],
];

function attempt(on: ReturnType<typeof network>, theorems: readonly Theorem[]): readonly boolean[] {
  return check({ network: on, theorems }).map(({ accepted }) => accepted);
}

describe('what proves a lie is refused', () => {
  test.each(rows)('%s', (_what, on, theorems) => {
    expect(attempt(on, theorems)).toContain(false);
  });

  test.each(rows.filter(([what]) => what !== 'a member of no family'))(
    '%s, from a file',
    (_what, on, theorems) => {
      const file = JSON.parse(JSON.stringify(writeDerivation({ network: on, theorems })));
      expect(check(readDerivation(file)).map(({ accepted }) => accepted)).toContain(false);
    },
  );
});

const input = (name: string) => ({ quantity: q(name), role: 'input' as const });
const defined = (name: string) => ({ quantity: q(name), role: 'defined' as const });
const build =
  (equations: Record<string, Expr>, more = {}) =>
  () =>
    makeNetwork({
      name: 'forged',
      symbols: [input('x'), input('w'), ...Object.keys(equations).map(defined)],
      equations: Object.entries(equations).map(([name, rhs]) => ({ quantity: q(name), rhs })),
      ...more,
    });

test('a slope has a slope where the network says so', () => {
  const again = theorem(d("g'(x)", 'x'), [use(product(t("g''(x)"), d('x', 'x')), 'diff.function')], {
    given: [smooth("g'", 'x')],
  });
  expect(attempt(curved, [again])).toEqual([true]);
});

describe('networks that would prove a lie are not built', () => {
  test.each([
    [
      'a condition about a quantity that is none: a theorem could take its name',
      build({ E: t('-1*x') }, { given: [positive('d')] }),
    ],
    ['an equality about a quantity that is none', build({ E: t('-1*x') }, { given: [equal('x', 'd')] })],
    ['a ∂ in an equation: ∂ of it is not what its graph says', build({ E: t('x*w'), p: d('E', 'w') })],
    [
      'an opaque function named like a known one',
      build({ E: t('exp(x)') }, { opaque: new Map([['exp', 1]]) }),
    ],
    ['a quantity named *, which ∂·/∂B|_* holds with all others', build({ '*': t('-1*x') })],
    ['a size with an equation: x − x is not at least 1', build({ n: t('x - x') }, { sizes: ['n'] })],
    [
      'an equation for an input',
      build(
        { E: t('x') },
        {
          equations: [
            { quantity: q('x'), rhs: t('w') },
            { quantity: q('E'), rhs: t('x') },
          ],
        },
      ),
    ],
    [
      'two equations for one quantity',
      build(
        { E: t('x') },
        {
          equations: [
            { quantity: q('E'), rhs: t('w') },
            { quantity: q('E'), rhs: t('x') },
          ],
        },
      ),
    ],
    ['one symbol twice', build({ E: t('x') }, { symbols: [input('x'), input('x'), defined('E')] })],
    ['a circle', build({ E: t('F + x'), F: t('E*w') })],
    ['an equation through itself', build({ E: t('E + x') })],
    ['an equation about nothing declared', build({ E: t('v') })],
  ])('%s', (_what, make) => {
    expect(make).toThrow(NetworkError);
  });
});

describe('files', () => {
  const good = writeDerivation({ network: two, theorems: [theorem(d('B', 'B'), [use('1', 'diff.self')])] });
  test.each(['king', '', 'defined ', '__proto__', 'constructor', 'Input'])('%j is no role', (role) => {
    const file = JSON.parse(JSON.stringify(good));
    file.network.symbols[0].role = role;
    expect(() => readDerivation(file)).toThrow(FormatError);
  });

  test('an equation of what is declared as an input is refused', () => {
    const file = JSON.parse(JSON.stringify(good));
    for (const each of file.network.symbols) each.role = 'input';
    expect(() => readDerivation(file)).toThrow(NetworkError);
  });
});

describe('a function outside its domain is a number of which nothing is known', () => {
  const law = (id: string, ...args: readonly string[]): RuleUse => ({
    rule: 'function.law',
    at: [],
    law: { id, args: args.map(t) },
  });
  test.each<[string, string, boolean, RuleUse?]>([
    ['log(-1)*0', '0', true],
    ['log(B) - log(B)', '0', true],
    ['(log(-1) + s)^2', 'log(-1)^2 + 2*s*log(-1) + s^2', true],
    ['log(-1)/log(-1)', '1', false],
    ['log(-1) - log(-1)', '1', false],
    ['log((-1)*(-1))', 'log(-1) + log(-1)', false, law('log.product', '-1', '-1')],
    ['sqrt(-1)^2', '-1', false, law('sqrt.square', '-1')],
    ['sqrt(B)^2', 'B', false, law('sqrt.square', 'B')],
    ['sqrt(-1)/sqrt(-1)', '1', false],
  ])('%s = %s: %s', (from, to, expected, by) => {
    const step = by === undefined ? algebra(to) : { after: t(to), by: { use: by } };
    expect(attempt(two, [theorem(from, [step])])).toEqual([expected]);
  });

  test('and has no slope', () => {
    const slope = theorem(d('log(-1*exp(B))', 'B'), [
      use(product(power(t('-1*exp(B)'), num(-1)), d('-1*exp(B)', 'B')), 'diff.function'),
    ]);
    expect(attempt(two, [slope])).toEqual([false]);
    const inside = theorem(d('log(exp(B))', 'B'), [
      use(product(power(t('exp(B)'), num(-1)), d('exp(B)', 'B')), 'diff.function'),
    ]);
    expect(attempt(two, [inside])).toEqual([true]);
  });
});

test('what is defined as √u is not 0 where a theorem says that u is positive', () => {
  const root = network('u', { q: 'sqrt(u)' });
  const quotient = theorem('q/q', [algebra('1')]);
  expect(attempt(root, [quotient, { ...quotient, given: [positive('u')] }])).toEqual([false, true]);
});

test('terms of equal hash are told apart', () => {
  // Numbers that differ by 2³¹ share a hash; so do the terms built from them.
  const far = num(2n ** 31n + 1n);
  expect(far.hash).toBe(num(1).hash);
  expect(
    attempt(two, [
      theorem(product(t('B'), far), [
        use(product(t('B'), num(1)), 'algebra', [], { to: product(t('B'), num(1)) }),
      ]),
    ]),
  ).toEqual([false]);
  expect(attempt(two, [theorem(apply('exp', [far]), [algebra(apply('exp', [num(1)]))])])).toEqual([false]);
});
