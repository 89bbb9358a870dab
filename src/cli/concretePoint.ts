/**
 * A network with families at concrete sizes and values, where numbers can be put to what was proved for every size. What the
 * file says is taken; the rest is drawn from a seed, inside the domain of the equations.
 */
import { Random } from '../compare/random.ts';
import { type Condition, type Expr, type Index, nodes, type Quantity, quantitiesIn } from '../expr/index.ts';
import { domain, type Instance, instantiate, type Network, type Sizes } from '../network/index.ts';
import { Duals, evaluate, evaluateTerm, type Implementations } from '../numeric/index.ts';
import { testFunction } from './testFunction.ts';

export interface ConcretePoint {
  readonly instance: Instance;
  /** A value for everything that has no equation. */
  readonly values: ReadonlyMap<Quantity, number>;
  /** What stands in for the opaque functions. */
  readonly functions: Implementations;
  readonly duals: Duals;
  /** What values were drawn by, if any were. */
  readonly seed?: number;
}

/** Sizes above this are not tried: a theorem for every size is tested as well at small ones. */
const LARGEST = 12;
const SMALL = [2, 3, 4] as const;
const DEEP = [2, 3] as const;
/** How inputs are drawn: of both signs first, then where logarithms and roots have values. */
const SPANS = [
  { low: 0.3, high: 1.3, signed: true },
  { low: 0.3, high: 1.3, signed: false },
  { low: 0.1, high: 0.4, signed: false },
] as const;

/** The file's sizes where it gives all of them and they are small, otherwise distinct small ones; `own` says which. */
export function concreteSizes(
  network: Network,
  given: Sizes,
  seed: number,
): { readonly sizes: Sizes; readonly own: boolean } {
  const isSmall = [...given.values()].flat().every((size) => size <= LARGEST);
  if (isSmall && network.sizes.every((name) => given.has(name))) return { sizes: given, own: true };
  const random = new Random(seed);
  const { lists, depths } = kindsOfSizes(network);
  const [small, deep] = [shuffled(SMALL, random), shuffled(DEEP, random)];
  const scalars = network.sizes.filter((name) => !lists.has(name));
  const numbers = new Map(
    scalars.map((name, i) => {
      const from = depths.has(name) ? deep : small;
      return [name, from[i % from.length] as number] as const;
    }),
  );
  const length = 1 + [...depths].reduce((total, name) => total + (numbers.get(name) ?? 0), 0);
  const sizes = network.sizes.map(
    (name, i) =>
      [
        name,
        numbers.get(name) ?? Array.from({ length }, (_, l) => small[(l + i) % small.length] as number),
      ] as const,
  );
  return { sizes: new Map(sizes), own: false };
}

/** Sizes with an index of their own, n[l], and those that bound such an index, L. */
function kindsOfSizes(network: Network): {
  readonly lists: ReadonlySet<string>;
  readonly depths: ReadonlySet<string>;
} {
  const sizes = new Set(network.sizes);
  const ranges = [...network.symbols, ...network.equations].flatMap((each) => each.ranges ?? []);
  const sums = network.equations.flatMap(({ rhs }) =>
    nodes(rhs).flatMap((node) => (node.kind === 'indexedSum' ? [node] : [])),
  );
  const bounds = [...ranges, ...sums];
  const atoms = (all: readonly Index[]) => all.flatMap(({ terms }) => terms.map(({ atom }) => atom));
  const listed = atoms(bounds.flatMap(({ from, to }) => [from, to])).filter(
    ({ name, indices }) => sizes.has(name) && indices.length > 0,
  );
  const within = new Set(atoms(listed.flatMap(({ indices }) => indices)).map(({ name }) => name));
  const around = bounds.filter((each) => within.has(each.index)).flatMap(({ from, to }) => [from, to]);
  const deep = [...atoms(around).map(({ name }) => name), ...within];
  return {
    lists: new Set(listed.map(({ name }) => name)),
    depths: new Set(deep.filter((name) => sizes.has(name))),
  };
}

function shuffled(values: readonly number[], random: Random): readonly number[] {
  const left = [...values];
  return values.map(() => left.splice(random.below(left.length), 1)[0] as number);
}

/**
 * The network at some sizes, with the file's values or drawn ones; undefined where no draw lies in the domain and meets what
 * the network declares. Throws: InstanceError.
 */
export function concretePoint(
  network: Network,
  sizes: Sizes,
  seed: number,
  keepValues = true,
): ConcretePoint | undefined {
  const instance = instantiate(network, sizes);
  for (const [attempt, span] of SPANS.entries()) {
    const random = new Random(seed).split(attempt);
    const functions = new Map(
      [...network.opaque.keys()].map((name, i) => [name, testFunction(random.split(i))]),
    );
    const values = new Map<Quantity, number>();
    const free = new Set<Quantity>();
    for (const { quantity, role } of instance.network.symbols) {
      if (role === 'defined') continue;
      const own = sizeOf(quantity, sizes) ?? (keepValues ? network.values.get(quantity) : undefined);
      if (own === undefined) free.add(quantity);
      values.set(quantity, own ?? drawn(span, random));
    }
    satisfy(instance.network.given, values, free, functions);
    if (!holds(instance.network, values, functions)) continue;
    const duals = new Duals(instance.network, { values, functions });
    return { instance, values, functions, duals, ...(free.size > 0 && { seed }) };
  }
  return undefined;
}

const drawn = ({ low, high, signed }: (typeof SPANS)[number], random: Random): number => {
  const size = low + ((high - low) * random.below(2 ** 32)) / 2 ** 32;
  return signed && random.below(2) === 0 ? -size : size;
};

/** The value of a size that equations mention as a number, m or n[2]. */
export function sizeOf({ name, indices }: Quantity, sizes: Sizes): number | undefined {
  const size = sizes.get(name);
  return typeof size === 'object' ? size[indices[0]?.constant ?? -1] : size;
}

/** Scales what was drawn for a declared equality such as Σ y = 1, so that it holds. */
function satisfy(
  given: readonly Condition[],
  values: Map<Quantity, number>,
  free: ReadonlySet<Quantity>,
  functions: Implementations,
): void {
  for (const each of given) {
    if (each.kind !== 'equal') continue;
    const { lhs, rhs } = each.equation;
    const moved = [...quantitiesIn(lhs)].filter((q) => free.has(q));
    const value = (term: Expr): number => evaluateTerm(term, values, functions);
    if ([...quantitiesIn(lhs), ...quantitiesIn(rhs)].some((q) => !values.has(q))) continue;
    for (const q of moved) values.set(q, Math.abs(values.get(q) as number));
    const factor = value(rhs) / value(lhs);
    for (const q of moved) values.set(q, factor * (values.get(q) as number));
  }
}

/** Whether every quantity has a finite value, and every condition of the domain and of the network holds. */
function holds(network: Network, given: ReadonlyMap<Quantity, number>, functions: Implementations): boolean {
  const values = evaluate(network, given, functions);
  const value = (term: Expr): number => evaluateTerm(term, values, functions);
  const meets = (each: Condition): boolean => {
    switch (each.kind) {
      case 'nonzero':
        return value(each.term) !== 0;
      case 'positive':
        return value(each.term) > 0;
      case 'equal': {
        const [left, right] = [value(each.equation.lhs), value(each.equation.rhs)];
        return Math.abs(left - right) <= 1e-12 * Math.max(1, Math.abs(left), Math.abs(right));
      }
      default:
        return true;
    }
  };
  return [...values.values()].every(Number.isFinite) && domain(network).every(meets);
}
