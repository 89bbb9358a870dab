// Families at concrete sizes: what sums, brackets, slices and ∂ become, and what is refused.
import { describe, expect, test } from 'vitest';
import { apply, type Expr, index, indexedSum } from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { InstanceError, instantiate, type Sizes } from '../../src/network/instance.ts';
import { Duals } from '../../src/numeric/index.ts';
import * as nets from '../networks/families.ts';
import { member, ranges, term, text } from '../networks/indexed.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

const sizes = (L: number, ...n: readonly number[]): Sizes =>
  new Map<string, number | readonly number[]>([
    ['L', L],
    ['n', n],
  ]);
const opaque = instantiate(nets.opaqueNet, sizes(2, 1, 2, 3));

const problemOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof InstanceError) return error.problem;
    throw error;
  }
  return 'none';
};

describe('instantiate', () => {
  test('declares every member in order, and writes every equation out', () => {
    const small = instantiate(nets.squaredNet, sizes(1, 2, 1));
    expect(small.network.symbols.map(({ quantity, role }) => `${text(quantity)} ${role}`)).toEqual([
      'x[1] input',
      'x[2] input',
      'w[1,1,1] parameter',
      'w[1,1,2] parameter',
      'b[1,1] parameter',
      'y[1] target',
      'z[1,1] defined',
      'a[0,1] defined',
      'a[0,2] defined',
      'a[1,1] defined',
      'C defined',
    ]);
    expect(
      small.network.symbols.flatMap(({ quantity }) => {
        const rhs = small.network.definition(quantity);
        return rhs ? [`${text(quantity)} = ${text(rhs)}`] : [];
      }),
    ).toEqual([
      'z[1,1] = ((w[1,1,1]*a[0,1] + w[1,1,2]*a[0,2]) + b[1,1])',
      'a[0,1] = x[1]',
      'a[0,2] = x[2]',
      'a[1,1] = G(z[1,1])',
      'C = 1/2*(y[1] + -1*a[1,1])^(2)',
    ]);
    expect(small.network.families).toBeUndefined();
    expect(small.network.loss).toBe(member('C'));
  });

  test('a member without an equation is an input', () => {
    const net = nets.family('from 1', {
      inputs: { W: '' },
      defined: { 'h[t]': 't in 0..T' },
      equations: [['h[t]', 'W*h[t-1]', 't in 1..T']],
      sizes: ['T'],
    });
    const { network } = instantiate(net, new Map([['T', 2]]));
    expect(network.symbol(member('h[0]'))?.role).toBe('input');
    expect(network.symbol(member('h[2]'))?.role).toBe('defined');
  });

  test('an opaque function of slices takes their members in order', () => {
    expect(text(opaque.network.definition(member('C')) as Expr)).toBe(
      'J(a[2,1], a[2,2], a[2,3], y[1], y[2], y[3])',
    );
    expect(opaque.network.opaque.get('J')).toBe(6);
    expect(opaque.network.opaque.get('G')).toBe(1);
  });

  test('declared conditions hold at every value of the indices they leave free', () => {
    const net = nets.family('given', {
      inputs: { 'y[l,j]': 'l in 1..2, j in 1..n[l]' },
      defined: { s: '' },
      equations: [['s', 'sum(j in 1..n[1], y[1,j])']],
      given: [
        { kind: 'positive', term: term('y[p,q]') },
        { kind: 'equal', equation: { lhs: term('sum(j in 1..n[2], y[2,j])'), rhs: term('1') } },
      ],
      sizes: ['n'],
    });
    const { given } = instantiate(net, new Map([['n', [9, 1, 2]]])).network;
    expect(
      given.map((each) =>
        each.kind === 'equal'
          ? text(each.equation.lhs)
          : each.kind === 'positive'
            ? text(each.term)
            : each.kind,
      ),
    ).toEqual(['y[1,1]', 'y[2,1]', 'y[2,2]', '(y[2,1] + y[2,2])']);
  });

  test('a scalar network stays what it is', () => {
    const { network, term: write } = instantiate(twoTwoTwo, new Map());
    expect(network.symbols.map(({ quantity }) => quantity)).toEqual(
      twoTwoTwo.symbols.map(({ quantity }) => quantity),
    );
    for (const { quantity, rhs } of twoTwoTwo.equations) {
      expect(network.definition(quantity)).toBe(rhs);
      expect(write(rhs)).toBe(rhs);
    }
  });

  test.each<[string, Sizes]>([
    ['no number', new Map([['L', 2]])],
    [
      'half a layer',
      new Map<string, number | readonly number[]>([
        ['L', 1.5],
        ['n', [1, 1, 1]],
      ]),
    ],
    ['a width 0', sizes(1, 2, 0)],
    ['too few widths', sizes(3, 1, 1)],
    [
      'a number for n[l]',
      new Map([
        ['L', 1],
        ['n', 2],
      ]),
    ],
  ])('refuses %s', (_, wrong) => {
    expect(problemOf(() => instantiate(nets.squaredNet, wrong))).toBe('size');
  });

  test('refuses a member past its family', () => {
    const { term: put } = instantiate(nets.squaredNet, sizes(1, 1, 1));
    expect(put(term('x[1]'))).toBe(term('x[1]'));
    expect(problemOf(() => put(term('x[n[0]+1]')))).toBe('range');
  });

  test('refuses one opaque function of two lengths', () => {
    const net = nets.family('lengths', {
      inputs: { 'x[l,j]': 'l in 1..2, j in 1..n[l]' },
      defined: { 'c[l]': 'l in 1..2' },
      equations: [['c[l]', 'J(x[l,*])', 'l in 1..2']],
      opaque: { J: 1 },
      sizes: ['n'],
    });
    expect(problemOf(() => instantiate(net, new Map([['n', [1, 1, 2]]])))).toBe('arity');
    expect(problemOf(() => instantiate(net, new Map([['n', [1, 2, 2]]])))).toBe('none');
  });
});

describe('instance.term', () => {
  const at = new Map([
    ['l', 1],
    ['j', 2],
  ]);

  test.each<[string, string]>([
    ['w[l,j,1]', 'w[1,2,1]'],
    ['a[l-1,1]', 'a[0,1]'],
    ['sum(k in 1..n[l+1], w[l+1,k,j])', '(w[2,1,2] + w[2,2,2] + w[2,3,2])'],
    ['sum(k in 1..n[0], x[k])', 'x[1]'],
    ['sum(k in 2..n[0], x[k])', '0'],
    ['sum(k in 3..1, x[k])', '0'],
    ['sum(i in 1..2, sum(k in 1..i, a[i,k]))', '(a[1,1] + (a[2,1] + a[2,2]))'],
    ['sum(l in 1..L, z[l,1])*z[l,1]', '(z[1,1] + z[2,1])*z[1,1]'],
    ['[l = j]', '0'],
    ['[l = j-1]', '1'],
    ['[l <= j, j <= l]', '0'],
    ['[1 <= j-l, j <= n[l]]', '1'],
    ['J(a[l+1,*], y[*])*2', 'J(a[2,1], a[2,2], a[2,3], y[1], y[2], y[3])*2'],
    ["G'(z[l,j])", "G'(z[1,2])"],
    ['d(C, z[l,j])', 'd(C, z[1,2])'],
    ['d(z[l+1,1], a[l,j] | *)', 'd(z[2,1], a[1,2] | a[1,1], b[2,1], w[2,1,1], w[2,1,2])'],
    ['d(w[l,j,1]*a[0,1], a[0,1] | *)', 'd(w[1,2,1]*a[0,1], a[0,1] | w[1,2,1])'],
    ['d(C, a[2,1] | a[2,*])', 'd(C, a[2,1] | a[2,2], a[2,3])'],
    ['d(a[l,j], z[l,j] | *)', 'd(a[1,2], z[1,2])'],
    ['delta[l+1,j]', 'delta[2,2]'],
    ['sum(l in 1..2, delta[l,n[l]])', '(delta[1,2] + delta[2,3])'],
  ])('%s', (from, to) => {
    expect(text(opaque.term(term(from), at))).toBe(to);
  });

  test.each<[string, string]>([
    ['z[l+2,j]', 'range'],
    ['a[1,n[l]+1]', 'range'],
    ['w[0,1,1]', 'range'],
    ['d(C, z[0,1])', 'range'],
    ['z[q,1]', 'index'],
    ['sum(k in 1..q, x[k])', 'index'],
    ['sum(k in 1..n[9], x[1])', 'size'],
    ['a[1,*]', 'slice'],
    ['a[1,*] + 1', 'slice'],
    ['sum(k in 1..1, a[0,*])', 'slice'],
    ['G(a[0,*])*a[0,*]', 'slice'],
    ["J'(a[1,*], y[1])", 'slice'],
    ['J(delta[*])', 'slice'],
    ['J(a[l,*], y[1])', 'arity'],
    ['sum(k in 1..99999999, x[1])', 'limit'],
  ])('refuses %s: %s', (from, problem) => {
    expect(problemOf(() => opaque.term(term(from), at))).toBe(problem);
  });

  test('does not overflow on deep terms', () => {
    let deep = term('x[1]');
    for (let i = 0; i < 100_000; i++) deep = apply('G', [deep]);
    expect(opaque.term(deep, at)).toBe(deep);
    let nested = term('x[1]');
    for (let i = 0; i < 200; i++) nested = indexedSum(`k${i}`, index(1), index(1), nested);
    expect(problemOf(() => opaque.term(nested, at))).toBe('limit');
  });
});

describe('assignments', () => {
  test.each<[string, string[]]>([
    ['', ['']],
    ['l in 1..L, j in 1..n[l]', ['l1 j1', 'l1 j2', 'l2 j1', 'l2 j2', 'l2 j3']],
    ['l in 2..1', []],
    ['i in 1..2, j in i..2', ['i1 j1', 'i1 j2', 'i2 j2']],
  ])('%s', (where, expected) => {
    const found = [...opaque.assignments(ranges(where))].map((each) =>
      [...each].map(([name, value]) => name + value).join(' '),
    );
    expect(found).toEqual(expected);
  });
});

describe('numbers', () => {
  test('held by hand and by the definition of ∂ agree, in a net with a skip', () => {
    // a[2,1] = G(z[2,1]) + a[1,1] and z[2,1] = w·a[1,1]: plain ∂ has both ways, ∂|_* the skip alone.
    const { instance, duals, values, functions } = nets.randomPoint(
      nets.skipNet,
      nets.random(4),
      new Map([
        ['L', 2],
        ['p', 1],
      ]),
    );
    const value = (text: string): number => duals.value(instance.term(term(text))).value;
    expect(value('d(a[2,1], a[1,1] | *)')).toBe(1);
    const slope = functions.get('G')?.([value('z[2,1]')], [1]) as number;
    const w = values.get(member('w[2,1,1]')) as number;
    expect(value('d(a[2,1], a[1,1])')).toBeCloseTo(1 + slope * w, 12);
    expect(value('d(z[2,1], a[1,1])')).toBeCloseTo(w, 12);
  });

  test.each(nets.familyNets.map((network) => [network.name, network] as const))(
    '%s has values and slopes at random sizes',
    (_, network) => {
      const draw = nets.random(1);
      for (let i = 0; i < 20; i++) {
        const { instance, duals } = nets.randomPoint(network, draw);
        const { loss } = instance.network;
        expect(duals.value(loss as Expr).value).toSatisfy(Number.isFinite);
        for (const { quantity, role } of instance.network.symbols) {
          if (role === 'parameter')
            expect(duals.partial(loss as Expr, quantity).value).toSatisfy(Number.isFinite);
        }
      }
    },
  );

  test('values of members are kept', () => {
    const net = makeNetwork({ ...nets.pairsNet, values: new Map([[member('x[1]'), 2]]) });
    const { network } = instantiate(net, new Map([['p', 1]]));
    const duals = new Duals(network, { functions: new Map([['G', ([u = 0]) => u]]) });
    expect(duals.value(member('E')).value).toBe(16);
  });
});
