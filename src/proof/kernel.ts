/**
 * The kernel: replays a derivation step by step and accepts or refuses each theorem. It is total (whatever is wrong is a
 * refusal), it never searches, and it shares nothing with `derive/`. To trust a derivation means to trust this file, the
 * rules, `ac.ts`, `algebra.ts`, `conditions.ts`, the graph, and the slopes that primitive functions assert.
 */
import {
  type Condition,
  type Expr,
  freeIndices,
  type Index,
  indexVariable,
  nonzero,
  replace,
  replaceAt,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import { EVERY, IndexFacts, type Network, type Range } from '../network/index.ts';
import { Canonical } from './ac.ts';
import { Assumable, type Assumption, knownOf } from './assumptions.ts';
import { Prover } from './conditions.ts';
import { ALL, Context, Refusal } from './context.ts';
import {
  type Citation,
  type Derivation,
  HYPOTHESIS,
  type Justification,
  type RuleUse,
  type Step,
  type Theorem,
} from './derivation.ts';
import { indicesUsed, instance, rangesOf, rangesOfName, shifted, side } from './instances.ts';
import { type Assumed, enter, type Hypothesis, walk } from './place.ts';
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
  /** Names of accepted theorems, and where the indices of each run. */
  readonly #names = new Map<string, readonly Range[]>();
  readonly #wellFormed: WellFormed;
  #assumable: Assumable | undefined;
  #steps = 0;

  constructor(network: Network, limits: Limits = defaults) {
    this.#network = network;
    this.#limits = limits;
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
    const { name } = theorem;
    if (name !== undefined) this.#names.set(name.name, rangesOfName(name, theorem.given));
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
    const assumed = this.#assumed(ranges, given);
    for (const each of [goal.lhs, goal.rhs]) this.#wellFormed.check(each, assumed);
    this.#checkName(theorem, ranges);
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
      this.#induction(theorem, proof, ranges, trail);
      return;
    }
    const { steps } = proof.by === 'steps' ? proof : renameProof(proof, (id) => this.#cited(id));
    this.#reaches(goal.lhs, steps, goal.rhs, assumed, trail);
  }

  /** Runs steps from one term, which must end in another. */
  #reaches(start: Expr, steps: readonly Step[], goal: Expr, assumed: Assumed, trail: number[]): void {
    const end = this.#replay(start, steps, assumed, trail, 0);
    if (!this.#canonical.same(end, goal)) throw new Refusal('the steps end elsewhere than the goal');
  }

  /** P(to), and P(l + 1) → P(l) for from ≤ l < to, hence P(l) for all l. */
  #induction(
    theorem: Theorem,
    { over, base, step }: { over: string; base: readonly Step[]; step: readonly Step[] },
    ranges: readonly Range[],
    trail: number[],
  ): void {
    const { goal, given } = theorem;
    const own = ranges.find((range) => range.index === over);
    if (own === undefined) throw new Refusal(`the theorem does not range over ${over}`);
    if (indicesUsed(own).has(over)) throw new Refusal('the range contains its own index');
    const last = new Map([[over, own.to]]);
    const put = (term: Expr): Expr => substituteIndices(term, last);
    const rest = ranges
      .filter((range) => range !== own)
      .map((range) => ({
        ...range,
        from: substituteIndex(range.from, last),
        to: substituteIndex(range.to, last),
      }));
    if (given.some((each) => each.kind !== 'range')) throw new Refusal('an induction assumes ranges only');
    this.#reaches(put(goal.lhs), base, put(goal.rhs), this.#assumed(rest, []), trail);
    const next = indexVariable(over);
    const lower = ranges.map((range) => (range === own ? { ...range, to: shifted(range.to, -1) } : range));
    const hypothesis: Hypothesis = { theorem, over, at: shifted(next, 1), bounds: indicesUsed(own) };
    this.#reaches(goal.lhs, step, goal.rhs, { ...this.#assumed(lower, []), hypothesis }, trail);
  }

  #assumed(ranges: readonly Range[], given: readonly Condition[]): Assumed {
    const sizes = new Set(this.#network.sizes);
    return {
      given: given.filter((each) => each.kind !== 'range'),
      facts: new IndexFacts(ranges, sizes),
      indices: new Set([...ranges.map((range) => range.index), ...sizes]),
    };
  }

  #checkName({ name, goal }: Theorem, ranges: readonly Range[]): void {
    if (name === undefined) return;
    const { graph, sizes, named } = this.#network;
    const taken =
      graph.has(name) ||
      named(name.name) !== undefined ||
      sizes.includes(name.name) ||
      name.name === EVERY ||
      this.#names.has(name.name);
    if (taken) throw new Refusal(`the name ${name.name} is taken`);
    const own = name.indices.map((each) => each.key);
    const wanted = ranges.map((range) => range.index);
    if (new Set(own).size !== own.length || own.some((each) => !wanted.includes(each))) {
      throw new Refusal(`${name.name} takes the indices the theorem ranges over`);
    }
    const free = freeIndices(goal.lhs);
    if (wanted.some((each) => free.has(each) && !own.includes(each))) {
      throw new Refusal(`${name.name} lacks an index of what it names`);
    }
    const moving = ranges
      .filter((range) => own.includes(range.index))
      .flatMap((range) => [...indicesUsed(range)]);
    if (moving.some((each) => !own.includes(each) && !sizes.includes(each))) {
      throw new Refusal(`${name.name} lacks an index on which its range depends`);
    }
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
    const replacement = new Map<
      Expr,
      { readonly to: Expr; readonly citation: Citation; readonly cited: Theorem }
    >();
    for (const citation of citations) {
      const cited = this.#source(citation, assumed);
      const at = citation.at ?? new Map<string, Index>();
      for (const name of at.keys()) {
        if (!cited.given.some((each) => each.kind === 'range' && each.index === name)) {
          throw new Refusal(`the cited theorem does not range over ${name}`);
        }
      }
      const from = substituteIndices(side(cited, citation.from ?? 'lhs'), at);
      if (replacement.has(from)) throw new Refusal('two citations replace the same term');
      replacement.set(from, {
        to: substituteIndices(side(cited, citation.to ?? 'rhs'), at),
        citation,
        cited,
      });
      if (this.#network.families === undefined) this.#prove(cited.given, assumed.given, assumed.facts);
    }
    if (this.#network.families !== undefined) this.#checkInstances(before, replacement, assumed);
    const met = new Set<Expr>();
    const result = replace(before, (node) => {
      const found = replacement.get(node);
      if (found !== undefined) met.add(node);
      return found?.to ?? (node.kind === 'partial' ? node : undefined);
    });
    if (met.size !== replacement.size) throw new Refusal('a citation finds nothing to replace');
    return result;
  }

  /** What a citation cites: an earlier theorem, or within an induction its hypothesis, one further and nowhere else. */
  #source(citation: Citation, { hypothesis }: Assumed): Theorem {
    if (citation.theorem !== HYPOTHESIS) return this.#cited(citation.theorem);
    if (hypothesis === undefined) throw new Refusal('the hypothesis is cited outside an induction');
    for (const name of hypothesis.bounds) {
      const value = citation.at?.get(name);
      if (value !== undefined && value.key !== name)
        throw new Refusal(`the range of ${hypothesis.over} moves with ${name}`);
    }
    if (citation.at?.get(hypothesis.over)?.key !== hypothesis.at.key) {
      throw new Refusal(`the hypothesis holds at ${hypothesis.at.key} only`);
    }
    return hypothesis.theorem;
  }

  /** At each place where a citation replaces, the ranges and conditions of the cited theorem hold. */
  #checkInstances(
    before: Expr,
    replacement: ReadonlyMap<Expr, { readonly citation: Citation; readonly cited: Theorem }>,
    assumed: Assumed,
  ): void {
    const open: (readonly [Expr, Assumed])[] = [[before, assumed]];
    for (let next = open.pop(), work = 0; next !== undefined; next = open.pop(), work++) {
      if (work > 1_000_000) throw new Refusal('the term is too large to cite in');
      const [node, around] = next;
      const found = replacement.get(node);
      if (found !== undefined) this.#checkInstance(found.citation, found.cited, around);
      if (found !== undefined || node.kind === 'partial') continue;
      const inner = node.kind === 'indexedSum' ? enter(node, around) : around;
      for (const arg of node.args) open.push([arg, inner]);
    }
  }

  #checkInstance(
    { at = new Map<string, Index>() }: Citation,
    cited: Theorem,
    { facts, given }: Assumed,
  ): void {
    for (const each of cited.given) {
      if (each.kind === 'range') {
        const value = at.get(each.index) ?? indexVariable(each.index);
        const range = { from: substituteIndex(each.from, at), to: substituteIndex(each.to, at) };
        if (!facts.within(value, range)) {
          throw new Refusal(`${value.key} is not known to lie in ${range.from.key}..${range.to.key}`);
        }
      } else {
        this.#prove([instance(each, at)], given, facts);
      }
    }
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
