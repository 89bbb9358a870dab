// Rules about indices: what each gives and refuses, in tables; the truth of what they give, in numbers; the theorems about
// all layers and widths; ways to a false theorem are in `indexedSoundness.test.ts`.
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/network/index.ts';
import { Kernel, type RuleUse, type Step, type Theorem } from '../../src/proof/index.ts';
import * as nets from '../networks/families.ts';
import { at, ranges, term, text } from '../networks/indexed.ts';
import { familyProofs } from './familyProofs.ts';
import { chainOf, plain } from './indexedNetworks.ts';
import { atEnd, below, holds, rangeGivens, rangesIn, refuted, theoremOf, verdict } from './script.ts';

const use = (rule: string, more: Partial<RuleUse> = {}): Omit<RuleUse, 'at'> => ({ rule, ...more });

/** Why a one-step theorem is refused, or where the kernel finds that the rule leads. */
function outcome(network: Network, from: string, where: string, by: Omit<RuleUse, 'at'>): string {
  try {
    const theorem = theoremOf(network, from, where, [[by.rule, [], by]]);
    const found = verdict(network, theorem);
    return found === 'accepted' ? text(theorem.goal.rhs) : `refused: ${found}`;
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

type Row = readonly [from: string, where: string, to: string | RegExp];

/** One table for a rule; what it accepts is true in numbers. */
function rule(network: Network, name: string, by: Omit<RuleUse, 'at'>, rows: readonly Row[]): void {
  test.each(rows)(`${name}: %s for %s`, (from, where, to) => {
    const found = outcome(network, from, where, by);
    if (to instanceof RegExp) {
      expect(found).toMatch(/^refused: /);
      expect(found).toMatch(to);
      return;
    }
    expect(found).toBe(text(term(to)));
    expect(holds(network, term(from), term(to), ranges(where))).toBe(true);
  });
}

describe('sums', () => {
  rule(plain, 'sum.linear', use('sum.linear'), [
    ['sum(i in 1..p, c*x[i]*d)', '', 'c*d*sum(i in 1..p, x[i])'],
    ['sum(i in 1..p, x[j]*x[i])', 'j in 1..p', 'x[j]*sum(i in 1..p, x[i])'],
    ['sum(i in 1..p, c)', '', 'c*sum(i in 1..p, 1)'],
    ['sum(i in 1..p, x[i] + c)', '', 'sum(i in 1..p, x[i]) + sum(i in 1..p, c)'],
    ['sum(i in 1..0, c*x[i])', '', 'c*sum(i in 1..0, x[i])'],
    ['sum(i in 1..p, c*[i = 2])', '', 'c*sum(i in 1..p, [i = 2])'],
    ['sum(i in 1..p, x[i])', '', /every factor contains/],
    ['sum(i in 1..p, x[i]*v[2,i])', '', /every factor contains/],
    ['sum(i in 1..p, x[i]*sum(j in 1..i, c))', '', /every factor contains/],
    // A sum inside that binds the same name does not depend on it, but is left where it is.
    ['sum(i in 1..p, x[i]*d(E, x[i]))', '', /every factor contains/],
    ['c*x[1]', '', /on a sum/],
  ]);
  rule(plain, 'sum.exchange', use('sum.exchange'), [
    ['sum(i in 1..p, sum(j in 1..m, v[i,j]))', '', 'sum(j in 1..m, sum(i in 1..p, v[i,j]))'],
    ['sum(i in 1..p, sum(j in 2..1, v[i,j]))', '', 'sum(j in 2..1, sum(i in 1..p, v[i,j]))'],
    ['sum(i in 1..p, sum(j in 1..i, v[i,j]))', '', /inner range moves/],
    ['sum(i in 1..p, sum(j in i..p, v[i,j]))', '', /inner range moves/],
    ['sum(i in 1..p, sum(i in 1..m, x[i]))', '', /one index/],
    ['sum(i in 1..p, x[i])', '', /on a sum/],
  ]);
  rule(plain, 'sum.reindex', use('sum.reindex', { shift: at('1') }), [
    ['sum(i in 1..p, x[i]*x[2*i])', '', 'sum(i in 2..p+1, x[i-1]*x[2*i-2])'],
    ['sum(i in 1..p, sum(j in 1..i, v[i,j]))', '', 'sum(i in 2..p+1, sum(j in 1..i-1, v[i-1,j]))'],
    ['sum(i in 1..p, [i = j])', 'j in 1..3', 'sum(i in 2..p+1, [i-1 = j])'],
    ['x[1]', '', /on a sum/],
  ]);
  rule(plain, 'sum.reindex by j', use('sum.reindex', { shift: at('j') }), [
    ['sum(i in 1..p, x[i])', 'j in 1..3', 'sum(i in 1+j..p+j, x[i-j])'],
    // The shift would be captured by the sum inside: that gets another index.
    [
      'sum(i in 1..p, sum(j in 1..2, v[i,j]))',
      'j in 1..3',
      'sum(i in 1+j..p+j, sum(i1 in 1..2, v[i-j,i1]))'.replaceAll('i1', 'k'),
    ],
    ['sum(j in 1..p, x[j])', '', /without the index/],
  ]);
  rule(plain, 'sum.reindex without a shift', use('sum.reindex'), [['sum(i in 1..p, x[i])', '', /shift/]]);
  rule(plain, 'sum.peel', use('sum.peel'), [
    ['sum(i in 1..p, x[i])', '', 'x[1] + sum(i in 2..p, x[i])'],
    ['sum(i in j..p, x[i])', 'j in 1..p', 'x[j] + sum(i in j+1..p, x[i])'],
    ['sum(i in 1..1, x[i])', '', 'x[1] + sum(i in 2..1, x[i])'],
    ['sum(i in 2..p, x[i])', '', /may be empty/],
    ['sum(i in 1..p-1, x[i])', '', /may be empty/],
    ['sum(i in 1..j, x[i])', 'j in 0..p', /may be empty/],
    ['sum(i in 1..m, x[i])', 'p in 1..m', /names no index/],
  ]);
  rule(plain, 'sum.empty', use('sum.empty'), [
    ['sum(i in 1..0, x[i])', '', '0'],
    ['sum(i in p+1..p, x[i])', '', '0'],
    ['sum(i in p..j, x[i])', 'j in 0..p-1', '0'],
    ['sum(i in 1..p, x[i])', '', /may have terms/],
    ['sum(i in 2..p, x[i])', '', /may have terms/],
    ['sum(i in 1..1, 0)', '', /may have terms/],
  ]);
});

describe('brackets', () => {
  rule(plain, 'delta.contract', use('delta.contract'), [
    ['sum(i in 1..p, [i = j]*x[i])', 'j in 1..p', 'x[j]'],
    ['sum(i in 1..p, x[i]*[j = i]*c)', 'j in 1..p', 'x[j]*c'],
    ['sum(i in 1..p, [i = j])', 'j in 1..p', '1'],
    ['sum(i in 1..p, [i = j]*x[i])', 'j in p+1..p+2', '0'],
    ['sum(i in 1..p, [i = j]*x[i])', 'j in 0..p', '[1 <= j, j <= p]*x[j]'],
    ['sum(i in 1..p, [i = j]*[i = k]*x[i])', 'j in 1..p, k in 1..p', '[j = k]*x[j]'],
    ['sum(i in 1..p, [i = j, i = k]*x[i])', 'j in 1..p, k in 1..p', '[j = k]*x[j]'],
    ['sum(i in 1..p, [i+1 = j]*x[i])', 'j in 2..p+1', 'x[j-1]'],
    ['sum(i in 1..p, [3-i = j]*x[i])', 'j in 3-p..2', 'x[3-j]'],
    ['sum(i in 1..p, [i = j]*sum(k in 1..i, v[i,k]))', 'j in 1..p', 'sum(k in 1..j, v[j,k])'],
    ['sum(i in 1..p, [i = k]*sum(k in 1..2, v[i,k]))', 'k in 1..p', 'sum(j in 1..2, v[k,j])'],
    ['sum(i in 1..p, [2*i = j]*x[i])', 'j in 1..p', /no bracket/],
    ['sum(i in 1..p, [i <= j]*x[i])', 'j in 1..p', /no bracket/],
    ['sum(i in 1..p, [k = j]*x[i])', 'j in 1..p, k in 1..p', /no bracket/],
    ['sum(i in 1..p, [i = j] + x[i])', 'j in 1..p', /no bracket/],
    ['sum(i in 1..p, [i = j]^2*x[i])', 'j in 1..p', /no bracket/],
    ['sum(i in 1..p, [i = i]*x[i])', '', /no bracket/],
  ]);
  rule(plain, 'delta.cases', use('delta.cases'), [
    ['cases(exp(c), [j = 1]*c, [j = 1]*d)', 'j in 1..p', '[j = 1]*cases(exp(c), c, d)'],
    ['cases(exp(c), [j = 1], 0)', 'j in 1..p', '[j = 1]*cases(exp(c), 1, 0)'],
    ['cases(exp(c), 0, c*[j = 1]*d)', 'j in 1..p', '[j = 1]*cases(exp(c), 0, c*d)'],
    [
      'cases(exp(c), [j = 1]*[k = 2]*c, [k = 2]*d)',
      'j in 1..p, k in 1..p',
      '[k = 2]*cases(exp(c), [j = 1]*c, d)',
    ],
    ['cases(exp(c), [j = 1]*c, [j = 2]*c)', 'j in 1..p', /no bracket/],
    ['cases(exp(c), [j = 1]*c, d)', 'j in 1..p', /no bracket/],
    ['cases(exp(c), [j = 1] + c, [j = 1] + d)', 'j in 1..p', /no bracket/],
    ['cases(exp(c), c*d, c)', '', /no bracket/],
    ['cases(exp(c), 0, 0)', '', /no bracket/],
    ['cases(c, [j = 1]*c, [j = 1]*d)', 'j in 1..p', /neither given nor proved: nonzero/],
    ['[j = 1]', 'j in 1..p', /not a distinction/],
  ]);
  rule(plain, 'delta.evaluate', use('delta.evaluate'), [
    ['[j = j]', 'j in 1..p', '1'],
    ['[j = j+1]', 'j in 1..p', '0'],
    ['[0 <= j, j <= p]', 'j in 1..p', '1'],
    ['[p <= j]', 'j in 1..p-1', '0'],
    ['[j = k]', 'j in 1..2, k in 3..4', '0'],
    ['[j = k, j = p]', 'j in 1..2, k in 3..4', '0'],
    ['[j = k]', 'j in 1..1, k in 1..1', '1'],
    ['[1 = 2]', '', '0'],
    ['[j = 1]', 'j in 1..p', /not decided/],
    ['[j <= 1]', 'j in 1..2', /not decided/],
    ['[j = j, j = 1]', 'j in 1..p', /not decided/],
    ['x[1]', '', /not a bracket/],
  ]);
  test('[i ≤ j] is not [j ≤ i], though [i = j] is [j = i]', () => {
    const where = 'i in 1..3, j in 1..3';
    expect(verdict(plain, theoremOf(plain, '[i = j] + 0', where, ['[j = i]']))).toBe('accepted');
    expect(verdict(plain, theoremOf(plain, '[i = j] + 0', where, ['[0-i = 0-j]']))).toBe('accepted');
    expect(verdict(plain, theoremOf(plain, '[i <= j] + 0', where, ['[j <= i]']))).not.toBe('accepted');
    expect(verdict(plain, theoremOf(plain, '[i <= j] + 0', where, ['[j-i <= 0]']))).not.toBe('accepted');
  });
});

describe('slopes', () => {
  rule(plain, 'diff.indexed', use('diff.indexed'), [
    ['d(sum(i in 1..p, x[i]*c), c)', '', 'sum(i in 1..p, d(x[i]*c, c))'],
    ['d(sum(i in 1..p, x[i]*c), x[j])', 'j in 1..p', 'sum(i in 1..p, d(x[i]*c, x[j]))'],
    // The index that the ∂ names is kept apart from the bound one.
    ['d(sum(i in 1..p, x[i]*x[1]), x[i])', 'i in 1..p', 'sum(j in 1..p, d(x[j]*x[1], x[i]))'],
    [
      'd(sum(i in 1..p, x[i]), x[j] | x[i])',
      'i in 1..p, j in p+1..p+2',
      'sum(k in 1..p, d(x[k], x[j] | x[i]))',
    ],
    ['d(sum(i in 1..p, x[i]) + c, c)', '', /on a sum/],
    ['sum(i in 1..p, x[i])', '', /on a ∂/],
  ]);
  rule(chainOf, 'diff.self', use('diff.self'), [
    ['d(x[i], x[i])', 'i in 1..3', '1'],
    ['d(x[i], x[j])', 'i in 1..3, j in 1..3', '[i = j]'],
    ['d(x[i+1], x[j])', 'i in 1..3, j in 1..3', '[i+1 = j]'],
    ['d(x[1], x[2])', '', '[1 = 2]'],
    ['d(q[i], q[j])', 'i in 1..p, j in 1..p', '[i = j]'],
    ['d(h[t], h[t])', 't in 0..T', '1'],
    ['d(h[s], h[t])', 't in 1..T, s in 0..t', '[s = t]'],
    ['d(h[s], h[t])', 's in 1..T, t in 0..T', /path/],
    ['d(h[t], h[t-1])', 't in 1..T', /path/],
    ['d(h[t], h[t-1] | *)', 't in 1..T', /own equation|may be one/],
    ['d(h[t], h[s] | *)', 't in 1..T, s in 0..T', /may be one|own equation/],
    ['d(q[i], q[j] | *)', 'i in 1..p, j in 1..p', /may be one|own equation/],
    ['d(q[i], x[i])', 'i in 1..p', /not ∂B/],
    ['d(x[i]*2, x[i])', 'i in 1..3', /not ∂B/],
  ]);
  rule(chainOf, 'diff.independent', use('diff.independent'), [
    ['d(h[s], h[t])', 't in 1..T, s in 0..t-1', '0'],
    ['d(x[i], x[i+1])', 'i in 1..3', '0'],
    ['d(W, x[i])', 'i in 1..3', '0'],
    ['d(h[s], x[t])', 't in 1..T, s in 0..t-1', '0'],
    ['d(sum(s in 0..t-1, h[s]), x[t])', 't in 1..T', '0'],
    ['d(q[i], W)', 'i in 1..p', '0'],
    ['d(h[s], h[t])', 't in 1..T, s in 0..t', /depends/],
    ['d(h[s], x[t])', 't in 1..T, s in 0..t', /depends/],
    ['d(sum(s in 0..t, h[s]), x[t])', 't in 1..T', /depends/],
    ['d(x[i], x[j])', 'i in 1..3, j in 3..4', /depends/],
    ['d(E, W)', '', /depends/],
    ['d(h[t], W | *)', 't in 1..T', /depends/],
    ['d(q[i], x[i] | *)', 'i in 1..p', /depends/],
    ['d(q[i], q[j] | *)', 'i in 1..p, j in 1..p', /depends|may be/],
  ]);
  rule(nets.squaredNet, 'chain.edges', use('chain.edges'), [
    ['d(C, z[l,j])', 'l in 1..L, j in 1..n[l]', 'd(C, a[l,j])*d(a[l,j], z[l,j] | *)'],
    [
      'd(C, a[l,j])',
      'l in 1..L-1, j in 1..n[l]',
      'sum(k in 1..n[l+1], d(C, z[l+1,k])*d(z[l+1,k], a[l,j] | *))',
    ],
    // The k of z[L,k] is its own, so the sum over the next layer takes another letter.
    [
      'd(z[L,k], a[l,j])',
      'l in 0..L-2, k in 1..n[L], j in 1..n[l]',
      'sum(p in 1..n[l+1], d(z[L,k], z[l+1,p])*d(z[l+1,p], a[l,j] | *))',
    ],
    ['d(C, a[L,j])', 'j in 1..n[L]', 'd(C, a[L,j] | *)'],
    ['d(C, x[k])', 'k in 1..n[0]', 'd(C, a[0,k])*d(a[0,k], x[k] | *)'],
    ['d(C, a[l,j])', 'l in 0..L, j in 1..n[l]', /not known/],
    ['d(C, w[l,j,k])', 'l in 0..L, j in 1..n[l], k in 1..n[l-1]', /not known/],
    ['d(C, w[l,k,j])', 'l in 1..L, j in 1..n[l], k in 1..n[l-1]', /not known/],
    ['d(z[l,j], z[l,k])', 'l in 1..L, j in 1..n[l], k in 1..n[l]', /one family/],
    ['d(C, C)', '', /one family|no edges/],
    ['d(C, y[j] | C)', 'j in 1..n[L]', /holds nothing/],
    ['d(C*2, b[l,j])', 'l in 1..L, j in 1..n[l]', /a quantity/],
  ]);
  test.each<[string, Network, string, string, string | RegExp]>([
    [
      'weights tied over layers',
      nets.tiedNet,
      'd(C, w[q,r])',
      'q in 1..p, r in 1..p',
      'sum(l in 1..L, d(C, z[l,q])*d(z[l,q], w[q,r] | *))',
    ],
    ['weights tied over time', nets.recurrentNet, 'd(E, W)', '', 'sum(t in 1..T, d(E, z[t])*d(z[t], W | *))'],
    [
      'a convolution by its weights',
      nets.convolutionNet,
      'd(E, v[k])',
      'k in 1..K',
      'sum(i in 1..m, d(E, z[i])*d(z[i], v[k] | *))',
    ],
    [
      'a convolution by its input',
      nets.convolutionNet,
      'd(E, x[q])',
      'q in 1..m+K',
      'sum(i in 1..m, d(E, z[i])*d(z[i], x[q] | *))',
    ],
    [
      'overlapping sets of children',
      nets.pairsNet,
      'd(E, x[q])',
      'q in 1..p',
      'sum(i in 1..p, sum(j in 1..p, d(E, z[i,j])*d(z[i,j], x[q] | *)))',
    ],
    [
      'a skip',
      nets.skipNet,
      'd(C, a[l,j])',
      'l in 0..L-1, j in 1..p',
      'sum(k in 1..p, d(C, z[l+1,k])*d(z[l+1,k], a[l,j] | *)) + d(C, a[l+1,j])*d(a[l+1,j], a[l,j] | *)',
    ],
    ['a slice', nets.opaqueNet, 'd(C, a[L,j])', 'j in 1..n[L]', 'd(C, a[L,j] | *)'],
    [
      'a slice of another layer',
      nets.opaqueNet,
      'd(C, a[l,j])',
      'l in 0..L-1, j in 1..n[l]',
      'sum(k in 1..n[l+1], d(C, z[l+1,k])*d(z[l+1,k], a[l,j] | *))',
    ],
    ['a recurrence up to its end', nets.recurrentNet, 'd(E, h[t])', 't in 0..T', /not known/],
  ])('chain.edges: %s', (_, network, from, where, to) => {
    const found = outcome(network, from, where, use('chain.edges'));
    if (to instanceof RegExp) expect(found).toMatch(to);
    else {
      expect(found).toBe(text(term(to)));
      expect(holds(network, term(from), term(to), ranges(where))).toBe(true);
    }
  });
  test.each<[Network, string, string, boolean]>([
    [nets.squaredNet, 'd(z[l,j], a[l-1,k] | *)', 'l in 1..L, j in 1..n[l], k in 1..n[l-1]', true],
    [nets.squaredNet, 'd(a[l,j], z[l,j] | *)', 'l in 1..L, j in 1..n[l]', true],
    [nets.squaredNet, 'd(C, a[L,j] | *)', 'j in 1..n[L]', true],
    [nets.opaqueNet, 'd(C, a[L,j] | *)', 'j in 1..n[L]', true],
    [nets.squaredNet, 'd(z[l,j], a[l-2,k] | *)', 'l in 2..L, j in 1..n[l], k in 1..n[l-2]', false],
    [nets.skipNet, 'd(a[l,j], a[l-1,j] | *)', 'l in 1..L, j in 1..p', false],
    [nets.softmaxNet, 'd(a[j], z[j] | *)', 'j in 1..n', false],
    [nets.recurrentNet, 'd(z[t], W | *)', 't in 1..T', false],
    [nets.recurrentNet, 'd(E, h[t] | *)', 't in 0..T', false],
    [nets.convolutionNet, 'd(z[i], x[i+k] | *)', 'i in 1..m, k in 1..K', true],
  ])('hold.drop: %o %s: %s', (network, from, where, allowed) => {
    const to = term(from.replace(' | *', ''));
    const found = outcome(network, from, where, use('hold.drop', { to }));
    if (allowed) {
      expect(found).toBe(text(to));
      expect(holds(network, term(from), to, ranges(where))).toBe(true);
      const back = outcome(network, text(to), where, use('hold.drop', { to: term(from) }));
      expect(back).toBe(text(term(from)));
    } else expect(found).toMatch(/another path/);
  });
});

/** The goals that the theorems of issue and textbook state, one by one. */
const goals: readonly (readonly [proof: string, id: number, goal: string, where: string])[] = [
  ['squared error', 7, "d(C, z[L,j]) = (a[L,j] - y[j])*G'(z[L,j])", 'j in 1..n[L]'],
  ['opaque cost', 0, "d(C, z[l,j]) = d(C, a[l,j])*G'(z[l,j])", 'l in 1..L, j in 1..n[l]'],
  [
    'opaque cost',
    3,
    "d(C, z[l,j]) = sum(k in 1..n[l+1], w[l+1,k,j]*d(C, z[l+1,k]))*G'(z[l,j])",
    'l in 1..L-1, j in 1..n[l]',
  ],
  ['opaque cost', 4, 'd(C, w[l,j,k]) = d(C, z[l,j])*a[l-1,k]', 'l in 1..L, j in 1..n[l], k in 1..n[l-1]'],
  ['opaque cost', 5, 'd(C, b[l,j]) = d(C, z[l,j])', 'l in 1..L, j in 1..n[l]'],
  ['backward pass', 8, 'd(C, z[l,j]) = e[l,j]', 'l in 1..L, j in 1..n[l]'],
  ['softmax', 5, 'd(C, z[j]) = a[j] - y[j]', 'j in 1..n'],
  [
    'samples',
    3,
    "d(C, w[j,k]) = r*sum(i in 1..m, (a[j,i] - y[j,i])*G'(z[j,i])*x[k,i])",
    'j in 1..n, k in 1..p',
  ],
  ['convolution', 1, 'd(E, v[q]) = sum(i in 1..m, (z[i] - y[i])*x[i+q])', 'q in 1..K'],
  ['recurrence', 0, 'd(E, W) = sum(t in 1..T, d(E, z[t])*h[t-1])', ''],
  ['tied', 0, 'd(C, w[q,r]) = sum(l in 1..L, d(C, z[l,q])*a[l-1,r])', 'q in 1..p, r in 1..p'],
];

describe('theorems for every width and depth', () => {
  test.each(Object.entries(familyProofs))('%s: every theorem is accepted, every step is true', (_, proof) => {
    const { network, theorems } = proof;
    const kernel = new Kernel(network);
    for (const theorem of theorems) {
      expect(kernel.accept(theorem)).toMatchObject({ accepted: true });
      const where = rangesIn(theorem.given);
      const { goal } = theorem;
      expect(holds(network, goal.lhs, goal.rhs, where, 4)).toBe(true);
      const truths = (start: typeof goal.lhs, steps: readonly Step[], over: typeof where): boolean[] =>
        steps.map(
          ({ after }, i) =>
            !refuted(network, i === 0 ? start : (steps[i - 1] as Step).after, after, over, { rounds: 2 }),
        );
      const found =
        theorem.proof.by === 'induction'
          ? [
              ...truths(atEnd(where, 'l').put(goal.lhs), theorem.proof.base, atEnd(where, 'l').ranges),
              ...truths(goal.lhs, theorem.proof.step, below(where, 'l')),
            ]
          : theorem.proof.by === 'steps'
            ? truths(goal.lhs, theorem.proof.steps, where)
            : [false];
      expect(found).not.toContain(false);
    }
  });

  test.each(goals)('%s %i: %s for %s', (name, id, goal, where) => {
    const theorem = familyProofs[name]?.theorems[id] as Theorem;
    const [lhs, rhs] = goal.split(' = ') as [string, string];
    expect(theorem.goal).toEqual({ lhs: term(lhs), rhs: term(rhs) });
    expect(theorem.given).toEqual(rangeGivens(ranges(where)));
  });
});
