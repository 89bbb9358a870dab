// All gradients of an 8-8-8 sigmoid network as terms: our reverse sweep beside math.js `derivative`, in one run.
import { derivative, isParenthesisNode, type MathNode, parse } from 'mathjs';
import { expect, test } from 'vitest';
import { type Expr, fold, inOwnTerms, nodes, type Quantity } from '../../src/expr/index.ts';
import { evaluateGradients, gradients, parametersOf } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';

/** Milliseconds of each of `runs` calls, the median. */
function median(runs: number, work: () => void): number {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] as number;
}

/** A term of a dense sigmoid network in math.js's syntax, with quantities replaced by what `known` holds. */
const written = (term: Expr, known: ReadonlyMap<Quantity, string>): string =>
  fold<string>(term, (node, args) => {
    switch (node.kind) {
      case 'number':
        return `(${node.value.toFraction()})`;
      case 'quantity':
        return known.get(node) ?? node.name;
      case 'sum':
        return `(${args.join('+')})`;
      case 'product':
        return `(${args.join('*')})`;
      case 'power':
        return `(${args[0]})^${args[1]}`;
      case 'apply':
        return `(1/(1+exp(-${args[0]})))`;
      default:
        throw new RangeError(`a dense network has no ${node.kind}`);
    }
  });

/** The peer is spared the parentheses that our writer adds. */
const bare = (formula: MathNode): MathNode =>
  formula.transform((node) => (isParenthesisNode(node) ? bare(node.content) : node));

test('8-8-8: all gradients beside math.js derivative', () => {
  const network = dense(8, 8, 8);
  const loss = network.loss as Quantity;
  const parameters = parametersOf(network);
  const known = new Map<Quantity, string>();
  for (const { quantity, rhs } of network.equations) known.set(quantity, written(rhs, known));
  const formula = bare(parse(known.get(loss) as string));
  // A network of its own each time: no term is found ready made.
  const fresh = (): void =>
    inOwnTerms(() => {
      gradients(network, loss);
    });
  let peers: MathNode[] = [];
  const peer = (): void => {
    peers = parameters.map((each) => derivative(formula, each.name, { simplify: false }));
  };
  median(20, fresh);
  const ours = median(101, fresh);
  const theirs = median(5, peer);

  const values = evaluateGradients(network, loss);
  const scope = Object.fromEntries([...network.values].map(([each, value]) => [each.name, value]));
  for (const i of [0, 50, 143]) {
    const slope = peers[i]?.evaluate(scope) as number;
    expect(Math.abs((values.get(parameters[i] as Quantity) as number) / slope - 1)).toBeLessThan(1e-9);
  }
  const terms = new Set([...gradients(network, loss).values()].flatMap((term) => nodes(term)));
  console.log(
    `8-8-8, ${parameters.length} gradients: backproof ${ours.toFixed(2)} ms (${terms.size} shared nodes), ` +
      `math.js ${theirs.toFixed(1)} ms, ratio ${(theirs / ours).toFixed(0)}`,
  );
  expect(theirs / ours).toBeGreaterThan(50);
}, 120_000);
