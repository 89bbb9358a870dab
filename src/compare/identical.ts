/**
 * The entry of the room: are two terms the same? `equal` means: their difference is 0 in the field of rational functions over ℚ in what is atomic,
 * modulo the relations known of exp, log, roots and equal arguments, wherever both are defined, wrong with a chance of at
 * most 2^-60 over the seed. `different` always carries a witness certified by interval arithmetic. Everything else is
 * `undecided`: a numerical coincidence is never `equal`, an algebraic difference alone never `different`.
 */
import { type Condition, type Expr, entry, index, indexVariable, type Matrix } from '../expr/index.ts';
import { type Network, NetworkError } from '../network/index.ts';
import { InstanceError, type Sizes } from '../network/instance.ts';
import { Beyond, Budget } from './budget.ts';
import { compareScalars, type Different, differAt, type Finding } from './compareScalars.ts';
import { Indexed } from './lowering.ts';
import { Place, Setting } from './places.ts';

export interface IdenticalOptions {
  /** What may be assumed, besides Dom(N) and what the network declares; ranges say where free indices run. */
  readonly given?: readonly Condition[];
  /** Whose definitions are unfolded and in which each ∂ is taken. */
  readonly network?: Network;
  /** The same seed gives the same answer; a number below 2^53. */
  readonly seed?: number;
  /** How much work may be done, in values of single operations: a number from 0, of which Infinity is no limit. */
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

/**
 * Compares two terms as functions of the quantities that have no equation.
 *
 * Throws: RangeError if the budget is no number from 0.
 * Example: σ(−z), 1 − σ(z) → equal
 */
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
    if (isReason(error)) return { verdict: 'undecided', tried: [error.message] };
    throw error;
  }
}

/** Whether what was thrown says why two terms cannot be compared. */
const isReason = (error: unknown): error is Error =>
  error instanceof Beyond || error instanceof InstanceError || error instanceof NetworkError;

/**
 * Whether two terms certainly differ where a verdict says, by intervals around their values there: read anew, without the
 * search that found the place. What is no witness at all, or takes more work than allowed to look at, is none.
 *
 * Throws: RangeError if the budget is no number from 0.
 */
export function isWitness(a: Expr, b: Expr, found: Witnessed, options: IdenticalOptions = {}): boolean {
  const { given = [], seed = 0, budget = BUDGET } = options;
  const work = new Budget(budget);
  const { scope, at } = found;
  try {
    if (scope === undefined || at === undefined)
      return differAt(a, b, found, { network: options.network, given, seed, work, error: 0 });
    const place = new Place(new Setting(a, b, options), scope, work);
    const [u, v] = place.pair(at);
    return differAt(u, v, found, { seed, work, error: 0, ...place.conditions(at) });
  } catch (error) {
    if (isReason(error)) return false;
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

/** One place after another, each written out when it is its turn. */
function atSizes(a: Expr, b: Expr, options: IdenticalOptions, work: Budget): Verdict {
  const { seed = 0 } = options;
  const setting = new Setting(a, b, options);
  const scopes = setting.scopes(work);
  if (scopes.length === 0) return { verdict: 'undecided', tried: ['no sizes are stated'] };
  const counts = scopes.map((scope) => setting.count(scope, work));
  const error = ERROR / counts.reduce((total, count) => total + count, 1);
  const isEmpty = new Set(scopes);
  let done = 0;
  const undecided = (tried: readonly string[]): Verdict => ({
    verdict: 'undecided',
    tried: done === 0 ? tried : [...tried, `before, no difference at ${done} values of indices and sizes`],
  });
  try {
    for (const scope of scopes) {
      const place = new Place(setting, scope, work);
      for (const at of place.assignments()) {
        isEmpty.delete(scope);
        const found: Finding = compareScalars(...place.pair(at), {
          seed,
          work,
          error,
          ...place.conditions(at),
        });
        if (found.verdict === 'different') return { ...found, scope, at };
        if (found.verdict === 'undecided') return undecided(found.tried);
        done += 1;
      }
    }
  } catch (error) {
    if (isReason(error)) return undecided([error.message]);
    throw error;
  }
  if (isEmpty.size > 0) return { verdict: 'undecided', tried: ['there is no index at these sizes'] };
  return { verdict: 'equal', scope: scopes };
}
