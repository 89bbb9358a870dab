// Dense sigmoid networks, all gradients: as terms, as numbers, as LaTeX, beside what other programs take, each in its own process.
import { expect } from 'vitest';
import { type Equation, inOwnTerms, type Partial, type Quantity } from '../../src/expr/index.ts';
import { latexOf, latexStyle } from '../../src/latex/index.ts';
import type { Network } from '../../src/network/index.ts';
import {
  evaluate,
  evaluateGradients,
  evaluateTerm,
  gradients,
  parametersOf,
} from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { type Answer, askPeer, checked, type Phase } from './askPeer.ts';
import { evaluation } from './evaluation.ts';
import { provedFormulas, sweptFormulas } from './formulas.ts';
import { full, median } from './measure.ts';
import { problemOf } from './problem.ts';
import { bench, type Found, type Outcome, type PeerName, peerNames, type Row } from './record.ts';

/** A network, how it is called, and in which phases peers run; a peer that is too slow once is not asked for the rest of its series. */
interface Case {
  readonly widths: readonly number[];
  readonly series: 'wide' | 'deep';
  readonly phases: readonly Phase[];
  /** How many times our time math.js takes at least: terms, all from scratch to numbers, LaTeX. */
  readonly terms?: number;
  readonly scratch?: number;
  readonly latex?: number;
}

const everything: readonly Phase[] = ['gradient', 'compile', 'evaluate', 'latex'];
const wide = (...widths: readonly number[]): Case => ({ widths, series: 'wide', phases: everything });
const deep = (depth: number): Case => ({
  widths: Array(depth + 1).fill(2),
  series: 'deep',
  phases: ['gradient'],
});

const cases: Readonly<Record<string, Case>> = {
  '2-2-2': wide(2, 2, 2),
  '4-4-4': wide(4, 4, 4),
  '8-8-8': { ...wide(8, 8, 8), terms: 100, scratch: 140, latex: 1000 },
  '8-8-8-8': { ...wide(8, 8, 8, 8), phases: ['gradient'], terms: 2000 },
  'width 2, depth 4': deep(4),
  'width 2, depth 6': deep(6),
  'width 2, depth 8': deep(8),
  'width 2, depth 10': { ...deep(10), terms: 1000 },
};

/** Peers that were too slow, by series, and in which case. */
const tooSlow = { wide: new Map<PeerName, string>(), deep: new Map<PeerName, string>() };

/** What peers answer, by peer. */
async function ask(each: Case, of: string, network: Network): Promise<ReadonlyMap<PeerName, Answer>> {
  const problem = problemOf(network);
  const values = evaluateGradients(network, network.loss as Quantity);
  const expected = parametersOf(network).map((parameter) => values.get(parameter) as number);
  const answers = new Map<PeerName, Answer>();
  const slow = tooSlow[each.series];
  for (const peer of peerNames) {
    const when = slow.get(peer);
    const answer =
      when === undefined
        ? checked(await askPeer(peer, problem, each.phases), expected)
        : { phases: Object.fromEntries(each.phases.map((phase) => [phase, `too slow at ${when}`])) };
    if (typeof answer.phases.gradient === 'object') slow.set(peer, of);
    answers.set(peer, answer);
  }
  return answers;
}

/** The cells of a row: for each peer the time of some phases together, or why there is none. */
const cells = (
  answers: ReadonlyMap<PeerName, Answer>,
  ...wanted: readonly Phase[]
): Readonly<Record<string, Outcome>> =>
  Object.fromEntries(
    [...answers].map(([peer, { phases }]) => [peer, together(wanted.map((each) => phases[each] ?? NONE))]),
  );

/** What a peer has no means for. */
const NONE = '–';

/** The sum of times, or the first answer that is none. */
function together(outcomes: readonly Outcome[]): Outcome {
  let sum = 0;
  for (const each of outcomes) {
    if (typeof each !== 'number') return each;
    sum += each;
  }
  return sum;
}

/** What is printed has the values that were computed, each name that of its definition. */
function agree(formulas: readonly Equation[], network: Network): void {
  const values = new Map(evaluate(network));
  const slopes = evaluateGradients(network, network.loss as Quantity);
  for (const { lhs, rhs } of formulas) {
    const value = evaluateTerm(rhs, values);
    if (lhs.kind === 'quantity') values.set(lhs, value);
    else expect(value).toBeCloseTo(slopes.get((lhs as Partial).by) as number, 12);
  }
}

/** Formulas, one a line. */
const latexLines = (formulas: readonly Equation[], network: Network): string => {
  const style = latexStyle(network);
  return formulas.map(({ lhs, rhs }) => `${latexOf(lhs, style)} = ${latexOf(rhs, style)}`).join('\n');
};

bench('beside peers', cases, async (each, of): Promise<Found> => {
  const network = dense(...each.widths);
  const loss = network.loss as Quantity;
  const answers = await ask(each, of, network);
  const parameters = parametersOf(network).length;
  const terms: Row = {
    area: 'all gradients as terms',
    of,
    // In terms of its own each time: nothing is found ready made.
    ours: median(() => inOwnTerms(() => void gradients(network, loss))),
    peers: cells(answers, 'gradient'),
    ...(each.terms !== undefined && { atLeast: { 'math.js': each.terms } }),
    remark: `${parameters} parameters`,
  };
  const rows = each.phases.includes('latex')
    ? [terms, ...[fromScratch, evaluated, latex, provedLatex].map((row) => row(each, of, network, answers))]
    : [terms];
  const versions = Object.fromEntries(
    [...answers].flatMap(([peer, { version }]) => (version === undefined ? [] : [[peer, version]])),
  );
  return { rows, versions };
});

const fromScratch = (
  { scratch }: Case,
  of: string,
  network: Network,
  answers: ReadonlyMap<PeerName, Answer>,
): Row => ({
  area: 'gradients, compilation, one evaluation',
  of,
  ours: median(() => inOwnTerms(() => void evaluateGradients(network, network.loss as Quantity))),
  peers: cells(answers, 'gradient', 'compile', 'evaluate'),
  ...(scratch !== undefined && { atLeast: { 'math.js': scratch } }),
});

function evaluated(
  { widths }: Case,
  of: string,
  network: Network,
  answers: ReadonlyMap<PeerName, Answer>,
): Row {
  const { times, hand, operations } = evaluation(network, widths, ['straight-line']);
  return {
    area: 'one evaluation of all gradients',
    of,
    ours: times['straight-line'] as number,
    peers: { ...cells(answers, 'evaluate'), 'hand-written': hand },
    atLeast: { 'hand-written': 1 },
    remark: `${operations} operations`,
  };
}

function latex(
  { latex: least }: Case,
  of: string,
  network: Network,
  answers: ReadonlyMap<PeerName, Answer>,
): Row {
  const formulas = sweptFormulas(network);
  agree(formulas, network);
  const { length } = latexLines(formulas, network);
  const theirs = answers.get('math.js')?.length;
  return {
    area: 'LaTeX of all gradients',
    of,
    // From the network to the text on every side: nobody's gradients are there before the clock starts.
    ours: median(() => inOwnTerms(() => void latexLines(sweptFormulas(network), network))),
    peers: cells(answers, 'gradient', 'latex'),
    ...(least !== undefined && { atLeast: { 'math.js': least } }),
    remark: `from the network: gradients, then LaTeX, by names; ${length} characters${theirs === undefined ? '' : `, math.js ${theirs}`}`,
  };
}

function provedLatex(_: Case, of: string, network: Network, answers: ReadonlyMap<PeerName, Answer>): Row {
  const formulas = provedFormulas(network);
  agree(formulas, network);
  const { length } = latexLines(formulas, network);
  return {
    area: 'LaTeX of all gradients',
    of: `${of}, each proved first`,
    ours: median(() => inOwnTerms(() => void latexLines(provedFormulas(network), network))),
    peers: cells(answers, 'gradient', 'latex'),
    remark: `from the network: derivations that the kernel accepts, then LaTeX; ${length} characters`,
  };
}

bench(
  'length of LaTeX',
  {
    'with depth and width': [
      [2, 2, 2],
      [4, 4, 4],
      [8, 8, 8],
      [16, 16, 8],
    ],
  },
  (sizes): Found => ({
    growth: [
      {
        growth: 'characters of LaTeX of all gradients, in parameters',
        points: (full ? sizes : sizes.slice(0, 1)).map((widths) => {
          const network = dense(...widths);
          return [parametersOf(network).length, latexLines(sweptFormulas(network), network).length] as const;
        }),
        atMost: 1.1,
      },
    ],
  }),
);
