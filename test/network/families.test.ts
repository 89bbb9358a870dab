// Questions about families: which equation, which children, is there a path; and what is no network of families.
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../src/expr/index.ts';
import {
  IndexFacts,
  missingMember,
  type Network,
  NetworkError,
  UndecidedError,
} from '../../src/network/index.ts';
import * as nets from '../networks/families.ts';
import { member, ranges, term, text } from '../networks/indexed.ts';

const of = ({ families }: Network): NonNullable<Network['families']> => {
  if (families === undefined) throw new Error('no families');
  return families;
};
const networks = {
  squared: nets.squaredNet,
  opaque: nets.opaqueNet,
  tied: nets.tiedNet,
  skip: nets.skipNet,
  recurrent: nets.recurrentNet,
  convolution: nets.convolutionNet,
  pairs: nets.pairsNet,
  causal: nets.causalNet,
  samples: nets.samplesNet,
  diagonal: nets.diagonalNet,
};
type Name = keyof typeof networks;

const facts = (network: Network, where: string): IndexFacts =>
  new IndexFacts(ranges(where), new Set(network.sizes));

const sign = (text: string): Condition => ({ kind: 'positive', term: term(text) });

/** What is wrong with a network, or `none`. */
const problemOf = (description: Parameters<typeof nets.family>[1]): string => {
  try {
    nets.family('wrong', description);
  } catch (error) {
    if (error instanceof NetworkError) return error.problem;
    throw error;
  }
  return 'none';
};

const decided = (run: () => string): string => {
  try {
    return run();
  } catch (error) {
    if (error instanceof UndecidedError) return 'undecided';
    throw error;
  }
};

describe('equationOf', () => {
  test.each<[string, string, string]>([
    ['a[0,j]', 'j in 1..n[0]', 'x[j]'],
    ['a[l,j]', 'l in 1..L, j in 1..n[l]', 'G(z[l,j])'],
    ['a[l+1,j]', 'l in 0..L-1, j in 1..n[l+1]', 'G(z[l+1,j])'],
    ['a[L,j]', 'j in 1..n[L]', 'G(z[L,j])'],
    ['a[l,j]', 'l in 0..L, j in 1..n[l]', 'undecided'],
    ['a[l,j]', 'l in 1..L+1, j in 1..n[l]', 'undecided'],
    ['a[l,j]', 'l in 1..L, j in 1..n[l-1]', 'undecided'],
    ['a[L+1,j]', 'j in 1..n[L]', 'none'],
    ['a[l,0]', 'l in 1..L', 'none'],
    ['x[k]', 'k in 1..n[0]', 'none'],
    // The k of the sum in the equation is not the k it is asked for.
    ['z[l,k]', 'l in 1..L, k in 1..n[l]', '(sum(i in 1..n[l-1], w[l,k,i]*a[l-1,i]) + b[l,k])'],
  ])('%s for %s', (q, where, rhs) => {
    const { squaredNet } = nets;
    const found = decided(() => {
      const equation = of(squaredNet).equationOf(member(q), facts(squaredNet, where));
      return equation === undefined ? 'none' : text(equation);
    });
    expect(found).toBe(rhs);
  });
});

/** The loss, to which all children lead. */
const goalOf = (network: Network): string => network.loss?.name ?? 'E';

describe('childrenOf', () => {
  const shown = (network: Network, q: string, where: string): string =>
    decided(() =>
      of(network)
        .childrenOf(member(q), goalOf(network), facts(network, where), new Set())
        .map(({ member: child, binders }) =>
          [text(child), ...binders.map(({ index, from, to }) => `${index} in ${from.key}..${to.key}`)].join(
            ' ',
          ),
        )
        .join('; '),
    );

  test.each<[Name, string, string, string]>([
    ['squared', 'w[l,j,k]', 'l in 1..L, j in 1..n[l], k in 1..n[l-1]', 'z[l,j]'],
    ['squared', 'x[k]', 'k in 1..n[0]', 'a[0,k]'],
    ['squared', 'a[l,j]', 'l in 0..L-1, j in 1..n[l]', 'z[l+1,k] k in 1..n[l+1]'],
    ['squared', 'a[L,j]', 'j in 1..n[L]', 'C'],
    ['squared', 'a[l,j]', 'l in 0..L, j in 1..n[l]', 'undecided'],
    ['squared', 'C', '', ''],
    ['squared', 'w[L+1,j,k]', 'j in 1..n[L], k in 1..n[L]', ''],
    ['opaque', 'a[L,j]', 'j in 1..n[L]', 'C'],
    ['opaque', 'y[j]', 'j in 1..n[L]', 'C'],
    ['tied', 'w[j,k]', 'j in 1..p, k in 1..p', 'z[l,j] l in 1..L'],
    ['skip', 'a[l,j]', 'l in 0..L-1, j in 1..p', 'z[l+1,k] k in 1..p; a[l+1,j]'],
    ['recurrent', 'W', '', 'z[t] t in 1..T'],
    ['recurrent', 'h[t]', 't in 1..T-1', 'z[t+1]; E'],
    ['recurrent', 'h[T]', '', 'E'],
    ['convolution', 'v[k]', 'k in 1..K', 'z[i] i in 1..m'],
    ['convolution', 'x[q]', 'q in 1..m+K', 'z[i] i in 1..m'],
    ['pairs', 'x[i]', 'i in 1..p', 'z[j,k] j in 1..p k in 1..p'],
    ['samples', 'w[j,k]', 'j in 1..n, k in 1..p', 'z[j,q] q in 1..m'],
    // What may mention a member counts: where it does not, its slope is 0.
    ['diagonal', 'S[i,j]', 'i in 1..p-1, j in 1..p', 'z[i]; E'],
    // Whether w_u stands in c_t depends on t: none is left out.
    ['causal', 'w[u]', 'u in 1..T', 'c[t] t in 1..T'],
    ['causal', 'x[u]', 'u in 1..T', 's[t,i] t in 1..T i in 1..t'],
    ['causal', 's[t,u]', 't in 1..T, u in 1..t', 'c[t]'],
    ['causal', 's[t,u]', 't in 1..T, u in 1..T', 'undecided'],
  ])('%s: %s for %s', (name, q, where, children) => {
    expect(shown(networks[name], q, where)).toBe(children);
  });
});

describe('apart', () => {
  test.each<[Name, string, string, string, boolean]>([
    ['squared', 'z[l,j]', 'z[l,k]', 'l in 1..L, j in 1..n[l], k in 1..n[l]', true],
    ['squared', 'z[l,j]', 'z[l+1,k]', 'l in 1..L-1, j in 1..n[l], k in 1..n[l+1]', false],
    ['squared', 'z[l,j]', 'z[r,k]', 'l in 1..L, r in 1..l, j in 1..n[l], k in 1..n[r]', true],
    ['squared', 'z[l,j]', 'a[r,k]', 'l in 1..L, r in 0..l-1, j in 1..n[l], k in 1..n[r]', true],
    ['squared', 'z[l,j]', 'a[l,k]', 'l in 1..L, j in 1..n[l], k in 1..n[l]', false],
    ['squared', 'a[l,j]', 'z[l,k]', 'l in 1..L, j in 1..n[l], k in 1..n[l]', true],
    ['squared', 'a[l,j]', 'C', 'l in 0..L, j in 1..n[l]', false],
    ['squared', 'C', 'a[l,j]', 'l in 0..L, j in 1..n[l]', true],
    ['squared', 'x[k]', 'y[j]', 'k in 1..n[0], j in 1..n[L]', true],
    ['tied', 'w[j,k]', 'a[0,k]', 'j in 1..p, k in 1..p', false],
    ['recurrent', 'x[t]', 'h[s]', 't in 1..T, s in 0..t-1', true],
    ['recurrent', 'x[t]', 'h[t]', 't in 1..T', false],
  ])('%s: %s to %s for %s is %s', (name, from, to, where, known) => {
    const network = networks[name];
    expect(of(network).apart(member(from), member(to), facts(network, where))).toBe(known);
  });
});

describe('what is no network of families', () => {
  const z = { inputs: { 'x[i]': 'i in 0..9+p' }, sizes: ['p'], opaque: { G: 1, J: 1 } } as const;

  test.each<[string, NetworkError['problem'], Parameters<typeof nets.family>[1]]>([
    [
      'an index that escapes its sum',
      'undeclared',
      {
        ...z,
        defined: { 'q[i]': 'i in 1..p' },
        equations: [['q[i]', 'sum(k in 1..p, x[k])*x[k]', 'i in 1..p']],
      },
    ],
    [
      'an index without a range',
      'undeclared',
      { ...z, defined: { 'q[i]': 'i in 1..p' }, equations: [['q[i]', 'x[j]', 'i in 1..p']] },
    ],
    [
      'a pattern without a range',
      'undeclared',
      { ...z, defined: { 'q[i]': 'i in 1..p' }, equations: [['q[i]', 'x[1]']] },
    ],
    [
      'a sum that binds the index of the pattern',
      'twice',
      { ...z, defined: { 'q[i]': 'i in 1..p' }, equations: [['q[i]', 'sum(i in 1..p, x[i])', 'i in 1..p']] },
    ],
    [
      'a sum within a sum of the same index',
      'twice',
      { ...z, defined: { E: '' }, equations: [['E', 'sum(i in 1..p, sum(i in 1..2, x[i]))']] },
    ],
    ['a sum over a size', 'twice', { ...z, defined: { E: '' }, equations: [['E', 'sum(p in 1..2, x[p])']] }],
    [
      'a sum over the star',
      'term',
      { ...z, defined: { E: '' }, equations: [['E', 'sum(* in 1..2, J(x[*]))']] },
    ],
    [
      'an equation for the star',
      'term',
      { ...z, defined: { 'q[i]': 'i in 1..p' }, equations: [['q[*]', 'x[1]']] },
    ],
    [
      'a range over the star',
      'term',
      { ...z, defined: { 'q[i]': 'i in 1..p' }, equations: [['q[*]', 'x[1]', '* in 1..p']] },
    ],
    ['a family over the star', 'term', { ...z, defined: { 'q[*]': '* in 1..p' }, equations: [] }],
    [
      'a size that is the star',
      'term',
      { ...z, sizes: ['*'], defined: { E: '' }, equations: [['E', 'x[1]']] },
    ],
    [
      'two equations that overlap',
      'twice',
      {
        ...z,
        defined: { 'q[i]': 'i in 0..p' },
        equations: [
          ['q[0]', 'x[1]'],
          ['q[i]', 'x[i]', 'i in 0..p'],
        ],
      },
    ],
    [
      'two equations that may overlap',
      'twice',
      {
        ...z,
        defined: { 'q[i]': 'i in 1..9' },
        equations: [
          ['q[2]', 'x[1]'],
          ['q[i]', 'x[i]', 'i in p..9'],
        ],
      },
    ],
    [
      'a pattern that repeats an index',
      'twice',
      { ...z, defined: { 'q[i,j]': 'i in 1..p, j in 1..p' }, equations: [['q[i,i]', 'x[i]', 'i in 1..p']] },
    ],
    [
      'a recurrence that stands still',
      'circular',
      { ...z, defined: { 'q[i]': 'i in 0..p' }, equations: [['q[i]', 'q[i]', 'i in 0..p']] },
    ],
    [
      'a recurrence both ways',
      'circular',
      { ...z, defined: { 'q[i]': 'i in 0..p' }, equations: [['q[i]', 'q[i-1] + q[i+1]', 'i in 1..p-1']] },
    ],
    [
      'a recurrence over all members',
      'circular',
      { ...z, defined: { 'q[i]': 'i in 0..p' }, equations: [['q[i]', 'sum(k in 0..p, q[k])', 'i in 1..p']] },
    ],
    [
      'a circle of two families',
      'circular',
      {
        ...z,
        defined: { 'q[i]': 'i in 0..p', 'r[i]': 'i in 0..p' },
        equations: [
          ['q[i]', 'r[i]', 'i in 0..p'],
          ['r[i]', 'q[i]', 'i in 0..p'],
        ],
      },
    ],
    [
      'a family of another number of indices',
      'undeclared',
      { ...z, defined: { 'q[i]': 'i in 0..p' }, equations: [['q[i]', 'x[i,i]', 'i in 0..p']] },
    ],
    [
      'a slice where a number is needed',
      'term',
      { ...z, defined: { E: '' }, equations: [['E', 'x[*] + 1']] },
    ],
    [
      'the name of a canonical index',
      'term',
      { ...z, defined: { E: '' }, equations: [['E', 'sum(%1 in 1..p, x[%1])']] },
    ],
    [
      'a range over a size',
      'twice',
      {
        ...z,
        defined: { 'q[i]': 'i in 0..9' },
        equations: [
          ['q[0]', 'x[1]'],
          ['q[p]', 'x[p]', 'p in 0..9'],
        ],
      },
    ],
    [
      'an overlap that a size named like a letter would hide',
      'twice',
      {
        ...z,
        sizes: ['p', 'j'],
        defined: { 'q[i]': 'i in 0..9' },
        equations: [
          ['q[i]', 'x[1]', 'i in 0..0'],
          ['q[i]', 'x[i]', 'i in 0..9'],
        ],
      },
    ],
    [
      'an index with two ranges, which no value meets',
      'twice',
      {
        ...z,
        defined: { 'q[i]': 'i in 0..9' },
        equations: [
          ['q[i]', 'x[1]', 'i in 1..3, i in 5..9'],
          ['q[i]', 'x[i]', 'i in 0..9'],
        ],
      },
    ],
    [
      'a range that ends nowhere',
      'undeclared',
      { ...z, defined: { 'q[i]': 'i in 0..9' }, equations: [['q[i]', 'x[i]', 'i in 1..u']] },
    ],
    [
      'a family that ends nowhere',
      'undeclared',
      { ...z, defined: { 'q[i]': 'i in 1..u', E: '' }, equations: [['E', 'x[1]']] },
    ],
    [
      'a range that mentions a later index',
      'undeclared',
      { ...z, defined: { 'q[i,j]': 'i in 1..j, j in 1..9', E: '' }, equations: [['E', 'x[1]']] },
    ],
    [
      'an equation past its family',
      'range',
      { ...z, defined: { 'q[i]': 'i in 1..p' }, equations: [['q[i]', 'x[i]', 'i in 1..p+1']] },
    ],
    [
      'a member past its family',
      'range',
      { ...z, defined: { 'q[i]': 'i in 0..p' }, equations: [['q[i]', 'q[i-1]', 'i in 0..p']] },
    ],
    [
      'a member past its family within a sum',
      'range',
      { ...z, defined: { E: '' }, equations: [['E', 'sum(k in 1..p, x[k-2])']] },
    ],
    [
      'a member past its family beside a bracket that says nothing of it',
      'range',
      { ...z, defined: { E: '' }, equations: [['E', 'sum(k in 1..p, [1 <= k]*x[k-2])']] },
    ],
    [
      'a slice past its family',
      'range',
      {
        ...z,
        inputs: { 'v[l,j]': 'l in 1..p, j in 1..2' },
        defined: { E: '' },
        equations: [['E', 'J(v[p+1,*])']],
      },
    ],
    [
      'a member whose range depends on what is every value at once',
      'range',
      {
        ...z,
        inputs: { 'v[l,j]': 'l in 1..p, j in 1..l' },
        defined: { E: '' },
        equations: [['E', 'J(v[*,2])']],
      },
    ],
    [
      'a loss past its family',
      'range',
      { ...z, defined: { 'q[i]': 'i in 1..p' }, equations: [['q[i]', 'x[i]', 'i in 1..p']], loss: 'q[p+1]' },
    ],
    [
      'a declared condition past its family',
      'range',
      { ...z, defined: { E: '' }, equations: [['E', 'x[1]']], given: [sign('x[i] + x[i+1]')] },
    ],
    [
      'a declared condition whose index stands nowhere alone',
      'undeclared',
      { ...z, defined: { E: '' }, equations: [['E', 'x[1]']], given: [sign('x[i+1]')] },
    ],
    [
      'a declared condition whose index has a range only inside a sum',
      'undeclared',
      {
        ...z,
        inputs: { 'v[l,j]': 'l in 1..p, j in 1..l' },
        defined: { E: '' },
        equations: [['E', '1']],
        given: [sign('sum(l in 1..p, v[l,j])')],
      },
    ],
    ['a family of the name of all', 'term', { ...z, defined: { '*': '' }, equations: [['*', 'x[1]']] }],
  ])('%s: %s', (_, problem, description) => {
    expect(problemOf(description)).toBe(problem);
  });

  test('a bracket lets a member beside it stand where it is 0', () => {
    const beside = (bracket: string) =>
      problemOf({ ...z, defined: { E: '' }, equations: [['E', `sum(k in 1..p, x[k]*(${bracket}*x[k-2]))`]] });
    expect([beside('[2 <= k]'), beside('[k = 2]'), beside('[1 <= k]')]).toEqual(['none', 'none', 'range']);
  });

  test('a sum may bind the name of something known: that is then not known of it', () => {
    // Σ_{p=1}^{p+11} x[p] reaches past 9+p, though p itself does not.
    const body = (to: string) =>
      missingMember(
        term(`sum(p in 1..${to}, x[p])`),
        () => ranges('i in 0..9+p'),
        new IndexFacts([], new Set(['p'])),
      ) === undefined;
    expect([body('p'), body('p+9'), body('p+11'), body('9')]).toEqual([true, true, false, true]);
  });

  test('a family may be defined downwards, and by several equations that lie apart', () => {
    const net = nets.family('down', {
      ...z,
      defined: { 'q[i]': 'i in 0..9' },
      equations: [
        ['q[9]', 'x[9]'],
        ['q[i]', 'q[i+1]*x[i]', 'i in 5..8'],
        ['q[i]', 'q[i+1]*q[i+2]', 'i in 0..4'],
      ],
    });
    expect(net.families?.circle()).toBeUndefined();
  });
});
