/** Theorems taken at other indices: their ranges, their conditions and their sides. */
import {
  addIndex,
  type Condition,
  type Expr,
  type Index,
  index,
  indicesIn,
  isIndexName,
  mapCondition,
  type Quantity,
  quantity,
  substituteIndices,
} from '../expr/index.ts';
import type { Range } from '../network/index.ts';
import { Refusal } from './context.ts';
import type { Side, Theorem } from './derivation.ts';

/** The ranges of a theorem's free indices. Throws: Refusal if one is given twice, or before what it mentions. */
export function rangesOf({ given }: Pick<Theorem, 'given'>, sizes: readonly string[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const each of given) {
    if (each.kind !== 'range') continue;
    if (ranges.some((range) => range.index === each.index)) throw new Refusal(`two ranges for ${each.index}`);
    if (!isIndexName(each.index) || sizes.includes(each.index))
      throw new Refusal(`${each.index} names no index`);
    const known = new Set([...sizes, ...ranges.map((range) => range.index)]);
    const later = [...indicesUsed(each)].find((name) => !known.has(name));
    if (later !== undefined)
      throw new Refusal(`the range of ${each.index} mentions ${later}, which has none before it`);
    ranges.push(each);
  }
  return ranges;
}

/** Where the indices of a theorem's name run; each is one that the theorem ranges over. */
export const rangesOfName = ({ indices }: Quantity, given: readonly Condition[]): readonly Range[] =>
  indices.flatMap(({ key }) =>
    given.flatMap((each) => (each.kind === 'range' && each.index === key ? [each] : [])),
  );

export const indicesUsed = ({
  from,
  to,
}: {
  readonly from: Index;
  readonly to: Index;
}): ReadonlySet<string> => indicesIn(quantity('', [from, to]));

export const shifted = (value: Index, by: number): Index => addIndex(value, index(by));

/** A condition at other indices. */
export const instance = (condition: Condition, at: ReadonlyMap<string, Index>): Condition =>
  mapCondition(condition, (term) => substituteIndices(term, at));

export function side(theorem: Theorem, which: Side): Expr {
  if (which === 'lhs' || which === 'rhs') return theorem.goal[which];
  if (which !== 'name' || theorem.name === undefined) throw new Refusal('the theorem has no such side');
  return theorem.name;
}
