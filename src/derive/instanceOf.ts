/** At which indices an earlier theorem about families says something of a term. */
import {
  type Expr,
  type Index,
  indexVariable,
  type Quantity,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import type { IndexFacts } from '../network/index.ts';
import type { Theorem } from '../proof/index.ts';

/** The indices at which a theorem is about a term, if there are any in its ranges. */
export function instanceOf(
  { goal, given }: Theorem,
  lhs: Expr,
  facts: IndexFacts,
): ReadonlyMap<string, Index> | undefined {
  if (goal.lhs.kind !== 'partial' || lhs.kind !== 'partial') return undefined;
  const at = new Map<string, Index>();
  const ranges = given.flatMap((each) => (each.kind === 'range' ? [each] : []));
  const pairs = [
    [goal.lhs.args[0] as Quantity, lhs.args[0] as Quantity],
    [goal.lhs.by, lhs.by],
  ] as const;
  for (const [pattern, actual] of pairs) {
    pattern.indices.forEach((each, i) => {
      if (ranges.some((range) => range.index === each.key)) at.set(each.key, actual.indices[i] as Index);
    });
  }
  if (substituteIndices(goal.lhs, at) !== lhs) return undefined;
  const inRange = ranges.every(({ index: name, from, to }) => {
    // An index that the sides do not mention only says that its range is not empty: any value in it will do.
    const value = at.get(name) ?? indexVariable(name);
    return facts.within(value, { from: substituteIndex(from, at), to: substituteIndex(to, at) });
  });
  if (!inRange) return undefined;
  return new Map([...at].filter(([name, value]) => name !== value.key));
}
