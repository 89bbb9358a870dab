// Networks with families, built by hand for tests, and random sizes and values for them.
import type { Condition, Quantity } from '../../src/expr/index.ts';
import { makeNetwork, type Network, type NetworkParts, type Role } from '../../src/network/index.ts';
import { type Instance, instantiate, type Sizes } from '../../src/network/instance.ts';
import { Duals, type Implementation, type Implementations } from '../../src/numeric/index.ts';
import { member, ranges, term } from './indexed.ts';

/** Random numbers in [0, 1). */
export type Random = () => number;

/** mulberry32 */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A family by its member, and where its indices run. */
type Declarations = Readonly<Record<string, string>>;

interface Description {
  readonly inputs?: Declarations;
  readonly parameters?: Declarations;
  readonly targets?: Declarations;
  readonly defined: Declarations;
  /** A member, its right-hand side, and the ranges of the equation. */
  readonly equations: readonly (readonly [member: string, rhs: string, ranges?: string])[];
  readonly sizes?: readonly string[];
  readonly opaque?: Readonly<Record<string, number>>;
  readonly given?: readonly Condition[];
  readonly loss?: string;
}

/** A network from text; a declaration without ranges is a scalar. */
export function family(name: string, description: Description): Network {
  const { inputs = {}, parameters = {}, targets = {}, defined } = description;
  const declared = (declarations: Declarations, role: Role): NetworkParts['symbols'] =>
    Object.entries(declarations).map(([text, where]) => ({
      quantity: member(text),
      role,
      ranges: ranges(where),
    }));
  return makeNetwork({
    name,
    symbols: [
      ...declared(inputs, 'input'),
      ...declared(parameters, 'parameter'),
      ...declared(targets, 'target'),
      ...declared(defined, 'defined'),
    ],
    equations: description.equations.map(([q, rhs, where]) => ({
      quantity: member(q),
      rhs: term(rhs),
      ranges: ranges(where ?? ''),
    })),
    sizes: description.sizes ?? [],
    opaque: new Map(Object.entries(description.opaque ?? {})),
    given: description.given ?? [],
    ...(description.loss && { loss: member(description.loss) }),
  });
}

const layer = 'l in 1..L, j in 1..n[l]';

/** What all dense nets of L layers share: x, w, b, z, a. */
const dense = {
  inputs: { 'x[k]': 'k in 1..n[0]' },
  parameters: { 'w[l,j,k]': `${layer}, k in 1..n[l-1]`, 'b[l,j]': layer },
  targets: { 'y[j]': 'j in 1..n[L]' },
  defined: { 'z[l,j]': layer, 'a[l,j]': 'l in 0..L, j in 1..n[l]', C: '' },
  equations: [
    ['a[0,k]', 'x[k]', 'k in 1..n[0]'],
    ['z[l,j]', 'sum(k in 1..n[l-1], w[l,j,k]*a[l-1,k]) + b[l,j]', layer],
    ['a[l,j]', 'G(z[l,j])', layer],
  ],
  sizes: ['L', 'n'],
  loss: 'C',
} as const;

/** L layers, activation G and cost J opaque. */
export const opaqueNet = family('opaque cost', {
  ...dense,
  equations: [...dense.equations, ['C', 'J(a[L,*], y[*])']],
  opaque: { G: 1, J: 2 },
});

/** L layers and ½ squared error. */
export const squaredNet = family('squared error', {
  ...dense,
  equations: [...dense.equations, ['C', '1/2*sum(j in 1..n[L], (y[j] - a[L,j])^2)']],
  opaque: { G: 1 },
});

/** As before, and the sequence that the backward pass computes. */
export const backwardNet = family('backward pass', {
  ...dense,
  defined: { ...dense.defined, 'e[l,j]': layer },
  equations: [
    ...dense.equations,
    ['C', '1/2*sum(j in 1..n[L], (y[j] - a[L,j])^2)'],
    ['e[L,j]', "(a[L,j] - y[j])*G'(z[L,j])", 'j in 1..n[L]'],
    ['e[l,j]', "sum(k in 1..n[l+1], w[l+1,k,j]*e[l+1,k])*G'(z[l,j])", 'l in 1..L-1, j in 1..n[l]'],
  ],
  opaque: { G: 1 },
});

/** One layer of softmax with cross-entropy; the targets sum to 1. */
export const softmaxNet = family('softmax', {
  inputs: { 'x[k]': 'k in 1..p' },
  parameters: { 'w[j,k]': 'j in 1..n, k in 1..p', 'b[j]': 'j in 1..n' },
  targets: { 'y[j]': 'j in 1..n' },
  defined: { 'z[j]': 'j in 1..n', s: '', 'a[j]': 'j in 1..n', C: '' },
  equations: [
    ['z[j]', 'sum(k in 1..p, w[j,k]*x[k]) + b[j]', 'j in 1..n'],
    ['s', 'sum(i in 1..n, exp(z[i]))'],
    ['a[j]', 'exp(z[j])/s', 'j in 1..n'],
    ['C', '-sum(j in 1..n, y[j]*log(a[j]))'],
  ],
  given: [{ kind: 'equal', equation: { lhs: term('sum(j in 1..n, y[j])'), rhs: term('1') } }],
  sizes: ['n', 'p'],
  loss: 'C',
});

/** One layer over m samples, with the factor r that stands for 1/m. */
export const samplesNet = family('samples', {
  inputs: { 'x[k,i]': 'k in 1..p, i in 1..m', r: '' },
  parameters: { 'w[j,k]': 'j in 1..n, k in 1..p', 'b[j]': 'j in 1..n' },
  targets: { 'y[j,i]': 'j in 1..n, i in 1..m' },
  defined: { 'z[j,i]': 'j in 1..n, i in 1..m', 'a[j,i]': 'j in 1..n, i in 1..m', 'c[i]': 'i in 1..m', C: '' },
  equations: [
    ['z[j,i]', 'sum(k in 1..p, w[j,k]*x[k,i]) + b[j]', 'j in 1..n, i in 1..m'],
    ['a[j,i]', 'G(z[j,i])', 'j in 1..n, i in 1..m'],
    ['c[i]', '1/2*sum(j in 1..n, (y[j,i] - a[j,i])^2)', 'i in 1..m'],
    ['C', 'r*sum(i in 1..m, c[i])'],
  ],
  sizes: ['n', 'p', 'm'],
  opaque: { G: 1 },
  loss: 'C',
});

/** h_t = G(U x_t + W h_{t−1} + b), E = ½ Σ_t (h_t − y_t)². */
export const recurrentNet = family('recurrence', {
  inputs: { 'x[t]': 't in 1..T', h0: '' },
  parameters: { U: '', W: '', b: '' },
  targets: { 'y[t]': 't in 1..T' },
  defined: { 'h[t]': 't in 0..T', 'z[t]': 't in 1..T', E: '' },
  equations: [
    ['h[0]', 'h0'],
    ['z[t]', 'U*x[t] + W*h[t-1] + b', 't in 1..T'],
    ['h[t]', 'G(z[t])', 't in 1..T'],
    ['E', '1/2*sum(t in 1..T, (h[t] - y[t])^2)'],
  ],
  sizes: ['T'],
  opaque: { G: 1 },
  loss: 'E',
});

/** Recurrences in layers: h[l,t] from the same layer a step earlier and from the layer below. */
const deepRecurrentNet = family('deep recurrence', {
  inputs: { 'x[t]': 't in 1..T', 's[l]': 'l in 1..D' },
  parameters: { 'U[l]': 'l in 1..D', 'W[l]': 'l in 1..D' },
  targets: { 'y[t]': 't in 1..T' },
  defined: {
    'z[l,t]': 'l in 1..D, t in 1..T',
    'h[l,t]': 'l in 0..D, t in 1..T',
    'm[l,t]': 'l in 1..D, t in 0..T',
    E: '',
  },
  equations: [
    ['h[0,t]', 'x[t]', 't in 1..T'],
    ['m[l,0]', 's[l]', 'l in 1..D'],
    ['m[l,t]', 'h[l,t]', 'l in 1..D, t in 1..T'],
    ['z[l,t]', 'U[l]*h[l-1,t] + W[l]*m[l,t-1]', 'l in 1..D, t in 1..T'],
    ['h[l,t]', 'G(z[l,t])', 'l in 1..D, t in 1..T'],
    ['E', '1/2*sum(t in 1..T, (h[D,t] - y[t])^2)'],
  ],
  sizes: ['T', 'D'],
  opaque: { G: 1 },
  loss: 'E',
});

/** z_i = Σ_k v_k x_{i+k}, E = ½ Σ_i (z_i − y_i)². */
export const convolutionNet = family('convolution', {
  inputs: { 'x[i]': 'i in 1..m+K' },
  parameters: { 'v[k]': 'k in 1..K' },
  targets: { 'y[i]': 'i in 1..m' },
  defined: { 'z[i]': 'i in 1..m', E: '' },
  equations: [
    ['z[i]', 'sum(k in 1..K, v[k]*x[i+k])', 'i in 1..m'],
    ['E', '1/2*sum(i in 1..m, (z[i] - y[i])^2)'],
  ],
  sizes: ['m', 'K'],
  loss: 'E',
});

/** Layers of one width with a skip: z[l,j] = Σ_k w[l,j,k] a[l−1,k], a[l,j] = G(z[l,j]) + a[l−1,j]. */
export const skipNet = family('skip', {
  inputs: { 'x[j]': 'j in 1..p' },
  parameters: { 'w[l,j,k]': 'l in 1..L, j in 1..p, k in 1..p' },
  targets: { 'y[j]': 'j in 1..p' },
  defined: { 'z[l,j]': 'l in 1..L, j in 1..p', 'a[l,j]': 'l in 0..L, j in 1..p', C: '' },
  equations: [
    ['a[0,j]', 'x[j]', 'j in 1..p'],
    ['z[l,j]', 'sum(k in 1..p, w[l,j,k]*a[l-1,k])', 'l in 1..L, j in 1..p'],
    ['a[l,j]', 'G(z[l,j]) + a[l-1,j]', 'l in 1..L, j in 1..p'],
    ['C', '1/2*sum(j in 1..p, (y[j] - a[L,j])^2)'],
  ],
  sizes: ['L', 'p'],
  opaque: { G: 1 },
  loss: 'C',
});

/** One weight matrix for all layers. */
export const tiedNet = family('tied', {
  inputs: { 'x[j]': 'j in 1..p' },
  parameters: { 'w[j,k]': 'j in 1..p, k in 1..p' },
  targets: { 'y[j]': 'j in 1..p' },
  defined: { 'z[l,j]': 'l in 1..L, j in 1..p', 'a[l,j]': 'l in 0..L, j in 1..p', C: '' },
  equations: [
    ['a[0,j]', 'x[j]', 'j in 1..p'],
    ['z[l,j]', 'sum(k in 1..p, w[j,k]*a[l-1,k])', 'l in 1..L, j in 1..p'],
    ['a[l,j]', 'G(z[l,j])', 'l in 1..L, j in 1..p'],
    ['C', '1/2*sum(j in 1..p, (y[j] - a[L,j])^2)'],
  ],
  sizes: ['L', 'p'],
  opaque: { G: 1 },
  loss: 'C',
});

/** x_i and x_j both in z_ij, and pairs in E. */
export const pairsNet = family('pairs', {
  inputs: { 'x[i]': 'i in 1..p' },
  defined: { 'z[i,j]': 'i in 1..p, j in 1..p', E: '' },
  equations: [
    ['z[i,j]', 'G(x[i]*x[j])', 'i in 1..p, j in 1..p'],
    ['E', 'sum(i in 1..p, sum(j in 1..p, z[i,j]^2))'],
  ],
  sizes: ['p'],
  opaque: { G: 1 },
  loss: 'E',
});

/** The diagonal of a family, and of one that shifts: whether S[i,j] is mentioned is open until i and j are known. */
export const diagonalNet = family('diagonal', {
  inputs: { 'x[i]': 'i in 1..p', 'A[i,k]': 'i in 1..p, k in 1..q' },
  defined: { 'S[i,j]': 'i in 1..p, j in 1..p', 'z[i]': 'i in 1..p', E: '' },
  equations: [
    ['S[i,j]', 'sum(k in 1..q, A[i,k]*A[j,k])', 'i in 1..p, j in 1..p'],
    ['z[i]', 'G(S[i,i]*x[i])', 'i in 1..p'],
    ['E', 'sum(i in 1..p, z[i]^2) + sum(i in 1..p-1, S[i,i+1]) + sum(i in 1..p, S[i,i])'],
  ],
  sizes: ['p', 'q'],
  opaque: { G: 1 },
  loss: 'E',
});

/** Each state sees what came before it: both a family and a sum end at its own place. */
export const causalNet = family('causal', {
  inputs: { 'x[u]': 'u in 1..T' },
  parameters: { 'w[u]': 'u in 1..T', 'A[t,u]': 't in 1..T, u in 1..t' },
  defined: { 's[t,u]': 't in 1..T, u in 1..t', 'c[t]': 't in 1..T', E: '' },
  equations: [
    ['s[t,u]', 'A[t,u]*x[u]', 't in 1..T, u in 1..t'],
    ['c[t]', 'G(sum(u in 1..t, w[u]*s[t,u]))', 't in 1..T'],
    ['E', 'sum(t in 1..T, c[t]^2)'],
  ],
  sizes: ['T'],
  opaque: { G: 1 },
  loss: 'E',
});

/** Every network of this file. */
export const familyNets: readonly Network[] = [
  opaqueNet,
  squaredNet,
  backwardNet,
  softmaxNet,
  samplesNet,
  recurrentNet,
  deepRecurrentNet,
  convolutionNet,
  skipNet,
  tiedNet,
  pairsNet,
  diagonalNet,
  causalNet,
];

/** A whole number from `low` to `high`. */
export const whole = (draw: Random, low: number, high: number): number =>
  low + Math.floor(draw() * (high - low + 1));

/** Sizes up to 3; where the network has indexed sizes they are lists from 0, longer than any layer asks for. */
export function randomSizes(network: Network, draw: Random, largest = 3): Sizes {
  const text = network.symbols
    .flatMap(({ ranges: all = [] }) => all.flatMap(({ from, to }) => [from.key, to.key]))
    .join(' ');
  return new Map(
    network.sizes.map((name) => [
      name,
      text.includes(`${name}[`)
        ? Array.from({ length: 12 }, () => whole(draw, 1, largest))
        : whole(draw, 1, largest),
    ]),
  );
}

/** Σ_r sin(c_r · u + d_r) with constants of its own: all its derivatives are known, and no two agree by chance. */
function smoothFunction(draw: Random): Implementation {
  const waves = Array.from({ length: 3 }, () => ({
    shift: draw() * 6,
    weights: Array.from({ length: 64 }, () => 0.4 + draw()),
  }));
  return (args, orders) => {
    let total = 0;
    for (const { shift, weights } of waves) {
      let phase = shift;
      let factor = 1;
      args.forEach((arg, i) => {
        phase += (weights[i] as number) * arg;
        const order = orders[i] ?? 0;
        factor *= (weights[i] as number) ** order;
        phase += (order * Math.PI) / 2;
      });
      total += factor * Math.sin(phase);
    }
    return total;
  };
}

/** A network at some sizes and values. */
export interface Point {
  readonly instance: Instance;
  readonly values: ReadonlyMap<Quantity, number>;
  readonly functions: Implementations;
  readonly duals: Duals;
}

/** Random values, from ±[0.3, 1.3); targets that are to sum to 1 do. */
export function randomPoint(network: Network, draw: Random, sizes?: Sizes): Point {
  const instance = instantiate(network, sizes ?? randomSizes(network, draw));
  const values = new Map<Quantity, number>();
  for (const { quantity, role } of instance.network.symbols) {
    if (role === 'defined') continue;
    const size = quantity.indices.length === 0 ? instance.sizes.get(quantity.name) : undefined;
    const value = (0.3 + draw()) * (draw() < 0.5 ? -1 : 1);
    values.set(quantity, typeof size === 'number' ? size : value);
  }
  const functions = new Map([...network.opaque.keys()].map((name) => [name, smoothFunction(draw)]));
  for (const each of instance.network.given) {
    if (each.kind === 'equal') satisfy(each.equation.lhs, values);
  }
  return { instance, values, functions, duals: new Duals(instance.network, { values, functions }) };
}

/** Scales the quantities of a sum so that it is 1. */
function satisfy(sum: Parameters<Instance['term']>[0], values: Map<Quantity, number>): void {
  const parts = sum.kind === 'sum' ? sum.args : [sum];
  const numbers = parts.map((each) => Math.abs(values.get(each as Quantity) ?? Number.NaN));
  const total = numbers.reduce((a, b) => a + b);
  parts.forEach((each, i) => {
    values.set(each as Quantity, (numbers[i] as number) / total);
  });
}
