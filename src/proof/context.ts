/** What a rule may look at: the network, where in the term it stands, and the questions it may ask. */
import {
  type Condition,
  type Expr,
  type Partial,
  type Quantity,
  quantitiesIn,
  quantity,
} from '../expr/index.ts';
import { EVERY, type IndexFacts, mentionsApart, type Network } from '../network/index.ts';
import type { Canonical } from './ac.ts';

/** Thrown by a rule that does not apply; the message says why. */
export class Refusal extends Error {
  /** The condition that is neither given nor proved, if that is the reason. */
  readonly missing: Condition | undefined;

  constructor(message: string, missing?: Condition) {
    super(message);
    this.missing = missing;
  }
}

/** What ∂·/∂B|_* holds: every quantity but B and the one differentiated, which then moves by its own equation alone. */
export const ALL: Quantity = quantity(EVERY);

export class Context {
  readonly network: Network;
  readonly canonical: Canonical;
  /** What is known of the indices at this place. */
  readonly facts: IndexFacts;
  /** The ∂s around the place, outermost first. */
  readonly #enclosing: readonly Partial[];

  constructor(network: Network, canonical: Canonical, facts: IndexFacts, enclosing: readonly Partial[]) {
    this.network = network;
    this.canonical = canonical;
    this.facts = facts;
    this.#enclosing = enclosing;
  }

  /** Whether the place lies below a ∂. */
  get underPartial(): boolean {
    return this.#enclosing.length > 0;
  }

  /** Whether an enclosing ∂ may have deleted a quantity's equation. */
  freed(q: Quantity): boolean {
    return this.#enclosing.some(({ args, by, hold }) => {
      if (hold.includes(ALL) && q !== args[0]) return true;
      return [by, ...hold].some((each) => each !== ALL && this.mayBe(each, q));
    });
  }

  /** The equation of a quantity, if it has one. Throws: UndecidedError where its indices do not decide which. */
  equation(q: Quantity): Expr | undefined {
    return this.network.families?.equationOf(q, this.facts) ?? this.network.definition(q);
  }

  /** Whether two members may be the same. */
  mayBe(a: Quantity, b: Quantity, facts: IndexFacts = this.facts): boolean {
    if (a === b) return true;
    if (a.name !== b.name) return false;
    return a.indices.every((each, i) => {
      const other = b.indices[i];
      if (other === undefined || each.key === EVERY || other.key === EVERY) return true;
      return !facts.different(each, other);
    });
  }

  /** Whether a term changes with the variable of a ∂ whose held quantities stay fixed. */
  depends(term: Expr, { by, hold }: Partial): boolean {
    if (term.kind === 'number') return false;
    const { families, graph } = this.network;
    if (families !== undefined) {
      return mentionsApart(term).some((mention) => {
        const inner = this.facts.with(mention.binders);
        if (this.mayBe(by, mention.quantity, inner)) return true;
        return !hold.includes(ALL) && !families.apart(by, mention.quantity, inner);
      });
    }
    if (hold.includes(ALL)) return quantitiesIn(term).has(by);
    const held = new Set(hold);
    for (const each of quantitiesIn(term)) {
      if (each === by || graph.leads(by, each, held)) return true;
    }
    return false;
  }
}
