// What is generated and compared: scalar terms, terms with sums, matrices; each with what the check by numbers needs.
import {
  type IdenticalOptions,
  identical,
  identicalMatrices,
  isWitness,
  type Verdict,
  type Witnessed,
} from '../../src/compare/index.ts';
import { type Condition, type Expr, entry, index, indexVariable, type Matrix } from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { type Instance, instantiate, type Sizes } from '../../src/network/instance.ts';
import type { Random } from '../networks/families.ts';
import { text } from '../networks/indexed.ts';
import { given, mutant, randomTerm, rewritten } from './generate.ts';
import { randomMatrix, randomShape, writtenOtherwise, wrong } from './matrices.ts';
import { FREE, randomSums, SUM_MUTATIONS, SUM_REWRITES } from './sums.ts';

export interface Case<T> {
  readonly pair: readonly [T, T];
  /** What was done to the first to get the second. */
  readonly names: readonly string[];
}

export interface Kind<T> {
  readonly equal: (draw: Random) => Case<T>;
  readonly mutant: (draw: Random) => Case<T>;
  readonly compare: (pair: readonly [T, T], seed: number) => Verdict;
  readonly isWitness: (pair: readonly [T, T], found: Witnessed) => boolean;
  /** The terms without indices for which one stands: all, or the one at which a difference was found. */
  readonly scalars: (of: T, found?: Witnessed) => readonly Expr[];
  readonly text: (of: T) => string;
}

export const scalar: Kind<Expr> = {
  equal: (draw) => {
    const term = randomTerm(draw, 2 + Math.floor(draw() * 3));
    const [other, names] = rewritten(term, draw, 1 + Math.floor(draw() * 5));
    return { pair: [term, other], names };
  },
  mutant: (draw) => {
    const term = randomTerm(draw, 2 + Math.floor(draw() * 3));
    const [other, name] = mutant(rewritten(term, draw, Math.floor(draw() * 3))[0], draw);
    return { pair: [term, other], names: [name] };
  },
  compare: (pair, seed) => identical(...pair, { given, seed }),
  isWitness: (pair, found) => isWitness(...pair, found, { given }),
  scalars: (of) => [of],
  text,
};

const empty = makeNetwork({ name: '', symbols: [], equations: [] });
// Small sizes for speed: the laws used hold at all of them.
const sizes: Sizes = new Map([
  ['n', 3],
  ['m', 4],
  ['p', 2],
]);
const instances = new Map<Sizes, Instance>();
function at(scope: Sizes): Instance {
  const known = instances.get(scope) ?? instantiate(empty, scope);
  instances.set(scope, known);
  return known;
}

const range: Condition = { kind: 'range', index: FREE, from: index(1), to: indexVariable('n') };
const sumOptions: IdenticalOptions = { given: [range], sizes: [sizes] };

export const sums: Kind<Expr> = {
  equal: (draw) => {
    const term = randomSums(draw, 3);
    const [other, names] = rewritten(term, draw, 1 + Math.floor(draw() * 5), SUM_REWRITES);
    return { pair: [term, other], names };
  },
  mutant: (draw) => {
    const term = randomSums(draw, 3);
    const [same] = rewritten(term, draw, Math.floor(draw() * 3), SUM_REWRITES);
    const [other, name] = mutant(same, draw, SUM_MUTATIONS);
    return { pair: [term, other], names: [name] };
  },
  compare: (pair, seed) =>
    // Now and then at the sizes that are chosen where none are stated.
    identical(...pair, { ...(seed % 10 === 0 ? { given: [range] } : sumOptions), seed }),
  isWitness: (pair, found) => isWitness(...pair, found, sumOptions),
  scalars: (of, found) => {
    if (found !== undefined) return [found.scope ? at(found.scope).term(of, found.at) : of];
    const instance = at(sizes);
    return [...instance.assignments([{ index: FREE, from: index(1), to: indexVariable('n') }])].map((j) =>
      instance.term(of, j),
    );
  },
  text,
};

const entries = (of: Matrix, scope: Sizes): readonly Expr[] => {
  const instance = at(scope);
  const [rows, columns] = [instance.index(of.shape.rows), instance.index(of.shape.columns)];
  return Array.from({ length: rows * columns }, (_, i) =>
    instance.term(entry(of, index(1 + Math.floor(i / columns)), index(1 + (i % columns)))),
  );
};

export const matrices: Kind<Matrix> = {
  equal: (draw) => {
    const term = randomMatrix(randomShape(draw), draw, 2);
    return { pair: [term, writtenOtherwise(term, draw)], names: ['laws of matrices'] };
  },
  mutant: (draw) => {
    for (;;) {
      const term = randomMatrix(randomShape(draw), draw, 2);
      const changed = wrong(draw() < 0.5 ? term : writtenOtherwise(term, draw), draw);
      if (changed !== undefined) return { pair: [term, changed[0]], names: [changed[1]] };
    }
  },
  compare: (pair, seed) => identicalMatrices(...pair, { sizes: [sizes], seed }),
  isWitness: ([a, b], found) => {
    const [row, column] = [indexVariable('%i'), indexVariable('%j')];
    return isWitness(entry(a, row, column), entry(b, row, column), found);
  },
  scalars: (of, found) => {
    if (found === undefined) return entries(of, sizes);
    const instance = at(found.scope as Sizes);
    return [instance.term(entry(of, indexVariable('%i'), indexVariable('%j')), found.at)];
  },
  text: (of) => `${of.kind} ${of.shape.rows.key} × ${of.shape.columns.key}`,
};
