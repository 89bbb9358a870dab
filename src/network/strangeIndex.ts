/** What may stand as an index: index variables, and sizes, each with as many indices of its own as everywhere, L or n[l]. */
import {
  type Condition,
  type Expr,
  type Index,
  type IndexAtom,
  indexVariable,
  isIndexName,
  nodes,
  type Quantity,
  termsOfCondition,
} from '../expr/index.ts';
import type { Definition, Range } from './definition.ts';
import { isEvery } from './mentions.ts';
import type { NetworkParts } from './parts.ts';

/** How many indices of its own each size has; undefined while nothing says. */
export type SizeIndices = ReadonlyMap<string, number | undefined>;

/** What the equations of a network say of its sizes. */
export function sizeIndices({ symbols, equations, given, sizes = [] }: NetworkParts): SizeIndices {
  const found = new Map<string, number | undefined>(sizes.map((name) => [name, undefined]));
  if (found.size === 0) return found;
  const add = (atom: IndexAtom): void => {
    if (found.has(atom.name) && found.get(atom.name) === undefined) found.set(atom.name, atom.indices.length);
  };
  for (const each of atomsIn([...symbols, ...equations], given)) add(each);
  return found;
}

function* atomsIn(
  declared: readonly (Pick<Definition, 'quantity' | 'ranges'> & Partial<Definition>)[],
  given: readonly Condition[] = [],
): Generator<IndexAtom> {
  for (const { quantity, ranges = [], rhs } of declared) {
    for (const range of ranges) yield* [range.from, range.to].flatMap(atomsOf);
    for (const term of rhs === undefined ? [quantity] : [quantity, rhs])
      for (const node of nodes(term)) yield* indicesOf(node).flatMap(atomsOf);
  }
  for (const term of given.flatMap(termsOfCondition))
    for (const node of nodes(term)) yield* indicesOf(node).flatMap(atomsOf);
}

/** The indices in a node itself; `*` stands only as a whole index of a member. */
function indicesOf(node: Expr): readonly Index[] {
  const places = ({ indices }: Quantity): readonly Index[] => indices.filter((each) => !isEvery(each));
  switch (node.kind) {
    case 'quantity':
      return places(node);
    case 'partial':
      return [node.by, ...node.hold].flatMap(places);
    case 'bracket':
      return node.relations.flatMap(({ left, right }) => [left, right]);
    case 'indexedSum':
      return [node.from, node.to];
    default:
      return [];
  }
}

const atomsOf = ({ terms }: Index): readonly IndexAtom[] =>
  terms.flatMap(({ atom }) => [atom, ...atom.indices.flatMap(atomsOf)]);

/** What stands for an index in a node and is none. */
export function strangeIndex(node: Expr, sizes: SizeIndices): string | undefined {
  if (node.kind === 'indexedSum' && !isIndexName(node.index)) return node.index;
  return strangeAmong(indicesOf(node), sizes);
}

/** What stands for an index in a range and is none. */
export const strangeInRange = ({ from, to }: Range, sizes: SizeIndices): string | undefined =>
  strangeAmong([from, to], sizes);

function strangeAmong(indices: readonly Index[], sizes: SizeIndices): string | undefined {
  const isStrange = ({ name, indices: own }: IndexAtom): boolean =>
    !isIndexName(name) || own.length !== (sizes.has(name) ? (sizes.get(name) ?? own.length) : 0);
  const strange = indices.flatMap(atomsOf).find(isStrange);
  return strange && indexVariable(strange.name, strange.indices).key;
}
