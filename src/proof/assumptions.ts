/** What a proof may assume: the theorem's givens, the ranges of its indices, and for families Dom(N) at every member. */
import {
  type Condition,
  type Expr,
  type Index,
  indicesIn,
  nodes,
  type Quantity,
  substituteIndex,
  substituteIndices,
  termsOfCondition,
} from '../expr/index.ts';
import {
  conditionsOf,
  domain,
  factorsNotZero,
  IndexFacts,
  type Network,
  UndecidedError,
} from '../network/index.ts';
import type { Canonical } from './ac.ts';
import { type Known, Prover } from './conditions.ts';
import { Refusal } from './context.ts';
import { type Asked, type Assumption, familyDomain } from './familyDomain.ts';

/** Dom(N) and what the network declares. */
export class Assumable {
  readonly #network: Network;
  readonly #canonical: Canonical;
  readonly #keys: ReadonlySet<string>;
  readonly #patterns: readonly Asked[];
  readonly #ids = new Map<Expr, number>();

  constructor(network: Network, canonical: Canonical) {
    this.#network = network;
    this.#canonical = canonical;
    this.#patterns = network.families === undefined ? [] : familyDomain(network);
    this.#keys = new Set(
      network.families === undefined ? domain(network).map((each) => this.#keyOf(each)) : [],
    );
  }

  /** Whether a theorem may assume a condition. */
  allows(condition: Condition, facts: IndexFacts): boolean {
    if (condition.kind === 'range') return this.#network.families !== undefined;
    return (
      this.#keys.has(this.#keyOf(condition)) ||
      this.#patterns.some((each) => this.#matches(each, condition, facts))
    );
  }

  /** What is assumed so that needs hold, for families. Throws: Refusal if a need is neither given, nor proved, nor, for families, in Dom(N). */
  prove(needs: readonly Condition[], given: readonly Condition[], facts: IndexFacts): readonly Assumption[] {
    if (needs.length === 0) return [];
    const prover = new Prover(given, knownOf(this.#network, facts), this.#canonical);
    return needs.flatMap((need) => {
      if (need.kind === 'range') throw new Refusal('a range is not proved this way');
      if (prover.proves(need)) return [];
      const { conditions, assumptions } = this.#valued(need, facts);
      if (conditions.length > 0) {
        const known = knownOf(this.#network, facts);
        if (new Prover([...given, ...conditions], known, this.#canonical).proves(need)) return assumptions;
      }
      const assumed = this.#patterns.find((pattern) => this.#implies(pattern, need, facts));
      if (assumed !== undefined) return [assumed.assumption];
      const factors = need.kind === 'nonzero' ? factorsNotZero(need.term) : [];
      const [only] = factors.flatMap(termsOfCondition);
      const isProduct = only !== undefined && only !== termsOfCondition(need)[0];
      if (isProduct && this.#patterns.length > 0) return this.prove(factors, given, facts);
      throw new Refusal(`a condition is neither given nor proved: ${need.kind}`, need);
    });
  }

  /** What Dom(N) says of where the functions in a condition, and those by which its quantities are defined, have a value: that 2√u is not 0 rests on u > 0. */
  #valued(
    need: Condition,
    facts: IndexFacts,
  ): { readonly conditions: readonly Condition[]; readonly assumptions: readonly Assumption[] } {
    const { definition } = knownOf(this.#network, facts);
    const asked = termsOfCondition(need)
      .flatMap(nodes)
      .map((node) => (node.kind === 'quantity' ? (definition(node) ?? node) : node));
    const found = asked
      .filter(({ kind }) => kind === 'apply')
      .flatMap(conditionsOf)
      .flatMap((condition) => {
        const pattern = this.#patterns.find((each) => this.#matches(each, condition, facts));
        return pattern === undefined ? [] : [{ condition, pattern }];
      });
    return {
      conditions: found.map(({ condition }) => condition),
      assumptions: [...new Set(found.map(({ pattern }) => pattern.assumption))],
    };
  }

  /** Whether a pattern at some indices is the condition, or a positive one where nonzero is needed. */
  #implies(pattern: Asked, need: Condition, facts: IndexFacts): boolean {
    if (pattern.assumption.condition.kind === 'positive' && need.kind === 'nonzero') {
      return this.#matches(pattern, { kind: 'positive', term: need.term }, facts);
    }
    return this.#matches(pattern, need, facts);
  }

  #matches({ assumption, around }: Asked, actual: Condition, facts: IndexFacts): boolean {
    const { condition } = assumption;
    if (condition.kind !== actual.kind) return false;
    const [wanted, found] = [termsOfCondition(condition), termsOfCondition(actual)];
    if (wanted.length !== found.length) return false;
    if (condition.kind === 'smooth' && actual.kind === 'smooth' && condition.function !== actual.function)
      return false;
    const solved = new Map<string, Index>();
    const names = new Set(around.map((range) => range.index));
    wanted.forEach((term, i) => {
      solve(term, found[i] as Expr, names, solved);
      solveApart(term, found[i] as Expr, names, solved);
    });
    const mentioned = new Set(wanted.flatMap((term) => [...indicesIn(term)]));
    for (const { index: name, from } of around) {
      if (solved.has(name)) continue;
      if (mentioned.has(name)) return false;
      // Of an index around it the condition asks only that there be one.
      solved.set(name, substituteIndex(from, solved));
    }
    const inRange = around.every((range) =>
      facts.within(solved.get(range.index) as Index, {
        from: substituteIndex(range.from, solved),
        to: substituteIndex(range.to, solved),
      }),
    );
    return (
      inRange &&
      wanted.every((term, i) => this.#canonical.same(substituteIndices(term, solved), found[i] as Expr))
    );
  }

  #keyOf(condition: Condition): string {
    const id = (term: Expr): number => {
      const form = this.#canonical.of(term);
      const known = this.#ids.get(form) ?? this.#ids.size;
      this.#ids.set(form, known);
      return known;
    };
    const name = condition.kind === 'smooth' ? condition.function : '';
    return [condition.kind, name, ...termsOfCondition(condition).map(id)].join(' ');
  }
}

/** What a prover may ask of a network where some facts of the indices hold. */
export const knownOf = ({ definition, families, sizes }: Network, facts: IndexFacts): Known => ({
  sizes,
  // Sizes alone: an index that a sum around binds is not the one that the facts speak of.
  isRange: (from, to) => new IndexFacts([], new Set(sizes)).atMost(from, to),
  definition: (quantity) => {
    if (families === undefined) return definition(quantity);
    try {
      return families.equationOf(quantity, facts);
    } catch (error) {
      if (error instanceof UndecidedError) return undefined;
      throw error;
    }
  },
});

/** Reads off which index a pattern's variable stands for, where it stands alone. */
function solve(pattern: Expr, actual: Expr, names: ReadonlySet<string>, solved: Map<string, Index>): void {
  const open: [Expr, Expr][] = [[pattern, actual]];
  const read = ({ key }: Index, value: Index | undefined): void => {
    if (names.has(key) && value !== undefined && !solved.has(key)) solved.set(key, value);
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [x, y] = next;
    if (x.kind !== y.kind || x.args.length !== y.args.length) return;
    if (x.kind === 'quantity')
      for (const [i, each] of x.indices.entries()) read(each, (y as Quantity).indices[i]);
    // Factors may stand in another order; where a sum ends they do not.
    if (x.kind === 'indexedSum' && y.kind === 'indexedSum') {
      read(x.from, y.from);
      read(x.to, y.to);
    }
    x.args.forEach((arg, i) => {
      open.push([arg, y.args[i] as Expr]);
    });
  }
}

/** The same where terms stand in another order: from the only member of a family that fits. */
function solveApart(
  pattern: Expr,
  actual: Expr,
  names: ReadonlySet<string>,
  solved: Map<string, Index>,
): void {
  if (solved.size === names.size) return;
  for (const x of nodes(pattern)) {
    if (x.kind !== 'quantity') continue;
    const fits = (y: Expr): y is Quantity =>
      y.kind === 'quantity' &&
      y.name === x.name &&
      x.indices.every(({ key }, i) => names.has(key) || key === y.indices[i]?.key);
    const [only, ...more] = nodes(actual).filter(fits);
    if (only === undefined || more.length > 0) continue;
    x.indices.forEach(({ key }, i) => {
      const value = only.indices[i];
      if (names.has(key) && value !== undefined && !solved.has(key)) solved.set(key, value);
    });
  }
}
