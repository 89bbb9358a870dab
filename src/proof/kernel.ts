/**
 * The kernel: replays a derivation step by step and accepts or refuses each theorem. It is total (whatever is wrong is a
 * refusal), it never searches, and it shares nothing with `derive/`. To trust a derivation means to trust this file with
 * `wellFormed.ts`, `names.ts`, `citing.ts` and `induction.ts`, the rules, `ac.ts`, `algebra.ts`, `conditions.ts`, `assumptions.ts`,
 * `familyDomain.ts`, the network with its graph and families, and the slopes that primitive functions assert.
 */
import { type Condition, type Expr, nonzero, replaceAt } from '../expr/index.ts';
import { IndexFacts, type Network, type Range } from '../network/index.ts';
import { Canonical } from './ac.ts';
import { Assumable, knownOf } from './assumptions.ts';
import { citedBy, neededAt, placesOf, replaceCited } from './citing.ts';
import { Prover } from './conditions.ts';
import { ALL, Context, Refusal } from './context.ts';
import type { Citation, Derivation, Justification, RuleUse, Step, Theorem } from './derivation.ts';
import type { Assumption } from './familyDomain.ts';
import { inductionOf, type Passage } from './induction.ts';
import { rangesOf } from './instances.ts';
import { Names } from './names.ts';
import { type Assumed, walk } from './place.ts';
import { renameProof } from './renaming.ts';
import { ruleNamed } from './rules.ts';
import { WellFormed } from './wellFormed.ts';

/** What the kernel says of one theorem. */
export type Verdict =
  | {
      readonly accepted: true;
      /** For families: what of Dom(N) and of the network's declared conditions the theorem rests on, beside what it is given. */
      readonly assumes: readonly Assumption[];
    }
  /** `step` counts from 0 along the nesting of steps; empty where the theorem itself is at fault. */
  | {
      readonly accepted: false;
      readonly reason: string;
      readonly step: readonly number[];
      /** The condition that is neither given nor proved, if that is the reason. */
      readonly missing?: Condition;
    };

/** Bounds on what the kernel takes on; beyond them it refuses. */
export interface Limits {
  readonly steps: number;
  readonly nesting: number;
  readonly pathLength: number;
}

const defaults: Limits = { steps: 20_000_000, nesting: 8, pathLength: 10_000 };

/** Accepts theorems one after the other, each resting on those accepted before. */
export class Kernel {
  readonly #network: Network;
  readonly #canonical = new Canonical();
  readonly #limits: Limits;
  readonly #theorems: (Theorem | undefined)[] = [];
  /** What each accepted theorem assumes, and the one that is being checked. */
  readonly #assumptions = new Map<Theorem, ReadonlySet<Assumption>>();
  #assuming = new Set<Assumption>();
  readonly #names: Names;
  readonly #wellFormed: WellFormed;
  #assumable: Assumable | undefined;
  #steps = 0;

  constructor(network: Network, limits: Limits = defaults) {
    this.#network = network;
    this.#limits = limits;
    this.#names = new Names(network);
    this.#wellFormed = new WellFormed(network, this.#names);
  }

  /** Checks the next theorem, and numbers it if it is accepted. */
  accept(theorem: Theorem): Verdict {
    const trail: number[] = [];
    this.#assuming = new Set();
    try {
      this.#check(theorem, trail);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown failure';
      const missing = error instanceof Refusal ? error.missing : undefined;
      return { accepted: false, reason, step: trail, ...(missing && { missing }) };
    }
    this.#theorems.push(theorem);
    this.#assumptions.set(theorem, this.#assuming);
    this.#names.add(theorem);
    return { accepted: true, assumes: [...this.#assuming] };
  }

  /** Leaves a number without a theorem, so that later citations still count right. */
  skip(): void {
    this.#theorems.push(undefined);
  }

  get #domain(): Assumable {
    this.#assumable ??= new Assumable(this.#network, this.#canonical);
    return this.#assumable;
  }

  #check(theorem: Theorem, trail: number[]): void {
    const { goal, given, proof } = theorem;
    const ranges = rangesOf(theorem, this.#network.sizes);
    this.#wellFormed.ranges(ranges);
    const assumed = this.#assumed(ranges, given);
    for (const each of [goal.lhs, goal.rhs]) this.#wellFormed.check(each, assumed);
    this.#names.check(theorem, ranges);
    for (const each of given) {
      if (!this.#domain.allows(each, assumed.facts)) {
        throw new Refusal('a given that is neither Dom(N) nor declared by the network');
      }
    }
    if (proof.by === 'name') {
      if (theorem.name === undefined || goal.lhs !== goal.rhs)
        throw new Refusal('a name claims nothing else');
      return;
    }
    if (proof.by === 'induction') {
      const { base, step } = inductionOf(theorem, proof, ranges);
      const last = this.#assumed(base.ranges, []);
      const { hypothesis } = step;
      this.#reaches(base, { ...last, facts: last.facts.where([base.holds]) }, trail);
      this.#reaches(step, { ...this.#assumed(step.ranges, []), hypothesis }, trail);
      return;
    }
    const { steps } = proof.by === 'steps' ? proof : renameProof(proof, (id) => this.#cited(id));
    this.#reaches({ start: goal.lhs, steps, end: goal.rhs }, assumed, trail);
  }

  /** Runs steps from one term, which must end in another. */
  #reaches({ start, steps, end }: Passage, assumed: Assumed, trail: number[]): void {
    const last = this.#replay(start, steps, assumed, trail, 0);
    if (!this.#canonical.same(last, end)) throw new Refusal('the steps end elsewhere than the goal');
  }

  #assumed(ranges: readonly Range[], given: readonly Condition[]): Assumed {
    const sizes = new Set(this.#network.sizes);
    return {
      given: given.filter((each) => each.kind !== 'range'),
      facts: new IndexFacts(ranges, sizes),
      indices: new Set([...ranges.map((range) => range.index), ...sizes]),
    };
  }

  /** Runs steps from a term; the last term. `trail` is left at the step that was refused. */
  #replay(start: Expr, steps: readonly Step[], assumed: Assumed, trail: number[], nesting: number): Expr {
    if (nesting > this.#limits.nesting) throw new Refusal('steps nested too deeply');
    if (steps.length === 0) throw new Refusal('no steps');
    let before = start;
    trail.push(0);
    for (const [position, step] of steps.entries()) {
      trail[trail.length - 1] = position;
      this.#steps += 1;
      if (this.#steps > this.#limits.steps) throw new Refusal('too many steps');
      this.#wellFormed.check(step.after, assumed);
      const result = this.#run(before, step.by, assumed, trail, nesting);
      if (!this.#canonical.same(result, step.after)) {
        throw new Refusal('the step says something else than its reason gives');
      }
      if (this.#canonical.same(before, step.after)) throw new Refusal('the step changes nothing');
      before = step.after;
    }
    trail.pop();
    return before;
  }

  #run(before: Expr, by: Justification, assumed: Assumed, trail: number[], nesting: number): Expr {
    if ('steps' in by) return this.#replay(before, by.steps, assumed, trail, nesting + 1);
    if ('cite' in by) return this.#cite(before, by.cite, assumed);
    return this.#use(before, by.use, assumed);
  }

  #use(before: Expr, use: RuleUse, assumed: Assumed): Expr {
    const rule = ruleNamed(use.rule);
    if (rule === undefined) throw new Refusal(`unknown rule ${use.rule}`);
    if (use.at.length > this.#limits.pathLength) throw new Refusal('the path is too long');
    const { from, enclosing, given, facts, topOf } = walk(before, use.at, assumed, this.#isOpen);
    const context = new Context(this.#network, this.#canonical, facts, enclosing);
    if (context.underPartial && rule.underPartial === 'never') {
      throw new Refusal('the rule may not rewrite below a ∂');
    }
    const { to, needs } = rule.apply(from, use, context);
    if (
      topOf?.hold.includes(ALL) &&
      (to.kind === 'quantity' || (from.kind === 'quantity' && use.rule !== 'definition.unfold'))
    ) {
      throw new Refusal('below ∂|_* a quantity moves by its own equation, and a term does not');
    }
    this.#prove(needs, given, facts);
    return replaceAt(before, use.at, to);
  }

  #cite(before: Expr, citations: readonly Citation[], assumed: Assumed): Expr {
    const cited = citedBy(citations, assumed, (id) => this.#cited(id));
    // Without families the same holds at every place.
    const places =
      this.#network.families === undefined
        ? [...cited.values()].map((each) => [each, assumed] as const)
        : placesOf(before, cited, assumed);
    for (const [each, around] of places) this.#prove(neededAt(each, around), around.given, around.facts);
    return replaceCited(before, cited);
  }

  /** Whether a guard is known not to be 0, so that "otherwise" means below 0. */
  readonly #isOpen = (guard: Expr, { given, facts }: Assumed): boolean =>
    new Prover(given, knownOf(this.#network, facts), this.#canonical).proves(nonzero(guard));

  #cited(id: number): Theorem {
    const theorem = this.#theorems[id];
    if (theorem === undefined) throw new Refusal(`theorem ${id} is not among those accepted before`);
    for (const each of this.#assumptions.get(theorem) ?? []) this.#assuming.add(each);
    return theorem;
  }

  /** Throws: Refusal. */
  #prove(needs: readonly Condition[], given: readonly Condition[], facts: IndexFacts): void {
    for (const each of this.#domain.prove(needs, given, facts)) this.#assuming.add(each);
  }
}

/** Checks a whole derivation; one verdict a theorem. */
export function check(derivation: Derivation): readonly Verdict[] {
  const kernel = new Kernel(derivation.network);
  return derivation.theorems.map((theorem) => {
    const verdict = kernel.accept(theorem);
    if (!verdict.accepted) kernel.skip();
    return verdict;
  });
}
