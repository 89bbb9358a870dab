/** Reads a theorem as a worked derivation: what its expansion is, which theorems it uses, where it ends. Whoever found it, only the data counts. */
import { type Expr, nodes, type Partial, type Quantity, quantitiesIn, replace } from '../expr/index.ts';
import {
  Canonical,
  type Citation,
  type Derivation,
  type Justification,
  kindOf,
  type RuleUse,
  type Step,
  type Theorem,
  type TheoremId,
} from '../proof/index.ts';
import { renameProof } from '../proof/renaming.ts';

/** One theorem, taken apart for its reader. */
export interface Worked {
  readonly id: TheoremId;
  readonly theorem: Theorem;
  readonly steps: readonly Step[];
  /** What the chain rule gives, if the proof begins with it. */
  readonly expansion: Expr | undefined;
  /** How many steps lead to the expansion. */
  readonly expandedAt: number;
  /** The chain rule's uses that add: over several quantities, or a direct influence. */
  readonly cuts: readonly RuleUse[];
  /** The quantity that the chain rule's first use crosses, where it is one. */
  readonly through: Quantity | undefined;
  /** The ∂ of the expansion in order, each with the theorem that gives it. */
  readonly factors: readonly Factor[];
}

/** A ∂ and the theorem that gives it. */
export interface Factor {
  readonly partial: Partial;
  readonly theorem: TheoremId;
}

function* usesIn(by: Justification): Generator<RuleUse> {
  if ('use' in by) yield by.use;
  else if ('steps' in by) for (const step of by.steps) yield* usesIn(step.by);
}

function* citationsIn(by: Justification): Generator<Citation> {
  if ('cite' in by) yield* by.cite;
  else if ('steps' in by) for (const step of by.steps) yield* citationsIn(step.by);
}

export class Reading {
  readonly derivation: Derivation;
  /** Equality up to order. */
  readonly canonical = new Canonical();
  readonly #worked = new Map<TheoremId, Worked>();
  readonly #closed = new Map<Expr, TheoremId>();
  readonly #names = new Map<Expr, TheoremId>();
  readonly #full = new Map<Quantity, Expr>();
  readonly #memo = new Map<Expr, Expr>();
  #seen = 0;

  constructor(derivation: Derivation) {
    this.derivation = derivation;
  }

  /** A theorem. Throws: RangeError if there is none of this number. */
  theorem(id: TheoremId): Theorem {
    const theorem = this.derivation.theorems[id];
    if (theorem === undefined) throw new RangeError(`the derivation has no theorem ${id}`);
    return theorem;
  }

  /** Its steps, those of a renamed proof spelt out. */
  steps(id: TheoremId): readonly Step[] {
    const { proof } = this.theorem(id);
    if (proof.by === 'induction') return proof.step;
    if (proof.by === 'name') return [];
    return proof.by === 'steps' ? proof.steps : renameProof(proof, (other) => this.theorem(other)).steps;
  }

  worked(id: TheoremId): Worked {
    const known = this.#worked.get(id);
    if (known !== undefined) return known;
    const steps = this.steps(id);
    let expandedAt = 0;
    while (expandedAt < steps.length && kindOf((steps[expandedAt] as Step).by) === 'expand') expandedAt++;
    const expansion = steps[expandedAt - 1]?.after;
    const uses = steps.slice(0, expandedAt).flatMap((step) => [...usesIn(step.by)]);
    const cuts = uses.filter(
      ({ rule, cut = [] }) => cut.length > 1 || (cut.length === 1 && rule !== 'chain.plain'),
    );
    const [through, ...more] = uses[0]?.cut ?? [];
    const cited = new Map<Expr, TheoremId>();
    for (const step of steps.slice(expandedAt)) {
      for (const { theorem } of citationsIn(step.by)) cited.set(this.theorem(theorem).goal.lhs, theorem);
    }
    const factors = (expansion === undefined ? [] : inOrder(expansion)).flatMap((partial) => {
      const theorem = cited.get(partial);
      return theorem === undefined ? [] : [{ partial, theorem }];
    });
    const worked = {
      id,
      theorem: this.theorem(id),
      steps,
      expansion,
      expandedAt,
      cuts,
      through: more.length === 0 ? through : undefined,
      factors,
    };
    this.#worked.set(id, worked);
    return worked;
  }

  /** The named theorems that a proof cites, in the order of the derivation. */
  namesCited(id: TheoremId): readonly TheoremId[] {
    const found = new Set(
      this.steps(id).flatMap((step) => [...citationsIn(step.by)].map(({ theorem }) => theorem)),
    );
    return [...found].filter((each) => this.theorem(each).name !== undefined).sort((a, b) => a - b);
  }

  /** The named theorems whose names are left in a theorem's value. */
  namesLeft(id: TheoremId): readonly TheoremId[] {
    const left = quantitiesIn(this.steps(id).at(-1)?.after ?? this.theorem(id).goal.rhs);
    return this.namesCited(id).filter((each) => left.has(this.theorem(each).name as Quantity));
  }

  /** The named theorem that a term equals, whether its right-hand side still has names in it or not. */
  valuedBy(term: Expr): TheoremId | undefined {
    this.#readOn();
    return this.#closed.get(term);
  }

  /** Remembers another writing of a named theorem's value. */
  alsoEquals(id: TheoremId, term: Expr): void {
    this.#closed.set(term, id);
  }

  /** A named theorem's value, with names inside and without. */
  valuesOf(id: TheoremId): readonly Expr[] {
    const { name, goal } = this.theorem(id);
    const full = name === undefined ? undefined : this.#full.get(name);
    return full === undefined ? [goal.rhs] : [goal.rhs, full];
  }

  /** The theorem that names a ∂. */
  namedBy(lhs: Expr): TheoremId | undefined {
    this.#readOn();
    return this.#names.get(lhs);
  }

  /** The name that a ∂ has, if a theorem gives it one. */
  nameOf(lhs: Expr): Quantity | undefined {
    const id = this.namedBy(lhs);
    return id === undefined ? undefined : this.theorem(id).name;
  }

  /** A later theorem with the same left-hand side: the same derivative in other words. */
  inOtherWords(id: TheoremId): TheoremId | undefined {
    const { lhs } = this.theorem(id).goal;
    const later = this.derivation.theorems.findIndex(({ goal }, other) => other > id && goal.lhs === lhs);
    return later < 0 ? undefined : later;
  }

  /** A derivation may grow while a document is written. */
  #readOn(): void {
    const { theorems } = this.derivation;
    for (; this.#seen < theorems.length; this.#seen++) {
      const { name, goal } = theorems[this.#seen] as Theorem;
      if (name === undefined) continue;
      const closed = replace(
        goal.rhs,
        (node) => (node.kind === 'quantity' ? (this.#full.get(node) ?? node) : undefined),
        this.#memo,
      );
      this.#names.set(goal.lhs, this.#seen);
      this.#full.set(name, closed);
      this.#closed.set(closed, this.#seen);
      this.#closed.set(goal.rhs, this.#seen);
    }
  }
}

/** The ∂ in a term, in the order in which they are read. */
function inOrder(term: Expr): readonly Partial[] {
  const found = nodes(term).filter((node) => node.kind === 'partial');
  return found as readonly Partial[];
}
