/** Where in a term a step takes place: what the theorem assumes, and what the sums and branches around the place add to it. */
import {
  type Condition,
  type Expr,
  type Index,
  negate,
  type Partial,
  type Path,
  positive,
} from '../expr/index.ts';
import type { IndexFacts, Range } from '../network/index.ts';
import { Refusal } from './context.ts';
import type { Theorem } from './derivation.ts';

/** What holds throughout a proof. */
export interface Assumed {
  readonly given: readonly Condition[];
  readonly facts: IndexFacts;
  /** The names of the theorem's free indices and of the sizes; no sum inside may use one of them again where a step enters it. */
  readonly indices: ReadonlySet<string>;
  /** In the step of an induction: the goal, and where it may be cited. */
  readonly hypothesis?: Hypothesis;
}

/** A subterm, and what its surroundings say. */
export interface Place extends Assumed {
  readonly from: Expr;
  readonly enclosing: readonly Partial[];
  /** The ∂ that the subterm is all of, if it is. */
  readonly topOf: Partial | undefined;
}

export interface Hypothesis {
  readonly theorem: Theorem;
  readonly over: string;
  readonly at: Index;
  /** The indices that bound the one the induction runs over; a citation leaves them as they are. */
  readonly bounds: ReadonlySet<string>;
}

/** What holds inside a sum over an index. Throws: Refusal if the index means something already. */
export function enter({ index, from, to }: Range, around: Assumed): Assumed {
  if (around.indices.has(index)) throw new Refusal(`the index ${index} is used again inside`);
  const facts = around.facts.with([{ index, from, to }]);
  return { ...around, facts, indices: new Set([...around.indices, index]) };
}

/**
 * The subterm at a path, the ∂s around it, and what the sums and branches around it add to what is assumed; `isOpen` tells
 * whether a guard is known not to be 0. Throws: Refusal if the path leaves the term.
 */
export function walk(
  root: Expr,
  path: Path,
  assumed: Assumed,
  isOpen: (guard: Expr, around: Assumed) => boolean,
): Place {
  const enclosing: Partial[] = [];
  let around = assumed;
  let from = root;
  let parent: Expr | undefined;
  for (const position of path) {
    const next = Number.isSafeInteger(position) ? from.args[position] : undefined;
    if (next === undefined) throw new Refusal('the path leaves the term');
    if (from.kind === 'partial') enclosing.push(from);
    if (from.kind === 'indexedSum') around = enter(from, around);
    if (from.kind === 'cases') around = inBranch(from.args[0] as Expr, position, around, isOpen);
    parent = from;
    from = next;
  }
  return { ...around, from, enclosing, topOf: parent?.kind === 'partial' ? parent : undefined };
}

/** In its first branch a guard is positive; in the other, where it is not 0, negative. */
function inBranch(
  guard: Expr,
  position: number,
  around: Assumed,
  isOpen: (guard: Expr, around: Assumed) => boolean,
): Assumed {
  const known = (condition: Condition): Assumed => ({ ...around, given: [...around.given, condition] });
  if (position === 1) return known(positive(guard));
  return position === 2 && isOpen(guard, around) ? known(positive(negate(guard))) : around;
}
