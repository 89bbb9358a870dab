/** The rules of differentiation for terms: what ∂u/∂B|_F is by the head of u. */
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
import { functionNamed } from '../functions/index.ts';
import { conditionsOf, EVERY } from '../network/index.ts';
import { ALL, type Context, Refusal } from './context.ts';
import { asPartial, memberSlope, under } from './partials.ts';
import type { Rule } from './rule.ts';

const calculus = 'Spivak, Calculus, chapter 10';

export const diffRules = {
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
      if (value.n === 0n) return { to: num(0), needs: [] };
      const natural = isInteger(value) && value.s > 0n;
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
} as const satisfies Record<string, Rule>;

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
