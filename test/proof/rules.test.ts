// Each rule: what it makes of a term, and when it refuses. One row is one step, `[before, use, after, verdict]`.
import { describe, expect, test } from 'vitest';
import {
  apply,
  type Condition,
  cases as distinction,
  type Expr,
  type Path,
  sum as plus,
  product as times,
} from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { kindOf, type RuleId, type RuleUse, ruleNamed, rules } from '../../src/proof/index.ts';
import { d, equal, network, nonzero, positive, q, qs, smooth, t, theorem, use, verdict } from './small.ts';

const neuron = network('x y w b', { z: 'x*w + b', a: 'sigmoid(z)', r: 'relu(z)', E: '(a - y)^2 + r' });
/** Paths x → a → z → A and x → a → A: the cut {a, z} is met once by the one, twice by the other. */
const trap = network('x w', { a: 'x', z: 'w*a', A: 'z + a' });
/** W is used at every step of time, so that W → h1 → h2 → E meets two hs. */
const recurrence = network('W h0 y', { h1: 'W*h0', h2: 'W*h1', E: '(h2 - y)^2' });
const diamond = network('x v', { p: 'x^2', r: '3*x', s: 'v', A: 'p*r', B: 'A + x' });
const simplex = network(
  'z1 z2 y1 y2',
  { a1: 'exp(z1)/(exp(z1) + exp(z2))', L: '-(y1*log(a1) + y2*log(1 - a1))', m: 'g(z1)*G(z1, z2)' },
  { given: [equal('y1 + y2', '1'), positive('y1')] },
);

interface Row {
  readonly on: Network;
  readonly from: string | Expr;
  readonly at?: Path;
  readonly extra?: Omit<RuleUse, 'rule' | 'at'>;
  readonly to: string | Expr;
  readonly given?: readonly Condition[];
  /** `accepted`, or part of why not (any reason will do where it is empty). */
  readonly says: string;
}

const ok = 'accepted';
const cases = (guard: string, here: Expr, there: Expr): Expr => distinction(t(guard), here, there);
const law = (id: string, args: readonly string[], backward = false): Omit<RuleUse, 'rule' | 'at'> => ({
  law: { id, args: args.map(t), backward },
});
const cut = (names: string): Omit<RuleUse, 'rule' | 'at'> => ({ cut: qs(names) });
const by = (condition: Condition, backward = false): Omit<RuleUse, 'rule' | 'at'> => ({
  given: { condition, backward },
});
const simplexSum = equal('y1 + y2', '1');

const table: Partial<Record<RuleId, readonly Row[]>> = {
  'definition.unfold': [
    { on: neuron, from: 'a', to: 'sigmoid(z)', says: ok },
    { on: neuron, from: '2*a + a', at: [0, 1], to: '2*sigmoid(z) + a', says: ok },
    { on: neuron, from: d('E', 'x'), at: [0], to: d('(a - y)^2 + r', 'x'), says: ok },
    { on: neuron, from: 'z', to: 'b + w*x', says: ok },
    { on: neuron, from: 'x', to: 'x*1', says: 'no equation' },
    { on: neuron, from: 'x + y', to: 'x', says: 'only a quantity' },
    { on: neuron, from: d('a', 'a'), at: [0], to: d('sigmoid(z)', 'a'), says: 'input below this ∂' },
    {
      on: neuron,
      from: d('E + a', 'a'),
      at: [0, 1],
      to: d('E + sigmoid(z)', 'a'),
      says: 'input below this ∂',
    },
    {
      on: neuron,
      from: d('a', 'x', 'a'),
      at: [0],
      to: d('sigmoid(z)', 'x', 'a'),
      says: 'input below this ∂',
    },
    { on: neuron, from: d('E', 'z', 'r'), at: [0], to: d('(a - y)^2 + r', 'z', 'r'), says: ok },
    { on: neuron, from: 'a', to: 'sigmoid(2*z)', says: 'something else' },
  ],
  'definition.fold': [
    { on: neuron, from: 'sigmoid(z)', extra: { quantity: q('a') }, to: 'a', says: ok },
    { on: neuron, from: 'b + w*x', extra: { quantity: q('z') }, to: 'z', says: ok },
    {
      on: neuron,
      from: d('sigmoid(z)', 'x'),
      at: [0],
      extra: { quantity: q('a') },
      to: d('a', 'x'),
      says: ok,
    },
    { on: neuron, from: 'w*x', extra: { quantity: q('z') }, to: 'z', says: 'not the equation' },
    { on: neuron, from: 'sigmoid(z)', extra: {}, to: 'a', says: 'no equation to fold' },
    { on: neuron, from: 'x', extra: { quantity: q('y') }, to: 'y', says: 'no equation to fold' },
    {
      on: neuron,
      from: d('sigmoid(z)', 'a'),
      at: [0],
      extra: { quantity: q('a') },
      to: d('a', 'a'),
      says: 'input below this ∂',
    },
    {
      on: neuron,
      from: d('sigmoid(z)', 'x', 'a'),
      at: [0],
      extra: { quantity: q('a') },
      to: d('a', 'x', 'a'),
      says: 'input below this ∂',
    },
  ],
  algebra: [
    {
      on: neuron,
      from: '(x + y)^2',
      extra: { to: t('x^2 + 2*x*y + y^2') },
      to: 'x^2 + 2*x*y + y^2',
      says: ok,
    },
    {
      on: neuron,
      from: d('(x + y)*2', 'x'),
      at: [0],
      extra: { to: t('2*x + 2*y') },
      to: d('2*x + 2*y', 'x'),
      says: ok,
    },
    { on: neuron, from: '(x + y)^2', extra: { to: t('x^2 + y^2') }, to: 'x^2 + y^2', says: 'not equal' },
    { on: neuron, from: 'x/x', extra: { to: t('1') }, to: '1', says: 'neither given nor proved: nonzero' },
    {
      on: neuron,
      from: d('x/x', 'x'),
      at: [0],
      extra: { to: t('1') },
      to: d('1', 'x'),
      says: 'neither given',
    },
    { on: neuron, from: 'exp(x)/exp(x)', extra: { to: t('1') }, to: '1', says: ok },
    { on: neuron, from: 'r/z*z', extra: { to: t('r') }, to: 'r', given: [nonzero('z')], says: ok },
    { on: neuron, from: 'x > 0 ? x/x : 2', at: [1], extra: { to: t('1') }, to: 'x > 0 ? 1 : 2', says: ok },
    {
      on: neuron,
      from: 'x > 0 ? 2 : x/x',
      at: [2],
      extra: { to: t('1') },
      to: 'x > 0 ? 2 : 1',
      says: 'neither given',
    },
    {
      on: neuron,
      from: 'z > 0 ? 2 : z/z',
      at: [2],
      extra: { to: t('1') },
      to: 'z > 0 ? 2 : 1',
      given: [nonzero('z')],
      says: ok,
    },
    { on: neuron, from: '0*x', to: '0', says: 'told what to reach' },
    { on: neuron, from: 'x*0', extra: { to: t('0*1/0') }, to: '0*1/0', says: 'division by 0' },
    {
      on: neuron,
      from: 'sigmoid(z)',
      extra: { to: t('1/(1 + exp(-z))') },
      to: '1/(1 + exp(-z))',
      says: 'not equal',
    },
    { on: trap, from: 'z', extra: { to: t('w*a') }, to: 'w*a', says: 'not equal' },
  ],
  'function.law': [
    { on: neuron, from: 'exp(-x)', extra: law('exp.negative', ['x']), to: '1/exp(x)', says: ok },
    { on: neuron, from: '1/exp(x)', extra: law('exp.negative', ['x'], true), to: 'exp(-x)', says: ok },
    {
      on: neuron,
      from: d('exp(x + b)', 'x'),
      at: [0],
      extra: law('exp.sum', ['x', 'b']),
      to: d('exp(x)*exp(b)', 'x'),
      says: ok,
    },
    {
      on: neuron,
      from: 'sigmoid(z)',
      extra: law('sigmoid.definition', ['z']),
      to: '1/(1 + exp(-z))',
      says: ok,
    },
    { on: neuron, from: 'exp(x)', extra: law('exp.negative', ['x']), to: '1/exp(x)', says: 'not a side' },
    {
      on: neuron,
      from: 'log(x*y)',
      extra: law('log.product', ['x', 'y']),
      to: 'log(x) + log(y)',
      says: 'neither given',
    },
    {
      on: neuron,
      from: 'log(exp(x)*a)',
      extra: law('log.product', ['exp(x)', 'a']),
      to: 'log(exp(x)) + log(a)',
      says: ok,
    },
    { on: neuron, from: 'sqrt(x)^2', extra: law('sqrt.square', ['x']), to: 'x', says: 'neither given' },
    {
      on: neuron,
      from: 'exp(-x)',
      extra: law('exp.negative', ['x', 'y']),
      to: '1/exp(x)',
      says: 'takes 1 terms',
    },
    { on: neuron, from: 'exp(-x)', extra: law('exp.negatve', ['x']), to: '1/exp(x)', says: 'unknown law' },
    { on: neuron, from: 'exp(-x)', extra: law('constructor', ['x']), to: '1/exp(x)', says: 'unknown law' },
    { on: neuron, from: 'exp(-x)', extra: law('__proto__', ['x']), to: '1/exp(x)', says: 'unknown law' },
    { on: neuron, from: 'exp(-x)', to: '1/exp(x)', says: 'unknown law' },
  ],
  given: [
    { on: simplex, from: 'y1 + y2', extra: by(simplexSum), to: '1', given: [simplexSum], says: ok },
    {
      on: simplex,
      from: '3*(y2 + y1)',
      at: [1],
      extra: by(simplexSum),
      to: '3*1',
      given: [simplexSum],
      says: ok,
    },
    { on: simplex, from: '1', extra: by(simplexSum, true), to: 'y1 + y2', given: [simplexSum], says: ok },
    { on: simplex, from: 'y1 + y2', extra: by(simplexSum), to: '1', says: 'neither given nor proved: equal' },
    {
      on: simplex,
      from: d('y1 + y2', 'y1'),
      at: [0],
      extra: by(simplexSum),
      to: d('1', 'y1'),
      given: [simplexSum],
      says: 'may not rewrite below a ∂',
    },
    { on: simplex, from: 'y1 - y2', extra: by(simplexSum), to: '1', given: [simplexSum], says: 'not a side' },
    {
      on: simplex,
      from: 'y1',
      extra: by(positive('y1')),
      to: '1',
      given: [positive('y1')],
      says: 'only a declared equality',
    },
    { on: simplex, from: 'y1', to: '1', says: 'only a declared equality' },
    {
      on: simplex,
      from: 'y1',
      extra: by(equal('y1', '1')),
      to: '1',
      given: [equal('y1', '1')],
      says: 'neither Dom(N) nor declared',
    },
    { on: neuron, from: 'x', extra: by(equal('x', '1')), to: '1', says: 'neither given nor proved' },
  ],
  'diff.independent': [
    { on: neuron, from: d('y', 'x'), to: '0', says: ok },
    { on: neuron, from: d('x', 'z'), to: '0', says: ok },
    { on: neuron, from: d('3', 'x'), to: '0', says: ok },
    { on: neuron, from: d('a', 'x', 'z'), to: '0', says: ok },
    { on: neuron, from: d('z', 'x', 'z'), to: '0', says: ok },
    { on: neuron, from: d('sigmoid(z)*y', 'x', 'z'), to: '0', says: ok },
    { on: neuron, from: d('a', 'x'), to: '0', says: 'depends on x' },
    { on: neuron, from: d('x', 'x'), to: '0', says: 'depends on x' },
    { on: trap, from: d('A', 'x', 'z'), to: '0', says: 'depends on x' },
    { on: neuron, from: 'x', to: '0', says: 'stands on a ∂' },
    { on: neuron, from: d('y', 'x'), to: '1', says: 'something else' },
  ],
  'diff.self': [
    { on: neuron, from: d('x', 'x'), to: '1', says: ok },
    { on: neuron, from: d('a', 'a', 'z'), to: '1', says: ok },
    { on: neuron, from: d('a', 'x'), to: '1', says: 'not ∂B/∂B' },
    { on: neuron, from: d('x*1', 'x'), to: '1', says: 'not ∂B/∂B' },
    { on: neuron, from: d('x', 'x'), to: '0', says: 'something else' },
  ],
  'diff.sum': [
    { on: neuron, from: d('x + w*x + y', 'x'), to: plus(d('x', 'x'), d('w*x', 'x')), says: ok },
    { on: neuron, from: d('y + b', 'x'), to: '0', says: ok },
    { on: neuron, from: d('x + z', 'x', 'z'), to: d('x', 'x', 'z'), says: ok },
    { on: neuron, from: d('x + z', 'x'), to: d('x', 'x'), says: 'something else' },
    { on: neuron, from: d('x*y', 'x'), to: '0', says: 'not a sum' },
    { on: neuron, from: d('z', 'x'), to: '0', says: 'not a sum' },
  ],
  'diff.product': [
    { on: neuron, from: d('x*y', 'x'), to: times(d('x', 'x'), t('y')), says: ok },
    {
      on: neuron,
      from: d('x*x', 'x'),
      to: plus(times(d('x', 'x'), t('x')), times(t('x'), d('x', 'x'))),
      says: ok,
    },
    { on: neuron, from: d('x*x', 'x'), to: times(d('x', 'x'), t('x')), says: 'something else' },
    { on: neuron, from: d('y*b', 'x'), to: '0', says: ok },
    { on: neuron, from: d('x*z', 'x'), to: times(d('x', 'x'), t('z')), says: 'something else' },
    { on: neuron, from: d('x + y', 'x'), to: '1', says: 'not a product' },
  ],
  'diff.power': [
    { on: neuron, from: d('x^3', 'x'), to: times(t('3'), t('x^2'), d('x', 'x')), says: ok },
    { on: neuron, from: d('x^2', 'x'), to: times(t('2'), t('x'), d('x', 'x')), says: ok },
    { on: neuron, from: d('x^1', 'x'), to: d('x', 'x'), says: ok },
    { on: neuron, from: d('x^0', 'x'), to: '0', says: ok },
    { on: neuron, from: d('x^(-1)', 'x'), to: times(t('-1'), t('x^(-2)'), d('x', 'x')), says: 'nonzero' },
    {
      on: neuron,
      from: d('z^(-1)', 'z'),
      to: times(t('-1'), t('z^(-2)'), d('z', 'z')),
      given: [nonzero('z')],
      says: ok,
    },
    {
      on: neuron,
      from: d('x^(1/2)', 'x'),
      to: times(t('1/2'), t('x^(-1/2)'), d('x', 'x')),
      says: 'positive',
    },
    { on: neuron, from: d('a^(1/2)', 'a'), to: times(t('1/2'), t('a^(-1/2)'), d('a', 'a')), says: ok },
    { on: neuron, from: d('a^y', 'a'), to: times(t('y'), t('a^(y - 1)'), d('a', 'a')), says: ok },
    { on: neuron, from: d('x^y', 'x'), to: times(t('y'), t('x^(y - 1)'), d('x', 'x')), says: 'positive' },
    {
      on: neuron,
      from: d('x^z', 'x'),
      to: times(t('z'), t('x^(z - 1)'), d('x', 'x')),
      says: 'exponent depends',
    },
    { on: neuron, from: d('x*y', 'x'), to: '0', says: 'not a power' },
  ],
  'diff.exponential': [
    {
      on: neuron,
      from: d('a^x', 'x'),
      to: plus(times(t('a^x*log(a)'), d('x', 'x')), times(t('x*a^(x - 1)'), d('a', 'x'))),
      says: ok,
    },
    {
      on: neuron,
      from: d('x^x', 'x'),
      to: plus(times(t('x^x*log(x)'), d('x', 'x')), times(t('x*x^(x - 1)'), d('x', 'x'))),
      says: 'positive',
    },
    { on: neuron, from: d('x*y', 'x'), to: '0', says: 'not a power' },
  ],
  'diff.function': [
    { on: neuron, from: d('exp(x*y)', 'x'), to: times(t('exp(x*y)'), d('x*y', 'x')), says: ok },
    {
      on: neuron,
      from: d('sigmoid(z)', 'z'),
      to: times(t('sigmoid(z)*(1 - sigmoid(z))'), d('z', 'z')),
      says: ok,
    },
    { on: neuron, from: d('log(x)', 'x'), to: times(t('1/x'), d('x', 'x')), says: 'positive' },
    { on: neuron, from: d('log(a)', 'x'), to: times(t('1/a'), d('a', 'x')), says: ok },
    { on: neuron, from: d('relu(z)', 'z'), to: times(t('z > 0 ? 1 : 0'), d('z', 'z')), says: 'nonzero' },
    {
      on: neuron,
      from: d('relu(z)', 'z'),
      to: times(t('z > 0 ? 1 : 0'), d('z', 'z')),
      given: [nonzero('z')],
      says: ok,
    },
    { on: neuron, from: d('abs(x)', 'x'), to: times(t('x > 0 ? 1 : -1'), d('x', 'x')), says: 'nonzero' },
    {
      on: neuron,
      from: d('max(x, y)', 'x'),
      to: times(t('x - y > 0 ? 1 : 0'), d('x', 'x')),
      says: 'nonzero',
    },
    { on: simplex, from: d('g(z1)', 'z1'), to: times(t("g'(z1)"), d('z1', 'z1')), says: 'smooth' },
    {
      on: simplex,
      from: d('g(z1)', 'z1'),
      to: times(t("g'(z1)"), d('z1', 'z1')),
      given: [smooth('g', 'z1')],
      says: ok,
    },
    {
      on: simplex,
      from: d('g(z2)', 'z2'),
      to: times(t("g'(z2)"), d('z2', 'z2')),
      given: [smooth('g', 'z1')],
      says: 'smooth',
    },
    {
      on: simplex,
      from: d('G(z1, z2)', 'z1'),
      to: times(apply('G', [t('z1'), t('z2')], [1, 0]), d('z1', 'z1')),
      given: [smooth('G', 'z1', 'z2')],
      says: ok,
    },
    {
      on: simplex,
      from: d('G(z1, z2)', 'z1'),
      to: times(apply('G', [t('z1'), t('z2')], [0, 1]), d('z1', 'z1')),
      given: [smooth('G', 'z1', 'z2')],
      says: 'something else',
    },
    { on: neuron, from: d('x*y', 'x'), to: '0', says: 'not a function' },
  ],
  'diff.cases': [
    {
      on: neuron,
      from: d(t('z > 0 ? z : 3*z'), 'z'),
      to: cases('z', d('z', 'z'), d('3*z', 'z')),
      given: [nonzero('z')],
      says: ok,
    },
    {
      on: neuron,
      from: d(t('z > 0 ? z : 3*z'), 'z'),
      to: cases('z', d('z', 'z'), d('3*z', 'z')),
      says: 'nonzero',
    },
    {
      on: neuron,
      from: d(t('exp(z) > 0 ? z : 3*z'), 'z'),
      to: cases('exp(z)', d('z', 'z'), d('3*z', 'z')),
      says: ok,
    },
    { on: neuron, from: d('x', 'x'), to: '1', says: 'not a distinction' },
  ],
  'chain.plain': [
    { on: neuron, from: d('a', 'x'), extra: cut('z'), to: times(d('a', 'z'), d('z', 'x')), says: ok },
    {
      on: diamond,
      from: d('A', 'x'),
      extra: cut('p r'),
      to: plus(times(d('A', 'p'), d('p', 'x')), times(d('A', 'r'), d('r', 'x'))),
      says: ok,
    },
    {
      on: diamond,
      from: d('A', 'x'),
      extra: cut('p'),
      to: times(d('A', 'p'), d('p', 'x')),
      says: 'misses the cut',
    },
    {
      on: diamond,
      from: d('A', 'x', 'r'),
      extra: cut('p'),
      to: times(d('A', 'p', 'r'), d('p', 'x', 'r')),
      says: ok,
    },
    {
      on: diamond,
      from: d('B', 'x'),
      extra: cut('A'),
      to: times(d('B', 'A'), d('A', 'x')),
      says: 'misses the cut',
    },
    {
      on: trap,
      from: d('A', 'x'),
      extra: cut('a z'),
      to: plus(times(d('A', 'a'), d('a', 'x')), times(d('A', 'z'), d('z', 'x'))),
      says: 'meets the cut twice',
    },
    { on: trap, from: d('A', 'x'), extra: cut('a'), to: times(d('A', 'a'), d('a', 'x')), says: ok },
    { on: trap, from: d('A', 'a'), extra: cut(''), to: '0', says: 'names each quantity once' },
    { on: trap, from: d('A', 'x'), extra: {}, to: '0', says: 'names each quantity once' },
    {
      on: trap,
      from: d('A', 'x'),
      extra: cut('a a'),
      to: plus(times(d('A', 'a'), d('a', 'x')), times(d('A', 'a'), d('a', 'x'))),
      says: 'names each quantity once',
    },
    {
      on: trap,
      from: d('A', 'x'),
      extra: cut('x'),
      to: times(d('A', 'x'), d('x', 'x')),
      says: 'contains an end',
    },
    {
      on: trap,
      from: d('A', 'x'),
      extra: cut('A'),
      to: times(d('A', 'A'), d('A', 'x')),
      says: 'contains an end',
    },
    { on: trap, from: d('A', 'x', 'w'), extra: cut('w a'), to: '0', says: 'held fixed' },
    {
      on: recurrence,
      from: d('E', 'W'),
      extra: cut('h1 h2'),
      to: plus(times(d('E', 'h1'), d('h1', 'W')), times(d('E', 'h2'), d('h2', 'W'))),
      says: 'meets the cut twice',
    },
    {
      on: neuron,
      from: d('a*1', 'x'),
      extra: cut('z'),
      to: times(d('a', 'z'), d('z', 'x')),
      says: 'differentiates a quantity',
    },
    { on: neuron, from: 'x', extra: cut('z'), to: '0', says: 'stands on a ∂' },
    { on: neuron, from: d('x', 'x'), extra: cut('z'), to: times(d('x', 'z'), d('z', 'x')), says: '' },
  ],
  'chain.first': [
    {
      on: recurrence,
      from: d('E', 'W'),
      extra: cut('h1 h2'),
      to: plus(times(d('E', 'h1'), d('h1', 'W', 'h2')), times(d('E', 'h2'), d('h2', 'W', 'h1'))),
      says: ok,
    },
    {
      on: recurrence,
      from: d('E', 'W'),
      extra: cut('h1 h2'),
      to: plus(times(d('E', 'h1'), d('h1', 'W')), times(d('E', 'h2'), d('h2', 'W'))),
      says: 'something else',
    },
    {
      on: diamond,
      from: d('B', 'x'),
      extra: cut('A'),
      to: plus(d('B', 'x', 'A'), times(d('B', 'A'), d('A', 'x'))),
      says: ok,
    },
    {
      on: diamond,
      from: d('B', 'x'),
      extra: cut('A'),
      to: times(d('B', 'A'), d('A', 'x')),
      says: 'something else',
    },
    {
      on: trap,
      from: d('A', 'x'),
      extra: cut('a z'),
      to: plus(times(d('A', 'a'), d('a', 'x', 'z')), times(d('A', 'z'), d('z', 'x', 'a'))),
      says: ok,
    },
    { on: trap, from: d('A', 'x'), extra: cut(''), to: '0', says: 'names each quantity once' },
    { on: neuron, from: d('x', 'x'), extra: cut('z'), to: times(d('x', 'z'), d('z', 'x')), says: '' },
  ],
  'chain.last': [
    {
      on: recurrence,
      from: d('E', 'W'),
      extra: cut('h1 h2'),
      to: plus(times(d('E', 'h1', 'h2 W'), d('h1', 'W')), times(d('E', 'h2', 'h1 W'), d('h2', 'W'))),
      says: ok,
    },
    {
      on: recurrence,
      from: d('E', 'W'),
      extra: cut('h1 h2'),
      to: plus(times(d('E', 'h1'), d('h1', 'W')), times(d('E', 'h2'), d('h2', 'W'))),
      says: 'something else',
    },
    {
      on: trap,
      from: d('A', 'x'),
      extra: cut('z'),
      to: plus(d('A', 'x', 'z'), times(d('A', 'z', 'x'), d('z', 'x'))),
      says: ok,
    },
    {
      on: trap,
      from: d('A', 'x'),
      extra: cut('z'),
      to: times(d('A', 'z', 'x'), d('z', 'x')),
      says: 'something else',
    },
    {
      on: neuron,
      from: d('x', 'x'),
      extra: cut('z'),
      to: times(d('x', 'z', 'x'), d('z', 'x')),
      says: '',
    },
  ],
  'hold.drop': [
    { on: diamond, from: d('A', 'p', 'r'), extra: { to: d('A', 'p') }, to: d('A', 'p'), says: ok },
    { on: diamond, from: d('A', 'p'), extra: { to: d('A', 'p', 'r x') }, to: d('A', 'p', 'r x'), says: ok },
    {
      on: diamond,
      from: d('A', 'x', 'r'),
      extra: { to: d('A', 'x') },
      to: d('A', 'x'),
      says: 'a path passes r',
    },
    {
      on: diamond,
      from: d('A', 'x'),
      extra: { to: d('A', 'x', 'r') },
      to: d('A', 'x', 'r'),
      says: 'a path passes r',
    },
    {
      on: diamond,
      from: d('A', 'x'),
      extra: { to: d('A', 'x', 'A') },
      to: d('A', 'x', 'A'),
      says: 'a path passes A',
    },
    { on: diamond, from: d('A', 'v'), extra: { to: d('A', 'v', 'A') }, to: d('A', 'v', 'A'), says: ok },
    { on: trap, from: d('A', 'x', 'a'), extra: { to: d('A', 'x', 'a z') }, to: d('A', 'x', 'a z'), says: ok },
    {
      on: trap,
      from: d('A', 'x', 'z'),
      extra: { to: d('A', 'x', 'a') },
      to: d('A', 'x', 'a'),
      says: 'a path passes',
    },
    { on: recurrence, from: d('h1', 'W', 'h2'), extra: { to: d('h1', 'W') }, to: d('h1', 'W'), says: ok },
    {
      on: recurrence,
      from: d('h2', 'W', 'h1'),
      extra: { to: d('h2', 'W') },
      to: d('h2', 'W'),
      says: 'a path passes h1',
    },
    {
      on: diamond,
      from: d('A', 'x'),
      extra: { to: d('B', 'x') },
      to: d('B', 'x'),
      says: 'only what is held fixed',
    },
    {
      on: diamond,
      from: d('A', 'x'),
      extra: { to: d('A', 'v') },
      to: d('A', 'v'),
      says: 'only what is held fixed',
    },
    {
      on: diamond,
      from: d('A*1', 'v'),
      extra: { to: d('A*1', 'v', 's') },
      to: d('A*1', 'v', 's'),
      says: 'only what is held fixed',
    },
    { on: diamond, from: d('A', 'x'), to: d('A', 'x', 's'), says: 'only what is held fixed' },
    { on: diamond, from: 'x', to: '1', says: 'stands on a ∂' },
  ],
};

describe.each(Object.entries(table))('%s', (rule, rows) => {
  test.each(rows.map((row, i) => [i, row] as const))('row %i', (_i, row) => {
    const step = use(row.to, rule, row.at ?? [], row.extra);
    const says = verdict(row.on, theorem(row.from, [step], { given: row.given ?? [] }));
    if (row.says === ok) expect(says).toBe(ok);
    else {
      expect(says).not.toBe(ok);
      expect(says).toContain(row.says);
    }
  });

  test('accepts something and refuses something', () => {
    expect(rows.some(({ says }) => says === ok)).toBe(true);
    expect(rows.some(({ says }) => says !== ok)).toBe(true);
  });
});

describe('rules as records', () => {
  test('no rule of calculus stands below a ∂, and nothing that holds at the point only', () => {
    const below = Object.entries(rules).filter(([, each]) => each.underPartial !== 'never');
    const ids = below.map(([id]) => id);
    expect(ids.filter((id) => /^(diff|chain|hold|given)/.test(id))).toEqual([]);
    expect(below.filter(([, each]) => each.underPartial !== 'always').map(([id]) => id)).toEqual([
      'definition.unfold',
      'definition.fold',
    ]);
  });

  test('every rule that asks no indices stands in the table', () => {
    const indexed = /^(sum\.|delta\.|diff\.indexed$|chain\.edges$)/;
    expect(Object.keys(table).sort()).toEqual(
      Object.keys(rules)
        .filter((id) => !indexed.test(id))
        .sort(),
    );
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'algebra '])(
    '%j is no rule',
    (name) => {
      expect(ruleNamed(name)).toBeUndefined();
    },
  );

  test('a line is read as its weightiest step', () => {
    const simplify = use('0', 'algebra');
    const expand = use('0', 'chain.plain');
    expect(kindOf(simplify.by)).toBe('simplify');
    expect(kindOf({ steps: [simplify, expand] })).toBe('expand');
    expect(kindOf({ steps: [simplify, { after: t('0'), by: { steps: [simplify] } }] })).toBe('simplify');
    expect(kindOf({ cite: [] })).toBe('substitute');
    expect(kindOf(use('0', 'constructor').by)).toBe('simplify');
  });
});
