// All gradients as terms, in one reverse sweep: beside math.js `derivative`, by size, and at a size that only sharing reaches.
import { derivative, isParenthesisNode, type MathNode, parse } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { type Expr, fold, inOwnTerms, type Quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { evaluateGradients, gradients, parametersOf } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { bundle, linesOf } from '../numeric/bundle.ts';

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

const peerFormula = (network: Network): MathNode => {
  const known = new Map<Quantity, string>();
  for (const { quantity, rhs } of network.equations) known.set(quantity, written(rhs, known));
  return bare(parse(known.get(network.loss as Quantity) as string));
};

/** A network of its own each time: no term is found ready made. */
const inFreshTerms = (network: Network): void =>
  inOwnTerms(() => {
    gradients(network, network.loss as Quantity);
  });

describe('beside math.js', () => {
  test.each<[readonly number[], atLeast: number, runs: number]>([
    [[8, 8, 8], 100, 5],
    [Array(11).fill(2), 1000, 1],
    [[8, 8, 8, 8], 2000, 1],
  ])(
    '%j: all gradients at least %d times faster',
    (widths, atLeast, runs) => {
      const network = dense(...widths);
      const loss = network.loss as Quantity;
      const parameters = parametersOf(network);
      const formula = peerFormula(network);
      const peers = new Map<Quantity, MathNode>();
      median(30, () => inFreshTerms(network));
      const ours = median(101, () => inFreshTerms(network));
      const theirs = median(runs, () => {
        for (const each of parameters) {
          const slope = derivative(formula, each.name, { simplify: false });
          // What is kept for the comparison would fill the memory otherwise.
          if (peers.size < 3) peers.set(each, slope);
        }
      });
      const values = evaluateGradients(network, loss);
      const scope = Object.fromEntries([...network.values].map(([each, value]) => [each.name, value]));
      for (const [each, slope] of peers)
        expect(Math.abs((values.get(each) as number) / (slope.evaluate(scope) as number) - 1)).toBeLessThan(
          1e-9,
        );
      console.log(
        `${widths.join('-')}, ${parameters.length} gradients: backproof ${ours.toFixed(2)} ms, ` +
          `math.js ${theirs.toFixed(0)} ms, ratio ${(theirs / ours).toFixed(0)}`,
      );
      expect(theirs / ours).toBeGreaterThan(atLeast);
    },
    120_000,
  );

  test('8-8-8: gradients, compilation and one evaluation at least 140 times faster', () => {
    const network = dense(8, 8, 8);
    const loss = network.loss as Quantity;
    const formula = peerFormula(network);
    const scope = Object.fromEntries([...network.values].map(([each, value]) => [each.name, value]));
    const work = (): void =>
      inOwnTerms(() => {
        evaluateGradients(network, loss);
      });
    median(30, work);
    const ours = median(101, work);
    const theirs = median(1, () => {
      for (const each of parametersOf(network))
        derivative(formula, each.name, { simplify: false }).compile().evaluate(scope);
    });
    console.log(
      `8-8-8, one evaluation from scratch: backproof ${ours.toFixed(2)} ms, math.js ${theirs.toFixed(0)} ms, ` +
        `ratio ${(theirs / ours).toFixed(0)}`,
    );
    expect(theirs / ours).toBeGreaterThan(140);
  }, 120_000);
});

test('from 10⁴ to 10⁶ nodes: time grows by an exponent of at most 1.35', () => {
  const points: [number, number][] = [];
  for (const [width, runs] of [
    [40, 15],
    [128, 5],
    [408, 3],
  ] as const) {
    const network = dense(width, width, width);
    let count = 0;
    const time = median(runs, () => inFreshTerms(network));
    inOwnTerms(() => {
      const seen = new Map<Expr, true>();
      for (const term of gradients(network, network.loss as Quantity).values())
        fold<true>(term, () => true, seen);
      count = seen.size;
    });
    points.push([count, time]);
    console.log(`${count} nodes: ${time.toFixed(1)} ms, ${((time * 1e3) / count).toFixed(2)} µs a node`);
  }
  const [least, , most] = points as [[number, number], [number, number], [number, number]];
  const exponent = Math.log(most[1] / least[1]) / Math.log(most[0] / least[0]);
  console.log(`exponent of time in nodes: ${exponent.toFixed(2)}`);
  expect(most[0]).toBeGreaterThan(1e6);
  expect(exponent).toBeLessThanOrEqual(1.35);
}, 120_000);

test('784-128-10 in scalars: built, swept, compiled and evaluated in one process', async () => {
  const lines = linesOf(await bundle(new URL('./large.ts', import.meta.url)), '--expose-gc');
  for (const line of lines) console.log(line);
  const [, parameters, off] = /^(\d+) parameters.*difference (\S+)$/m.exec(lines.join('\n')) ?? [];
  expect(Number(parameters)).toBe(101_770);
  expect(Number(off)).toBeLessThan(1e-12);
}, 120_000);
