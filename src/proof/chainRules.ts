/** The chain rules for single quantities, cut at any set, and what may be held fixed instead of what. */
import { type Expr, type Partial, partial, product, type Quantity, sumOf } from '../expr/index.ts';
import { mentionsApart } from '../network/index.ts';
import { ALL, type Context, Refusal } from './context.ts';
import type { RuleUse } from './derivation.ts';
import { asPartial } from './partials.ts';
import type { Rule } from './rule.ts';

/** The ∂ of one quantity, with a cut that does not contain either end. */
function asChain(
  from: Expr,
  use: RuleUse,
  { network }: Context,
): { whole: Partial; of: Quantity; cut: readonly Quantity[] } {
  const whole = asPartial(from);
  const cut = use.cut ?? [];
  if (network.families !== undefined || whole.hold.includes(ALL))
    throw new Refusal('families are cut at their edges');
  if (whole.of.kind !== 'quantity') throw new Refusal('the chain rule differentiates a quantity');
  if (whole.of === whole.by) throw new Refusal('a quantity by itself has no chain');
  if (cut.length === 0 || new Set(cut).size !== cut.length)
    throw new Refusal('the cut names each quantity once');
  if (cut.some((each) => each === whole.of || each === whole.by || whole.hold.includes(each))) {
    throw new Refusal('the cut contains an end or a quantity held fixed');
  }
  return { whole, of: whole.of, cut };
}

const without = (list: readonly Quantity[], one: Quantity): Quantity[] => list.filter((each) => each !== one);

/** ∂A/∂B|_{F∪S}, unless no path is left for it. */
function direct(whole: Partial, of: Quantity, cut: readonly Quantity[], context: Context): readonly Expr[] {
  const hold = [...whole.hold, ...cut];
  return context.network.graph.leads(whole.by, of, new Set(hold)) ? [partial(of, whole.by, hold)] : [];
}

/** Whether ∂of/∂by|_* and ∂of/∂by are the same: nothing else that `of` mentions moves with `by`. Throws: UndecidedError. */
function edgeIsOnlyPath(of: Quantity, by: Quantity, context: Context): boolean {
  const { families } = context.network;
  const rhs = context.equation(of);
  if (families === undefined || rhs === undefined) return false;
  return mentionsApart(rhs).every(({ quantity, binders }) =>
    families.apart(by, quantity, context.facts.with(binders)),
  );
}

export const chainRules = {
  'chain.plain': {
    claim: '∂A/∂B = Σ_{s∈S} ∂A/∂s · ∂s/∂B where every path from B to A meets S exactly once',
    source: 'README, "What ∂ means"',
    kind: 'expand',
    underPartial: 'never',
    apply: (from, use, context) => {
      const { graph } = context.network;
      const { whole, of, cut } = asChain(from, use, context);
      const held = new Set(whole.hold);
      if (graph.leads(whole.by, of, new Set([...held, ...cut]))) throw new Refusal('a path misses the cut');
      const others = new Set(cut);
      const twice = cut.length > 1 && cut.find((each) => graph.meets(each, others, held) !== undefined);
      if (twice) throw new Refusal(`a path meets the cut twice, first in ${twice.name}`);
      const terms = cut.map((s) => product(partial(of, s, whole.hold), partial(s, whole.by, whole.hold)));
      return { to: sumOf(terms), needs: [] };
    },
  },
  'chain.first': {
    claim: '∂A/∂B|_F = ∂A/∂B|_{F∪S} + Σ_{s∈S} ∂A/∂s|_F · ∂s/∂B|_{F∪S∖s}',
    source: 'README, "What ∂ means"; by the first member of S that a path meets',
    kind: 'expand',
    underPartial: 'never',
    apply: (from, use, context) => {
      const { whole, of, cut } = asChain(from, use, context);
      const terms = cut.map((s) =>
        product(partial(of, s, whole.hold), partial(s, whole.by, [...whole.hold, ...without(cut, s)])),
      );
      return { to: sumOf([...direct(whole, of, cut, context), ...terms]), needs: [] };
    },
  },
  'chain.last': {
    claim: '∂A/∂B|_F = ∂A/∂B|_{F∪S} + Σ_{s∈S} ∂A/∂s|_{F∪S∪{B}∖s} · ∂s/∂B|_F',
    source: 'README, "What ∂ means"; by the last member of S that a path meets',
    kind: 'expand',
    underPartial: 'never',
    apply: (from, use, context) => {
      const { whole, of, cut } = asChain(from, use, context);
      const terms = cut.map((s) =>
        product(
          partial(of, s, [...whole.hold, ...without(cut, s), whole.by]),
          partial(s, whole.by, whole.hold),
        ),
      );
      return { to: sumOf([...direct(whole, of, cut, context), ...terms]), needs: [] };
    },
  },
  'hold.drop': {
    claim: '∂A/∂B|_F = ∂A/∂B|_{F′} where the same paths from B to A avoid F and F′',
    source: 'README, "What ∂ means"',
    kind: 'expand',
    underPartial: 'never',
    apply: (from, { to }, context) => {
      const { graph, families } = context.network;
      const whole = asPartial(from);
      const { of, by } = whole;
      if (to?.kind !== 'partial' || to.args[0] !== of || to.by !== by || of.kind !== 'quantity') {
        throw new Refusal('only what is held fixed may change');
      }
      if (families !== undefined || whole.hold.includes(ALL) || to.hold.includes(ALL)) {
        const both = [whole.hold, to.hold].every(
          (hold) => hold.length === 0 || (hold.length === 1 && hold[0] === ALL),
        );
        if (!both || !edgeIsOnlyPath(of, by, context)) throw new Refusal('another path may lead there');
        return { to, needs: [] };
      }
      for (const [held, other] of [
        [whole.hold, to.hold],
        [to.hold, whole.hold],
      ] as const) {
        const avoided = new Set(held);
        for (const each of other) {
          if (avoided.has(each)) continue;
          const through = each === of || graph.leads(each, of, avoided);
          if (through && graph.leads(by, each, avoided)) throw new Refusal(`a path passes ${each.name}`);
        }
      }
      return { to, needs: [] };
    },
  },
} as const satisfies Record<string, Rule>;
