/** Where what a theorem about families says has a meaning, if its proof does not ask for it: √y by x, for y. */
import { type Condition, freeIndices, indexVariable, nodes, substituteIndices } from '../expr/index.ts';
import { conditionsOf, IndexFacts, type Network } from '../network/index.ts';
import { type Assumption, Canonical, knownOf, Prover, type Theorem } from '../proof/index.ts';

/** The signs that the right-hand side needs, those aside that follow from what is known anyway. */
export function statedDomain(
  { goal, given }: Theorem,
  network: Network,
  assumed: readonly Assumption[],
): readonly Condition[] {
  if (network.families === undefined) return [];
  const free = freeIndices(goal.rhs);
  const facts = new IndexFacts(
    given.filter((each) => each.kind === 'range'),
    new Set(network.sizes),
  );
  const instances = assumed.flatMap((each) => instancesOf(each, [...free], facts));
  const known = [...given, ...assumed.map(({ condition }) => condition), ...instances];
  const prover = new Prover(known, knownOf(network, facts), new Canonical());
  return nodes(goal.rhs)
    .flatMap(conditionsOf)
    .filter(
      (each) =>
        each.kind === 'positive' &&
        [...freeIndices(each.term)].every((name) => free.has(name)) &&
        !prover.proves(each),
    );
}

/** What holds for every k, at the indices of the theorem. */
function instancesOf(
  { condition, ranges }: Assumption,
  names: readonly string[],
  facts: IndexFacts,
): readonly Condition[] {
  if (condition.kind !== 'positive' && condition.kind !== 'nonzero') return [];
  const [range, ...others] = ranges;
  if (range === undefined) return [condition];
  return names
    .filter((name) => facts.within(indexVariable(name), range))
    .flatMap((name) => {
      const term = substituteIndices(condition.term, new Map([[range.index, indexVariable(name)]]));
      return instancesOf({ condition: { ...condition, term }, ranges: others }, names, facts);
    });
}
