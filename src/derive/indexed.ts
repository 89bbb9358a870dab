/**
 * Derives gradients of families: one theorem for every width and every layer. The chain rule is cut at the edges out of a
 * member, `chain.edges`; slopes are taken under the sums and contracted (`indexedSlope.ts`); what several families rest on
 * is named δ once for its whole range.
 */
import {
  type Condition,
  type Equation,
  type Expr,
  indexNames,
  indicesIn,
  num,
  partial,
  type Quantity,
} from '../expr/index.ts';
import { IndexFacts, type Network, type Question, type Range, UndecidedError } from '../network/index.ts';
import type { Derivation, Proof, Theorem, TheoremId } from '../proof/index.ts';
import { polish, type Setting } from './brackets.ts';
import { Edges } from './edges.ts';
import { ErrorTerms } from './errorTerms.ts';
import { Ledger } from './ledger.ts';
import { Letters } from './letters.ts';
import { assume, isGeneric, opposite, type Part, sideOf } from './parts.ts';
import { rangesOf } from './rangesOf.ts';
import { reach } from './reach.ts';
import { Rewriting } from './rewriting.ts';
import { simplest } from './simplest.ts';
import { Telling } from './telling.ts';

/** A family is looked at in at most so many parts, those that fall into others included. */
const PARTS = 100;

/** One theorem found, and where its free indices run. */
export interface IndexedWorked {
  readonly of: Quantity;
  readonly wrt: Quantity;
  readonly ranges: readonly Range[];
  readonly theorem: TheoremId;
}

export class IndexedDeriver {
  readonly network: Network;
  readonly #ledger: Ledger;
  readonly #errorTerms: ErrorTerms;
  readonly #edges: Edges;
  readonly #letters: Letters;
  readonly #telling: Telling<IndexedWorked>;
  readonly #derived = new Map<Expr, readonly IndexedWorked[]>();

  /** Throws: RangeError if the network has no families. */
  constructor(network: Network) {
    if (network.families === undefined) throw new RangeError('the network has no families');
    this.network = network;
    this.#ledger = new Ledger(network);
    this.#letters = new Letters(network);
    const { theorems } = this.derivation;
    this.#telling = new Telling({
      network,
      theorem: (id) => this.theorem(id),
      named: (name) => {
        const lhs = theorems.find((each) => each.name?.name === name)?.goal.lhs;
        return lhs?.kind === 'partial' ? lhs : undefined;
      },
      derive: (of, wrt) => this.derive(of, wrt),
    });
    this.#edges = new Edges(this.#ledger, (goal, family) => this.#errorTerms.named(goal, family));
    this.#errorTerms = new ErrorTerms(this.#ledger, {
      enters: (family) => this.#edges.enters(family),
      found: (of, wrt) => this.#found(of, { wrt, ranges: [], witnesses: [] }),
    });
  }

  get derivation(): Derivation {
    return this.#ledger.derivation;
  }

  theorem(id: TheoremId): Theorem {
    return this.#ledger.theorem(id);
  }

  /**
   * Finds ∂of/∂wrt for every index: one theorem, or, where the ends of a range differ from its inside, one for each part,
   * the end first. Throws: UndecidedError where the indices do not decide what depends on what, or `of` is a member of a
   * family that leads to itself; RangeError for a member with another number of indices than its family.
   */
  derive(of: Quantity, wrt: Quantity): readonly IndexedWorked[] {
    if (this.network.families?.leads(of.name, of.name) === true)
      throw new UndecidedError(`members of ${of.name} lead to other members`);
    const known = this.#derived.get(partial(of, wrt));
    if (known !== undefined) return known;
    const found = this.#find(of, wrt);
    this.#derived.set(partial(of, wrt), found);
    return found;
  }

  #find(of: Quantity, wrt: Quantity): readonly IndexedWorked[] {
    this.#errorTerms.nameAbove(of, wrt.name);
    return this.#parts(of, { wrt, ranges: rangesOf(wrt, this.network), witnesses: [] }, { left: PARTS });
  }

  /** One theorem over a part, or those of the parts that it falls into. Throws: UndecidedError. */
  #parts(of: Quantity, part: Part, budget: { left: number }): readonly IndexedWorked[] {
    try {
      return present([this.#gradient(of, part)]);
    } catch (error) {
      if (!(error instanceof UndecidedError) || error.question === undefined) throw error;
      const { question, equation } = error;
      if (budget.left <= 0)
        throw new UndecidedError(`${part.wrt.name} falls into more than ${PARTS} parts`, {
          ...(equation && { equation }),
        });
      budget.left -= 1;
      const outside = [...indexNames(question.left), ...indexNames(question.right)].some(
        (name) =>
          !this.network.sizes.includes(name) &&
          [...part.ranges, ...part.witnesses].every((range) => range.index !== name),
      );
      if (!outside) {
        const parts = this.#cut(part, question);
        return parts.flatMap((each) => this.#parts(of, each, budget));
      }
      // The index of a sum has no parts; what stands under the sum gets a name, and parts of its own.
      const { name } = question.about;
      if (this.#errorTerms.named(of.name, name) !== undefined) throw error;
      this.#errorTerms.name(of, name);
      return this.#parts(of, part, budget);
    }
  }

  /** A part where a question has its one answer, and where the other: in the order in which a reader computes. */
  #cut(part: Part, question: Question): readonly Part[] {
    const scope = { sizes: new Set(this.network.sizes), taken: indicesOf(this.network) };
    const side = sideOf(part, question);
    const [yes, no] = [question, opposite(question)].map((each) => assume(part, each, scope));
    if (yes === undefined || no === undefined) return [];
    if (side === undefined) {
      const isLarge = isGeneric(question);
      return isLarge === undefined ? [...yes, ...no] : isLarge ? yes : no;
    }
    const [below, above] = side.isAbove ? [no, yes] : [yes, no];
    return this.#isBackward(part.wrt, side.index) ? [...above.toReversed(), ...below] : [...below, ...above];
  }

  /** Whether members at greater values of an index come first: those that others lead to. */
  #isBackward(wrt: Quantity, name: string): boolean {
    const position = wrt.indices.findIndex(({ key }) => key === name);
    return this.network.families?.direction(wrt.name, position) === 1;
  }

  /**
   * Theorems about the named derivatives that some mention, and that these mention in turn: what a reader needs to compute
   * them, each after those it rests on. Empty where they are among those given, or open, as the slope of an opaque cost.
   */
  underlying(found: readonly IndexedWorked[]): readonly IndexedWorked[] {
    const known = new Set(found.map(({ theorem }) => theorem));
    return this.inOrder(found).filter(({ theorem }) => !known.has(theorem));
  }

  /** Some theorems and those they rest on, in the order in which a reader computes: the last layer first. */
  inOrder(found: readonly IndexedWorked[]): readonly IndexedWorked[] {
    return this.#telling.inOrder(found);
  }

  /** Named derivatives that theorems put in order rest on and of which nothing was found, each with the reason. */
  get untold(): ReadonlyMap<Expr, string> {
    return this.#telling.untold;
  }

  /** Adds a theorem for every index of a family, with a proof from outside. Throws: UnsoundError if the kernel refuses it. */
  prove(goal: Equation, family: Quantity, proof: Proof): TheoremId {
    const given = rangesOf(family, this.network).map((range): Condition => ({ kind: 'range', ...range }));
    return this.#ledger.add({ goal, given, proof });
  }

  /** Adds a theorem found elsewhere. Throws: UnsoundError if the kernel refuses it. */
  add(theorem: Theorem): TheoremId {
    return this.#ledger.add(theorem);
  }

  #setting({ ranges, witnesses }: Part): Setting {
    const facts = new IndexFacts([...ranges, ...witnesses], new Set(this.network.sizes));
    const names = new Set(witnesses.map((each) => each.index));
    const { canonical } = this.#ledger;
    return { network: this.network, facts, canonical, letters: this.#letters, witnesses: names };
  }

  /** Proves one gradient over given ranges; undefined where there is nothing to find, as for the slope of an opaque cost. */
  #gradient(of: Quantity, part: Part): IndexedWorked | undefined {
    const { wrt } = part;
    const ranges = [...part.ranges, ...part.witnesses];
    const known = this.#ledger.about(partial(of, wrt));
    const plain = known !== undefined && this.theorem(known).name === undefined;
    if (plain && sameRanges(this.theorem(known), ranges)) return { of, wrt, ranges, theorem: known };
    const found = this.#found(of, part);
    return found && { of, wrt, ranges, theorem: this.#ledger.add(found) };
  }

  /** What the network declares; beside a free index i its sums do not run over another i. */
  #declared({ letters, facts }: Setting): readonly Condition[] {
    const taken = new Set(facts.names);
    return this.network.given.map((each) =>
      each.kind === 'equal'
        ? { ...each, equation: { ...each.equation, lhs: letters.apart(each.equation.lhs, taken) } }
        : each,
    );
  }

  /** The theorem of one gradient; undefined where there is none. */
  #found(of: Quantity, part: Part): Theorem | undefined {
    const setting = this.#setting(part);
    const { wrt } = part;
    const lhs = partial(of, wrt);
    const proof = new Rewriting(lhs, this.#ledger.canonical);
    if (of === wrt) proof.use('diff.self', [], num(1));
    else proof.line(() => this.#edges.expand(proof, [], setting, true));
    this.#edges.substitute(proof, setting);
    if (proof.steps.length === 0) return undefined;
    polish(proof, setting);
    reach(proof, simplest(proof.term, this.#declared(setting)));
    const given = [...part.ranges, ...part.witnesses].map(
      (range): Condition => ({ kind: 'range', ...range }),
    );
    return { goal: { lhs, rhs: proof.term }, given, proof: { by: 'steps', steps: proof.steps } };
  }
}

/** Every name of an index or a size that a network uses. */
const indicesOf = ({ symbols, equations, sizes }: Network): ReadonlySet<string> =>
  new Set([
    ...sizes,
    ...symbols.flatMap(({ ranges = [] }) => ranges.map((range) => range.index)),
    ...equations.flatMap(({ rhs, ranges = [] }) => [
      ...ranges.map((range) => range.index),
      ...indicesIn(rhs),
    ]),
  ]);

const present = (found: readonly (IndexedWorked | undefined)[]): readonly IndexedWorked[] =>
  found.filter((each) => each !== undefined);

/** Whether a theorem ranges over just these. */
function sameRanges({ given }: Theorem, ranges: readonly Range[]): boolean {
  const own = given.flatMap((each) =>
    each.kind === 'range' ? [`${each.index} ${each.from.key} ${each.to.key}`] : [],
  );
  const wanted = ranges.map((each) => `${each.index} ${each.from.key} ${each.to.key}`);
  return own.length === wanted.length && wanted.every((each) => own.includes(each));
}
