/** Conditions as people state them: without factors whose sign is known, and without what follows from the others. */
import { type Condition, num, productOf } from '../expr/index.ts';
import type { IndexFacts, Network } from '../network/index.ts';
import { Canonical, knownOf, LimitError, Prover } from '../proof/index.ts';

/** Conditions that hold where the given ones do, and the other way round. Example: 2s² ≠ 0, s > 0 → s > 0 */
export function plainConditions(
  given: readonly Condition[],
  network: Network,
  facts: IndexFacts,
): readonly Condition[] {
  const known = knownOf(network, facts);
  const canonical = new Canonical();
  const bare = new Prover([], known, canonical);
  const plain = given.map((each) => withoutKnown(each, bare));
  const positive = new Prover(
    plain.filter(({ kind }) => kind === 'positive'),
    known,
    canonical,
  );
  return plain.filter((each) => each.kind !== 'nonzero' || !proves(positive, each));
}

/** That a product is positive, said of the factors whose sign is in question. Example: q/p > 0, where q > 0 → p > 0 */
function withoutKnown(condition: Condition, prover: Prover): Condition {
  if (condition.kind !== 'positive' || condition.term.kind !== 'product') return condition;
  const factors = condition.term.args.filter((term) => !proves(prover, { kind: 'positive', term }));
  const [only, ...more] = factors;
  if (only === undefined) return condition;
  const [base, exponent] = only.args;
  const isInverse = only.kind === 'power' && exponent === num(-1) && base !== undefined;
  return { kind: 'positive', term: more.length === 0 && isInverse ? base : productOf(factors) };
}

function proves(prover: Prover, condition: Condition): boolean {
  try {
    return prover.proves(condition);
  } catch (error) {
    if (error instanceof LimitError) return false;
    throw error;
  }
}
