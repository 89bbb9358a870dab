/**
 * What an equation of a family is computed by: the term of `stable.ts` where the written one overflows or cancels. What is known
 * of members that it mentions is read off their equations, where it is certain which of these applies.
 */
import { type Expr, fold, nodes, type Quantity, rebuild } from '../../expr/index.ts';
import { type Definition, EVERY, IndexFacts, type Network, UndecidedError } from '../../network/index.ts';
import { StableForms } from '../stable.ts';
import { apart } from './apart.ts';

/** Equations looked through at most, one behind the other. */
const NESTING = 8;

export class StableTerms {
  readonly #network: Network;
  readonly #telling: ReadonlySet<string>;

  constructor(network: Network) {
    this.#network = network;
    this.#telling = tellingFamilies(network);
  }

  /** The right-hand side of an equation as it is to be computed; the same where it is good as written. Throws: InstanceError. */
  of({ rhs, ranges = [] }: Definition): Expr {
    if (!nodes(rhs).some((node) => isTelling(node) || this.#tells(node))) return rhs;
    const { term, ranges: sums } = apart(rhs);
    const facts = new IndexFacts([...ranges, ...sums], new Set(this.#network.sizes));
    return new Reader((member, known) => this.#equationOf(member, known), facts).read(term);
  }

  #tells(node: Expr): boolean {
    return node.kind === 'quantity' && this.#telling.has(node.name);
  }

  /** The equation that applies to a member, if it tells something; undefined where none is known to. */
  #equationOf(member: Quantity, facts: IndexFacts): Expr | undefined {
    // A whole family is no one number.
    if (!this.#tells(member) || member.indices.some(({ key }) => key === EVERY)) return undefined;
    try {
      return this.#network.families?.equationOf(member, facts);
    } catch (error) {
      if (error instanceof UndecidedError) return undefined;
      throw error;
    }
  }
}

const isTelling = (node: Expr): boolean =>
  node.kind === 'apply' && (node.name === 'exp' || node.name === 'sigmoid');

/** The families with an exponential or a sigmoid in their equations, or an exponential behind these. */
function tellingFamilies({ equations }: Network): ReadonlySet<string> {
  const all = equations.map(({ quantity: { name }, rhs }) => ({ name, parts: nodes(rhs) }));
  const found = new Set<string>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { name, parts } of all) {
      const holds = parts.some(
        (node) =>
          (node.kind === 'apply' && node.name === 'exp') ||
          (node.kind === 'quantity' && found.has(node.name)),
      );
      if (holds) found.add(name);
    }
  }
  for (const { name, parts } of all) if (parts.some(isTelling)) found.add(name);
  return found;
}

class Reader {
  readonly #equationOf: (member: Quantity, facts: IndexFacts) => Expr | undefined;
  readonly #stable = new StableForms((each, range) => this.#facts.within(each, range));
  readonly #better = new Map<Expr, Expr>();
  readonly #met = new Map<Expr, true>();
  #facts: IndexFacts;
  #nesting = 0;
  #brought = 0;

  constructor(equationOf: (member: Quantity, facts: IndexFacts) => Expr | undefined, facts: IndexFacts) {
    this.#equationOf = equationOf;
    this.#facts = facts;
  }

  read(term: Expr): Expr {
    return fold<Expr>(
      term,
      (node, args) => {
        if (node.kind === 'quantity') this.#learn(node);
        const better = this.#stable.meet(node);
        return better === undefined ? rebuild(node, args) : this.read(better);
      },
      this.#better,
    );
  }

  /** Notes what a member is. */
  #learn(member: Quantity): void {
    const rhs = this.#nesting < NESTING ? this.#equationOf(member, this.#facts) : undefined;
    if (rhs === undefined) return;
    const { term, ranges } = apart(rhs, `${++this.#brought}of`);
    this.#facts = this.#facts.with(ranges);
    this.#nesting += 1;
    fold<true>(
      term,
      (node) => {
        if (node.kind === 'quantity') this.#learn(node);
        this.#stable.meet(node);
        return true;
      },
      this.#met,
    );
    this.#nesting -= 1;
    this.#stable.define(member, term);
  }
}
