/** What must hold of the families and equations of a network before they mean anything: names, ranges, and that members exist. */
import {
  type Expr,
  freeIndices,
  indexNames,
  isIndexName,
  nodes,
  type Quantity,
  termsOfCondition,
} from '../expr/index.ts';
import { conditionRanges } from './conditionRanges.ts';
import type { Definition, Range } from './definition.ts';
import { missingMember, type RangesOf } from './existence.ts';
import { EVERY, isEvery } from './mentions.ts';
import { NetworkError, type NetworkParts, type NetworkSymbol } from './parts.ts';
import { IndexFacts } from './ranges.ts';
import { type SizeIndices, sizeIndices, strangeIndex, strangeInRange } from './strangeIndex.ts';
import { type Surroundings, surroundsTooMany } from './surroundings.ts';

/** Every family at its own index variables, every equation of ranged variables, sizes and numbers. Throws: NetworkError. */
export function checkIndices(parts: NetworkParts, byName: ReadonlyMap<string, NetworkSymbol>): void {
  for (const { quantity: q, ranges = [] } of byName.values()) {
    const own =
      q.indices.length === ranges.length && ranges.every((range, i) => q.indices[i]?.key === range.index);
    if (!own)
      throw new NetworkError('term', [q], `${q.name} is declared at its index variables, each with a range`);
  }
  const own = sizeIndices(parts);
  for (const each of [...byName.values(), ...parts.equations]) checkRanges(each, own);
  const counted: Surroundings = new Map();
  const conditions = (parts.given ?? []).flatMap(termsOfCondition);
  checkStrange(conditions, [], own);
  const terms = [...parts.equations.map(({ rhs }) => rhs), ...conditions];
  if (terms.some((term) => nodes(term).some((node) => surroundsTooMany(node, counted))))
    throw new NetworkError('term', [], 'too many sums stand within one another');
  for (const definition of parts.equations) {
    const declared = byName.get(definition.quantity.name)?.quantity.indices.length;
    checkEquation(definition, declared, own);
  }
}

/** Nothing in terms stands for an index and is none. Throws: NetworkError. */
function checkStrange(terms: readonly Expr[], about: readonly Quantity[], sizes: SizeIndices): void {
  for (const term of terms) {
    const strange = nodes(term)
      .map((node) => strangeIndex(node, sizes))
      .find((found) => found !== undefined);
    if (strange !== undefined) throw new NetworkError('term', about, `${strange} is no index here`);
  }
}

/** Each index ranged over once, by ranges that mention only sizes and those before. Throws: NetworkError. */
function checkRanges({ quantity: q, ranges = [] }: Omit<Definition, 'rhs'>, sizes: SizeIndices): void {
  const known = new Set(sizes.keys());
  for (const range of ranges) {
    const { index: name, from, to } = range;
    if (!isIndexName(name)) throw new NetworkError('term', [q], `${name} is no name of an index`);
    if (known.has(name)) {
      const why = sizes.has(name) ? 'is a size' : 'has two ranges here';
      throw new NetworkError('twice', [q], `the index ${name} ${why}`);
    }
    const later = [...indexNames(from), ...indexNames(to)].find((each) => !known.has(each));
    if (later !== undefined)
      throw new NetworkError(
        'undeclared',
        [q],
        `the range of ${name} mentions ${later}, which has none before it`,
      );
    const strange = strangeInRange(range, sizes);
    if (strange !== undefined) throw new NetworkError('term', [q], `${strange} is no index here`);
    known.add(name);
  }
}

/** A pattern and a right-hand side of indices that mean something there, each once. Throws: NetworkError. */
function checkEquation(
  { quantity: q, rhs, ranges = [] }: Definition,
  declared: number | undefined,
  sizes: SizeIndices,
): void {
  if (declared !== q.indices.length)
    throw new NetworkError('term', [q], `${q.name} has ${declared} indices, not ${q.indices.length}`);
  const known = new Set([...sizes.keys(), ...ranges.map((range) => range.index)]);
  const again = boundTwice(rhs, known);
  if (again !== undefined) throw new NetworkError('twice', [q], `the index ${again} is bound twice here`);
  const free = [...freeIndices(q), ...freeIndices(rhs)].find((name) => !known.has(name) && name !== EVERY);
  if (free !== undefined) throw new NetworkError('undeclared', [q], `the index ${free} has no range here`);
  if (q.indices.some(isEvery)) throw new NetworkError('term', [q], `${EVERY} is no index here`);
  checkStrange([q, rhs], [q], sizes);
}

/** An index that a sum binds although it already means something there. */
function boundTwice(term: Expr, known: ReadonlySet<string>): string | undefined {
  const open: (readonly [Expr, ReadonlySet<string>])[] = [[term, known]];
  const seen = new Map<Expr, ReadonlySet<string>>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, around] = next;
    if (seen.get(node) === around) continue;
    seen.set(node, around);
    if (node.kind === 'indexedSum' && around.has(node.index)) return node.index;
    const inner = node.kind === 'indexedSum' ? new Set([...around, node.index]) : around;
    for (const arg of node.args) open.push([arg, inner]);
  }
  return undefined;
}

/** Every member that an equation, a declared condition or the loss mentions exists. Throws: NetworkError. */
export function checkMembers(parts: NetworkParts, byName: ReadonlyMap<string, NetworkSymbol>): void {
  const sizes = new Set(parts.sizes);
  const rangesOf: RangesOf = (q) => byName.get(q.name)?.ranges ?? [];
  const check = (term: Expr, ranges: readonly Range[]): void => {
    const missing = missingMember(term, rangesOf, new IndexFacts(ranges, sizes));
    if (missing === undefined) return;
    const at = missing.indices.map(({ key }) => key).join(',');
    throw new NetworkError('range', [missing], `${missing.name}[${at}] is not known to lie in its range`);
  };
  for (const { quantity: q, rhs, ranges = [] } of parts.equations) {
    check(q, ranges);
    check(rhs, ranges);
  }
  for (const condition of parts.given ?? []) {
    const { ranges, unranged } = conditionRanges(condition, rangesOf, sizes);
    if (unranged !== undefined)
      throw new NetworkError('undeclared', [], `the index ${unranged} of a declared condition has no range`);
    for (const term of termsOfCondition(condition)) check(term, ranges);
  }
  if (parts.loss !== undefined) check(parts.loss, []);
}
