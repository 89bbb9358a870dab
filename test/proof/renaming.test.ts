// "In the same way": a renamed proof is replayed, so it is accepted where the network is symmetric and nowhere else.
import { describe, expect, test } from 'vitest';
import { type Expr, index, product, type Quantity } from '../../src/expr/index.ts';
import { type Renaming, renameTerm, type Theorem } from '../../src/proof/index.ts';
import { term } from '../networks/indexed.ts';
import { plain } from './indexedNetworks.ts';
import { algebra, cite, d, equal, network, nonzero, q, t, theorem, use, verdict } from './small.ts';

/** Two units alike, a third with another activation, a fourth whose net input is otherwise made. */
const net = network(
  'x w1 w2 w3 w4 y1 y2',
  {
    z1: 'w1*x',
    z2: 'w2*x',
    z3: 'w3*x',
    z4: 'w4*x + w4',
    a1: 'sigmoid(z1)',
    a2: 'sigmoid(z2)',
    a3: 'tanh(z3)',
    a4: 'sigmoid(z4)',
    k1: 'relu(z1)',
    k2: 'relu(z2)',
  },
  { given: [equal('y1 + y2', '1')] },
);

const localSlope = (unit: number): Theorem =>
  theorem(d(`z${unit}`, `w${unit}`), [
    use(d(`w${unit}*x`, `w${unit}`), 'definition.unfold', [0]),
    use(product(d(`w${unit}`, `w${unit}`), t('x')), 'diff.product'),
    use('1*x', 'diff.self', [0]),
    algebra('x'),
  ]);

const chain = (unit: number): Theorem =>
  theorem(d(`a${unit}`, `w${unit}`), [
    {
      after: product(d(`a${unit}`, `z${unit}`), t('x')),
      by: {
        steps: [
          use(product(d(`a${unit}`, `z${unit}`), d(`z${unit}`, `w${unit}`)), 'chain.plain', [], {
            cut: [q(`z${unit}`)],
          }),
          cite(product(d(`a${unit}`, `z${unit}`), t('x')), { theorem: unit - 1 }),
        ],
      },
    },
  ]);

const map = (
  quantities: Readonly<Record<string, string>>,
  theorems: readonly (readonly [number, number])[] = [],
): Renaming => ({
  quantities: new Map(Object.entries(quantities).map(([from, to]): [Quantity, Quantity] => [q(from), q(to)])),
  theorems: new Map(theorems),
});
const toSecond = map({ z1: 'z2', w1: 'w2', a1: 'a2' }, [[0, 1]]);
const renamed = (goal: Theorem['goal'], of: number, by: Renaming, more: Partial<Theorem> = {}): Theorem => ({
  goal,
  given: [],
  ...more,
  proof: { by: 'renaming', of, map: by },
});

describe('accepted', () => {
  test('one step', () => {
    expect(verdict(net, localSlope(1), renamed({ lhs: d('z2', 'w2'), rhs: t('x') }, 0, toSecond))).toBe(
      'accepted',
    );
  });

  test('citations go to the theorems of the other unit', () => {
    const goal = { lhs: d('a2', 'w2'), rhs: product(d('a2', 'z2'), t('x')) };
    expect(verdict(net, localSlope(1), localSlope(2), chain(1), renamed(goal, 2, toSecond))).toBe('accepted');
  });

  test('the goal may be written in another order', () => {
    const goal = { lhs: d('a2', 'w2'), rhs: product(t('x'), d('a2', 'z2')) };
    expect(verdict(net, localSlope(1), localSlope(2), chain(1), renamed(goal, 2, toSecond))).toBe('accepted');
  });

  test('a renaming of a unit that is not the same, where the proof does not look there', () => {
    const goal = { lhs: d('a3', 'w3'), rhs: product(d('a3', 'z3'), t('x')) };
    const third = map({ z1: 'z3', w1: 'w3', a1: 'a3' }, [[0, 2]]);
    expect(verdict(net, localSlope(1), localSlope(2), localSlope(3), chain(1), renamed(goal, 3, third))).toBe(
      'accepted',
    );
  });

  test('with a name of its own, which later theorems cite', () => {
    const second = renamed({ lhs: d('z2', 'w2'), rhs: t('x') }, 0, toSecond, { name: q('delta_2') });
    const last = theorem('delta_2*3', [cite('x*3', { theorem: 1, from: 'name' })]);
    expect(verdict(net, localSlope(1), second, last)).toBe('accepted');
  });
});

describe('refused', () => {
  const slope = { lhs: d('a1', 'z1'), rhs: t('a1*(1 - a1)') };
  const sigmoidSlope: Theorem = {
    goal: slope,
    given: [],
    proof: {
      by: 'steps',
      steps: [
        use(d('sigmoid(z1)', 'z1'), 'definition.unfold', [0]),
        use(product(t('sigmoid(z1)*(1 - sigmoid(z1))'), d('z1', 'z1')), 'diff.function'),
        use(product(t('sigmoid(z1)*(1 - sigmoid(z1))'), t('1')), 'diff.self', [1]),
        algebra('sigmoid(z1)*(1 - sigmoid(z1))'),
        use('a1*(1 - sigmoid(z1))', 'definition.fold', [0], { quantity: q('a1') }),
        use('a1*(1 - a1)', 'definition.fold', [1, 1, 1], { quantity: q('a1') }),
      ],
    },
  };

  test('the original is a proof', () => {
    expect(verdict(net, sigmoidSlope)).toBe('accepted');
    expect(
      verdict(net, sigmoidSlope, renamed({ lhs: d('a2', 'z2'), rhs: t('a2*(1 - a2)') }, 0, toSecond)),
    ).toBe('accepted');
  });

  test.each([
    [
      'a unit with another activation',
      renamed({ lhs: d('a3', 'z3'), rhs: t('a3*(1 - a3)') }, 0, map({ a1: 'a3', z1: 'z3' })),
    ],
    ['half a renaming', renamed({ lhs: d('a2', 'z2'), rhs: t('a2*(1 - a2)') }, 0, map({ a1: 'a2' }))],
    [
      'a renaming onto a symbol of nobody',
      renamed({ lhs: d('a2', 'z2'), rhs: t('a2*(1 - a2)') }, 0, map({ a1: 'a2', z1: 'nothing' })),
    ],
    ['no renaming', renamed({ lhs: d('a2', 'z2'), rhs: t('a2*(1 - a2)') }, 0, map({}))],
    ['another goal', renamed({ lhs: d('a2', 'z2'), rhs: t('a2') }, 0, toSecond)],
    ['another left-hand side', renamed({ lhs: d('a2', 'w2'), rhs: t('a2*(1 - a2)') }, 0, toSecond)],
    ['two symbols made one', renamed({ lhs: d('z1', 'z1'), rhs: t('z1*(1 - z1)') }, 0, map({ a1: 'z1' }))],
    ['the proof of a later theorem', renamed(slope, 1, map({}))],
    ['the proof of no theorem', renamed(slope, 17, map({}))],
  ])('%s', (_what, second) => {
    expect(verdict(net, sigmoidSlope, second)).not.toBe('accepted');
  });

  test('a net input that is otherwise made', () => {
    const fourth = renamed({ lhs: d('z4', 'w4'), rhs: t('x') }, 0, map({ z1: 'z4', w1: 'w4' }));
    expect(verdict(net, localSlope(1), fourth)).not.toBe('accepted');
  });

  test('citations left where they were', () => {
    const goal = { lhs: d('a2', 'w2'), rhs: product(d('a2', 'z2'), t('x')) };
    const stale = renamed(goal, 2, { ...toSecond, theorems: new Map() });
    expect(verdict(net, localSlope(1), localSlope(2), chain(1), stale)).not.toBe('accepted');
  });

  test('citations of theorems yet to come', () => {
    const goal = { lhs: d('a2', 'w2'), rhs: product(d('a2', 'z2'), t('x')) };
    const ahead = renamed(goal, 2, { ...toSecond, theorems: new Map([[0, 3]]) });
    expect(verdict(net, localSlope(1), localSlope(2), chain(1), ahead)).not.toBe('accepted');
  });

  test('a renaming of a renaming', () => {
    const second = renamed({ lhs: d('z2', 'w2'), rhs: t('x') }, 0, toSecond);
    const third = renamed({ lhs: d('z3', 'w3'), rhs: t('x') }, 1, map({ z2: 'z3', w2: 'w3' }));
    expect(verdict(net, localSlope(1), second, third)).toContain('renaming of a renaming');
  });

  test('conditions are renamed, and the new ones must be given', () => {
    const cancelled = theorem('k1/z1*z1', [algebra('k1')], { given: [nonzero('z1')] });
    const goal = { lhs: t('k2/z2*z2'), rhs: t('k2') };
    const by = map({ z1: 'z2', k1: 'k2' });
    expect(verdict(net, cancelled, renamed(goal, 0, by, { given: [nonzero('z2')] }))).toBe('accepted');
    expect(verdict(net, cancelled, renamed(goal, 0, by, { given: [nonzero('z1')] }))).not.toBe('accepted');
    expect(verdict(net, cancelled, renamed(goal, 0, by))).not.toBe('accepted');
  });

  test('a declared equality with its symbols changed is not declared', () => {
    const first = theorem(
      'y1 + y2',
      [use('1', 'given', [], { given: { condition: equal('y1 + y2', '1') } })],
      {
        given: [equal('y1 + y2', '1')],
      },
    );
    const swapped = renamed({ lhs: t('y2 + y1'), rhs: t('1') }, 0, map({ y1: 'y2', y2: 'y1' }), {
      given: first.given,
    });
    expect(verdict(net, first, swapped)).toBe('accepted');
    const other = renamed({ lhs: t('x + y2'), rhs: t('1') }, 0, map({ y1: 'x' }), { given: first.given });
    expect(verdict(net, first, other)).not.toBe('accepted');
  });
});

test('renaming a term reaches what ∂s name, all at once', () => {
  const swap = new Map([
    [q('a'), q('b')],
    [q('b'), q('a')],
  ]);
  expect(renameTerm(t('a*b^2 + exp(a)'), swap)).toBe(t('b*a^2 + exp(b)'));
  expect(renameTerm(d('a', 'b', 'a c'), swap)).toBe(d('b', 'a', 'b c'));
});

test('a sum that is shifted is shifted by as much after renaming', () => {
  const shifted = (factor: string): Expr => term(`sum(i in 2..p+1, ${factor}*x[i-1])`);
  const goal = (factor: string): Theorem['goal'] => ({
    lhs: term(`sum(i in 1..p, ${factor}*x[i])`),
    rhs: shifted(factor),
  });
  const original: Theorem = {
    goal: goal('c'),
    given: [],
    proof: {
      by: 'steps',
      steps: [{ after: shifted('c'), by: { use: { rule: 'sum.reindex', at: [], shift: index(1) } } }],
    },
  };
  const renamed: Theorem = {
    goal: goal('d'),
    given: [],
    proof: {
      by: 'renaming',
      of: 0,
      map: { quantities: new Map([[q('c'), q('d')]]), theorems: new Map() },
    },
  };
  expect(verdict(plain, original, renamed)).toBe('accepted');
});
