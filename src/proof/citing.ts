/** Citations: one side of a theorem replaced by another, all at once and wherever it stands outside a ∂. */
import {
  type Condition,
  type Expr,
  type Index,
  indexVariable,
  replace,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import { Refusal } from './context.ts';
import { type Citation, HYPOTHESIS, type Theorem } from './derivation.ts';
import { instance, side } from './instances.ts';
import { type Assumed, enter } from './place.ts';

/** A theorem at other indices, and what the side that stands there becomes. */
export interface Cited {
  readonly theorem: Theorem;
  readonly at: ReadonlyMap<string, Index>;
  readonly to: Expr;
}

/** What each citation replaces; `accepted` answers earlier theorems. Throws: Refusal. */
export function citedBy(
  citations: readonly Citation[],
  assumed: Assumed,
  accepted: (id: number) => Theorem,
): ReadonlyMap<Expr, Cited> {
  const found = new Map<Expr, Cited>();
  for (const citation of citations) {
    const theorem =
      citation.theorem === HYPOTHESIS ? hypothesisOf(citation, assumed) : accepted(citation.theorem);
    const at = citation.at ?? new Map<string, Index>();
    for (const name of at.keys()) {
      if (!theorem.given.some((each) => each.kind === 'range' && each.index === name))
        throw new Refusal(`the cited theorem does not range over ${name}`);
    }
    const from = substituteIndices(side(theorem, citation.from ?? 'lhs'), at);
    if (found.has(from)) throw new Refusal('two citations replace the same term');
    found.set(from, { theorem, at, to: substituteIndices(side(theorem, citation.to ?? 'rhs'), at) });
  }
  return found;
}

/** Within the step of an induction, its goal: one further and nowhere else. */
function hypothesisOf({ at }: Citation, { hypothesis }: Assumed): Theorem {
  if (hypothesis === undefined) throw new Refusal('the hypothesis is cited outside an induction');
  for (const name of hypothesis.bounds) {
    const value = at?.get(name);
    if (value !== undefined && value.key !== name)
      throw new Refusal(`the range of ${hypothesis.over} moves with ${name}`);
  }
  if (at?.get(hypothesis.over)?.key !== hypothesis.at.key)
    throw new Refusal(`the hypothesis holds at ${hypothesis.at.key} only`);
  return hypothesis.theorem;
}

/** The term with everything cited replaced. Throws: Refusal if something cited does not stand in it. */
export function replaceCited(before: Expr, cited: ReadonlyMap<Expr, Cited>): Expr {
  const met = new Set<Expr>();
  const result = replace(before, (node) => {
    const found = cited.get(node);
    if (found !== undefined) met.add(node);
    return found?.to ?? (node.kind === 'partial' ? node : undefined);
  });
  if (met.size !== cited.size) throw new Refusal('a citation finds nothing to replace');
  return result;
}

/** Every place where something cited is replaced, with what is known there. Throws: Refusal. */
export function* placesOf(
  before: Expr,
  cited: ReadonlyMap<Expr, Cited>,
  assumed: Assumed,
): Iterable<readonly [Cited, Assumed]> {
  const open: (readonly [Expr, Assumed])[] = [[before, assumed]];
  for (let next = open.pop(), work = 0; next !== undefined; next = open.pop(), work++) {
    if (work > 1_000_000) throw new Refusal('the term is too large to cite in');
    const [node, around] = next;
    const found = cited.get(node);
    if (found !== undefined) yield [found, around];
    if (found !== undefined || node.kind === 'partial') continue;
    const inner = node.kind === 'indexedSum' ? enter(node, around) : around;
    for (const arg of node.args) open.push([arg, inner]);
  }
}

/** What must hold at a place for what is cited there, its ranges aside, which are found to hold. Throws: Refusal. */
export const neededAt = ({ theorem, at }: Cited, { facts }: Assumed): readonly Condition[] =>
  theorem.given.flatMap((each) => {
    if (each.kind !== 'range') return [instance(each, at)];
    const value = at.get(each.index) ?? indexVariable(each.index);
    const range = { from: substituteIndex(each.from, at), to: substituteIndex(each.to, at) };
    if (facts.within(value, range)) return [];
    throw new Refusal(`${value.key} is not known to lie in ${range.from.key}..${range.to.key}`);
  });
