// Comparisons of closed forms of a 2-2-2 network's gradients, each with a rewriting of it, on one core.
import { expect, test } from 'vitest';
import { identical } from '../../src/compare/index.ts';
import { type Expr, inOwnTerms, nodes, type Quantity, replace } from '../../src/expr/index.ts';
import { gradients } from '../../src/numeric/index.ts';
import { rewritten } from '../compare/generate.ts';
import { random } from '../networks/families.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

const WANTED = 2_000;

/** Every gradient with all definitions unfolded. */
function closedForms(): readonly Expr[] {
  const unfolded = new Map<Expr, Expr>();
  for (const each of twoTwoTwo.graph.order) {
    const rhs = twoTwoTwo.definition(each);
    if (rhs !== undefined)
      unfolded.set(
        each,
        replace(rhs, (node) => unfolded.get(node)),
      );
  }
  const terms = gradients(twoTwoTwo, twoTwoTwo.loss as Quantity);
  return [...terms.values()].map((term) => replace(term, (node) => unfolded.get(node)));
}

test('2-2-2 closed forms compared', () => {
  const draw = random(7);
  const pairs = closedForms().flatMap((term) =>
    Array.from({ length: 20 }, () => [term, rewritten(term, draw, 4)[0]] as const),
  );
  const equal = (pair: (typeof pairs)[number], seed: number): boolean =>
    inOwnTerms(() => identical(...pair, { seed }).verdict === 'equal');
  for (const [i, pair] of pairs.entries()) expect(equal(pair, i)).toBe(true);
  const rounds = 8;
  const start = process.cpuUsage();
  const clock = performance.now();
  for (let round = 1; round <= rounds; round++)
    for (const [i, pair] of pairs.entries()) equal(pair, round * 1000 + i);
  const seconds = (performance.now() - clock) / 1000;
  const { user, system } = process.cpuUsage(start);
  const count = rounds * pairs.length;
  const rate = count / ((user + system) / 1e6);
  const size = pairs.reduce((total, [a, b]) => total + nodes(a).length + nodes(b).length, 0) / pairs.length;
  console.log(
    `compare 2-2-2: ${rate.toFixed(0)} comparisons a second of processor time, ${(count / seconds).toFixed(0)} by the clock; ` +
      `${pairs.length} pairs of ${size.toFixed(0)} nodes`,
  );
  expect(rate).toBeGreaterThan(WANTED / 4);
}, 120_000);
