// Comparisons of closed forms of a 2-2-2 network's gradients, each with a rewriting of it, on one core; beside math.js, which
// reads the two formulas and evaluates them at three points, and its symbolicEqual.
import { type EvalFunction, parse } from 'mathjs';
import { expect } from 'vitest';
import { identical } from '../../src/compare/index.ts';
import { type Expr, inOwnTerms, nodes, type Quantity, quantitiesIn, replace } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import { gradients } from '../../src/numeric/index.ts';
import { rewritten } from '../compare/generate.ts';
import { random } from '../networks/families.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';
import { askPeer } from './askPeer.ts';
import { compete, full } from './measure.ts';
import { comparisonOf } from './problem.ts';
import { besideEmpty } from './processes.ts';
import { bench, type Outcome, type PeerName } from './record.ts';

/** Rewritings of each gradient. */
const EACH = 20;

/** 2,000 comparisons a second where an empty process of Node takes 62 ms, as a ratio, which holds on other machines too. */
const IN_EMPTY_NODE = (2000 * 62) / 1000;

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

const draw = random(7);
const pairs = closedForms().flatMap((term) =>
  Array.from({ length: EACH }, () => [term, rewritten(term, draw, 4)[0]] as const),
);
const texts = pairs.map((pair) => pair.map((each) => writeFormula(each)));

const functions = {
  sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
  exp: Math.exp,
  log: Math.log,
};
const names = [...new Set(pairs.flatMap(([term]) => [...quantitiesIn(term)].map(({ name }) => name)))];
const points = [1, 2, 3].map(() => ({
  ...functions,
  ...Object.fromEntries([...names, 'x', 'y', 'z'].map((name) => [name, draw() + 0.1])),
}));

const equal = (pair: (typeof pairs)[number], seed: number): boolean =>
  inOwnTerms(() => identical(...pair, { seed }).verdict === 'equal');

const agree = (pair: readonly string[]): boolean => {
  const [a, b] = pair.map((each) => parse(each).compile()) as [EvalFunction, EvalFunction];
  return points.every((at) => {
    const [u, v] = [a.evaluate({ ...at }) as number, b.evaluate({ ...at }) as number];
    return Math.abs(u - v) <= 1e-9 * (Math.abs(u) + Math.abs(v) + 1e-6);
  });
};

bench('compare', { 'closed forms of 2-2-2': pairs }, async (_pairs, of) => {
  for (const [i, pair] of pairs.entries())
    expect([i, equal(pair, i), agree(texts[i] as string[])]).toEqual([i, true, true]);
  let round = 0;
  const times = compete(
    {
      ours: () => {
        round += 1;
        for (const [i, pair] of pairs.entries()) equal(pair, round * 1000 + i);
      },
      sampling: () => {
        for (const each of texts) agree(each);
      },
    },
    4,
  );
  const [ours, sampling] = [times.ours / pairs.length, times.sampling / pairs.length];
  const size = pairs.reduce((total, [a, b]) => total + nodes(a).length + nodes(b).length, 0) / pairs.length;
  const [empty] = besideEmpty(15);
  const rate = Math.round(1000 / ours).toLocaleString('en');
  const remark = `a pair, of ${pairs.length} with ${size.toFixed(0)} nodes each`;
  const area = 'comparing two terms';
  return {
    rows: [
      {
        area,
        of: `${of}, beside values at three points`,
        ours,
        peers: { 'math.js': sampling, 'empty Node': empty },
        atLeast: { 'math.js': 1, 'empty Node': IN_EMPTY_NODE },
        remark: `${remark}; ${rate} a second`,
      },
      {
        area,
        of: `${of}, beside symbolicEqual and equals`,
        ours,
        peers: { 'math.js': await proves('math.js'), SymPy: await proves('SymPy') },
        atLeast: { 'math.js': 20 },
        remark: `${remark}; for peers, of ${pairs.length / EACH}`,
      },
    ],
  };
});

/** Milliseconds that a peer takes to compare the first pair of each gradient, and how many of them it finds equal. */
async function proves(peer: PeerName): Promise<Outcome> {
  const asked = texts.filter((_, i) => (full ? i % EACH === 0 : i === 0));
  const { phases, proved } = await askPeer(peer, comparisonOf(asked), ['equal']);
  const { equal: found = 'not asked' } = phases;
  if (typeof found !== 'number') return found;
  const ms = found / asked.length;
  return proved === asked.length ? ms : { ms, but: `finds ${proved} of ${asked.length} equal` };
}
