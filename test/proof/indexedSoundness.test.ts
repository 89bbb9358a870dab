// Ways to a false theorem about families, which must stay closed: lists of theorems of which one must be refused, or a network
// that must not be built.
import { describe, expect, test } from 'vitest';
import { type Condition, num, partial, product } from '../../src/expr/index.ts';
import { makeNetwork, type Network, NetworkError } from '../../src/network/index.ts';
import {
  check,
  HYPOTHESIS,
  Kernel,
  type RuleUse,
  readDerivation,
  type Step,
  type Theorem,
  writeDerivation,
} from '../../src/proof/index.ts';
import * as nets from '../networks/families.ts';
import { member, ranges, term } from '../networks/indexed.ts';
import { familyProofs } from './familyProofs.ts';
import { chainOf, plain } from './indexedNetworks.ts';
import { holds, instance, type Line, rangeGivens, rangesIn, theoremOf, verdict } from './script.ts';

/** One step by one rule, its result written as given. */
const step = (
  after: string,
  rule: string,
  at: readonly number[] = [],
  more: Partial<RuleUse> = {},
): Step => ({
  after: term(after),
  by: { use: { rule, at, ...more } },
});
const algebra = (after: string, to = after): Step => step(after, 'algebra', [], { to: term(to) });
const citing = (after: string, theorem: number, where?: string): Step => ({
  after: term(after),
  by: { cite: [{ theorem, ...(where !== undefined && { at: instance(where) }) }] },
});
const claim = (
  goal: string,
  where: string,
  steps: readonly Step[],
  given: readonly Condition[] = [],
): Theorem => {
  const [lhs, rhs] = goal.split(' == ') as [string, string];
  return {
    goal: { lhs: term(lhs), rhs: term(rhs) },
    given: [...rangeGivens(ranges(where)), ...given],
    proof: { by: 'steps', steps },
  };
};
const inductive = (
  goal: string,
  where: string,
  over: string,
  base: readonly Step[],
  next: readonly Step[],
): Theorem => ({
  ...claim(goal, where, []),
  proof: { by: 'induction', over, base, step: next },
});
const script = (network: Network, lhs: string, where: string, lines: readonly Line[]): Theorem =>
  theoremOf(network, lhs, where, lines);

const copies = nets.family('copies', {
  inputs: { 'x[i]': 'i in 1..3' },
  defined: { 'q[i]': 'i in 1..3', 'r[i]': 'i in 1..3' },
  equations: [
    ['q[i]', 'x[i]', 'i in 1..3'],
    ['r[i]', 'q[i]', 'i in 1..3'],
  ],
});
const whole = nets.family('whole', {
  inputs: { 'x[l,j]': 'l in 1..L, j in 1..2' },
  defined: { C: '' },
  equations: [['C', 'J(x[L,*])']],
  sizes: ['L'],
  opaque: { J: 1 },
});

/** What is computed from derivatives: s from a slope, r from s, E from r. */
const above = nets.family('above', {
  inputs: { 'x[i]': 'i in 1..3' },
  defined: { 'a[i]': 'i in 1..3', C: '', 's[i]': 'i in 1..3', 'r[i]': 'i in 1..3', E: '' },
  equations: [
    ['a[i]', 'x[i]^2', 'i in 1..3'],
    ['C', 'sum(i in 1..3, a[i]^2)'],
    ['s[i]', 'd(C, a[i])*x[i]', 'i in 1..3'],
    ['r[i]', 's[i]^2', 'i in 1..3'],
    ['E', 'sum(i in 1..3, r[i])'],
  ],
});

const exponentials = nets.family('exponentials', {
  inputs: { 'x[i]': 'i in 1..n' },
  defined: { E: '' },
  equations: [['E', 'sum(i in 1..n, x[i])']],
  sizes: ['n'],
});
/** u/u = 1, which needs u ≠ 0. */
const quotient = (u: string): readonly Theorem[] => [claim(`${u}*(${u})^(-1) == 1`, '', [algebra('1')])];

interface Attack {
  readonly name: string;
  readonly network: () => Network;
  /** At least one of these must be refused. */
  readonly theorems: (network: Network) => readonly Theorem[];
}

const dense = () => nets.squaredNet;
const attack = (name: string, network: () => Network, theorems: Attack['theorems']): Attack => ({
  name,
  network,
  theorems,
});

const attacks: readonly Attack[] = [
  ...[
    'sum(i in 1..n-1, exp(x[i]))',
    'sum(i in 1..0, exp(x[1]))',
    'sum(i in 1..n, x[i]^2)',
    'sum(n in 0..0, sum(i in 1..n, exp(x[i])))',
  ].map((u) =>
    attack(
      `${u} may be 0`,
      () => exponentials,
      () => quotient(u),
    ),
  ),
  ...[
    'd(s[p], x[p]) == 0',
    'd(r[p], x[p] | *) == 0',
    'd(E, s[p]) == 0',
    'd(C, s[p]) == 0',
    'd(C, x[p] | s[p]) == 0',
  ].map((goal) =>
    attack(
      `${goal}: a ∂ of or by what is computed from derivatives`,
      () => above,
      () => [claim(goal, 'p in 1..3', [step('0', 'diff.independent')])],
    ),
  ),
  attack(
    'a slope taken below a ∂ for the number it is',
    () => above,
    () => [
      claim('d(x[p]^2 + s[p], x[p]) == d(x[p]^2, x[p])', 'p in 1..3', [
        step('d(x[p]^2, x[p]) + d(s[p], x[p])', 'diff.sum'),
        step('d(x[p]^2, x[p]) + 0', 'diff.independent', [1]),
        algebra('d(x[p]^2, x[p])'),
      ]),
    ],
  ),
  attack('∂q/∂B|_* is 0 though q moves by its own equation', dense, () => [
    claim('d(a[l,j], z[l,j] | *) == 0', 'l in 1..L, j in 1..n[l]', [step('0', 'diff.independent')]),
  ]),
  attack(
    '∂|_* of two members that may be one is 0',
    () => copies,
    () => [claim('d(q[p], q[i] | *) == 0', 'p in 1..3, i in 1..3', [step('0', 'diff.self')])],
  ),
  attack(
    'the same by independence',
    () => copies,
    () => [claim('d(q[p], q[i] | *) == 0', 'p in 1..3, i in 1..3', [step('0', 'diff.independent')])],
  ),
  attack(
    'q + 0 below ∂|_* is held, q is not',
    () => copies,
    () => [
      claim('d(q[p], x[p] | *) == 0', 'p in 1..3', [
        step('d(q[p] + 0, x[p] | *)', 'algebra', [0], { to: term('q[p] + 0') }),
        step('0', 'diff.independent'),
      ]),
    ],
  ),
  attack(
    'q behind a contracted sum below ∂|_*',
    () => copies,
    (n) => [
      script(n, 'd(sum(i in 1..3, [i = p]*q[i]), x[p] | *)', 'p in 1..3', [
        ['delta.contract', [0]],
        ['diff.self'],
      ]),
    ],
  ),
  attack(
    'unfolding twice below ∂|_*',
    () => copies,
    () => [
      claim('d(r[p], x[p] | *) == 1', 'p in 1..3', [
        step('d(q[p], x[p] | *)', 'definition.unfold', [0]),
        step('d(x[p], x[p] | *)', 'definition.unfold', [0]),
        step('1', 'diff.self'),
      ]),
    ],
  ),
  attack(
    'a size is instantiated',
    () => whole,
    () => [
      claim('C == J(x[L,*])', '', [step('J(x[L,*])', 'definition.unfold')]),
      claim('C == J(x[1,*])', '', [citing('J(x[1,*])', 0, 'L: 1')]),
    ],
  ),
  attack(
    'a slice is instantiated',
    () => whole,
    () => [
      claim('C == J(x[L,*])', '', [step('J(x[L,*])', 'definition.unfold')]),
      claim('C == J(x[L,1])', '', [citing('J(x[L,1])', 0, '*: 1')]),
    ],
  ),
  attack('a theorem ranges over a size, against what is known of sizes', dense, () => [
    claim('[1 <= L] == 1', 'L in 0-5..0-3', [step('1', 'delta.evaluate')]),
    claim('[1 <= 0-4] == 1', '', [citing('1', 0, 'L: 0-4')]),
  ]),
  attack('a bound index named like the canonical ones', dense, () => [
    claim(
      'sum(%1 in 1..n[0], sum(k in 1..n[0], x[%1]*x[k])) == 1*sum(%1 in 1..n[0], sum(k in 1..n[0], x[k]*x[k]))',
      '',
      [algebra('1*sum(%1 in 1..n[0], sum(k in 1..n[0], x[k]*x[k]))')],
    ),
  ]),
  attack('an induction whose end moves away', dense, () => [
    inductive(
      '[l = p] == 1',
      'l in 1..p, p in l..l+5',
      'l',
      [step('1', 'delta.evaluate')],
      [
        step('1*[l+1 = p+1]', 'algebra', [], { to: term('1*[l = p]') }),
        citing('1*1', HYPOTHESIS, 'l: l+1; p: p+1'),
        algebra('1'),
      ],
    ),
    claim('[1 = 2] == 1', '', [citing('1', 0, 'l: 1; p: 2')]),
  ]),
  attack('the hypothesis outside an induction', dense, () => [
    claim('d(C, z[l,j]) == 2*d(C, z[l,j])', 'l in 1..L, j in 1..n[l]', [
      citing('2*d(C, z[l,j])', HYPOTHESIS, 'l: l+1'),
    ]),
  ]),
  attack(
    'the hypothesis in the base',
    () => chainOf,
    () => [
      inductive(
        'h[t] == 2*h[t]',
        't in 0..T',
        't',
        [citing('2*h[T]', HYPOTHESIS, 't: t+1')],
        [citing('2*h[t]', HYPOTHESIS, 't: t+1')],
      ),
    ],
  ),
  attack(
    'an induction without a base',
    () => chainOf,
    () => [inductive('[t = t+1] == 1', 't in 0..T', 't', [], [citing('1', HYPOTHESIS, 't: t+1')])],
  ),
  attack(
    'an induction over an index that is not ranged over',
    () => chainOf,
    () => [inductive('0*h[0] == 1', '', 't', [algebra('1')], [algebra('1')])],
  ),
  attack('an instance beyond the range', dense, () => [
    claim('[l <= 1] == 1', 'l in 1..1', [step('1', 'delta.evaluate')]),
    claim('[2 <= 1] == 1', '', [citing('1', 0, 'l: 2')]),
  ]),
  attack('an instance whose range is that of another layer', dense, () => [
    claim('[j <= n[l]] == 1', 'l in 1..L, j in 1..n[l]', [step('1', 'delta.evaluate')]),
    claim('[j <= n[1]] == 1', 'j in 1..n[L]', [citing('1', 0, 'l: 1')]),
  ]),
  attack('an instance below a sum that runs too far', dense, () => [
    claim('[1 <= l] == 1', 'l in 1..L', [step('1', 'delta.evaluate')]),
    claim('sum(l in 0..L, [1 <= l]) == sum(l in 0..L, 1)', '', [
      { after: term('sum(l in 0..L, 1)'), by: { cite: [{ theorem: 0 }] } },
    ]),
  ]),
  attack('a goal with an index without a range', dense, () => [
    claim('a[l,j] == G(z[l,j])', 'j in 1..n[l]', [step('G(z[l,j])', 'definition.unfold')]),
  ]),
  attack('two ranges for one index', dense, () => [
    claim('x[k] == x[k]*1', 'k in 1..3, k in 4..5', [algebra('x[k]*1')]),
  ]),
  attack('a range that contains its own index', dense, () => [
    claim('x[k] == x[k]*1', 'k in 1..k+1', [algebra('x[k]*1')]),
  ]),
  attack('a bound index used again inside', dense, () => [
    claim('sum(k in 1..2, [k = 3]) == sum(k in 1..2, 1)', 'k in 3..3', [
      step('sum(k in 1..2, 1)', 'delta.evaluate', [0]),
    ]),
  ]),
  attack(
    'unfolding a member that has no equation',
    () => deep,
    () => [
      claim('q[L,p] == sum(k in 1..2, v[k]*q[L-1,p+k])', 'p in 6..7', [
        step('sum(k in 1..2, v[k]*q[L-1,p+k])', 'definition.unfold'),
      ]),
    ],
  ),
  attack(
    'unfolding by the other equation',
    () => pieces,
    () => [claim('q[1] == 2*x[1]', '', [step('2*x[1]', 'definition.unfold')])],
  ),
  attack(
    'folding by the other equation',
    () => pieces,
    () => [claim('2*x[1] == q[1]', '', [step('q[1]', 'definition.fold', [], { quantity: member('q[1]') })])],
  ),
  attack('unfolding what a ∂ has freed', dense, () => [
    claim(
      'd(a[l,j], z[l,j]) == d(G(sum(k in 1..n[l-1], w[l,j,k]*a[l-1,k]) + b[l,j]), z[l,j])',
      'l in 1..L, j in 1..n[l]',
      [
        step('d(G(z[l,j]), z[l,j])', 'definition.unfold', [0]),
        step('d(G(sum(k in 1..n[l-1], w[l,j,k]*a[l-1,k]) + b[l,j]), z[l,j])', 'definition.unfold', [0, 0]),
      ],
    ),
  ]),
  attack('unfolding what a ∂ may have freed', dense, () => [
    claim(
      'd(G(z[l,j]), z[p,q]) == d(G(sum(k in 1..n[l-1], w[l,j,k]*a[l-1,k]) + b[l,j]), z[p,q])',
      'l in 1..L, p in 1..L, j in 1..n[l], q in 1..n[p]',
      [step('d(G(sum(k in 1..n[l-1], w[l,j,k]*a[l-1,k]) + b[l,j]), z[p,q])', 'definition.unfold', [0, 0])],
    ),
  ]),
  attack(
    'Σ y = 1 below a ∂',
    () => nets.softmaxNet,
    () => [
      claim('d(sum(j in 1..n, y[j]), y[k]) == d(1, y[k])', 'k in 1..n', [
        step('d(1, y[k])', 'given', [0], { given: { condition: nets.softmaxNet.given[0] as Condition } }),
      ]),
    ],
  ),
  attack(
    'a given that the network does not declare',
    () => nets.softmaxNet,
    () => [
      claim(
        'sum(j in 1..n-1, y[j]) == 1',
        '',
        [step('1', 'given', [], { given: { condition: equal('sum(j in 1..n-1, y[j])', '1') } })],
        [equal('sum(j in 1..n-1, y[j])', '1')],
      ),
    ],
  ),
  attack(
    'a domain beyond the ranges of the equation',
    () => inverses,
    () => [claim('x[k]/x[k] == 1', 'k in 0..2', [algebra('1')])],
  ),
  attack(
    'a domain by the range of another layer',
    () => inverses,
    () => [claim('v[l,k]/v[l,k] == 1', 'l in 3..9, k in 1..n[l]', [algebra('1')])],
  ),
  attack(
    'a declared sign beyond its family',
    () => signed,
    () => [claim('y[p,q]/y[p,q] == 1', 'l in 1..2, p in 1..2, q in 1..n[l]', [algebra('1')])],
  ),
  attack(
    'children lost: one member with other binders',
    () => windows,
    (n) => [script(n, 'd(E, x[q])', 'q in 7..14', [['chain.edges']])],
  ),
  attack(
    'children counted once for each way to them',
    () => twice,
    (n) => [script(n, 'd(E, x[q])', 'q in 7..14', [['chain.edges']])],
  ),
  attack(
    'the domain of what stands beside a bracket, where that is 0',
    () => ordered,
    () => [
      claim('(x[i] - y[j])/(x[i] - y[j]) == 1', 'i in 1..3, j in 1..3', [algebra('1')]),
      { ...claim('1/(x[1] - y[1]) == 1/(x[1] - y[1])', '', []), proof: { by: 'name' }, name: member('e') },
    ],
  ),
  attack(
    'the same where the bracket stands in a product of its own',
    () =>
      nets.family('nested', {
        inputs: { 'x[i]': 'i in 1..3' },
        defined: { E: '' },
        equations: [['E', 'sum(i in 1..3, sum(j in 1..3, ([i+1 <= j]*2)*(1/(x[i] - x[j]))))']],
      }),
    () => [claim('(x[i] - x[j])/(x[i] - x[j]) == 1', 'i in 1..3, j in 1..3', [algebra('1')])],
  ),
  ...(
    [
      ['C', 'sum(i in 2..n, log(u)*v[i])'],
      ['C', 'sum(i in 1..n, sum(j in 2..i, log(u)*v[i]))'],
      ['r[i]', 'log(u)*v[i]', 'i in 2..n'],
    ] as const
  ).map((equation) =>
    attack(
      `the domain of ${equation.join(' = ')}, of which nothing is left for n = 1`,
      () => perhapsEmpty(equation),
      () => [claim('u/u == 1', '', [algebra('1')])],
    ),
  ),
  attack(
    'children counted twice where two sums call their index the same',
    () => clashing,
    (n) => [script(n, 'd(E, x[1,q])', 'q in 5..6', [['chain.edges']])],
  ),
  attack(
    'a name that is a size, and so at least 1',
    () => exponentials,
    () => [
      { ...claim('0*x[1] == 0*x[1]', '', []), proof: { by: 'name' }, name: member('n') },
      claim('n/n == 1', '', [algebra('1')]),
    ],
  ),
  attack('a name whose range depends on an index that it lacks', dense, () => [
    {
      ...claim('[j = j] == [j = j]', 'l in 1..L, j in 1..n[l]', []),
      proof: { by: 'name' },
      name: member('e[j]'),
    },
  ]),
  ...[
    'd(C, z[L+1,j]) == 0',
    'd(C, z[L+1,j] | *) == 0',
    'd(C, z[0,j]) == 0',
    'd(C, a[L+1,j]) == 0',
    'd(C, a[1,n[1]+1]) == 0',
    'd(C, a[1,j] | w[1,1,n[0]+1]) == 0',
  ].map((goal) =>
    attack(`${goal}: no such member exists`, dense, () => [
      claim(goal, 'j in 1..1', [step('0', 'diff.independent')]),
    ]),
  ),
  attack('a slope by a size, to which sums run', dense, () => [
    claim('d(sum(k in 1..L, 1), L) == 0', '', [step('0', 'diff.independent')]),
  ]),
  attack(
    'a slope by a size that terms mention',
    () => mean,
    () => [
      claim('d(sum(i in 1..m, x[i])/m, m) == d(sum(i in 1..m, x[i])/m, m)*1', '', [
        algebra('d(sum(i in 1..m, x[i])/m, m)*1'),
      ]),
    ],
  ),
  attack('a name for a slope by no member', dense, () => [
    {
      ...claim('d(C, z[L+1,j]) == d(C, z[L+1,j])', 'j in 1..n[L+1]', []),
      proof: { by: 'name' },
      name: member('e[j]'),
    },
  ]),
  attack('members that do not exist on the way', dense, () => [
    claim('y[1] == y[1] + 0', '', [algebra('y[1] + z[L+1,1] - z[L+1,1]'), algebra('y[1] + 0')]),
  ]),
  attack('a sum that runs past a family', dense, () => [
    claim('sum(k in 0..n[0], x[k]) == 1*sum(k in 0..n[0], x[k])', '', [algebra('1*sum(k in 0..n[0], x[k])')]),
  ]),
  attack('a member beside a bracket that does not hold it in its range', dense, () => [
    claim('[p <= n[0]]*x[p] == [p <= n[0]]*x[p]*1', 'p in 0..9', [algebra('[p <= n[0]]*x[p]*1')]),
  ]),
  attack(
    'B among its own children',
    () => deep,
    (n) => [script(n, 'd(E, q[l,i])', 'l in 0..L-1, i in 1..5', [['chain.edges']])],
  ),
  attack(
    'an equation whose sum binds the index of its pattern',
    () => shadowedNet(),
    (n) => [script(n, 'd(E, x[q])', 'q in 1..3', [['chain.edges']])],
  ),
  attack(
    'the same by independence',
    () => shadowedNet(),
    (n) => [script(n, 'd(z[1], x[3])', '', [['diff.independent']])],
  ),
  attack('[i = k] contracted as if it were [i = j]', dense, () => [
    claim('sum(i in 1..n[L], [i = k]*y[i]) == y[j]', 'j in 1..n[L], k in 1..n[L]', [
      step('y[j]', 'delta.contract'),
    ]),
  ]),
  attack('a bracket dropped though the range is not known', dense, () => [
    claim('sum(i in 1..n[L], [i = j]*2) == 2', 'j in 1..n[0]', [step('2', 'delta.contract')]),
  ]),
  attack('algebra inside a sum that divides by what may be 0', dense, () => [
    claim('sum(i in 1..n[L], y[i]/y[i]) == sum(i in 1..n[L], 1)', '', [
      step('sum(i in 1..n[L], 1)', 'algebra', [0], { to: num(1) }),
    ]),
  ]),
  attack(
    'a slice for a number',
    () => whole,
    () => [claim('x[1,*] == x[1,*]*1', '', [algebra('x[1,*]*1')])],
  ),
  attack(
    'a slope by a slice',
    () => whole,
    () => [claim('d(C, x[1,*]) == d(C, x[1,*])*1', '', [algebra('d(C, x[1,*])*1')])],
  ),
  attack(
    'a function of a slice differentiated as if of one number',
    () => whole,
    () => [
      {
        ...claim('d(J(x[L,*]), x[L,1]) == 1', '', []),
        proof: {
          by: 'steps',
          steps: [
            {
              after: product(term("J'(x[L,*])"), partial(term('x[L,*]'), member('x[L,1]'))),
              by: { use: { rule: 'diff.function', at: [] } },
            },
            algebra('1'),
          ],
        },
      },
    ],
  ),
  attack(
    'a sum over the star of slices',
    () => whole,
    () => [
      claim('sum(* in 1..1, C) == J(x[L,1]) + sum(* in 2..1, J(x[L,*]))', '', [
        step('sum(* in 1..1, J(x[L,*]))', 'definition.unfold', [0]),
        step('J(x[L,1]) + sum(* in 2..1, J(x[L,*]))', 'sum.peel'),
      ]),
    ],
  ),
  attack(
    'a bound index named like those of the question whether a term depends',
    () => plain,
    () => [
      claim('sum(%0 in 1..2, d(sum(k in 1..3, x[k+1]), x[%0])) == sum(%0 in 1..2, 0)', '', [
        step('sum(%0 in 1..2, 0)', 'diff.independent', [0]),
      ]),
    ],
  ),
];

function equal(lhs: string, rhs: string): Condition & { kind: 'equal' } {
  return { kind: 'equal', equation: { lhs: term(lhs), rhs: term(rhs) } };
}

const inverses = nets.family('inverses', {
  inputs: { 'x[k]': 'k in 0..9', 'v[l,k]': 'l in 1..9, k in 1..n[l]' },
  defined: { s: '', 'a[l]': 'l in 1..2' },
  equations: [
    ['s', 'sum(k in 1..2, 1/x[k])'],
    ['a[l]', 'sum(k in 1..n[l], 1/v[l,k])', 'l in 1..2'],
  ],
  sizes: ['n'],
});
const signed = nets.family('signed', {
  inputs: { 'y[l,j]': 'l in 1..2, j in 1..n[l]' },
  defined: { s: '' },
  equations: [['s', 'y[1,1]']],
  sizes: ['n'],
  given: [{ kind: 'positive', term: term('y[p,q]') }],
});
/** y is x, and E divides by x[i] − y[j] for i < j only. */
const ordered = nets.family('ordered', {
  inputs: { 'x[i]': 'i in 1..3' },
  defined: { 'y[i]': 'i in 1..3', E: '' },
  equations: [
    ['y[i]', 'x[i]', 'i in 1..3'],
    ['E', 'sum(i in 1..3, sum(j in 1..3, [i+1 <= j]/(x[i] - y[j])))'],
  ],
});
/** m is a size, and a number in terms. */
const mean: Network = makeNetwork({
  name: 'mean',
  symbols: [
    { quantity: member('x[i]'), role: 'input', ranges: ranges('i in 1..m') },
    { quantity: member('m'), role: 'constant', ranges: [] },
    { quantity: member('C'), role: 'defined', ranges: [] },
  ],
  equations: [{ quantity: member('C'), rhs: term('sum(i in 1..m, x[i])/m'), ranges: [] }],
  sizes: ['m'],
});
const roots = nets.family('roots', {
  inputs: { 'x[i]': 'i in 1..3' },
  defined: { E: '' },
  equations: [['E', 'sqrt(x[1])']],
});
const pieces = nets.family('pieces', {
  inputs: { 'x[i]': 'i in 1..3' },
  defined: { 'q[i]': 'i in 1..3' },
  equations: [
    ['q[1]', 'x[1]'],
    ['q[i]', '2*x[i]', 'i in 2..3'],
  ],
});
/** Two sums whose members are the same, under the same name for indices that run elsewhere. */
const clashing = nets.family('clashing', {
  inputs: { 'x[p,i]': 'p in 1-n-m..n+m, i in 0-9-n..30+n' },
  defined: { 'z[p,i]': 'p in 1..n+m, i in 0-n..9', E: '' },
  equations: [
    ['z[p,i]', 'sum(k in 1..n, x[p-n+1,i+k]) + sum(k in m+1..5, x[p-m+1,i+k-1])', 'p in 1..n+m, i in 0-n..9'],
    ['E', 'sum(p in 1..n+m, sum(i in 0-n..9, z[p,i]^2))'],
  ],
  sizes: ['n', 'm'],
});
/** C and r, of which one has an equation that there may be no member of. */
const perhapsEmpty = (equation: readonly [q: string, rhs: string, where?: string]): Network =>
  nets.family('perhaps empty', {
    inputs: { u: '', 'v[i]': 'i in 1..n' },
    defined: equation[0] === 'C' ? { C: '' } : { 'r[i]': 'i in 2..n' },
    equations: [equation],
    sizes: ['n'],
  });
const squares = ['E', 'sum(i in 1..14, z[i]^2)'] as const;
const windows = nets.family('windows', {
  inputs: { 'x[i]': 'i in 1..20' },
  defined: { 'z[i]': 'i in 1..14', E: '' },
  equations: [['z[i]', 'sum(k in 1..2, x[i+k]) + sum(k in 5..6, x[i+k]^2)', 'i in 1..14'], squares],
});
const twice = nets.family('twice', {
  inputs: { 'x[i]': 'i in 1..20' },
  defined: { 'z[i]': 'i in 1..14', E: '' },
  equations: [['z[i]', 'sum(k in 1..2, sum(p in 1..2, x[i+k+p]))', 'i in 1..14'], squares],
});
const deep = nets.family('deep convolution', {
  inputs: { 'x[i]': 'i in 1..9' },
  parameters: { 'v[k]': 'k in 1..2' },
  defined: { 'q[l,i]': 'l in 0..L, i in 1..9', E: '' },
  equations: [
    ['q[0,i]', 'x[i]', 'i in 1..9'],
    ['q[l,i]', 'sum(k in 1..2, v[k]*q[l-1,i+k])', 'l in 1..L, i in 1..5'],
    ['E', 'sum(i in 1..5, q[L,i]^2)'],
  ],
  sizes: ['L'],
});
const shadowedNet = (): Network =>
  nets.family('shadowed', {
    inputs: { 'x[k]': 'k in 1..3' },
    defined: { 'z[k]': 'k in 1..3', E: '' },
    equations: [
      ['z[k]', 'sum(k in 1..3, x[k])', 'k in 1..3'],
      ['E', 'sum(i in 1..3, z[i]^2)'],
    ],
  });

/** What becomes of an attack: every theorem accepted, or the reason of the first refusal. */
function result({ network, theorems }: Attack): string {
  try {
    const of = network();
    const kernel = new Kernel(of);
    for (const each of theorems(of)) {
      const found = kernel.accept(each);
      if (!found.accepted) return found.reason;
    }
    return holdsAll(of, theorems(of)) ? 'accepted, and true' : 'accepted';
  } catch (error) {
    if (error instanceof NetworkError) return error.message;
    return (error as Error).message;
  }
}

/** Whether numbers find nothing wrong: a mended rule may give a true result where it once gave a false one. */
const holdsAll = (network: Network, theorems: readonly Theorem[]): boolean =>
  theorems.every(({ goal, given }) => holds(network, goal.lhs, goal.rhs, rangesIn(given)));

describe('names and files', () => {
  const slope: Theorem = {
    ...claim('d(C, z[l,j]) == d(C, a[l,j])*d(a[l,j], z[l,j] | *)', 'l in 1..L, j in 1..n[l]', [
      step('d(C, a[l,j])*d(a[l,j], z[l,j] | *)', 'chain.edges'),
    ]),
    name: member('delta[l,j]'),
  };
  const named = (steps: readonly Step[], goal: string, where: string): string =>
    verdict(nets.squaredNet, slope, claim(goal, where, steps));
  const back = (after: string, where?: string): Step => ({
    after: term(after),
    by: {
      cite: [{ theorem: 0, from: 'name', to: 'lhs', ...(where !== undefined && { at: instance(where) }) }],
    },
  });

  test('a name stands for its theorem at every index of its ranges', () => {
    expect(named([back('d(C, z[l,j])')], 'delta[l,j] == d(C, z[l,j])', 'l in 1..L, j in 1..n[l]')).toBe(
      'accepted',
    );
    expect(named([back('d(C, z[L,1])', 'l: L; j: 1')], 'delta[L,1] == d(C, z[L,1])', '')).toBe('accepted');
  });

  test.each<[string, Step[], string, string]>([
    ['past its range', [back('d(C, z[L+1,1])', 'l: L+1; j: 1')], 'delta[L+1,1] == d(C, z[L+1,1])', ''],
    [
      'at another index',
      [back('d(C, z[l,1])', 'j: 1')],
      'delta[l,j] == d(C, z[l,1])',
      'l in 1..L, j in 1..n[l]',
    ],
    [
      'below a ∂',
      [step('d(delta[1,1], b[1,1])*1', 'algebra', [], { to: term('d(delta[1,1], b[1,1])*1') })],
      'd(delta[1,1], b[1,1]) == d(delta[1,1], b[1,1])*1',
      '',
    ],
    [
      'with an index too few',
      [step('delta[1]*1', 'algebra', [], { to: term('delta[1]*1') })],
      'delta[1] == delta[1]*1',
      '',
    ],
  ])('a name is not taken %s', (_, steps, goal, where) => {
    expect(named(steps, goal, where)).not.toBe('accepted');
  });

  test.each(['delta[l]', 'delta[j]', 'delta', 'delta[l,l]', 'delta[l,p]', 'delta[l,j+1]', 'z[l,j]', 'C'])(
    'the name %s is refused',
    (name) => {
      expect(verdict(nets.squaredNet, { ...slope, name: member(name) })).not.toBe('accepted');
    },
  );

  test.each(Object.entries(familyProofs))('%s survives a file', (_, { network, theorems }) => {
    const file = JSON.parse(JSON.stringify(writeDerivation({ network, theorems })));
    const read = readDerivation(file);
    expect(check(read).every((each) => each.accepted)).toBe(true);
    expect(read.theorems.map(({ goal }) => goal)).toEqual(theorems.map(({ goal }) => goal));
  });
});

test('√u has a sign where the network says that u is positive', () => {
  const inverse = (u: string): string =>
    verdict(roots, claim(`(2*sqrt(${u}))*(2*sqrt(${u}))^(-1) == 1`, '', [algebra('1')]));
  expect([inverse('x[1]'), inverse('x[2]')]).toEqual([
    'accepted',
    'a condition is neither given nor proved: nonzero',
  ]);
});

test('what is defined as √u has a sign where u is positive, and a theorem lists that', () => {
  const rooted = nets.family('rooted', {
    inputs: { 'x[i]': 'i in 1..3' },
    defined: { 'a[i]': 'i in 1..3' },
    equations: [['a[i]', 'sqrt(x[i])', 'i in 1..3']],
  });
  const found = new Kernel(rooted).accept(claim('a[p]/a[p] == 1', 'p in 1..2', [algebra('1')]));
  expect(found).toEqual({
    accepted: true,
    assumes: [{ condition: { kind: 'positive', term: term('x[i]') }, ranges: ranges('i in 1..3') }],
  });
});

test('a domain is that of every member where there is one', () => {
  const some = perhapsEmpty(['r[i]', 'log(u)*v[i]', 'i in 2..n']);
  expect(verdict(some, claim('u/u == 1', 'p in 2..n', [algebra('1')]))).toBe('accepted');
});

test('a sum of positive terms over a size is positive', () => {
  expect(quotient('sum(i in 1..n, exp(x[i]))').map((each) => verdict(exponentials, each))).toEqual([
    'accepted',
  ]);
});

test('beside a bracket that is 0 a member need not exist', () => {
  const goal = '[p <= n[0]]*x[p] == [p <= n[0]]*x[p]*1';
  expect(verdict(nets.squaredNet, claim(goal, 'p in 1..9', [algebra('[p <= n[0]]*x[p]*1')]))).toBe(
    'accepted',
  );
});

test('an equation q = r unfolds below a ∂ that holds nothing, and below none that holds q', () => {
  const unfolded = (hold: string): string =>
    verdict(
      copies,
      claim(`d(q[p]*2, x[p]${hold}) == d(x[p]*2, x[p]${hold})`, 'p in 1..3', [
        step(`d(x[p]*2, x[p]${hold})`, 'definition.unfold', [0, 0]),
      ]),
    );
  expect([unfolded(''), unfolded(' | *')]).toEqual(['accepted', 'q is an input below this ∂']);
});

test('a whole family may stand in a goal, as an opaque function takes it', () => {
  const goal = claim('C == J(x[L,*])', '', [step('J(x[L,*])', 'definition.unfold')]);
  expect(verdict(whole, goal)).toBe('accepted');
});

describe('the hypothesis of an induction', () => {
  /** [l ≤ L] = 1, by a step that cites the goal elsewhere to no use. */
  const elsewhere = (place: string | undefined, there: string): string =>
    verdict(
      nets.squaredNet,
      inductive(
        '[l <= L] == 1',
        'l in 1..L',
        'l',
        [step('1', 'delta.evaluate')],
        [
          algebra(`[l <= L] + 0*[${there} <= L]`),
          {
            after: term(place === undefined ? '1 + 0*1' : '[l <= L] + 0*1'),
            by: { cite: [{ theorem: HYPOTHESIS, ...(place !== undefined && { at: instance(place) }) }] },
          },
          step('1 + 0*1', 'delta.evaluate', [0]),
          algebra('1'),
        ],
      ),
    );

  test.each([
    ['l: l+1', 'l+1', 'accepted'],
    ['l: l+2', 'l+2', 'the hypothesis holds at l+1 only'],
    ['l: l-1', 'l-1', 'the hypothesis holds at l+1 only'],
    ['l: L', 'L', 'the hypothesis holds at l+1 only'],
    ['l: l', 'l', 'the hypothesis holds at l+1 only'],
    [undefined, 'l', 'the hypothesis holds at l+1 only'],
  ])('at %s, for the member at %s: %s', (place, there, found) => {
    expect(elsewhere(place, there)).toBe(found);
  });
});

describe('ways to a false theorem', () => {
  test.each(attacks.map((each) => [each.name, each] as const))('%s', (_, each) => {
    expect(result(each)).not.toBe('accepted');
  });
});
