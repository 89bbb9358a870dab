/**
 * Derives gradients as a good teacher would. One `Deriver` lives as long as one document: what it has found once it cites
 * from then on, and every theorem it adds has been accepted by the kernel.
 *
 * For ∂E/∂w: the graph says which quantities w moves directly (`chain.ts`); derivatives used more than once get a theorem
 * and a name δ; each local slope is a theorem of its own (`slope.ts`); they are substituted into the chain and tidied
 * (`tidy.ts`). Equations stay of bounded size, so the whole is linear in the network.
 */
import { type Expr, fold, partial, product, type Quantity, quantitiesIn, replace } from '../expr/index.ts';
import { writeFormula } from '../formula/index.ts';
import type { Network } from '../network/index.ts';
import type { Citation, Derivation, Theorem, TheoremId } from '../proof/index.ts';
import { type Chain, expandChain, Planner, valueTerm } from './chain.ts';
import type { Form } from './expanded.ts';
import { Ledger, UnsoundError } from './ledger.ts';
import { errorTermName } from './names.ts';
import { reach } from './reach.ts';
import { reading } from './reading.ts';
import { Rewriting } from './rewriting.ts';
import { findRenaming } from './sameWay.ts';
import { simplest } from './simplest.ts';
import { slopeProof } from './slope.ts';
import { tidy, withoutOnes } from './tidy.ts';

/** A closed form longer than this many characters is given in named error terms. */
const LONGEST_FORM = 2000;
/** What reads no longer than −y/a or a − y is written out each time, not named. */
const SHORT = 4.5;

/** What one request has found. */
export interface Worked {
  readonly of: Quantity;
  readonly wrt: Quantity;
  /** ∂of/∂wrt, as a reader follows it. */
  readonly theorem: TheoremId;
  /** ∂of/∂wrt in the network's own quantities, or in named error terms where that would be too long. */
  readonly closed: TheoremId;
  /** The error term whose derivation this one contains, so that it need not be printed on its own. */
  readonly names?: TheoremId;
  /** The theorems that this request added, in order. */
  readonly added: readonly TheoremId[];
  /** Whether the proof is an earlier one, renamed. */
  readonly sameWay: boolean;
}

export class Deriver {
  readonly network: Network;
  readonly #ledger: Ledger;
  readonly #planners = new Map<Quantity, Planner>();
  readonly #names = new Set<string>();
  /** How long each name's meaning is, names in it replaced, at least. */
  readonly #lengths = new Map<Quantity, number>();
  readonly #worked = new Map<Expr, Worked>();

  constructor(network: Network) {
    this.network = network;
    this.#ledger = new Ledger(network);
  }

  /** Everything found so far; grows with each request. */
  get derivation(): Derivation {
    return this.#ledger.derivation;
  }

  /** The theorem of a number. */
  theorem(id: TheoremId): Theorem {
    return this.#ledger.theorem(id);
  }

  /**
   * Finds ∂of/∂wrt, in the same way as an earlier one if that is asked and possible: of several the first that serves.
   *
   * Throws: UnsoundError, which is a bug.
   */
  derive(of: Quantity, wrt: Quantity, like?: Worked | readonly Worked[]): Worked {
    const lhs = partial(of, wrt);
    const known = this.#worked.get(lhs);
    if (known !== undefined) return { ...known, added: [] };
    const first = this.#ledger.size;
    const { theorem, names } = this.#root(of, wrt, like === undefined ? [] : [like].flat());
    const closed = this.#closed(theorem);
    const added = Array.from({ length: this.#ledger.size - first }, (_, i) => first + i);
    const sameWay = this.theorem(theorem).proof.by === 'renaming';
    const worked: Worked = {
      of,
      wrt,
      theorem,
      closed,
      added,
      sameWay,
      ...(names !== undefined && { names }),
    };
    this.#worked.set(lhs, worked);
    return worked;
  }

  #root(of: Quantity, wrt: Quantity, like: readonly Worked[]): { theorem: TheoremId; names?: TheoremId } {
    const planner = this.#planner(of);
    if (of === wrt || !planner.relevant.has(wrt)) return { theorem: this.#slope(of, wrt, [], { like }) };
    const first = this.#ledger.size;
    const known = (q: Quantity): boolean =>
      planner.shared(q) && this.#ledger.about(partial(of, q)) !== undefined;
    for (const each of planner.sharedBelow(wrt, known)) this.#errorTerm(planner, of, each);
    if (planner.local(wrt)) return { theorem: this.#slope(of, wrt, [], { like }) };
    if (planner.shared(wrt)) return { theorem: this.#errorTerm(planner, of, wrt, like) };
    const [only, ...rest] = planner.successors(wrt);
    const next = only !== undefined && rest.length === 0 && planner.shared(only) ? only : undefined;
    const inner = next && this.#ledger.about(partial(of, next));
    // What rests on a declared equality is reached in steps of its own, and cited.
    const assumes = inner !== undefined && this.theorem(inner).given.some((each) => each.kind === 'equal');
    const isFresh = inner !== undefined && inner >= first;
    const work = (contains: boolean): { found: Theorem; names?: TheoremId } => {
      const names = contains && !assumes && next && !planner.local(next) ? inner : undefined;
      const chain = planner.chain(wrt, (q) => planner.shared(q) && !(names !== undefined && q === next));
      return { found: this.#gradient(chain, names), ...(names !== undefined && { names }) };
    };
    for (const contains of [true, false]) {
      const alike = like.filter((each) => (each.names !== undefined) === contains);
      if (alike.length === 0) continue;
      const { found, ...rest } = work(contains);
      const renamed = this.#renamed(found, alike);
      if (renamed.length > 0) return { theorem: this.#ledger.add(...renamed, found), ...rest };
    }
    const { found, ...named } = work(isFresh);
    return { theorem: this.#ledger.add(found), ...named };
  }

  #planner(of: Quantity): Planner {
    const planner = this.#planners.get(of) ?? new Planner(this.network, of);
    this.#planners.set(of, planner);
    return planner;
  }

  /** ∂of/∂by for something in the middle of the network. */
  #errorTerm(planner: Planner, of: Quantity, by: Quantity, like: readonly Worked[] = []): TheoremId {
    const known = this.#ledger.about(partial(of, by));
    if (known !== undefined) return known;
    if (planner.local(by)) return this.#slope(of, by, [], { shared: true, like });
    const chain = planner.chain(by, (q) => planner.shared(q));
    const proof = this.#worksOut(chain, (raw) => simplest(raw, this.network.given));
    return this.#add(this.#withName(theoremOf(partial(of, by), proof), of, by), like);
  }

  /** ∂of/∂wrt for a parameter or input: in named error terms, then without them if that is short enough. */
  #gradient(chain: Chain, names: TheoremId | undefined): Theorem {
    const inner = names === undefined ? undefined : this.theorem(names).goal.rhs;
    const proof = this.#worksOut(chain, (raw) => {
      const [branch] = chain.branches;
      if (inner === undefined || branch === undefined) return simplest(raw, this.network.given);
      const { value } = this.#value(partial(branch.through, chain.by, branch.hold));
      return { term: value.kind === 'number' && value.value.equals(1) ? inner : product(inner, value) };
    });
    this.#unname(proof);
    return theoremOf(partial(chain.of, chain.by), proof, this.#flat(proof.term));
  }

  /** Expands a chain, substitutes its factors, simplifies. */
  #worksOut(chain: Chain, simplify: (raw: Expr) => Form): Rewriting {
    const proof = new Rewriting(partial(chain.of, chain.by), this.#ledger.canonical);
    expandChain(proof, chain);
    const citations = new Map<TheoremId, Citation>();
    const factor = (leaf: Expr): Expr => {
      const { value, citation } = this.#value(leaf);
      citations.set(citation.theorem, citation);
      return value;
    };
    const raw = valueTerm(chain, factor, (value) => this.#isParameter(value));
    proof.line(() => {
      proof.cite([...citations.values()], raw);
      proof.algebra(withoutOnes(raw));
    });
    reach(proof, simplify(withoutOnes(raw)));
    return proof;
  }

  #isParameter(value: Expr): boolean {
    return value.kind === 'quantity' && this.network.symbol(value)?.role === 'parameter';
  }

  /** What a factor of a chain is worth, and the theorem that says so. */
  #value(leaf: Expr): { readonly value: Expr; readonly citation: Citation } {
    if (leaf.kind !== 'partial' || leaf.args[0]?.kind !== 'quantity')
      throw new UnsoundError('a factor that is no ∂');
    const id = this.#ledger.about(leaf) ?? this.#slope(leaf.args[0], leaf.by, leaf.hold);
    const { name, goal } = this.theorem(id);
    return name === undefined
      ? { value: goal.rhs, citation: { theorem: id } }
      : { value: name, citation: { theorem: id, to: 'name' } };
  }

  /** The slope of one equation. */
  #slope(
    of: Quantity,
    by: Quantity,
    hold: readonly Quantity[],
    { shared = false, like = [] }: { readonly shared?: boolean; readonly like?: readonly Worked[] } = {},
  ): TheoremId {
    const lhs = partial(of, by, hold);
    const known = this.#ledger.about(lhs);
    if (known !== undefined) return known;
    const { value, steps } = slopeProof(of, by, hold, this.network, this.#ledger.canonical);
    const theorem: Theorem = { goal: { lhs, rhs: value }, given: [], proof: { by: 'steps', steps } };
    return this.#add(shared ? this.#withName(theorem, of, by) : theorem, like);
  }

  /** The same without names on its right, where that is short enough. */
  #closed(id: TheoremId): TheoremId {
    const { goal } = this.theorem(id);
    const proof = new Rewriting(goal.lhs, this.#ledger.canonical);
    proof.cite([{ theorem: id }], goal.rhs);
    this.#unname(proof);
    return proof.steps.length < 2 ? id : this.#ledger.add(theoremOf(goal.lhs, proof));
  }

  /** Replaces names by what they stand for, round after round, where the result stays short. */
  #unname(proof: Rewriting): void {
    if (this.#leastLength(proof.term) > LONGEST_FORM) return;
    const rounds: { readonly cite: readonly Citation[]; readonly after: Expr }[] = [];
    for (let term = proof.term; ; ) {
      const values = new Map<Expr, Expr>();
      const cite: Citation[] = [];
      for (const each of quantitiesIn(term)) {
        const theorem = this.#ledger.named(each);
        if (theorem === undefined) continue;
        values.set(each, this.theorem(theorem).goal.rhs);
        cite.push({ theorem, from: 'name', to: 'rhs' });
      }
      if (cite.length === 0) break;
      term = replace(term, (node) => values.get(node));
      if (writeFormula(term, { limit: LONGEST_FORM }) === undefined) return;
      rounds.push({ cite, after: term });
    }
    if (rounds.length === 0) return;
    proof.line(() => {
      for (const { cite, after } of rounds) proof.cite(cite, after);
      proof.algebra(tidy(proof.term));
    });
  }

  /** Characters that a term takes at least once its names are replaced; signs and numbers not counted. */
  #leastLength(term: Expr): number {
    return fold<number>(term, (node, args) => {
      if (node.kind === 'quantity') return this.#lengths.get(node) ?? node.name.length;
      const parts = args.filter((length) => length > 0);
      return Math.min(
        1e6,
        parts.reduce((total, length) => total + length, Math.max(0, parts.length - 1)),
      );
    });
  }

  /** Names a theorem, unless what it says is short enough to be written out each time. */
  #withName(theorem: Theorem, of: Quantity, by: Quantity): Theorem {
    const { rhs } = theorem.goal;
    const plain = [...quantitiesIn(rhs)].every((each) => this.#ledger.named(each) === undefined);
    if (plain && reading(rhs) <= SHORT) return theorem;
    const name = errorTermName(of, by, this.network, this.#names);
    this.#names.add(name.name);
    this.#lengths.set(name, this.#leastLength(rhs));
    return { ...theorem, name };
  }

  /** Without the nesting that shows a reader where an error term stands. */
  #flat(term: Expr): Expr {
    const flat = tidy(term);
    return this.#ledger.canonical.same(flat, term) ? flat : term;
  }

  /** Adds a theorem, by renaming an earlier proof where that is asked and possible. */
  #add(theorem: Theorem, like: readonly Worked[]): TheoremId {
    return this.#ledger.add(...this.#renamed(theorem, like), theorem);
  }

  /** The theorem with the first proof that serves once its symbols are renamed; none if none does. */
  #renamed(theorem: Theorem, like: readonly Worked[]): readonly Theorem[] {
    for (const { theorem: of } of like) {
      const original = this.theorem(of);
      if (original.proof.by !== 'steps' || theorem.proof.by !== 'steps') continue;
      const map = findRenaming(
        [original.goal.lhs, theorem.goal.lhs],
        [original.proof.steps, theorem.proof.steps],
      );
      if (map !== undefined) return [{ ...theorem, proof: { by: 'renaming', of, map } }];
    }
    return [];
  }
}

const theoremOf = (lhs: Expr, proof: Rewriting, rhs: Expr = proof.term): Theorem => ({
  goal: { lhs, rhs },
  given: [],
  proof: { by: 'steps', steps: proof.steps },
});
