// The kernel as a whole: what theorems it numbers, and that whatever is wrong is a refusal, never a throw.
import { describe, expect, test } from 'vitest';
import { apply, type Expr, num, partial, power, product, quantity, sum } from '../../src/expr/index.ts';
import { check, type Justification, Kernel, type Step, type Theorem } from '../../src/proof/index.ts';
import { algebra, cite, d, network, nonzero, positive, q, t, theorem, use, verdict } from './small.ts';

const net = network('x w b y', { z: 'w*x + b', a: 'sigmoid(z)', r: 'relu(z)', E: '(a - y)^2 + r/z' });

/** ∂z/∂w = x. */
const slope = theorem(d('z', 'w'), [
  use(d('w*x + b', 'w'), 'definition.unfold', [0]),
  use(d('w*x', 'w'), 'diff.sum'),
  use(product(d('w', 'w'), t('x')), 'diff.product'),
  use(product(num(1), t('x')), 'diff.self', [0]),
  algebra('x'),
]);

describe('theorems', () => {
  test('a proof is accepted and numbered', () => {
    expect(verdict(net, slope, theorem(product(num(2), d('z', 'w')), [cite('2*x', { theorem: 0 })]))).toBe(
      'accepted',
    );
  });

  const cited = (...citations: Parameters<typeof cite>[1][]) =>
    theorem(product(num(2), d('z', 'w')), [cite('2*x', ...citations)]);

  test.each([
    ['a later theorem', cited({ theorem: 1 })],
    ['itself', cited({ theorem: 1 })],
    ['no theorem', cited({ theorem: 7 })],
    ['a number below 0', cited({ theorem: -1 })],
    ['no number', cited({ theorem: Number.NaN })],
    ['half a number', cited({ theorem: 0.5 })],
    ['one theorem twice', cited({ theorem: 0 }, { theorem: 0 })],
    ['a side it has not', cited({ theorem: 0, to: 'name' })],
    ['the wrong way round', cited({ theorem: 0, from: 'rhs', to: 'lhs' })],
    ['nothing', theorem(product(num(2), d('z', 'w')), [cite('2*x')])],
  ])('citing %s is refused', (_what, second) => {
    expect(verdict(net, slope, second)).not.toBe('accepted');
  });

  test('a citation that finds nothing to replace is refused', () => {
    expect(verdict(net, slope, theorem('2*b', [cite('2*b', { theorem: 0 })]))).toContain('finds nothing');
  });

  test('a citation replaces everywhere, and nothing below a ∂', () => {
    const both = sum(d('z', 'w'), product(t('3'), d('z', 'w')));
    expect(verdict(net, slope, theorem(both, [cite('x + 3*x', { theorem: 0 })]))).toBe('accepted');
    const meaning = theorem('z', [use('w*x + b', 'definition.unfold')]);
    const mixed = sum(d('z', 'w'), t('z'));
    expect(
      verdict(net, meaning, theorem(mixed, [cite(sum(d('z', 'w'), t('w*x + b')), { theorem: 0 })])),
    ).toBe('accepted');
    expect(
      verdict(net, meaning, theorem(mixed, [cite(sum(d('w*x + b', 'w'), t('w*x + b')), { theorem: 0 })])),
    ).not.toBe('accepted');
  });

  test('a refused theorem takes no number', () => {
    const kernel = new Kernel(net);
    expect(kernel.accept(theorem('x', [algebra('y')])).accepted).toBe(false);
    expect(kernel.accept(slope).accepted).toBe(true);
    expect(kernel.accept(theorem(product(num(2), d('z', 'w')), [cite('2*x', { theorem: 0 })])).accepted).toBe(
      true,
    );
  });

  test('in a whole derivation a refused theorem keeps its number, and what cites it is refused', () => {
    const wrong = theorem('x', [algebra('y')]);
    const verdicts = check({
      network: net,
      theorems: [
        slope,
        wrong,
        theorem('x', [cite('y', { theorem: 1 })]),
        theorem(product(d('z', 'w'), num(2)), [cite('x*2', { theorem: 0 })]),
      ],
    });
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, false, false, true]);
  });

  test('citations in a circle are refused, all of them', () => {
    const first = theorem('x', [cite('y', { theorem: 1 })]);
    const second = theorem('x', [cite('y', { theorem: 0 })]);
    expect(check({ network: net, theorems: [first, second] }).map(({ accepted }) => accepted)).toEqual([
      false,
      false,
    ]);
  });

  test.each([
    ['no steps', { ...slope, proof: { by: 'steps', steps: [] } }],
    ['steps that end elsewhere', { ...slope, goal: { lhs: d('z', 'w'), rhs: t('b') } }],
    ['a goal with a symbol of nobody', theorem('x*nothing', [algebra('nothing*x*1')])],
    ['a function without its arguments', theorem(apply('sigmoid', [t('x'), t('w')]), [algebra('x')])],
    [
      'an unknown function',
      theorem(sum(apply('nothing', [t('x')]), num(0)), [algebra(apply('nothing', [t('x')]))]),
    ],
    [
      'a derivative of a function that has its slope written out',
      theorem(sum(apply('exp', [t('x')], [1]), num(0)), [algebra(apply('exp', [t('x')], [1]))]),
    ],
    ['too few orders', theorem(sum(apply('g', [t('x')], []), num(0)), [algebra(apply('g', [t('x')], []))])],
    ['a condition of nobody', { ...slope, given: [positive('x')] }],
    ['a condition about an undeclared symbol', { ...slope, given: [positive('nothing')] }],
  ] as const)('%s: refused', (_what, wrong) => {
    expect(verdict(net, wrong as Theorem)).not.toBe('accepted');
  });

  test.each(['x', 'E', 'delta_z'])('the name %s, being taken, is refused', (name) => {
    const first = { ...slope, name: q('delta_z') };
    const second = theorem(
      d('z', 'b', 'w'),
      [
        use(d('w*x + b', 'b', 'w'), 'definition.unfold', [0]),
        use(d('b', 'b', 'w'), 'diff.sum'),
        use('1', 'diff.self'),
      ],
      { name: q(name) },
    );
    expect(verdict(net, first, second)).toContain('taken');
    expect(verdict(net, first, { ...second, name: q('free') })).toBe('accepted');
  });

  test('what Dom(N) says may be given, and nothing follows without', () => {
    const quotient = (given: Theorem['given']) => theorem('r/z*z', [algebra('r')], { given });
    expect(verdict(net, quotient([nonzero('z')]))).toBe('accepted');
    expect(verdict(net, quotient([nonzero('b + x*w')]))).toContain('neither Dom(N)');
    expect(verdict(net, quotient([]))).toContain('neither given nor proved');
  });

  test('a citation needs what the theorem was given', () => {
    const cancelled = theorem('r/z*z', [algebra('r')], { given: [nonzero('z')] });
    const again = theorem('1 + r/z*z', [cite('1 + r', { theorem: 0 })]);
    const both = (given: Theorem['given']) =>
      verdict(net, cancelled, {
        ...theorem(sum(num(1), t('r/z*z')), again.proof.by === 'steps' ? again.proof.steps : []),
        given,
      });
    expect(both([])).toContain('neither given nor proved');
    expect(both([nonzero('z')])).toBe('accepted');
  });
});

describe('refusals say where', () => {
  test('the trail counts along the nesting of steps', () => {
    const inner: Step[] = [algebra('2*x'), algebra('3*x')];
    const wrong = theorem('x + x', [algebra('x*2*1'), { after: t('3*x'), by: { steps: inner } }]);
    const found = new Kernel(net).accept(wrong);
    expect(found).toEqual({
      accepted: false,
      reason: 'the two sides are not equal by algebra',
      step: [1, 1],
    });
  });

  test('the condition that is missing is named', () => {
    const found = new Kernel(net).accept(theorem('x/x', [algebra('1')]));
    expect(found).toMatchObject({ accepted: false, step: [0], missing: nonzero('x') });
  });
});

/** A term built up from another, so many times over. */
const chain = (next: (x: Expr) => Expr, depth = 100_000, start: Expr = t('x')): Expr => {
  let term = start;
  for (let i = 0; i < depth; i++) term = next(term);
  return term;
};

describe('limits', () => {
  const nested = (depth: number): Step => {
    let step = algebra('2*x');
    for (let i = 0; i < depth; i++) step = { after: t('2*x'), by: { steps: [step] } };
    return step;
  };

  test.each([
    [0, true],
    [8, true],
    [9, false],
    [100, false],
    [5_000, false],
  ])('steps nested %i deep', (depth, accepted) => {
    expect(new Kernel(net).accept(theorem('x + x', [nested(depth)])).accepted).toBe(accepted);
  });

  test('a path of a million positions', () => {
    const at = Array.from({ length: 1_000_000 }, () => 0);
    expect(verdict(net, theorem('x', [use('y', 'algebra', at, { to: t('y') })]))).toContain('path');
  });

  test('too many steps', () => {
    const few = new Kernel(net, { steps: 3, nesting: 8, pathLength: 100 });
    expect(few.accept(slope)).toMatchObject({ accepted: false, reason: 'too many steps' });
  });

  test.each([
    ['a sum nested a hundred thousand deep', () => chain((x) => sum(x, num(1)))],
    ['functions nested a hundred thousand deep', () => chain((x) => apply('sigmoid', [x]))],
    ['products of everything with itself, forty times', () => chain((x) => product(x, x), 40)],
    ['sums of everything with itself, forty times', () => chain((x) => sum(x, x), 40)],
    ['powers of powers', () => chain((x) => power(x, num(1000)), 20)],
    ['an exponent of 300 digits', () => power(t('x'), num(10n ** 300n))],
    ['a sum to the thousandth', () => power(t('x + w + b + y + z + a'), num(1000))],
    [
      'a hundred thousand summands',
      () => sum(...Array.from({ length: 100_000 }, (_, i) => product(num(i), t('x')))),
    ],
  ])('%s: an answer in good time', { timeout: 10_000 }, (_what, make) => {
    const term = make();
    expect(verdict(net, theorem(sum(term, t('x')), [algebra(term)]))).not.toBe('accepted');
  });

  test('a rule that does not look below answers at once, however deep the term', () => {
    const deep = chain((x) => apply('sigmoid', [x]));
    expect(verdict(net, theorem(sum(deep, t('x')), [use(deep, 'definition.unfold', [0])]))).not.toBe(
      'accepted',
    );
  });

  test('fractions whose powers would fill memory', { timeout: 10_000 }, () => {
    const huge = chain((x) => power(x, num(1000)), 3, num(2, 3));
    expect(verdict(net, theorem('x', [algebra(sum(t('x'), huge))]))).not.toBe('accepted');
  });

  test('functions of functions with many like arguments', { timeout: 10_000 }, () => {
    const layers = (start: Expr): Expr =>
      chain((x) => product(...[1, 2, 3, 4].map((k) => apply('sigmoid', [sum(x, num(k))]))), 40, start);
    expect(verdict(net, theorem(layers(t('x')), [algebra(layers(t('w')))]))).not.toBe('accepted');
  });
});

describe('what is no theorem at all', () => {
  const because = (by: unknown): Theorem => theorem('x', [{ after: t('y'), by: by as Justification }]);
  test.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 3],
    ['an empty object', {}],
    ['a goal of nothing', { ...slope, goal: {} }],
    ['a goal that is text', { ...slope, goal: { lhs: 'x', rhs: 'x' } }],
    ['no given', { ...slope, given: undefined }],
    ['a given of no kind', { ...slope, given: [{ kind: 'true' }] }],
    ['a given range', { ...slope, given: [{ kind: 'range', index: 'i', from: {}, to: {} }] }],
    ['no proof', { ...slope, proof: undefined }],
    ['a proof of no kind', { ...slope, proof: { by: 'authority' } }],
    ['steps that are none', { ...slope, proof: { by: 'steps', steps: 3 } }],
    ['a step that is none', { ...slope, proof: { by: 'steps', steps: [undefined] } }],
    ['no reason', because(undefined)],
    ['an empty reason', because({})],
    ['an unknown reason', because({ faith: true })],
    ['no rule', because({ use: { at: [] } })],
    ['no place', because({ use: { rule: 'algebra', to: t('y') } })],
    ['a place that is text', because({ use: { rule: 'algebra', at: '00', to: t('y') } })],
    ['a negative place', because({ use: { rule: 'algebra', at: [-1], to: t('y') } })],
    ['half a place', because({ use: { rule: 'algebra', at: [0.5], to: t('y') } })],
    ['a place of another kind', because({ use: { rule: 'algebra', at: ['length'], to: t('y') } })],
    ['a cut that is none', because({ use: { rule: 'chain.plain', at: [], cut: 7 } })],
    ['a law that is none', because({ use: { rule: 'function.law', at: [], law: {} } })],
    ['a condition that is none', because({ use: { rule: 'given', at: [], given: {} } })],
    ['citations that are none', because({ cite: 3 })],
    ['a citation that is none', because({ cite: [undefined] })],
    ['a citation of a side that is none', because({ cite: [{ theorem: 0, from: 'top' }] })],
    [
      'a renaming of nothing',
      { ...slope, proof: { by: 'renaming', of: 3, map: { quantities: new Map(), theorems: new Map() } } },
    ],
    ['a renaming without a map', { ...slope, proof: { by: 'renaming', of: 0 } }],
    ['a name that is none', { ...slope, name: 'delta' }],
  ])('%s: refused', (_what, wrong) => {
    expect(verdict(net, slope, wrong as Theorem)).not.toBe('accepted');
  });

  test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'Algebra', 'trust me', ''])(
    'the rule %j is refused',
    (rule) => {
      expect(verdict(net, theorem('x', [use('y', rule, [], { to: t('y') })]))).toContain('unknown rule');
    },
  );

  test.each(['__proto__', 'constructor', 'toString'])('a function named %s is none', (name) => {
    const term = apply(name, [t('x')]);
    expect(verdict(net, theorem(sum(term, num(0)), [algebra(term)]))).not.toBe('accepted');
    expect(verdict(net, theorem(partial(term, q('x')), [use('0', 'diff.function')]))).not.toBe('accepted');
  });

  test('quantities may have any name', () => {
    const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const strange = network(odd.join(' '), { valueOf: odd.join(' + ') });
    const of = quantity('valueOf');
    const [first, ...rest] = odd as [string, ...string[]];
    const proof = theorem(partial(of, q(first)), [
      use(partial(t(odd.join(' + ')), q(first)), 'definition.unfold', [0]),
      use(partial(q(first), q(first)), 'diff.sum'),
      use('1', 'diff.self'),
    ]);
    expect(verdict(strange, proof)).toBe('accepted');
    expect(rest).toHaveLength(3);
  });
});
