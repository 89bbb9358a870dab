// What equations form a network, and what Dom(N) says of it.
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../src/expr/index.ts';
import {
  conditionsOf,
  domain,
  makeNetwork,
  NetworkError,
  type NetworkParts,
} from '../../src/network/index.ts';
import { equal, network, nonzero, positive, q, smooth, t } from '../proof/small.ts';

const symbol = (name: string, role: 'input' | 'defined' | 'parameter' = 'input') => ({
  quantity: q(name),
  role,
});
const parts = (more: Partial<NetworkParts>): NetworkParts => ({
  name: 'n',
  symbols: [symbol('x'), symbol('E', 'defined')],
  equations: [{ quantity: q('E'), rhs: t('x^2') }],
  ...more,
});

describe('makeNetwork', () => {
  test('answers what was declared', () => {
    const net = makeNetwork(parts({ loss: q('E'), values: new Map([[q('x'), 3]]) }));
    expect(net.definition(q('E'))).toBe(t('x^2'));
    expect(net.definition(q('x'))).toBeUndefined();
    expect(net.symbol(q('x'))?.role).toBe('input');
    expect(net.named('E')).toBe(q('E'));
    expect(net.named('__proto__')).toBeUndefined();
    expect([net.given, net.opaque.size, net.values.get(q('x'))]).toEqual([[], 0, 3]);
  });

  test('equations may come in any order', () => {
    const net = makeNetwork(
      parts({
        symbols: [symbol('x'), symbol('E', 'defined'), symbol('h', 'defined')],
        equations: [
          { quantity: q('E'), rhs: t('h + 1') },
          { quantity: q('h'), rhs: t('x') },
        ],
      }),
    );
    expect(net.graph.order).toEqual([q('x'), q('h'), q('E')]);
  });

  const two = (role: 'input' | 'defined') => [symbol('x'), symbol('E', 'defined'), symbol('h', role)];
  test.each<readonly [string, NetworkError['problem'], string, Partial<NetworkParts>]>([
    [
      'a symbol twice',
      'twice',
      'x',
      { symbols: [symbol('x'), symbol('x', 'parameter'), symbol('E', 'defined')] },
    ],
    [
      'two equations',
      'twice',
      'E',
      {
        equations: [
          { quantity: q('E'), rhs: t('x') },
          { quantity: q('E'), rhs: t('x') },
        ],
      },
    ],
    [
      'an equation of an input',
      'role',
      'h',
      {
        symbols: two('input'),
        equations: [
          { quantity: q('E'), rhs: t('x') },
          { quantity: q('h'), rhs: t('x') },
        ],
      },
    ],
    ['no equation', 'role', 'h', { symbols: two('defined') }],
    [
      'an equation of nobody',
      'role',
      'h',
      {
        equations: [
          { quantity: q('E'), rhs: t('x') },
          { quantity: q('h'), rhs: t('x') },
        ],
      },
    ],
    ['an unknown symbol', 'undeclared', 'y', { equations: [{ quantity: q('E'), rhs: t('x + y') }] }],
    ['an unknown loss', 'undeclared', 'L', { loss: q('L') }],
    [
      'a circle',
      'circular',
      'E',
      {
        symbols: two('defined'),
        equations: [
          { quantity: q('E'), rhs: t('h') },
          { quantity: q('h'), rhs: t('E + x') },
        ],
      },
    ],
    ['a condition about nobody', 'undeclared', 'y', { given: [positive('y')] }],
  ])('%s', (_what, problem, name, more) => {
    let thrown: unknown;
    try {
      makeNetwork(parts(more));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(NetworkError);
    expect(thrown).toMatchObject({ problem, name: 'NetworkError' });
    expect((thrown as NetworkError).quantities.map((each) => each.name)).toContain(name);
    expect((thrown as NetworkError).message).toContain(name);
  });

  test('functions: unknown, with too few arguments, opaque under a known name', () => {
    const opaque = new Map([['g', 1]]);
    expect(() => makeNetwork(parts({ equations: [{ quantity: q('E'), rhs: t('g(x)') }] }))).toThrow(
      NetworkError,
    );
    expect(() =>
      makeNetwork(parts({ equations: [{ quantity: q('E'), rhs: t('G(x, x)') }], opaque })),
    ).toThrow(NetworkError);
    expect(() => makeNetwork(parts({ opaque: new Map([['relu', 1]]) }))).toThrow(NetworkError);
    expect(() => makeNetwork(parts({ opaque: new Map([["g'", 1]]) }))).toThrow(NetworkError);
    expect(makeNetwork(parts({ equations: [{ quantity: q('E'), rhs: t("g'(x)") }], opaque })).opaque).toBe(
      opaque,
    );
  });
});

describe('Dom(N)', () => {
  test.each<readonly [string, readonly Condition[]]>([
    ['x + y*x', []],
    ['x^3', []],
    ['x^0', []],
    ['x^(-2)', [nonzero('x')]],
    ['x/y', [nonzero('y')]],
    ['1/(2*x^2*(x + y))', [nonzero('x'), nonzero('x + y')]],
    ['1/(0*x)', [nonzero('0'), nonzero('x')]],
    // Of an opaque function's slope no more is known than of the function: it has a slope where that is said of it.
    ['g(x)', [smooth('g', 'x')]],
    ["g'(x)", [smooth("g'", 'x')]],
    ["g''(x)", [smooth("g''", 'x')]],
    ['x^(1/2)', [positive('x')]],
    ['x^y', [positive('x')]],
    ['log(x)', [positive('x')]],
    ['sqrt(x + y)', [positive('x + y')]],
    ['relu(x)', [nonzero('x')]],
    ['max(x, y)', [nonzero('x - y')]],
    ['abs(x*y)', [nonzero('x*y')]],
    ['x > 0 ? 1 : y', [nonzero('x')]],
    ['exp(x) + sigmoid(y) + tanh(x) + gelu(y) + silu(x) + softplus(y)', []],
    ['g(x)', [smooth('g', 'x')]],
    ['G(x, y + 1)', [smooth('G', 'x', 'y + 1')]],
    ['log(1/x)', [nonzero('x'), positive('1/x')]],
  ])('%s', (rhs, conditions) => {
    const found = domain(network('x y', { E: rhs }));
    expect(new Set(found)).toEqual(new Set(conditions));
  });

  test('is what every equation asks, and what is declared', () => {
    const given = [equal('x + y', '1'), positive('y')];
    const found = domain(network('x y', { a: 'log(x)', b: 'a/y' }, { given }));
    expect(found).toEqual([positive('x'), nonzero('y'), ...given]);
  });

  test('a node asks for itself alone', () => {
    expect(conditionsOf(t('log(1/x)'))).toEqual([positive('1/x')]);
    expect(conditionsOf(t('x'))).toEqual([]);
  });
});
