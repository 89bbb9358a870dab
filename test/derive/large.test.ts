// A chain of 100,000 operations through the public reader, once as one nested formula and once as 100,000 equations: read,
// evaluated, differentiated and checked by a kernel that has not seen it, in steps of bounded size, without a stack overflow.
import { expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { type Expr, nodes, type Quantity } from '../../src/expr/index.ts';
import { evaluate, evaluateGradients, evaluateTerm } from '../../src/numeric/index.ts';
import { check, type Derivation, type Step } from '../../src/proof/index.ts';

const OPERATIONS = 100_000;

const head = 'inputs: { x: 0.3 }\nloss: E\nequations:\n';
const nested = `${head}  E: ${'tanh('.repeat(OPERATIONS)}x${')'.repeat(OPERATIONS)}\n`;
const equations = (): string => {
  const lines = Array.from({ length: OPERATIONS }, (_, i) => {
    const name = i === OPERATIONS - 1 ? 'E' : `a${i + 1}`;
    return `  ${name}: tanh(${i === 0 ? 'x' : `a${i}`})\n`;
  });
  return head + lines.join('');
};

/** The largest number of distinct nodes in a line or a step of a proof, or in a goal. */
function largestStep({ theorems }: Derivation): number {
  let largest = 0;
  const measure = (term: Expr): void => {
    largest = Math.max(largest, nodes(term).length);
  };
  const measureSteps = (steps: readonly Step[]): void => {
    for (const { after, by } of steps) {
      measure(after);
      if ('steps' in by) measureSteps(by.steps);
    }
  };
  for (const { goal, proof } of theorems) {
    measure(goal.rhs);
    if (proof.by === 'steps') measureSteps(proof.steps);
  }
  return largest;
}

/** The value of a theorem's right-hand side, names by their own theorems. */
function valueOfTheorem({ theorems }: Derivation, id: number, values: ReadonlyMap<Quantity, number>): number {
  const known = new Map(values);
  for (const { name, goal } of theorems)
    if (name !== undefined) known.set(name, evaluateTerm(goal.rhs, known));
  return evaluateTerm((theorems[id] as Derivation['theorems'][number]).goal.rhs, known);
}

test.each([
  ['one nested formula', () => nested],
  ['as many equations', equations],
])(
  `${OPERATIONS} operations as %s`,
  (name, text) => {
    const start = performance.now();
    const { network } = readNetwork(text(), { name: 'chain.yaml' });
    const values = evaluate(network);
    const loss = network.loss as Quantity;
    const x = network.named('x') as Quantity;
    const deriver = new Deriver(network);
    const { theorem, closed } = deriver.derive(loss, x);
    const { derivation } = deriver;
    const verdicts = check(derivation);
    const seconds = (performance.now() - start) / 1000;
    const largest = largestStep(derivation);
    console.log(
      `${name}: ${derivation.theorems.length} theorems, at most ${largest} nodes a step, ${seconds.toFixed(0)} s`,
    );
    expect(verdicts.every(({ accepted }) => accepted)).toBe(true);
    expect(derivation.theorems[theorem]?.goal.lhs).toMatchObject({ kind: 'partial', args: [loss], by: x });
    expect(largest).toBeLessThan(LARGEST);
    const slope = evaluateGradients(network, loss, values).get(x) as number;
    expect(valueOfTheorem(derivation, closed, values) / slope).toBeCloseTo(1, 9);
  },
  600_000,
);

/** Nodes of a step; whatever the length of the chain. */
const LARGEST = 500;
