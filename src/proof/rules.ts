/**
 * The rules: what a single step of a proof may do. Each is a record; the kernel knows no other way from a term to the next.
 *
 * A rule computes its result from the term it stands on and from what the step names, and says what must hold for it. It
 * never searches. Rules about ∂ are stated for ∂A/∂B|_F: B's equation and those of F deleted, everything else recomputed.
 */
import {
  apply,
  cases,
  type Expr,
  isInteger,
  nonzero,
  num,
  positive,
  power,
  product,
  productOf,
  subtract,
  sum,
  sumOf,
} from '../expr/index.ts';
import { functionNamed, laws } from '../functions/index.ts';
import { conditionsOf, EVERY } from '../network/index.ts';
import { algebra } from './algebra.ts';
import { chainRules } from './chainRules.ts';
import { ALL, type Context, Refusal } from './context.ts';
import type { Justification } from './derivation.ts';
import { indexRules } from './indexRules.ts';
import { asPartial, memberSlope, under } from './partials.ts';
import type { Rule, StepKind } from './rule.ts';

export type { Rule, StepKind } from './rule.ts';

const calculus = 'Spivak, Calculus, chapter 10';
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
      if (to.kind === 'quantity' && context.underPartial && context.network.families !== undefined) {
        throw new Refusal('below ∂|_* an equation q = r is used by diff.self');
      }
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
  'diff.independent': {
    claim: '∂u/∂B = 0 where no path leads from B to u',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from, _use, context) => {
      const whole = asPartial(from);
      const { of, hold } = whole;
      // Below ∂|_* a quantity at the top moves by its own equation.
      const top = of.kind === 'quantity' && of !== whole.by && hold.includes(ALL) ? of : undefined;
      const moving = top && context.equation(top);
      if (top !== undefined && context.mayBe(top, whole.by)) throw new Refusal('the two members may be one');
      if (context.depends(moving ?? of, whole)) throw new Refusal(`the term depends on ${whole.by.name}`);
      return { to: num(0), needs: [] };
    },
  },
  'diff.self': {
    claim: '∂B/∂B = 1; ∂q[ι]/∂q[κ] = [ι = κ] where no path leads from the one to the other',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from, _use, context) => {
      const { of, by, hold } = asPartial(from);
      if (of === by) return { to: num(1), needs: [] };
      if (of.kind !== 'quantity') throw new Refusal('this is not ∂B/∂B');
      return { to: memberSlope(of, by, hold, context), needs: [] };
    },
  },
  'diff.sum': {
    claim: '∂(u + v + …)/∂B = ∂u/∂B + ∂v/∂B + …, the terms that do not depend on B dropped',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from, _use, context) => {
      const whole = asPartial(from);
      if (whole.of.kind !== 'sum') throw new Refusal('not a sum');
      const moving = whole.of.args.filter((term) => context.depends(term, whole));
      return { to: sumOf(moving.map((term) => under(whole, term))), needs: [] };
    },
  },
  'diff.product': {
    claim: '∂(u·v·…)/∂B = Σ the product with one factor differentiated, for each factor that depends on B',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from, _use, context) => {
      const whole = asPartial(from);
      if (whole.of.kind !== 'product') throw new Refusal('not a product');
      const { args } = whole.of;
      const terms = args.flatMap((factor, i) =>
        context.depends(factor, whole)
          ? [productOf(args.map((other, j) => (j === i ? under(whole, factor) : other)))]
          : [],
      );
      return { to: sumOf(terms), needs: [] };
    },
  },
  'diff.power': {
    claim: '∂uⁿ/∂B = n uⁿ⁻¹ ∂u/∂B for an exponent that does not depend on B',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from, _use, context) => {
      const whole = asPartial(from);
      const [base, exponent] = whole.of.args;
      if (whole.of.kind !== 'power' || base === undefined || exponent === undefined)
        throw new Refusal('not a power');
      if (context.depends(exponent, whole)) throw new Refusal('the exponent depends on the variable');
      const inner = under(whole, base);
      if (exponent.kind !== 'number') {
        return {
          to: product(exponent, power(base, subtract(exponent, num(1))), inner),
          needs: [positive(base)],
        };
      }
      const { value } = exponent;
      const natural = isInteger(value) && value.s > 0n && value.n > 0n;
      const needs = natural ? [] : [isInteger(value) ? nonzero(base) : positive(base)];
      const lowered = value.sub(1);
      if (lowered.n === 0n) return { to: inner, needs };
      const rest = lowered.equals(1) ? base : power(base, num(lowered));
      return { to: product(exponent, rest, inner), needs };
    },
  },
  'diff.exponential': {
    claim: '∂uᵛ/∂B = uᵛ log(u) ∂v/∂B + v uᵛ⁻¹ ∂u/∂B',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from) => {
      const whole = asPartial(from);
      const [u, v] = whole.of.args;
      if (whole.of.kind !== 'power' || u === undefined || v === undefined) throw new Refusal('not a power');
      const to = sum(
        product(whole.of, apply('log', [u]), under(whole, v)),
        product(v, power(u, subtract(v, num(1))), under(whole, u)),
      );
      return { to, needs: [positive(u)] };
    },
  },
  'diff.function': {
    claim: '∂f(u, v, …)/∂B = f₁(u, v, …) ∂u/∂B + …, for the arguments that depend on B',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from, _use, context) => {
      const whole = asPartial(from);
      const { of } = whole;
      if (of.kind !== 'apply') throw new Refusal('not a function of something');
      if (of.args.some((arg) => arg.kind === 'quantity' && arg.indices.some(({ key }) => key === EVERY))) {
        throw new Refusal('a function of a whole family has no slope written out');
      }
      const slopes = slopesOf(of.name, of.args, of.orders, context);
      const terms = of.args.flatMap((arg, i) =>
        context.depends(arg, whole) ? [product(slopes[i] as Expr, under(whole, arg))] : [],
      );
      return { to: sumOf(terms), needs: conditionsOf(of) };
    },
  },
  'diff.cases': {
    claim: '∂(u where g > 0, otherwise v)/∂B = the same cases of ∂u/∂B and ∂v/∂B, where g ≠ 0',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from) => {
      const whole = asPartial(from);
      const [guard, here, there] = whole.of.args;
      if (whole.of.kind !== 'cases' || guard === undefined || here === undefined || there === undefined) {
        throw new Refusal('not a distinction of cases');
      }
      return { to: cases(guard, under(whole, here), under(whole, there)), needs: [nonzero(guard)] };
    },
  },
  ...chainRules,
  ...indexRules,
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;

/** The rule of an id, or undefined; ids come from files, so the prototype's names are none. */
export const ruleNamed = (id: string): Rule | undefined =>
  Object.hasOwn(rules, id) ? (rules as Record<string, Rule>)[id] : undefined;

function slopesOf(
  name: string,
  args: readonly Expr[],
  orders: readonly number[],
  context: Context,
): readonly Expr[] {
  const record = functionNamed(name);
  if (record === undefined) {
    if (!context.network.opaque.has(name)) throw new Refusal(`${name} is not a function`);
    return args.map((_, i) =>
      apply(
        name,
        args,
        orders.map((order, j) => (i === j ? order + 1 : order)),
      ),
    );
  }
  if (orders.some((order) => order !== 0)) throw new Refusal(`${name} has its slope written out`);
  return record.slopes(args);
}

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
