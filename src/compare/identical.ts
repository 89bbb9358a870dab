/**
 * Are two terms the same? `equal` means: their difference is 0 in the field of rational functions over ℚ in what is atomic,
 * modulo the relations known of exp, log, roots and equal arguments, wherever both are defined, wrong with a chance of at
 * most 2^-60 over the seed. `different` always carries a witness certified by interval arithmetic. Everything else is
 * `undecided`: a numerical coincidence is never `equal`, an algebraic difference alone never `different`.
 */
import {
  type Condition,
  type Expr,
  entry,
  freeIndices,
  index,
  indexVariable,
  type Matrix,
} from '../expr/index.ts';
import { makeNetwork, type Network, NetworkError, type Range } from '../network/index.ts';
import { type Instance, InstanceError, instantiate, type Sizes } from '../network/instance.ts';
import { Indexed } from './lower.ts';
import { Beyond } from './node.ts';
import { Budget } from './residues.ts';
import { compareScalars, type Finding } from './scalar.ts';
import { chooseSizes, degreeOf, rangesOf, sizeNames } from './sizes.ts';

export interface IdenticalOptions {
  /** What may be assumed, besides Dom(N) and what the network declares; ranges say where free indices run. */
  readonly given?: readonly Condition[];
  /** Whose definitions are unfolded and in which each ∂ is taken. */
  readonly network?: Network;
  /** The same seed gives the same answer; a number below 2^53. */
  readonly seed?: number;
  /** How much work may be done, in values of single operations. */
  readonly budget?: number;
  /** Where terms have indices: the sizes at which they are compared. By default pairwise different and above the degree. */
  readonly sizes?: readonly Sizes[];
}

/** The answer; `scope` and `at` where terms have indices: the sizes, and the free indices of the pair that differs. */
export type Verdict =
  | { readonly verdict: 'equal'; readonly scope?: readonly Sizes[] }
  | (Extract<Finding, { verdict: 'different' }> & {
      readonly scope?: Sizes;
      readonly at?: ReadonlyMap<string, number>;
    })
  | { readonly verdict: 'undecided'; readonly tried: readonly string[] };

/** Values of single operations that one comparison may take. */
const BUDGET = 8_000_000;

/** Compares two terms as functions of the quantities that have no equation. Example: σ(−z), 1 − σ(z) → equal */
export function identical(a: Expr, b: Expr, options: IdenticalOptions = {}): Verdict {
  const { network, given = [], seed = 0, budget = BUDGET } = options;
  const work = new Budget(budget);
  try {
    if (network?.families !== undefined) return atSizes(a, b, options, work);
    try {
      return compareScalars(a, b, { network, given, seed, work });
    } catch (error) {
      if (error instanceof Indexed) return atSizes(a, b, options, work);
      throw error;
    }
  } catch (error) {
    if (error instanceof Beyond || error instanceof InstanceError || error instanceof NetworkError)
      return { verdict: 'undecided', tried: [error.message] };
    throw error;
  }
}

/** Compares two matrices entry by entry, at stated sizes. Throws: RangeError if the shapes differ. */
export function identicalMatrices(a: Matrix, b: Matrix, options: IdenticalOptions = {}): Verdict {
  const { rows, columns } = a.shape;
  if (rows.key !== b.shape.rows.key || columns.key !== b.shape.columns.key)
    throw new RangeError(
      `the shapes differ: ${rows.key} × ${columns.key} and ${b.shape.rows.key} × ${b.shape.columns.key}`,
    );
  const [row, column] = [indexVariable('%i'), indexVariable('%j')];
  const one = index(1);
  const ranges: readonly Condition[] = [
    { kind: 'range', index: '%i', from: one, to: rows },
    { kind: 'range', index: '%j', from: one, to: columns },
  ];
  const given = [...(options.given ?? []), ...ranges];
  return identical(entry(a, row, column), entry(b, row, column), { ...options, given });
}

function atSizes(a: Expr, b: Expr, options: IdenticalOptions, work: Budget): Verdict {
  const { given = [], seed = 0 } = options;
  const network = options.network ?? makeNetwork({ name: '', symbols: [], equations: [] });
  const conditions = given.filter((each) => each.kind !== 'range');
  const terms = [a, b, ...conditions.flatMap(termsOf)];
  const plain = new Set([...terms.flatMap((term) => [...freeIndices(term)])].filter((name) => name !== '*'));
  const stated = given.flatMap((each): readonly Range[] => (each.kind === 'range' ? [each] : []));
  const ranges = rangesOf(terms, without(plain, network.sizes), stated, options.network);
  const scopes = options.sizes ?? [chosen(a, b, plain, ranges, options.network)];
  if (scopes.length === 0) return { verdict: 'undecided', tried: ['no sizes are stated'] };
  let compared = 0;
  for (const scope of scopes) {
    const instance = instanceOf(network, scope);
    for (const at of instance.assignments(ranges)) {
      compared += 1;
      const [x, y] = [instance.term(a, at), instance.term(b, at)];
      const assumed = conditions.map((each) => written(each, instance, at));
      const found = compareScalars(x, y, { network: instance.network, given: assumed, seed, work });
      if (found.verdict === 'different') return { ...found, scope, at };
      if (found.verdict === 'undecided') return found;
    }
  }
  if (compared === 0) return { verdict: 'undecided', tried: ['there is no index at these sizes'] };
  return { verdict: 'equal', scope: scopes };
}

const without = (names: ReadonlySet<string>, others: readonly string[]): ReadonlySet<string> =>
  new Set([...names].filter((name) => !others.includes(name)));

/** Sizes of our choice for every name that is neither a range's index nor bound. */
function chosen(
  a: Expr,
  b: Expr,
  free: ReadonlySet<string>,
  ranges: readonly Range[],
  network: Network | undefined,
): Sizes {
  const indices = new Set(ranges.map((each) => each.index));
  const bounds = ranges
    .flatMap(({ from, to }) => [from, to])
    .flatMap((each) => each.terms.map(({ atom }) => atom.name));
  const names = new Set([...free, ...bounds, ...(network?.sizes ?? [])].filter((name) => !indices.has(name)));
  const kinds = sizeNames(names, [a, b], ranges, network);
  return chooseSizes(kinds, Math.max(degreeOf(a), degreeOf(b)));
}

const instances = new WeakMap<Network, Map<string, Instance>>();

function instanceOf(network: Network, sizes: Sizes): Instance {
  const key = JSON.stringify([...sizes]);
  const known = instances.get(network) ?? new Map<string, Instance>();
  instances.set(network, known);
  const instance = known.get(key) ?? instantiate(network, sizes);
  known.set(key, instance);
  return instance;
}

const termsOf = (condition: Condition): readonly Expr[] =>
  condition.kind === 'equal'
    ? [condition.equation.lhs, condition.equation.rhs]
    : condition.kind === 'positive' || condition.kind === 'nonzero'
      ? [condition.term]
      : [];

function written(condition: Condition, instance: Instance, at: ReadonlyMap<string, number>): Condition {
  if (condition.kind === 'positive' || condition.kind === 'nonzero')
    return { kind: condition.kind, term: instance.term(condition.term, at) };
  if (condition.kind !== 'equal') return condition;
  const { lhs, rhs } = condition.equation;
  return { kind: 'equal', equation: { lhs: instance.term(lhs, at), rhs: instance.term(rhs, at) } };
}
