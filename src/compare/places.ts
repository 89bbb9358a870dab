/**
 * Two terms with indices, and what is given of them, at numbers for sizes and free indices. Nothing is written out before
 * what that takes is counted and allowed.
 */
import { type Condition, type Expr, freeIndices, index, num, quantitiesIn, quantity } from '../expr/index.ts';
import { makeNetwork, type Network, type Range } from '../network/index.ts';
import { type Instance, instantiate, type Sizes } from '../network/instance.ts';
import type { Assignment } from '../network/writing.ts';
import type { Budget } from './budget.ts';
import { Extent } from './extent.ts';
import { chooseSizes, rangesOf } from './sizes.ts';

interface Options {
  readonly given?: readonly Condition[];
  readonly network?: Network;
  readonly sizes?: readonly Sizes[];
}

/** A declared condition, and where the indices run that it leaves free. */
interface Given {
  readonly condition: Condition;
  readonly ranges: readonly Range[];
}

/** Two terms, what is given, and where their indices run, at whatever sizes. */
export class Setting {
  readonly terms: readonly [Expr, Expr];
  readonly network: Network;
  /** Where the free indices of the two terms run. */
  readonly ranges: readonly Range[];
  readonly given: readonly Given[];
  readonly #options: Options;
  readonly #free: ReadonlySet<string>;

  constructor(a: Expr, b: Expr, options: Options) {
    this.#options = options;
    this.terms = [a, b];
    this.network = options.network ?? makeNetwork({ name: '', symbols: [], equations: [] });
    this.#free = this.#names(this.terms);
    this.ranges = this.#rangesIn(this.terms, this.#free);
    // What leaves other indices free is given for all of their values.
    this.given = this.#conditions().map((condition) => {
      const terms = termsOf(condition);
      const ranges = this.#rangesIn(terms, this.#names(terms));
      return { condition, ranges: ranges.filter(({ index }) => !this.#free.has(index)) };
    });
  }

  #conditions(): readonly Condition[] {
    return (this.#options.given ?? []).filter((each) => termsOf(each).length > 0);
  }

  /** The sizes stated, or those of our choice. Throws: Beyond. */
  scopes(work: Budget): readonly Sizes[] {
    if (this.#options.sizes !== undefined) return this.#options.sizes;
    const given = this.#conditions().flatMap(termsOf);
    const names = this.#names([...this.terms, ...given]);
    const ranges = [...this.ranges, ...this.#rangesIn(given, names)];
    work.spend(ranges.length);
    return chooseSizes(this.terms, names, ranges, this.#options.network);
  }

  /** At most so many values of the free indices there are at some sizes. */
  count(sizes: Sizes, work: Budget): number {
    return new Extent(this.network, sizes, work).places(this.ranges).count;
  }

  /** The free indices and sizes in some terms that the network does not declare as sizes. */
  #names(terms: readonly Expr[]): ReadonlySet<string> {
    const names = new Set<string>();
    for (const term of terms) for (const each of freeIndices(term)) names.add(each);
    for (const each of ['*', ...this.network.sizes]) names.delete(each);
    return names;
  }

  #rangesIn(terms: readonly Expr[], names: ReadonlySet<string>): readonly Range[] {
    const { given = [], network } = this.#options;
    const stated = given.flatMap((each): readonly Range[] => (each.kind === 'range' ? [each] : []));
    return rangesOf(terms, names, stated, network);
  }
}

/** A setting at some sizes. */
export class Place {
  readonly #setting: Setting;
  readonly #work: Budget;
  readonly #extent: Extent;
  readonly #instance: Instance;
  readonly #sizes: readonly Condition[];

  /** Throws: Beyond, InstanceError, NetworkError. */
  constructor(setting: Setting, sizes: Sizes, work: Budget) {
    this.#setting = setting;
    this.#work = work;
    this.#extent = new Extent(setting.network, sizes, work);
    const { given } = setting.network;
    const declared = new Setting(...setting.terms, { given, network: setting.network }).given;
    work.spend(this.#extent.network() + this.#written(declared, new Map()));
    this.#instance = instanceOf(setting.network, sizes);
    this.#sizes = asNumbers(setting, sizes);
    work.spend(this.#sizes.length);
  }

  *assignments(): Iterable<Assignment> {
    for (const at of this.#instance.assignments(this.#setting.ranges)) {
      this.#work.spend(1);
      yield at;
    }
  }

  /** The two terms at numbers for their free indices. Throws: Beyond, InstanceError. */
  pair(at: Assignment): readonly [Expr, Expr] {
    const bounds = boundsOf(at);
    const [a, b] = this.#setting.terms;
    this.#work.spend(this.#extent.nodes(a, bounds) + this.#extent.nodes(b, bounds));
    return [this.#instance.term(a, at), this.#instance.term(b, at)];
  }

  /** What is given at numbers for the free indices of the two terms. Throws: Beyond, InstanceError. */
  conditions(at: Assignment): { readonly network: Network; readonly given: readonly Condition[] } {
    this.#work.spend(this.#written(this.#setting.given, at));
    const given = this.#setting.given.flatMap(({ condition, ranges }) =>
      [...this.#instance.assignments(ranges)].map((own) =>
        written(condition, this.#instance, new Map([...at, ...own])),
      ),
    );
    return { network: this.#instance.network, given: [...given, ...this.#sizes] };
  }

  /** How many nodes are written for some conditions. */
  #written(given: readonly Given[], at: Assignment): number {
    let total = 0;
    for (const { condition, ranges } of given) {
      const { count, bounds } = this.#extent.places(ranges, boundsOf(at));
      for (const each of termsOf(condition)) total += count * (1 + this.#extent.nodes(each, bounds));
    }
    return total;
  }
}

/** That a quantity which is a size, as m in 1/m, is that number. */
function asNumbers({ terms, network }: Setting, sizes: Sizes): readonly Condition[] {
  const mentioned = [
    ...terms.flatMap((term) => [...quantitiesIn(term)]),
    ...network.symbols.map((each) => each.quantity),
  ];
  const names = new Set(mentioned.map(({ name }) => name));
  const is = (lhs: Expr, value: number): Condition => ({ kind: 'equal', equation: { lhs, rhs: num(value) } });
  return [...sizes]
    .filter(([name]) => names.has(name))
    .flatMap(([name, size]) =>
      typeof size === 'number'
        ? [is(quantity(name), size)]
        : size.map((each, l) => is(quantity(name, [index(l)]), each)),
    );
}

const boundsOf = (at: Assignment): ReadonlyMap<string, readonly [number, number]> =>
  new Map([...at].map(([name, value]) => [name, [value, value]]));

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
