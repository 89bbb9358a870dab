/** The theorems found so far: each accepted by the kernel, with just the conditions it needs, and findable by what it is about. */
import type { Condition, Expr, Quantity } from '../expr/index.ts';
import { domain, factorsNotZero, type Network } from '../network/index.ts';
import {
  Canonical,
  type Derivation,
  Kernel,
  Prover,
  type Step,
  type Theorem,
  type TheoremId,
} from '../proof/index.ts';

/** A bug of ours: the finder made a proof that the kernel refuses. */
export class UnsoundError extends Error {
  override readonly name = 'UnsoundError';
}

export class Ledger {
  readonly network: Network;
  readonly canonical = new Canonical();
  readonly #theorems: Theorem[] = [];
  readonly #kernel: Kernel;
  readonly #about = new Map<Expr, TheoremId>();
  readonly #named = new Map<Quantity, TheoremId>();
  #domain: ReadonlyMap<Expr, readonly Condition[]> | undefined;

  constructor(network: Network) {
    this.network = network;
    this.#kernel = new Kernel(network);
  }

  get derivation(): Derivation {
    return { network: this.network, theorems: this.#theorems };
  }

  get size(): number {
    return this.#theorems.length;
  }

  theorem(id: TheoremId): Theorem {
    return this.#theorems[id] as Theorem;
  }

  /** The theorem whose left-hand side is a term. */
  about(lhs: Expr): TheoremId | undefined {
    return this.#about.get(lhs);
  }

  /** The theorem that a quantity is the name of. */
  named(name: Quantity): TheoremId | undefined {
    return this.#named.get(name);
  }

  /** Adds the first of some versions of a theorem that the kernel accepts. Throws: UnsoundError if it accepts none. */
  add(...versions: readonly Theorem[]): TheoremId {
    let reason = 'no proof';
    for (const version of versions) {
      const accepted = this.#accept(version);
      if (typeof accepted === 'string') {
        reason = accepted;
        continue;
      }
      const id = this.#theorems.push(accepted) - 1;
      if (!this.#about.has(accepted.goal.lhs)) this.#about.set(accepted.goal.lhs, id);
      if (accepted.name !== undefined) this.#named.set(accepted.name, id);
      return id;
    }
    throw new UnsoundError(`the kernel refuses a proof that was found: ${reason}`);
  }

  /** The theorem with the conditions it needs, or why the kernel refuses it. */
  #accept(theorem: Theorem): Theorem | string {
    const given = new Map<string, Condition>();
    const add = (condition: Condition): boolean => {
      const key = keyOf(condition);
      if (given.has(key)) return false;
      given.set(key, condition);
      return true;
    };
    // For families Dom(N) holds at every member, so that only ranges are stated.
    const stated = this.network.families === undefined ? this.#inherited(theorem) : theorem.given;
    for (const condition of stated) add(condition);
    for (;;) {
      const candidate = { ...theorem, given: [...given.values()] };
      const verdict = this.#kernel.accept(candidate);
      if (verdict.accepted) return candidate;
      const assumed = verdict.missing === undefined ? [] : this.#assumable(verdict.missing);
      if (!assumed.map(add).includes(true)) return `${verdict.reason} (step ${verdict.step.join('.')})`;
    }
  }

  /** The conditions of the theorems a proof cites. */
  #inherited({ proof }: Theorem): readonly Condition[] {
    if (proof.by === 'renaming') {
      const ids = [...proof.map.theorems.values()];
      return ids.flatMap((id) => this.theorem(id).given);
    }
    const found: Condition[] = [];
    const open = [...stepsOf(proof)];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      if ('steps' in step.by) open.push(...step.by.steps);
      if ('cite' in step.by)
        for (const { theorem } of step.by.cite) found.push(...this.theorem(theorem).given);
    }
    return found.reverse();
  }

  /** Conditions of Dom(N), or that the network declares, from which a missing one follows; none if there are none. */
  #assumable(missing: Condition): readonly Condition[] {
    const whole = this.#assumableOne(missing);
    if (whole !== undefined) return [whole];
    const factors = missing.kind === 'nonzero' ? factorsNotZero(missing.term) : [];
    return factors.flatMap((each) => this.#assumableOne(each) ?? []);
  }

  #assumableOne(missing: Condition): Condition | undefined {
    const proves = (given: Condition): boolean =>
      new Prover([given], this.network, this.canonical).proves(missing);
    this.#domain ??= this.#domainByTerm();
    const terms = missing.kind === 'nonzero' || missing.kind === 'positive' ? [missing.term] : [];
    const near = terms.flatMap((term) => this.#domain?.get(this.canonical.of(term)) ?? []);
    return near.find(proves) ?? [...this.#domain.values()].flat().find(proves);
  }

  #domainByTerm(): ReadonlyMap<Expr, readonly Condition[]> {
    const byTerm = new Map<Expr, Condition[]>();
    for (const condition of domain(this.network)) {
      const about = termOf(condition);
      const form = about && this.canonical.of(about);
      if (form === undefined) continue;
      byTerm.set(form, [...(byTerm.get(form) ?? []), condition]);
    }
    return byTerm;
  }
}

/** All the steps that a proof spells out. */
function stepsOf(proof: Theorem['proof']): readonly Step[] {
  if (proof.by === 'steps') return proof.steps;
  return proof.by === 'induction' ? [...proof.base, ...proof.step] : [];
}

const termOf = (condition: Condition): Expr | undefined => {
  switch (condition.kind) {
    case 'nonzero':
    case 'positive':
      return condition.term;
    case 'smooth':
      return condition.at[0];
    case 'equal':
      return condition.equation.lhs;
    case 'range':
      return undefined;
  }
};

const ids = new WeakMap<Expr, number>();
let count = 0;
const idOf = (term: Expr): number => {
  const known = ids.get(term);
  if (known !== undefined) return known;
  ids.set(term, ++count);
  return count;
};

/** Equal for equal conditions, within a process. */
const keyOf = (condition: Condition): string => {
  switch (condition.kind) {
    case 'smooth':
      return `smooth ${condition.function} ${condition.at.map(idOf).join()}`;
    case 'equal':
      return `equal ${idOf(condition.equation.lhs)} ${idOf(condition.equation.rhs)}`;
    case 'range':
      return `range ${condition.index} ${condition.from.key} ${condition.to.key}`;
    default:
      return `${condition.kind} ${idOf(condition.term)}`;
  }
};
