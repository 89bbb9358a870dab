/**
 * The rules: what a single step of a proof may do. Each is a record; the kernel knows no other way from a term to the next.
 *
 * A rule computes its result from the term it stands on and from what the step names, and says what must hold for it. It
 * never searches. Rules about ∂ are stated for ∂A/∂B|_F: B's equation and those of F deleted, everything else recomputed.
 */
import { laws } from '../functions/index.ts';
import { algebra } from './algebra.ts';
import { chainRules } from './chainRules.ts';
import { Refusal } from './context.ts';
import type { Justification } from './derivation.ts';
import { diffRules } from './diffRules.ts';
import { indexRules } from './indexRules.ts';
import type { Rule, StepKind } from './rule.ts';

export type { Rule, StepKind } from './rule.ts';

const definition = 'the network';

export const rules = {
  'definition.unfold': {
    claim: 'q = its equation',
    source: definition,
    kind: 'substitute',
    underPartial: 'unless-it-touches-the-variable',
    apply: (from, _use, context) => {
      if (from.kind !== 'quantity') throw new Refusal('only a quantity has an equation');
      const to = context.equation(from);
      if (to === undefined) throw new Refusal(`${from.name} has no equation`);
      if (context.freed(from)) throw new Refusal(`${from.name} is an input below this ∂`);
      return { to, needs: [] };
    },
  },
  'definition.fold': {
    claim: 'the right-hand side of an equation = its q',
    source: definition,
    kind: 'substitute',
    underPartial: 'unless-it-touches-the-variable',
    apply: (from, { quantity }, context) => {
      const rhs = quantity && context.equation(quantity);
      if (quantity === undefined || rhs === undefined) throw new Refusal('no equation to fold');
      if (context.freed(quantity)) throw new Refusal(`${quantity.name} is an input below this ∂`);
      if (!context.canonical.same(from, rhs))
        throw new Refusal(`this is not the equation of ${quantity.name}`);
      return { to: quantity, needs: [] };
    },
  },
  algebra: {
    claim: 'equal as rational functions over ℚ in atoms',
    source: 'exact cross-multiplication of polynomials',
    kind: 'simplify',
    underPartial: 'always',
    apply: (from, { to }, { canonical }) => {
      if (to === undefined) throw new Refusal('algebra is told what to reach');
      const needs = algebra(from, to, canonical);
      if (needs === undefined) throw new Refusal('the two sides are not equal by algebra');
      return { to, needs };
    },
  },
  'function.law': {
    claim: 'a law of a function, such as exp(−u) = 1/exp(u)',
    source: 'the record of the function',
    kind: 'substitute',
    underPartial: 'always',
    apply: (from, use, { canonical }) => {
      const law = use.law && laws.get(use.law.id);
      if (use.law === undefined || law === undefined) throw new Refusal('an unknown law');
      if (use.law.args.length !== law.arity) throw new Refusal(`${law.id} takes ${law.arity} terms`);
      const { equation, needs } = law.at(use.law.args);
      const [before, to] = use.law.backward ? [equation.rhs, equation.lhs] : [equation.lhs, equation.rhs];
      if (!canonical.same(from, before)) throw new Refusal(`this is not a side of ${law.id}`);
      return { to, needs };
    },
  },
  given: {
    claim: 'a condition that the network declares',
    source: definition,
    kind: 'substitute',
    underPartial: 'never',
    apply: (from, { given }, { canonical }) => {
      if (given?.condition.kind !== 'equal') throw new Refusal('only a declared equality rewrites');
      const { lhs, rhs } = given.condition.equation;
      const [before, to] = given.backward ? [rhs, lhs] : [lhs, rhs];
      if (!canonical.same(from, before)) throw new Refusal('this is not a side of the condition');
      return { to, needs: [given.condition] };
    },
  },
  ...diffRules,
  ...chainRules,
  ...indexRules,
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;

/** The rule of an id, or undefined; ids come from files, so the prototype's names are none. */
export const ruleNamed = (id: string): Rule | undefined =>
  Object.hasOwn(rules, id) ? (rules as Record<string, Rule>)[id] : undefined;

const weight: readonly StepKind[] = [
  'expand',
  'differentiate',
  'generalise',
  'name',
  'substitute',
  'simplify',
];

/** What a step is to its reader: of several rules behind one line, the weightiest. */
export function kindOf(by: Justification): StepKind {
  if ('cite' in by) return 'substitute';
  if ('use' in by) return ruleNamed(by.use.rule)?.kind ?? 'simplify';
  const kinds = by.steps.map((step) => kindOf(step.by));
  return weight.find((kind) => kinds.includes(kind)) ?? 'simplify';
}
