/**
 * Central differences of any quantity or term by any quantity, with other quantities held fixed: a test of slopes against
 * nothing but the equations' arithmetic. The extrapolation is `ridders.ts`; the exact second opinion is `dual.ts`.
 */
import { type Expr, nodes, type Quantity, quantitiesIn } from '../expr/index.ts';
import { conditionsOf, type Network } from '../network/index.ts';
import type { Implementations } from './compile.ts';
import { equationsOf, evaluate } from './evaluate.ts';
import { Program, type Values } from './program.ts';
import { noiseNear, ridders, type Slope, type Stencil } from './ridders.ts';

/**
 * `ok`: the slope is known to its error estimate. `kink`: two slopes meet at or near the point. `ill-conditioned`: rounding
 * drowns the slope. `undefined`: the term has no finite value here.
 */
export type Verdict = 'ok' | 'kink' | 'ill-conditioned' | 'undefined';

export interface Difference {
  readonly value: number;
  readonly errorEstimate: number;
  readonly verdict: Verdict;
  /** The slope that was claimed, if one was. */
  readonly claimed?: number;
  /** |claimed − value| relative to the larger; only where the value is told apart from 0. */
  readonly relativeError?: number;
  /**
   * Whether the verdict is `ok` and the claim lies within max(10⁻⁶·|value|, 10 times the error estimate), or, where the value
   * cannot be told from 0, within 10⁻¹² of the largest number that takes part, over the size of `by`.
   */
  readonly agrees?: boolean;
}

export interface DifferenceOptions {
  /** Quantities held fixed besides. */
  readonly hold?: readonly Quantity[] | undefined;
  /** Values that replace the network's own. */
  readonly values?: Values | undefined;
  readonly functions?: Implementations | undefined;
  /** A slope to compare with. */
  readonly claimed?: number | undefined;
}

/** Relative error estimate up to which a difference is a success. */
const RELATIVE = 1e-6;
/** Error estimate up to which a small slope is a success, relative to the largest number over the size of `by`. */
const ABSOLUTE = 1e-12;
/** What a claim's own rounding may leave of a true 0, relative to the same. */
const ROUNDING = 1e-12;

/** A term whose sign must not change inside the stencil. */
interface Guard {
  readonly term: Expr;
  /** Whether two slopes meet where it is 0 (a pole otherwise). */
  readonly kink: boolean;
}

/**
 * ∂of/∂by by central differences, steps chosen from the noise of `of` and the size of `by`.
 *
 * Throws: MissingValue, MissingFunction, NotANumber as `evaluate` does; RangeError if `by` is held fixed.
 */
export function difference(
  network: Network,
  of: Expr,
  by: Quantity,
  options: DifferenceOptions = {},
): Difference {
  const { hold = [], claimed } = options;
  if (hold.includes(by)) throw new RangeError(`${by.name} cannot vary and be held fixed`);
  const probe = new Probe(network, of, by, hold, options);
  const slope = probe.slope();
  const verdict = slope === undefined ? 'undefined' : probe.verdict(slope);
  const { value, error }: Pick<Slope, 'value' | 'error'> = slope ?? {
    value: Number.NaN,
    error: Number.POSITIVE_INFINITY,
  };
  const result = { value, errorEstimate: error, verdict };
  if (claimed === undefined) return result;
  const off = Math.abs(claimed - value);
  const relative =
    error <= RELATIVE * Math.abs(value) && value !== 0
      ? off / Math.max(Math.abs(claimed), Math.abs(value))
      : undefined;
  const zero = Math.abs(value) <= Math.max(10 * error, 1e-15 * probe.size) ? ROUNDING * probe.size : 0;
  return {
    ...result,
    claimed,
    agrees: verdict === 'ok' && off <= Math.max(RELATIVE * Math.abs(value), 10 * error, zero),
    ...(relative !== undefined && { relativeError: relative }),
  };
}

/** The network with the equations of `by` and of what is held fixed deleted, ready to be run at any value of `by`. */
class Probe {
  readonly #program: Program;
  readonly #of: Expr;
  readonly #by: Quantity;
  /** Slot of `by`, or undefined where nothing computed reads it. */
  readonly #input: number | undefined;
  readonly #at: number;
  readonly #centre: number;
  readonly #largest: number;
  readonly #guards: readonly (Guard & { readonly centre: number })[];
  #noise = 0;
  /** Whether the guard that stopped the steps is a kink's. */
  #kinkNear = false;

  constructor(
    network: Network,
    of: Expr,
    by: Quantity,
    hold: readonly Quantity[],
    options: DifferenceOptions,
  ) {
    const { functions } = options;
    const own = evaluate(network, options.values, functions);
    const needed = new Set<Quantity>();
    for (const each of quantitiesIn(of)) for (const above of network.graph.above(each)) needed.add(above);
    for (const freed of [by, ...hold]) needed.delete(freed);
    const equations = equationsOf(network, needed);
    const guards = guardsIn([...equations.map(({ rhs }) => rhs), of]);
    this.#program = new Program({ equations, terms: [of, ...guards.map(({ term }) => term)], functions });
    this.#program.set(own);
    this.#program.run();
    this.#of = of;
    this.#by = by;
    this.#input = this.#program.inputs.get(by);
    this.#at = own.get(by) ?? Number.NaN;
    this.#centre = this.#program.value(of);
    const sizes = [...needed].map((each) => Math.abs(own.get(each) ?? 0)).filter(Number.isFinite);
    this.#largest = sizes.reduce((a, b) => Math.max(a, b), Math.abs(this.#centre)) || 1;
    this.#guards = guards.map((guard) => ({ ...guard, centre: this.#program.value(guard.term) }));
  }

  /** The slope, or undefined where there is no finite value. */
  slope(): Slope | undefined {
    if (!Number.isFinite(this.#centre)) return undefined;
    if (this.#input === undefined) return { value: 0, error: 0, bent: false };
    if (!Number.isFinite(this.#at)) return undefined;
    this.#noise = noiseNear(this.#at, this.#centre, (points) => this.#runMany(points));
    const slope = ridders(this.#at, this.#centre, this.#noise, this.#stencil);
    return slope.stopped === 'undefined' && Number.isNaN(slope.value) ? undefined : slope;
  }

  /** The largest number that takes part, over the size of what is differentiated by. */
  get size(): number {
    return this.#largest / Math.max(Math.abs(this.#at), 1);
  }

  verdict({ value, error, bent, stopped }: Slope): Verdict {
    if (bent) return 'kink';
    if (error <= Math.max(RELATIVE * Math.abs(value), ABSOLUTE * this.size)) return 'ok';
    return stopped === 'crossing' && this.#kinkNear ? 'kink' : 'ill-conditioned';
  }

  #runMany(points: readonly number[]): Float64Array {
    return this.#program.runMany(new Map([[this.#by, points]])).get(this.#of) as Float64Array;
  }

  #run(x: number): number {
    this.#program.slots[this.#input as number] = x;
    this.#program.run();
    return this.#program.value(this.#of);
  }

  /** Whether a guard has another sign at the last run than at the point; guards that `by` does not move stay at theirs. */
  #crossed(): boolean {
    for (const { term, kink, centre } of this.#guards) {
      const here = this.#program.value(term);
      if (here === centre || (centre !== 0 && here * Math.sign(centre) > 0)) continue;
      this.#kinkNear = kink;
      return true;
    }
    return false;
  }

  readonly #stencil: Stencil = (h) => {
    const above = this.#run(this.#at + h);
    let crossed = this.#crossed();
    const below = this.#run(this.#at - h);
    crossed ||= this.#crossed();
    if (crossed) return 'crossing';
    return Number.isFinite(above) && Number.isFinite(below) ? { above, below } : 'undefined';
  };
}

/** What must keep its sign: the arguments of kinks, and what is divided by. */
function guardsIn(terms: readonly Expr[]): readonly Guard[] {
  const guards = new Map<Expr, boolean>();
  for (const term of terms) {
    for (const node of nodes(term)) {
      for (const condition of conditionsOf(node)) {
        if (condition.kind !== 'nonzero') continue;
        const kink = node.kind !== 'power';
        guards.set(condition.term, kink || (guards.get(condition.term) ?? false));
      }
    }
  }
  return [...guards].map(([term, kink]) => ({ term, kink }));
}
