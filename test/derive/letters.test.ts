// Letters of bound indices: those of the equations where they are free, and none that a family bears.
import { describe, expect, test } from 'vitest';
import { IndexedDeriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { nodes, type Quantity } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';

/** The right-hand sides of the derivatives by a family, and every bound letter of their proofs. */
function derived(text: string, wrt: string) {
  const { network } = readNetwork(text, { name: 'network' });
  const deriver = new IndexedDeriver(network);
  const found = deriver.derive(network.loss as Quantity, network.named(wrt) as Quantity);
  const letters = deriver.derivation.theorems.flatMap(({ goal, proof }) =>
    [goal.rhs, ...(proof.by === 'steps' ? proof.steps.map(({ after }) => after) : [])].flatMap((term) =>
      nodes(term).flatMap((node) => (node.kind === 'indexedSum' ? [node.index] : [])),
    ),
  );
  return {
    forms: found.map(({ theorem }) => writeFormula(deriver.theorem(theorem).goal.rhs)),
    letters: new Set(letters),
  };
}

const rated = `name: rated
families:
  P[u,f]: u in 1..U, f in 1..F
  Q[i,f]: i in 1..I, f in 1..F
  e[u,i]: u in 1..U, i in 1..I
equations:
  e[u,i]: 1 - sum(f, P[u,f]*Q[i,f])
  E: 1/2*sum(u, sum(i, e[u,i]^2))
loss: E
`;

const softmax = (family: string): string => `name: softmax
families:
  z[c]: c in 1..C
  ${family}[c]: c in 1..C
  y[c]: c in 1..C
inputs: [y]
parameters: [z]
equations:
  ${family}[c]: exp(z[c])/sum(j, exp(z[j]))
  E: sum(c, y[c]*${family}[c])
loss: E
`;

describe('a sum over paths', () => {
  test('has the letters of the equations it leads to', () => {
    expect(derived(rated, 'P').forms).toEqual(['-sum(i, 1, I, delta[u,i]*Q[i,f])']);
    expect(derived(rated, 'Q').forms).toEqual(['-sum(u, 1, U, delta[u,i]*P[u,f])']);
  });

  test.each(['i', 'j', 'k', 'p', 'q'])('takes no letter of a family %s', (family) => {
    const { letters } = derived(softmax(family), 'z');
    expect(letters.size).toBeGreaterThan(1);
    // The author sums over j, whatever else is called so.
    expect([...letters].filter((each) => each === family && each !== 'j')).toEqual([]);
  });
});

test('beside a time t stands another time', () => {
  const text = `name: times
families:
  h[t]: t in 1..T
  y[t]: t in 1..T
equations:
  E: sum(t, (h[t] - y[t])^2)
loss: E
`;
  expect(derived(text, 'h').letters).toEqual(new Set(['s']));
});
