/**
 * The entry of the room: are two terms the same? `equal` means: their difference is 0 in the field of rational functions over ℚ in what is atomic,
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
import type { Assignment } from '../network/writing.ts';
import { Beyond, Budget } from './budget.ts';
import { compareScalars, type Different, differAt, type ScalarOptions } from './compareScalars.ts';
import { Indexed } from './lowering.ts';
import { chooseSizes, rangesOf } from './sizes.ts';

export interface IdenticalOptions {
  /** What may be assumed, besides Dom(N) and what the network declares; ranges say where free indices run. */
  readonly given?: readonly Condition[];
  /** Whose definitions are unfolded and in which each ∂ is taken. */
  readonly network?: Network;
  /** The same seed gives the same answer; a number below 2^53. */
  readonly seed?: number;
  /** How much work may be done, in values of single operations. */
  readonly budget?: number;
  /** Where terms have indices: the sizes at which they are compared. By default of our choice, see `sizes.ts`. */
  readonly sizes?: readonly Sizes[];
}

/** The answer; `scope` and `at` where terms have indices: the sizes, and the free indices of the pair that differs. */
export type Verdict =
  | { readonly verdict: 'equal'; readonly scope?: readonly Sizes[] }
  | Witnessed
  | { readonly verdict: 'undecided'; readonly tried: readonly string[] };

export type Witnessed = Different & { readonly scope?: Sizes; readonly at?: ReadonlyMap<string, number> };

/** Values of single operations that one comparison may take. */
const BUDGET = 8_000_000;
/** The largest chance with which `equal` may be wrong. */
const ERROR = 2 ** -60;

/** Compares two terms as functions of the quantities that have no equation. Example: σ(−z), 1 − σ(z) → equal */
export function identical(a: Expr, b: Expr, options: IdenticalOptions = {}): Verdict {
  const { network, given = [], seed = 0, budget = BUDGET } = options;
  const work = new Budget(budget);
  try {
    if (network?.families !== undefined) return atSizes(a, b, options, work);
    try {
      return compareScalars(a, b, { network, given, seed, work, error: ERROR });
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

/**
 * Whether two terms certainly differ where a verdict says, by intervals around their values there: read anew, without the
 * search that found the place.
 */
export function isWitness(a: Expr, b: Expr, found: Witnessed, options: IdenticalOptions = {}): boolean {
  const { given = [], seed = 0, budget = BUDGET } = options;
  const work = new Budget(budget);
  const { scope, at } = found;
  if (scope === undefined || at === undefined)
    return differAt(a, b, found, { network: options.network, given, seed, work, error: 0 });
  const { instance, conditions } = placed([a, b], options, scope);
  const scalar = { seed, work, error: 0, ...conditions(at) };
  return differAt(instance.term(a, at), instance.term(b, at), found, scalar);
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
  const { given = [], seed = 0, network } = options;
  const names = namesIn([a, b, ...given.flatMap(termsOf)], network);
  const own = namesIn([a, b], network);
  const ranges = rangesIn([a, b], own, options);
  const everywhere = rangesIn(given.flatMap(termsOf), names, options);
  const scopes = options.sizes ?? chooseSizes([a, b], names, [...ranges, ...everywhere], network);
  const places = scopes.map((scope) => placed([a, b], options, scope));
  const all = places.map(({ instance }) => [...instance.assignments(ranges)]);
  const error = ERROR / Math.max(1, all.flat().length);
  for (const [i, { instance, conditions }] of places.entries()) {
    for (const at of all[i] ?? []) {
      const scalar = { seed, work, error, ...conditions(at) };
      const found = compareScalars(instance.term(a, at), instance.term(b, at), scalar);
      if (found.verdict === 'different') return { ...found, scope: scopes[i] as Sizes, at };
      if (found.verdict === 'undecided') return found;
    }
  }
  if (all.some((each) => each.length === 0))
    return { verdict: 'undecided', tried: ['there is no index at these sizes'] };
  if (scopes.length === 0) return { verdict: 'undecided', tried: ['no sizes are stated'] };
  return { verdict: 'equal', scope: scopes };
}

/** The free indices and sizes in some terms that the network does not declare as sizes. */
function namesIn(terms: readonly Expr[], network: Network | undefined): ReadonlySet<string> {
  const names = new Set(terms.flatMap((term) => [...freeIndices(term)]));
  for (const each of ['*', ...(network?.sizes ?? [])]) names.delete(each);
  return names;
}

const rangesIn = (
  terms: readonly Expr[],
  names: ReadonlySet<string>,
  { given = [], network }: IdenticalOptions,
): readonly Range[] =>
  rangesOf(
    terms,
    names,
    given.flatMap((each): readonly Range[] => (each.kind === 'range' ? [each] : [])),
    network,
  );

/**
 * The network at some sizes, and what is given there at numbers for the free indices of the two terms; what leaves other
 * indices free is given for all of their values.
 */
function placed(
  pair: readonly [Expr, Expr],
  options: IdenticalOptions,
  scope: Sizes,
): {
  readonly instance: Instance;
  readonly conditions: (at: Assignment) => Pick<ScalarOptions, 'network' | 'given'>;
} {
  const { network, given = [] } = options;
  const instance = instanceOf(network ?? makeNetwork({ name: '', symbols: [], equations: [] }), scope);
  const fixed = namesIn(pair, network);
  const all = given.flatMap((condition) => {
    const terms = termsOf(condition);
    const ranges = rangesIn(terms, namesIn(terms, network), options);
    const others = ranges.filter((each) => !fixed.has(each.index));
    return terms.length === 0
      ? []
      : [...instance.assignments(others)].map((own) => [condition, own] as const);
  });
  return {
    instance,
    conditions: (at) => ({
      network: instance.network,
      given: all.map(([condition, own]) => written(condition, instance, new Map([...at, ...own]))),
    }),
  };
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

function written(condition: Condition, instance: Instance, at: Assignment): Condition {
  if (condition.kind === 'positive' || condition.kind === 'nonzero')
    return { kind: condition.kind, term: instance.term(condition.term, at) };
  if (condition.kind !== 'equal') return condition;
  const { lhs, rhs } = condition.equation;
  return { kind: 'equal', equation: { lhs: instance.term(lhs, at), rhs: instance.term(rhs, at) } };
}
