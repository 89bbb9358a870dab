// Proofs about families, written by hand: which rule stands where. The terms between are in the rules, the goals are here.
import type { Network } from '../../src/network/index.ts';
import { HYPOTHESIS, type Theorem } from '../../src/proof/index.ts';
import {
  backwardNet,
  convolutionNet,
  opaqueNet,
  recurrentNet,
  samplesNet,
  skipNet,
  softmaxNet,
  squaredNet,
  tiedNet,
} from '../networks/families.ts';
import { term } from '../networks/indexed.ts';
import { inductionOf, instance, type Line, theoremOf } from './script.ts';

export interface FamilyProof {
  readonly network: Network;
  readonly theorems: readonly Theorem[];
}

/** Theorems one after the other; a script may cite those before. */
class Proofs {
  readonly theorems: Theorem[] = [];
  readonly network: Network;

  constructor(network: Network) {
    this.network = network;
  }

  prove(lhs: string, rhs: string, where: string, lines: readonly Line[]): this {
    this.theorems.push(theoremOf(this.network, lhs, where, lines, { rhs, after: this.theorems }));
    return this;
  }

  induction(
    goal: readonly [string, string],
    where: string,
    over: string,
    base: readonly Line[],
    step: readonly Line[],
  ): this {
    this.theorems.push(inductionOf(this.network, goal, where, over, base, step, this.theorems));
    return this;
  }
}

const cite = (theorem: number, at?: string): Line => ({
  cite: [{ theorem, ...(at !== undefined && { at: instance(at) }) }],
});

/**
 * The four equations for a dense net: 0 ∂C/∂z through a, 1 one edge of z, 2 ∂C/∂a through z of the next layer,
 * 3 the recursion in l, 4 weights, 5 biases.
 */
function fourEquations(network: Network): Proofs {
  return new Proofs(network)
    .prove('d(C, z[l,j])', "d(C, a[l,j])*G'(z[l,j])", 'l in 1..L, j in 1..n[l]', [
      ['chain.edges'],
      ['definition.unfold', [1, 0]],
      ['diff.function', [1]],
      "d(C, a[l,j])*G'(z[l,j])",
    ])
    .prove('d(z[l,j], a[l-1,p] | *)', 'w[l,j,p]', 'l in 1..L, j in 1..n[l], p in 1..n[l-1]', [
      ['definition.unfold', [0]],
      ['diff.sum'],
      ['diff.indexed'],
      ['diff.product', [0]],
      ['delta.contract'],
    ])
    .prove('d(C, a[l,j])', 'sum(k in 1..n[l+1], w[l+1,k,j]*d(C, z[l+1,k]))', 'l in 0..L-1, j in 1..n[l]', [
      ['chain.edges'],
      cite(1, 'l: l+1; j: k; p: j'),
    ])
    .prove(
      'd(C, z[l,j])',
      "sum(k in 1..n[l+1], w[l+1,k,j]*d(C, z[l+1,k]))*G'(z[l,j])",
      'l in 1..L-1, j in 1..n[l]',
      [cite(0), cite(2)],
    )
    .prove('d(C, w[l,j,k])', 'd(C, z[l,j])*a[l-1,k]', 'l in 1..L, j in 1..n[l], k in 1..n[l-1]', [
      ['chain.edges'],
      ['definition.unfold', [1, 0]],
      ['diff.sum', [1]],
      ['diff.indexed', [1]],
      ['diff.product', [1, 0]],
      ['delta.contract', [1]],
    ])
    .prove('d(C, b[l,j])', 'd(C, z[l,j])', 'l in 1..L, j in 1..n[l]', [
      ['chain.edges'],
      ['definition.unfold', [1, 0]],
      ['diff.sum', [1]],
      'd(C, z[l,j])',
    ]);
}

/** With ½ squared error: 6 the slope of the cost, 7 the output's δ. */
function squared(network: Network): Proofs {
  return fourEquations(network)
    .prove('d(C, a[L,j])', 'a[L,j] - y[j]', 'j in 1..n[L]', [
      ['chain.edges'],
      ['definition.unfold', [0]],
      ['diff.product'],
      ['diff.indexed', [1]],
      ['diff.power', [1, 0]],
      ['diff.sum', [1, 0, 2]],
      ['diff.product', [1, 0, 2]],
      ['algebra', [1, 0], { to: term('[i = j]*2*(a[L,i] - y[i])') }],
      ['delta.contract', [1]],
      'a[L,j] - y[j]',
    ])
    .prove('d(C, z[L,j])', "(a[L,j] - y[j])*G'(z[L,j])", 'j in 1..n[L]', [cite(0, 'l: L'), cite(6)]);
}

const dense = squared(squaredNet);

/** What the backward pass computes is ∂C/∂z at every layer: 8. */
const backward = squared(backwardNet).induction(
  ['d(C, z[l,j])', 'e[l,j]'],
  'l in 1..L, j in 1..n[l]',
  'l',
  [cite(7), ['definition.fold', [], { quantity: term('e[L,j]') as never }]],
  [cite(3), cite(HYPOTHESIS, 'l: l+1; j: k'), ['definition.fold', [], { quantity: term('e[l,j]') as never }]],
);

const convolution = new Proofs(convolutionNet)
  .prove('d(E, z[p])', 'z[p] - y[p]', 'p in 1..m', [
    ['chain.edges'],
    ['definition.unfold', [0]],
    ['diff.product'],
    ['diff.indexed', [1]],
    ['diff.power', [1, 0]],
    ['diff.sum', [1, 0, 2]],
    { as: '1/2*sum(i in 1..m, [i = p]*2*(z[i] - y[i]))' },
    ['delta.contract', [1]],
    'z[p] - y[p]',
  ])
  .prove('d(E, v[q])', 'sum(i in 1..m, (z[i] - y[i])*x[i+q])', 'q in 1..K', [
    ['chain.edges'],
    cite(0, 'p: i'),
    ['definition.unfold', [0, 1, 0]],
    ['diff.indexed', [0, 1]],
    ['diff.product', [0, 1, 0]],
    ['delta.contract', [0, 1]],
  ])
  .prove('d(E, x[q])', 'sum(i in 1..m, (z[i] - y[i])*[1 <= q-i, q-i <= K]*v[q-i])', 'q in 1..m+K', [
    ['chain.edges'],
    cite(0, 'p: i'),
    ['definition.unfold', [0, 1, 0]],
    ['diff.indexed', [0, 1]],
    ['diff.product', [0, 1, 0]],
    ['delta.contract', [0, 1]],
  ]);

const samples = new Proofs(samplesNet)
  .prove('d(C, c[i])', 'r', 'i in 1..m', [
    ['chain.edges'],
    ['definition.unfold', [0]],
    ['diff.product'],
    ['diff.indexed', [1]],
    ['delta.contract', [1]],
    'r',
  ])
  .prove('d(c[i], a[j,i] | *)', 'a[j,i] - y[j,i]', 'j in 1..n, i in 1..m', [
    ['definition.unfold', [0]],
    ['diff.product'],
    ['diff.indexed', [1]],
    ['diff.power', [1, 0]],
    ['diff.sum', [1, 0, 2]],
    ['diff.product', [1, 0, 2]],
    ['algebra', [1, 0], { to: term('[k = j]*2*(a[k,i] - y[k,i])') }],
    ['delta.contract', [1]],
    'a[j,i] - y[j,i]',
  ])
  .prove('d(C, z[j,i])', "r*(a[j,i] - y[j,i])*G'(z[j,i])", 'j in 1..n, i in 1..m', [
    ['chain.edges'],
    ['chain.edges', [0]],
    cite(0),
    cite(1),
    ['definition.unfold', [1, 0]],
    ['diff.function', [1]],
    "r*(a[j,i] - y[j,i])*G'(z[j,i])",
  ])
  .prove('d(C, w[j,k])', "r*sum(i in 1..m, (a[j,i] - y[j,i])*G'(z[j,i])*x[k,i])", 'j in 1..n, k in 1..p', [
    ['chain.edges'],
    cite(2, 'i: q'),
    ['definition.unfold', [0, 1, 0]],
    ['diff.sum', [0, 1]],
    ['diff.indexed', [0, 1]],
    ['diff.product', [0, 1, 0]],
    ['delta.contract', [0, 1]],
    { as: "sum(q in 1..m, r*(a[j,q] - y[j,q])*G'(z[j,q])*x[k,q])" },
    ['sum.linear'],
  ])
  .prove('d(C, b[j])', "r*sum(i in 1..m, (a[j,i] - y[j,i])*G'(z[j,i]))", 'j in 1..n', [
    ['chain.edges'],
    cite(2, 'i: k'),
    ['definition.unfold', [0, 1, 0]],
    ['diff.sum', [0, 1]],
    ['algebra', [0], { to: term("r*(a[j,k] - y[j,k])*G'(z[j,k])") }],
    ['sum.linear'],
  ]);

const a = { quantity: term('a[j]') as never };

const softmax = new Proofs(softmaxNet)
  .prove('d(C, a[j])', '-y[j]/a[j]', 'j in 1..n', [
    ['chain.edges'],
    ['definition.unfold', [0]],
    ['diff.product'],
    ['diff.indexed', [1]],
    ['diff.product', [1, 0]],
    ['diff.function', [1, 0, 1]],
    { as: '-1*sum(i in 1..n, [i = j]*y[i]/a[i])' },
    ['delta.contract', [1]],
  ])
  .prove('d(a[j], s | *)', '-a[j]/s', 'j in 1..n', [
    ['definition.unfold', [0]],
    ['diff.product'],
    ['diff.power', [1]],
    '-(exp(z[j])/s)/s',
    ['definition.fold', [0, 1], a],
  ])
  .prove('d(C, s)', '1/s', '', [
    ['chain.edges'],
    cite(0),
    cite(1),
    ['algebra', [0], { to: term('1/s*y[j]') }],
    ['sum.linear'],
    ['given', [2], { given: { condition: softmaxNet.given[0] as never } }],
    '1/s',
  ])
  .prove('d(s, z[j] | *)', 'exp(z[j])', 'j in 1..n', [
    ['definition.unfold', [0]],
    ['diff.indexed'],
    ['diff.function', [0]],
    ['delta.contract'],
  ])
  .prove('d(a[j], z[j] | *)', 'a[j]', 'j in 1..n', [
    ['definition.unfold', [0]],
    ['diff.product'],
    ['diff.function', [0]],
    'exp(z[j])/s',
    ['definition.fold', [], a],
  ])
  .prove('d(C, z[j])', 'a[j] - y[j]', 'j in 1..n', [
    ['chain.edges'],
    { cite: [{ theorem: 2 }, { theorem: 3 }, { theorem: 0 }, { theorem: 4 }] },
    'exp(z[j])/s - y[j]',
    ['definition.fold', [0], a],
  ]);

const tied = new Proofs(tiedNet).prove(
  'd(C, w[q,r])',
  'sum(l in 1..L, d(C, z[l,q])*a[l-1,r])',
  'q in 1..p, r in 1..p',
  [
    ['chain.edges'],
    ['definition.unfold', [0, 1, 0]],
    ['diff.indexed', [0, 1]],
    ['diff.product', [0, 1, 0]],
    ['delta.contract', [0, 1]],
  ],
);

const skip = new Proofs(skipNet)
  .prove('d(z[l,j], a[l-1,q] | *)', 'w[l,j,q]', 'l in 1..L, j in 1..p, q in 1..p', [
    ['definition.unfold', [0]],
    ['diff.indexed'],
    ['diff.product', [0]],
    ['delta.contract'],
  ])
  .prove(
    'd(C, a[l,j])',
    'sum(k in 1..p, d(C, z[l+1,k])*w[l+1,k,j]) + d(C, a[l+1,j])',
    'l in 0..L-1, j in 1..p',
    [
      ['chain.edges'],
      cite(0, 'l: l+1; j: k; q: j'),
      ['definition.unfold', [1, 1, 0]],
      ['diff.sum', [1, 1]],
      'sum(k in 1..p, d(C, z[l+1,k])*w[l+1,k,j]) + d(C, a[l+1,j])',
    ],
  );

const recurrence = new Proofs(recurrentNet)
  .prove('d(E, W)', 'sum(t in 1..T, d(E, z[t])*h[t-1])', '', [
    ['chain.edges'],
    ['definition.unfold', [0, 1, 0]],
    ['diff.sum', [0, 1]],
    ['diff.product', [0, 1]],
    ['algebra', [0], { to: term('d(E, z[t])*h[t-1]') }],
  ])
  .prove('d(E, z[t])', "d(E, h[t])*G'(z[t])", 't in 1..T', [
    ['chain.edges'],
    ['definition.unfold', [1, 0]],
    ['diff.function', [1]],
    "d(E, h[t])*G'(z[t])",
  ])
  .prove('d(E, h[t])', 'd(E, z[t+1])*W + h[t] - y[t]', 't in 1..T-1', [
    ['chain.edges'],
    ['definition.unfold', [0, 1, 0]],
    ['diff.sum', [0, 1]],
    ['diff.product', [0, 1]],
    ['definition.unfold', [1, 0]],
    ['diff.product', [1]],
    ['diff.indexed', [1, 1]],
    ['diff.power', [1, 1, 0]],
    ['diff.sum', [1, 1, 0, 2]],
    { as: 'd(E, z[t+1])*W*1 + 1/2*sum(i in 1..T, [i = t]*2*(h[i] - y[i]))' },
    ['delta.contract', [1, 1]],
    'd(E, z[t+1])*W + h[t] - y[t]',
  ]);

/** Every proof of this file. */
export const familyProofs: Readonly<Record<string, FamilyProof>> = {
  'opaque cost': fourEquations(opaqueNet),
  'squared error': dense,
  'backward pass': backward,
  convolution,
  samples,
  softmax,
  tied,
  skip,
  recurrence,
};
