// Indices are compared by their text, so an index called "1" or "t+1" would be the number 1 or the index t + 1, and one called "%1"
// the name that canonical forms give to binders. None may enter: as an index variable, a size, a binder or a range.
import { describe, expect, test } from 'vitest';
import {
  type Expr,
  index,
  indexedSum,
  indexVariable,
  num,
  product,
  quantity,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { check, readDerivation, type Step, type Theorem, writeDerivation } from '../../src/proof/index.ts';

const forged = ['1', '0', '-1', 't+1', 't-1', '2*t', 'n[t]', '%0', '%1', '*', '', ' t', 't ', 't,u', ']'];

/** h[0] = h0, h[t] = W·h[t−1]; whatever may be built of it with a forged name is tried. */
const recurrence = (sizes: readonly string[] = ['T'], state = 'h') => {
  const [t, T] = [indexVariable('t'), indexVariable('T')];
  const whole = { index: 't', from: index(0), to: T };
  return makeNetwork({
    name: 'recurrence',
    sizes,
    symbols: [
      { quantity: quantity('W'), role: 'parameter' },
      { quantity: quantity('h0'), role: 'input' },
      { quantity: quantity(state, [t]), role: 'defined', ranges: [whole] },
    ],
    equations: [
      { quantity: quantity(state, [index(0)]), rhs: quantity('h0') },
      {
        quantity: quantity(state, [t]),
        rhs: product(quantity('W'), quantity(state, [index(-1, t.terms)])),
        ranges: [{ ...whole, from: index(1) }],
      },
    ],
  });
};

const unfold = (after: Expr, at: readonly number[] = []): Step => ({
  after,
  by: { use: { rule: 'definition.unfold', at } },
});
const byNumber = (lhs: Expr, steps: readonly Step[], given: Theorem['given']): Theorem => ({
  goal: { lhs, rhs: steps.at(-1)?.after as Expr },
  given,
  proof: { by: 'steps', steps },
});

// The first test comes first: which of two terms of one text is made first decides which of them there is.
describe('an index named like a number', () => {
  /** h0 = W·h0: the index "1" is given to be 0, then taken for the number 1, then done away with. */
  const lie = (): readonly Theorem[] => {
    const first = quantity('h', [indexVariable('1')]);
    const t = indexVariable('t');
    const before = quantity('h', [index(-1, t.terms)]);
    const [W, h0] = [quantity('W'), quantity('h0')];
    const isZero = { kind: 'range', index: '1', from: index(0), to: index(0) } as const;
    return [
      byNumber(first, [unfold(h0)], [isZero]),
      byNumber(
        quantity('h', [t]),
        [unfold(product(W, before))],
        [{ kind: 'range', index: 't', from: index(1), to: indexVariable('T') }],
      ),
      byNumber(
        h0,
        [
          { after: first, by: { cite: [{ theorem: 0, from: 'rhs', to: 'lhs' }] } },
          {
            after: product(W, quantity('h', [index(0)])),
            by: { cite: [{ theorem: 1, at: new Map([['t', index(1)]]) }] },
          },
          unfold(product(W, h0), [1]),
        ],
        [isZero],
      ),
      byNumber(
        h0,
        [{ after: product(W, h0), by: { cite: [{ theorem: 2, at: new Map([['1', index(0)]]) }] } }],
        [],
      ),
    ];
  };

  /** Refusing to build a term is as good as refusing the theorem. */
  const verdicts = (judge: () => readonly { readonly accepted: boolean }[]): readonly boolean[] => {
    try {
      return judge().map(({ accepted }) => accepted);
    } catch {
      return [false];
    }
  };

  test('proves nothing', () => {
    expect(verdicts(() => check({ network: recurrence(), theorems: lie() }))).toContain(false);
  });

  test('nor from a file', () => {
    const file = (): unknown =>
      JSON.parse(JSON.stringify(writeDerivation({ network: recurrence(), theorems: lie() })));
    expect(verdicts(() => check(readDerivation(file())))).toContain(false);
  });

  /** s[1] = h0: a theorem about every t that is 0, cited at the index "1", which is then taken for the number 1. */
  const instance = (): readonly Theorem[] => {
    const t = indexVariable('t');
    const h0 = quantity('h0');
    const first = quantity('s', [index(1)]);
    const zero = (name: string) => ({ kind: 'range', index: name, from: index(0), to: index(0) }) as const;
    const named = index(0, [{ atom: { name: '1', indices: [] }, coefficient: 1 }]);
    return [
      byNumber(quantity('s', [t]), [unfold(h0)], [zero('t')]),
      byNumber(
        first,
        [{ after: h0, by: { cite: [{ theorem: 0, at: new Map([['t', named]]) }] } }],
        [zero('1')],
      ),
      byNumber(first, [{ after: h0, by: { cite: [{ theorem: 1, at: new Map([['1', index(0)]]) }] } }], []),
    ];
  };

  test('is not what a theorem is cited at', () => {
    expect(verdicts(() => check({ network: recurrence(['T'], 's'), theorems: instance() }))).toContain(false);
    const file = (): unknown =>
      JSON.parse(JSON.stringify(writeDerivation({ network: recurrence(['T'], 's'), theorems: instance() })));
    expect(verdicts(() => check(readDerivation(file())))).toContain(false);
  });
});

describe.each(forged)('the name %j', (name) => {
  const refusedOrThrown = (theorem: () => Theorem): boolean => {
    try {
      return check({ network: recurrence(), theorems: [theorem()] }).every(({ accepted }) => !accepted);
    } catch {
      return true;
    }
  };

  test('is no size', () => {
    expect(() => recurrence(['T', name])).toThrow();
  });

  /** 2·u = u + u: true, and refused for its name alone. */
  const doubled = (u: Expr, given: Theorem['given'] = []): Theorem => {
    const to = sum(u, u);
    return byNumber(product(num(2), u), [{ after: to, by: { use: { rule: 'algebra', at: [], to } } }], given);
  };

  test('is not ranged over', () => {
    const range = { kind: 'range', index: name, from: index(0), to: index(0) } as const;
    expect(refusedOrThrown(() => doubled(quantity('h0'), [range]))).toBe(true);
  });

  test('binds nothing', () => {
    expect(
      refusedOrThrown(() => doubled(indexedSum(name, index(1), indexVariable('T'), quantity('h0')))),
    ).toBe(true);
  });
});

test('while ordinary names do all three', () => {
  for (const name of ['k', 'κ', 'k1', 'row_index']) {
    const u = indexedSum(name, index(1), indexVariable('T'), product(quantity('h0'), quantity('W')));
    const to = sum(u, u);
    const theorem = byNumber(
      product(num(2), u),
      [{ after: to, by: { use: { rule: 'algebra', at: [], to } } }],
      [{ kind: 'range', index: `${name}x`, from: index(0), to: indexVariable('T') }],
    );
    expect(check({ network: recurrence(['T', `${name}s`]), theorems: [theorem] })).toMatchObject([
      { accepted: true },
    ]);
  }
});
