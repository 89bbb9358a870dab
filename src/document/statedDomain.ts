/** Where what a theorem about families says has a meaning, if its proof does not ask for it: √y by x, for y. */
import { type Condition, freeIndices, nodes } from '../expr/index.ts';
import { conditionsOf, IndexFacts, type Network } from '../network/index.ts';
import { Canonical, knownOf, Prover, type Theorem } from '../proof/index.ts';

/** The signs that the right-hand side needs, those aside that follow from what is known anyway. */
export function statedDomain(
  { goal, given }: Theorem,
  network: Network,
  assumed: readonly Condition[],
): readonly Condition[] {
  if (network.families === undefined) return [];
  const free = freeIndices(goal.rhs);
  const known = knownOf(
    network,
    new IndexFacts(
      given.filter((each) => each.kind === 'range'),
      new Set(network.sizes),
    ),
  );
  const prover = new Prover([...given, ...assumed], known, new Canonical());
  return nodes(goal.rhs)
    .flatMap(conditionsOf)
    .filter(
      (each) =>
        each.kind === 'positive' &&
        [...freeIndices(each.term)].every((name) => free.has(name)) &&
        !prover.proves(each),
    );
}
