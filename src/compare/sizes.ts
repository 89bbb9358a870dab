/**
 * Sizes at which terms with indices are compared, where none are stated: at several, each time pairwise different, larger than
 * the degree and than every number in an index, and every other time in the opposite order. What holds at one size by
 * accident, as Σ_k 1 = 2 or m = n + 1, does not hold at all of them.
 */
import {
  type Expr,
  fold,
  type Index,
  indexNames,
  isInteger,
  nodes,
  quantitiesIn,
  substituteIndex,
} from '../expr/index.ts';
import type { Network, Range } from '../network/index.ts';
import type { Sizes } from '../network/instance.ts';
import { Beyond } from './budget.ts';

/** The smallest of our sizes is at most this. */
const LARGEST = 9;
/** At most so many sizes. */
const ROUNDS = 3;

/** Every index that a term mentions, as written. */
function indicesOf(term: Expr): readonly Index[] {
  return nodes(term).flatMap((node): readonly Index[] => {
    switch (node.kind) {
      case 'quantity':
        return node.indices;
      case 'indexedSum':
        return [node.from, node.to];
      case 'bracket':
        return node.relations.flatMap(({ left, right }) => [left, right]);
      case 'partial':
        return [node.by, ...node.hold].flatMap((each) => each.indices);
      default:
        return [];
    }
  });
}

/** Where the free indices of some terms run: as given, or over the range of the family in which they stand alone. */
export function rangesOf(
  terms: readonly Expr[],
  free: ReadonlySet<string>,
  given: readonly Range[],
  network: Network | undefined,
): readonly Range[] {
  const found = new Map(given.filter(({ index }) => free.has(index)).map((each) => [each.index, each]));
  for (const q of terms.flatMap((term) => [...quantitiesIn(term)])) {
    const declared = network?.symbol(q)?.ranges ?? [];
    const renaming = new Map(declared.map((range, i) => [range.index, q.indices[i] as Index]));
    for (const [i, { from, to }] of declared.entries()) {
      const own = q.indices[i]?.key ?? '';
      if (!free.has(own) || found.has(own)) continue;
      found.set(own, {
        index: own,
        from: substituteIndex(from, renaming),
        to: substituteIndex(to, renaming),
      });
    }
  }
  return sorted([...found.values()]);
}

/** Ranges, each after those whose indices it mentions. */
function sorted(ranges: readonly Range[]): readonly Range[] {
  const left = [...ranges];
  const done: Range[] = [];
  while (left.length > 0) {
    const at = left.findIndex(({ from, to }) => {
      const used = indexNames(to, indexNames(from));
      return !left.some(({ index }) => used.has(index));
    });
    if (at < 0) throw new Beyond('ranges that mention one another');
    done.push(...left.splice(at, 1));
  }
  return done;
}

/** The names of sizes: of the given ones those that are no index of a range; and which of them have an index, as n in n[l]. */
function sizeNames(
  names: ReadonlySet<string>,
  written: readonly Index[],
  ranges: readonly Range[],
  network: Network | undefined,
): ReadonlyMap<string, 'plain' | 'indexed'> {
  const bounds = ranges.flatMap(({ from, to }) => [from, to]);
  const own = new Set(ranges.map((each) => each.index));
  const inBounds = bounds.flatMap((each) => each.terms.map(({ atom }) => atom.name));
  const found = new Map<string, 'plain' | 'indexed'>();
  for (const name of [...names, ...inBounds, ...(network?.sizes ?? [])])
    if (!own.has(name)) found.set(name, 'plain');
  const visit = (each: Index): void => {
    for (const { atom } of each.terms) {
      if (atom.indices.length > 0 && found.has(atom.name)) found.set(atom.name, 'indexed');
      atom.indices.forEach(visit);
    }
  };
  const declared = (network?.symbols ?? []).flatMap((each) => each.ranges ?? []);
  [...written, ...bounds, ...declared.flatMap(({ from, to }) => [from, to])].forEach(visit);
  for (const { rhs } of network?.equations ?? []) indicesOf(rhs).forEach(visit);
  return found;
}

/** The degree of a term in its quantities; a function or a ∂ counts as one of them. */
const degreeOf = (term: Expr): number =>
  fold<number>(term, (node, args) => {
    switch (node.kind) {
      case 'number':
      case 'bracket':
        return 0;
      case 'sum':
      case 'cases':
        return args.reduce((a, b) => Math.max(a, b), 0);
      case 'product':
        return args.reduce((a, b) => a + b, 0);
      case 'power': {
        const exponent = node.args[1] as Expr;
        const plain = exponent.kind === 'number' && isInteger(exponent.value) && exponent.value.s > 0n;
        return (args[0] as number) * (plain ? Number(exponent.value.n) : 1);
      }
      case 'indexedSum':
        return args[0] as number;
      default:
        return 1;
    }
  });

/** The highest power of sizes that a term mentions as numbers, as m in 1/m. */
const powersOf = (term: Expr, sizes: ReadonlyMap<string, unknown>): number =>
  fold<number>(term, (node, args) => {
    if (node.kind === 'quantity') return sizes.has(node.name) ? 1 : 0;
    if (node.kind === 'product') return args.reduce((a, b) => a + b, 0);
    const [base, exponent] = node.args;
    if (node.kind === 'power' && base !== undefined && exponent?.kind === 'number')
      return (args[0] as number) * Math.ceil(Math.abs(exponent.value.valueOf()));
    return args.reduce((a, b) => Math.max(a, b), 0);
  });

/** How deeply sums are nested. */
const nestingOf = (term: Expr): number =>
  fold<number>(
    term,
    (node, args) => args.reduce((a, b) => Math.max(a, b), 0) + (node.kind === 'indexedSum' ? 1 : 0),
  );

/** Several sizes for the names in some terms that are no index of a range. Throws: Beyond. */
export function chooseSizes(
  terms: readonly Expr[],
  names: ReadonlySet<string>,
  ranges: readonly Range[],
  network: Network | undefined,
): readonly Sizes[] {
  const written = [...terms.flatMap(indicesOf), ...ranges.flatMap(({ from, to }) => [from, to])];
  const kinds = sizeNames(names, written, ranges, network);
  if (kinds.size === 0) return [new Map()];
  const constant = written.reduce((most, each) => Math.max(most, Math.abs(each.constant)), 0);
  const least = Math.max(2, 1 + constant, ...terms.map((term) => 1 + degreeOf(term)));
  if (least > LARGEST)
    throw new Beyond(`sizes above the degree and every index, from ${least}, are too large`);
  // A number of terms is a polynomial in the sizes: of two nested sums a square.
  const powers = Math.max(...terms.map((term) => powersOf(term, kinds)));
  const rounds =
    Math.max(2, Math.min(ROUNDS, 1 + Math.max(...terms.map(nestingOf)))) + Math.min(ROUNDS, powers);
  return Array.from({ length: rounds }, (_, round) =>
    sizesFrom(kinds, least + round, Math.max(2, 1 + constant) + round, round % 2 === 1),
  );
}

/** Different sizes from a least one on; beside an n[l] those without an index are numbers of layers. */
function sizesFrom(
  kinds: ReadonlyMap<string, 'plain' | 'indexed'>,
  least: number,
  layers: number,
  backwards: boolean,
): Sizes {
  const indexed = [...kinds.values()].includes('indexed');
  const width = (kind: 'plain' | 'indexed'): number => (kind === 'indexed' ? layers + 2 : indexed ? 0 : 1);
  const count = [...kinds.values()].reduce((total, kind) => total + width(kind), 0);
  const free = Array.from({ length: count }, (_, i) => least + i);
  if (backwards) free.reverse();
  return new Map(
    [...kinds].map(([name, kind]) => {
      const [first = layers, ...rest] = free.splice(0, width(kind));
      return [name, kind === 'indexed' ? [first, ...rest] : first];
    }),
  );
}
