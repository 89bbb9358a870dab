/**
 * Proofs that a matrix equation holds entry by entry, from its component form: the component theorem is cited at the row
 * and column, and what the matrix form nests otherwise is reached by the rules for sums. Rules run one way; the other way
 * round they are cited from lemmas.
 */
import {
  type Condition,
  type Expr,
  type Index,
  indicesIn,
  type Path,
  substituteIndices,
  sumOf,
} from '../expr/index.ts';
import { IndexFacts, type Range } from '../network/index.ts';
import {
  algebra,
  type Canonical,
  type Citation,
  entriesOf,
  entryRanges,
  LimitError,
  type MatrixTheorem,
  type Side,
  type Theorem,
  type TheoremId,
} from '../proof/index.ts';
import { exchanges, orderAmong, prenex, swapped, termsOf, wholeOf } from './prenex.ts';
import { Rewriting } from './rewriting.ts';
import { flattened, pullOut } from './sumsPulled.ts';

export interface EntryQuestion {
  readonly claim: Omit<MatrixTheorem, 'entries'>;
  readonly component: { readonly id: TheoremId; readonly theorem: Theorem };
  /** A theorem ∂C/∂z = δ that gives its name to the component theorem's left-hand side, and its indices there. */
  readonly naming?: Citation;
  /** What the component theorem's free indices are taken to be; those not named stay as they are. */
  readonly at?: ReadonlyMap<string, Index>;
  readonly sizes: ReadonlySet<string>;
  /** The number that the next theorem will have. */
  readonly next: TheoremId;
  readonly canonical: Canonical;
}

/** Theorems for the kernel, lemmas first, and which of them says it; none where the component theorem itself does. */
export interface EntryProof {
  readonly theorems: readonly Theorem[];
  readonly entries: TheoremId;
}

/** Proposes a proof of a claim's entries; the kernel judges it. Undefined where the component theorem is about something else. */
export function entryProof(question: EntryQuestion): EntryProof | undefined {
  const { claim, component, canonical } = question;
  const goal = entriesOf(claim, question.sizes);
  const at = question.at ?? new Map<string, Index>();
  const cited = component.theorem.goal;
  const isItself =
    [...at].every(([name, value]) => name === value.key) &&
    canonical.same(goal.lhs, cited.lhs) &&
    canonical.same(goal.rhs, cited.rhs);
  if (isItself) return { theorems: [], entries: component.id };
  const { naming } = question;
  const lemmas = new Lemmas(question);
  const proof = new Rewriting(goal.lhs, canonical);
  if (naming !== undefined)
    proof.cite([{ ...naming, from: 'name', to: 'lhs' }], substituteIndices(cited.lhs, at));
  const from = sideOf(proof.term, component.theorem, at);
  if (from === undefined) return undefined;
  const { name } = component.theorem;
  const isNamed = from === 'lhs' && name !== undefined && substituteIndices(name, at) === goal.rhs;
  const to = isNamed ? goal.rhs : flattened(substituteIndices(cited.rhs, at));
  proof.cite(
    [{ theorem: component.id, from, ...(isNamed && { to: 'name' }), ...(at.size > 0 && { at }) }],
    to,
  );
  if (!canonical.same(proof.term, goal.rhs) && !lemmas.reach(proof, goal.rhs)) return undefined;
  const theorem = lemmas.theorem(goal.lhs, goal.rhs, proof);
  return { theorems: [...lemmas.all, theorem], entries: question.next + lemmas.all.length };
}

/** Which side of a theorem a term is. */
function sideOf(term: Expr, { goal, name }: Theorem, at: ReadonlyMap<string, Index>): Side | undefined {
  if (substituteIndices(goal.lhs, at) === term) return 'lhs';
  return name !== undefined && substituteIndices(name, at) === term ? 'name' : undefined;
}

/** What is proved on the way. */
class Lemmas {
  readonly all: Theorem[] = [];
  readonly #question: EntryQuestion;
  readonly #ranges: readonly Range[];
  readonly #facts: IndexFacts;

  constructor(question: EntryQuestion) {
    this.#question = question;
    const around = question.claim.given.filter((each) => each.kind === 'range');
    this.#ranges = [...around, ...entryRanges(question.claim)];
    this.#facts = new IndexFacts(this.#ranges, question.sizes);
  }

  theorem(lhs: Expr, rhs: Expr, proof: Rewriting): Theorem {
    const conditions = this.#question.claim.given.filter((each) => each.kind !== 'range');
    const ranges = this.#ranges.map((range): Condition => ({ ...range, kind: 'range' }));
    return {
      goal: { lhs, rhs },
      given: [...ranges, ...conditions],
      proof: { by: 'steps', steps: proof.steps },
    };
  }

  /** Continues a proof to a term that is equal to where it stands by the rules for sums, then by algebra. */
  reach(proof: Rewriting, goal: Expr): boolean {
    return [false, true].some((distributing) => {
      const count = this.all.length;
      const isReached = this.#reached(proof, goal, distributing);
      if (!isReached) this.all.length = count;
      return isReached;
    });
  }

  #reached(proof: Rewriting, goal: Expr, distributing: boolean): boolean {
    const { canonical } = this.#question;
    const back = this.#pulled(flattened(goal), distributing);
    if (back === undefined || !pullOut(proof, this.#facts, distributing)) return false;
    if (!canonical.same(proof.term, back.term)) this.#exchange(proof, back.term);
    if (!isEqual(proof.term, back.term, canonical)) return false;
    proof.algebra(back.term);
    this.#citeBack(proof, back.theorem, goal);
    return true;
  }

  /** A term with factors pulled out of its sums, and the lemma that says so, if there is anything to say. */
  #pulled(
    start: Expr,
    distributing: boolean,
  ): { readonly term: Expr; readonly theorem?: TheoremId } | undefined {
    const proof = new Rewriting(start, this.#question.canonical);
    if (!pullOut(proof, this.#facts, distributing)) return undefined;
    if (proof.steps.length === 0) return { term: start };
    return { term: proof.term, theorem: this.#add(this.theorem(start, proof.term, proof)) };
  }

  #add(theorem: Theorem): TheoremId {
    this.all.push(theorem);
    return this.#question.next + this.all.length - 1;
  }

  #citeBack(proof: Rewriting, theorem: TheoremId | undefined, goal: Expr): void {
    if (theorem !== undefined) proof.cite([{ theorem, from: 'rhs', to: 'lhs' }], goal);
  }

  /** Where sums are nested in another order: all sums of each term in front, then exchanged, then factors out again. */
  #exchange(proof: Rewriting, goal: Expr): void {
    const taken = new Set([
      ...this.#ranges.map((range) => range.index),
      ...indicesIn(proof.term),
      ...indicesIn(goal),
    ]);
    const [here, there] = [proof.term, goal].map((term) => termsOf(term).map((each) => prenex(each, taken)));
    if (here === undefined || there === undefined || here.length * there.length > 36) return;
    const orders = here.map((each) => orderAmong(each, there, this.#question.canonical));
    const swaps = orders.map((order) => (order === undefined ? undefined : exchanges(order)));
    if (swaps.some((each) => each === undefined)) return;
    const front = sumOf(here.map(wholeOf));
    const pulled = new Rewriting(front, this.#question.canonical);
    if (!pullOut(pulled, this.#facts) || !this.#question.canonical.same(pulled.term, proof.term)) return;
    if (pulled.steps.length === 0) proof.rewrite([], front);
    else this.#citeBack(proof, this.#add(this.theorem(front, proof.term, pulled)), front);
    if (proof.term !== front) return;
    here.forEach((each, i) => {
      const root: Path = here.length > 1 ? [i] : [];
      let { binders } = each;
      for (const depth of swaps[i] ?? []) {
        binders = swapped(binders, depth);
        const inner = wholeOf({ ...each, binders: binders.slice(depth) });
        proof.use('sum.exchange', [...root, ...Array<number>(depth).fill(0)], inner);
      }
    });
    pullOut(proof, this.#facts);
  }
}

/** Whether algebra shows two terms equal, as far as it is tried. */
function isEqual(a: Expr, b: Expr, canonical: Canonical): boolean {
  if (canonical.same(a, b)) return true;
  try {
    return algebra(a, b, canonical) !== undefined;
  } catch (error) {
    if (error instanceof LimitError) return false;
    throw error;
  }
}
