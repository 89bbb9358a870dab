// One theorem, two views: the general theorem at concrete sizes is the scalar derivation's, error term for error term.
import { describe, expect, test } from 'vitest';
import { Deriver, IndexedDeriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { type Expr, type Quantity, quantity, replace } from '../../src/expr/index.ts';
import { functions } from '../../src/functions/index.ts';
import { instantiate } from '../../src/network/instance.ts';
import { Canonical, check, type Theorem } from '../../src/proof/index.ts';

const smooth = functions.filter(({ arity, name }) => arity === 1 && !['log', 'sqrt'].includes(name));

const layers = (activation: string): string => `
families:
  x[k]: k in 1..n[0]
  w[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]
  b[l,j]: l in 1..L, j in 1..n[l]
  z[l,j]: l in 1..L, j in 1..n[l]
  a[l,j]: l in 0..L, j in 1..n[l]
  y[j]: j in 1..n[L]
inputs: [x]
targets: [y]
equations:
  a[0,k]: x[k]
  z[l,j]: sum(k, w[l,j,k]*a[l-1,k]) + b[l,j]
  a[l,j]: ${activation}(z[l,j])
  C: 1/2*sum(j, (y[j] - a[L,j])^2)
loss: C
`;

/** Deterministic widths from 1 to 4. */
const widths = (depth: number): readonly number[] =>
  Array.from({ length: depth + 1 }, (_, i) => 1 + ((i * 7 + depth * 3) % 4));

describe.each(smooth.map(({ name }) => name))('%s', (activation) => {
  const { network } = readNetwork(layers(activation));
  const general = new IndexedDeriver(network);
  const named = (name: string): Quantity => network.named(name) as Quantity;
  const found = ['w', 'b', 'z'].flatMap((name) => general.derive(named('C'), named(name)));

  test.each([1, 2, 3, 4, 5, 6])('depth %i', (depth) => {
    const n = widths(depth);
    const instance = instantiate(
      network,
      new Map<string, number | readonly number[]>([
        ['L', depth],
        ['n', n],
      ]),
    );
    const scalar = new Deriver(instance.network);
    const canonical = new Canonical();
    const loss = instance.network.loss as Quantity;
    const own = (by: Quantity): Theorem => scalar.theorem(scalar.derive(loss, by).theorem);
    // Error terms first, so that the weights cite them by name.
    const zs = found.filter(({ wrt }) => wrt.name === 'z');
    for (const { wrt, ranges } of zs) {
      for (const at of instance.assignments(ranges)) own(instance.term(wrt, at) as Quantity);
    }
    /** The general δ as the scalar derivation has it: its name, or what it is worth where that is shorter. */
    const translate = (term: Expr): Expr =>
      replace(term, (node) => {
        if (node.kind !== 'quantity' || node.name !== 'delta') return undefined;
        const { name, goal } = own(quantity('z', node.indices));
        return name ?? goal.rhs;
      });
    let compared = 0;
    for (const { wrt, ranges, theorem } of found) {
      for (const at of instance.assignments(ranges)) {
        const by = instance.term(wrt, at) as Quantity;
        const right = translate(instance.term(general.theorem(theorem).goal.rhs, at));
        expect(
          lines(own(by)).some((line) => canonical.same(line, right)),
          by.indices.map(({ key }) => key).join(),
        ).toBe(true);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(depth);
    expect(check(scalar.derivation).every(({ accepted }) => accepted)).toBe(true);
  });
});

/** Every line of a proof that the kernel has accepted, its end included. */
const lines = ({ goal, proof }: Theorem): readonly Expr[] => [
  goal.rhs,
  ...(proof.by === 'steps' ? proof.steps.map((step) => step.after) : []),
];
