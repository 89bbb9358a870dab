/** Induction over an index, downwards from the end of its range: what is to be shown there, and what at every other. */
import {
  type Expr,
  indexVariable,
  type Relation,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import type { Range } from '../network/index.ts';
import { Refusal } from './context.ts';
import type { Proof, Step, Theorem } from './derivation.ts';
import { indicesUsed, shifted } from './instances.ts';
import type { Hypothesis } from './place.ts';

/** Steps from one term to another. */
export interface Passage {
  readonly start: Expr;
  readonly steps: readonly Step[];
  readonly end: Expr;
}

interface Part extends Passage {
  readonly ranges: readonly Range[];
}

/** P(to), and P(l + 1) → P(l) for from ≤ l < to, hence P(l) for all l. Throws: Refusal. */
export function inductionOf(
  theorem: Theorem,
  { over, base, step }: Proof & { readonly by: 'induction' },
  ranges: readonly Range[],
): {
  readonly base: Part & { readonly holds: Relation };
  readonly step: Part & { readonly hypothesis: Hypothesis };
} {
  const { goal, given } = theorem;
  const own = ranges.find((range) => range.index === over);
  if (own === undefined) throw new Refusal(`the theorem does not range over ${over}`);
  if (given.some((each) => each.kind !== 'range')) throw new Refusal('an induction assumes ranges only');
  const last = new Map([[over, own.to]]);
  const rest = ranges.flatMap((range) =>
    range === own
      ? []
      : [{ ...range, from: substituteIndex(range.from, last), to: substituteIndex(range.to, last) }],
  );
  const lower = ranges.map((range) => (range === own ? { ...range, to: shifted(range.to, -1) } : range));
  return {
    base: {
      start: substituteIndices(goal.lhs, last),
      steps: base,
      end: substituteIndices(goal.rhs, last),
      ranges: rest,
      // Over an empty range there is nothing to show.
      holds: { kind: 'atMost', left: own.from, right: own.to },
    },
    step: {
      start: goal.lhs,
      steps: step,
      end: goal.rhs,
      ranges: lower,
      hypothesis: { theorem, over, at: shifted(indexVariable(over), 1), bounds: indicesUsed(own) },
    },
  };
}
