/** Sizes at which terms with indices are compared: named as the terms and the network name them, chosen larger than the degree. */
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
import { Beyond } from './node.ts';

/** Sizes above this are not chosen by ourselves. */
const LARGEST = 9;
/** How many layers a size that indexes others has: n[0], …, n[L]. */
const DEPTH = 3;

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

/** The names of sizes, and which of them have an index themselves, as n in n[l]. */
export function sizeNames(
  names: Iterable<string>,
  terms: readonly Expr[],
  ranges: readonly Range[],
  network: Network | undefined,
): ReadonlyMap<string, 'plain' | 'indexed'> {
  const found = new Map<string, 'plain' | 'indexed'>([...names].map((name) => [name, 'plain']));
  const all = [
    ...terms.flatMap(indicesOf),
    ...[...ranges, ...(network?.symbols ?? []).flatMap((each) => each.ranges ?? [])].flatMap(
      ({ from, to }) => [from, to],
    ),
    ...(network?.equations ?? []).flatMap(({ rhs }) => indicesOf(rhs)),
  ];
  const visit = (each: Index): void => {
    for (const { atom } of each.terms) {
      if (atom.indices.length > 0 && found.has(atom.name)) found.set(atom.name, 'indexed');
      atom.indices.forEach(visit);
    }
  };
  all.forEach(visit);
  return found;
}

/** The degree of a term in its quantities; a function or a ∂ counts as one of them. */
export const degreeOf = (term: Expr): number =>
  fold<number>(term, (node, args) => {
    switch (node.kind) {
      case 'number':
      case 'bracket':
        return 0;
      case 'sum':
      case 'cases':
        return Math.max(0, ...args);
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

/** Sizes that differ from one another and exceed the degree. Throws: Beyond. */
export function chooseSizes(names: ReadonlyMap<string, 'plain' | 'indexed'>, degree: number): Sizes {
  const lists = [...names.values()].includes('indexed');
  const chosen = new Map<string, number | readonly number[]>();
  let next = Math.max(2, degree + 1);
  for (const [name, kind] of names) {
    // Beside n[l] a plain size is a number of layers.
    if (kind === 'plain') chosen.set(name, lists ? DEPTH - 1 : next++);
    else
      chosen.set(
        name,
        Array.from({ length: DEPTH + 1 }, () => next++),
      );
  }
  if (next - 1 > LARGEST + names.size * DEPTH)
    throw new Beyond(`sizes above the degree ${degree} are too large`);
  return chosen;
}
