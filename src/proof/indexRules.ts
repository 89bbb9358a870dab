/** The rules about sums over an index, brackets and families; like all rules they compute, and never search. */
import {
  addIndex,
  bracket,
  cases,
  type Expr,
  freshIndex,
  type Index,
  type IndexedSum,
  index,
  indexedSum,
  indexNames,
  indexVariable,
  indicesIn,
  nonzero,
  num,
  partial,
  product,
  productOf,
  type Relation,
  substituteIndices,
  sum,
  sumOf,
} from '../expr/index.ts';
import { ALL, type Context, Refusal } from './context.ts';
import { sameMember } from './partials.ts';
import type { Rule } from './rule.ts';

const calculus = 'Graham, Knuth, Patashnik, Concrete Mathematics, chapter 2';

function asSum(from: Expr): IndexedSum & { readonly body: Expr } {
  if (from.kind !== 'indexedSum') throw new Refusal('the rule stands on a sum over an index');
  return { ...from, body: from.args[0] as Expr };
}

const factorsOf = (term: Expr): readonly Expr[] => (term.kind === 'product' ? term.args : [term]);

const mentions = (each: Index, name: string): boolean => indexNames(each).has(name);

/** index = value, if a relation says so. */
function solution(relation: Relation, name: string): Index | undefined {
  if (relation.kind !== 'equal') return undefined;
  const difference = addIndex(relation.left, relation.right, -1);
  const own = difference.terms.find(({ atom }) => atom.name === name && atom.indices.length === 0);
  if (own === undefined || Math.abs(own.coefficient) !== 1) return undefined;
  const rest = addIndex(difference, indexVariable(name), -own.coefficient);
  return mentions(rest, name) ? undefined : addIndex(index(0), rest, -own.coefficient);
}

const holds = ({ kind, left, right }: Relation, { facts }: Context): boolean | undefined => {
  if (kind === 'equal')
    return facts.equal(left, right) ? true : facts.different(left, right) ? false : undefined;
  return facts.atMost(left, right) ? true : facts.atMost(addIndex(right, index(1)), left) ? false : undefined;
};

/** The brackets that all of some terms have as factors, each once; 0 has every factor. */
export function sharedBrackets(terms: readonly Expr[]): readonly Expr[] {
  const apart = terms.filter((term) => term !== num(0)).map(factorsOf);
  const brackets = (apart[0] ?? []).filter((factor) => factor.kind === 'bracket');
  return [...new Set(brackets)].filter((each) => apart.every((factors) => factors.includes(each)));
}

export const indexRules = {
  'sum.linear': {
    claim: 'Σ_i c·u = c·Σ_i u for factors c without i; Σ_i (u + v) = Σ_i u + Σ_i v',
    source: calculus,
    kind: 'simplify',
    underPartial: 'always',
    apply: (from) => {
      const whole = asSum(from);
      const over = (body: Expr): Expr => indexedSum(whole.index, whole.from, whole.to, body);
      if (whole.body.kind === 'sum') return { to: sumOf(whole.body.args.map(over)), needs: [] };
      const factors = factorsOf(whole.body);
      const inside = factors.filter((each) => indicesIn(each).has(whole.index));
      const outside = factors.filter((each) => !indicesIn(each).has(whole.index));
      if (outside.length === 0) throw new Refusal('every factor contains the index');
      return { to: productOf([...outside, over(productOf(inside))]), needs: [] };
    },
  },
  'sum.exchange': {
    claim: 'Σ_i Σ_j u = Σ_j Σ_i u where neither range contains the other index',
    source: calculus,
    kind: 'simplify',
    underPartial: 'always',
    apply: (from) => {
      const outer = asSum(from);
      const inner = asSum(outer.body);
      if (mentions(inner.from, outer.index) || mentions(inner.to, outer.index))
        throw new Refusal('the inner range moves');
      if (outer.index === inner.index) throw new Refusal('both sums have one index');
      if ([outer.from, outer.to].some((each) => mentions(each, inner.index)))
        throw new Refusal('the outer range moves');
      const to = indexedSum(
        inner.index,
        inner.from,
        inner.to,
        indexedSum(outer.index, outer.from, outer.to, inner.body),
      );
      return { to, needs: [] };
    },
  },
  'sum.reindex': {
    claim: 'Σ_{i=a}^{b} u(i) = Σ_{i=a+c}^{b+c} u(i − c)',
    source: calculus,
    kind: 'simplify',
    underPartial: 'always',
    apply: (from, { shift }) => {
      const whole = asSum(from);
      if (shift === undefined || mentions(shift, whole.index))
        throw new Refusal('a shift without the index is needed');
      const moved = new Map([[whole.index, addIndex(indexVariable(whole.index), shift, -1)]]);
      const body = substituteIndices(whole.body, moved);
      return {
        to: indexedSum(whole.index, addIndex(whole.from, shift), addIndex(whole.to, shift), body),
        needs: [],
      };
    },
  },
  'sum.peel': {
    claim: 'Σ_{i=a}^{b} u(i) = u(a) + Σ_{i=a+1}^{b} u(i) where a ≤ b',
    source: calculus,
    kind: 'simplify',
    underPartial: 'always',
    apply: (from, _use, { facts }) => {
      const whole = asSum(from);
      if (!facts.atMost(whole.from, whole.to)) throw new Refusal('the sum may be empty');
      const first = substituteIndices(whole.body, new Map([[whole.index, whole.from]]));
      const rest = indexedSum(whole.index, addIndex(whole.from, index(1)), whole.to, whole.body);
      return { to: sum(first, rest), needs: [] };
    },
  },
  'sum.empty': {
    claim: 'Σ_{i=a}^{b} u = 0 where b < a',
    source: calculus,
    kind: 'simplify',
    underPartial: 'always',
    apply: (from, _use, { facts }) => {
      const whole = asSum(from);
      if (!facts.atMost(addIndex(whole.to, index(1)), whole.from))
        throw new Refusal('the sum may have terms');
      return { to: num(0), needs: [] };
    },
  },
  'delta.contract': {
    claim: 'Σ_{i∈R} [i = e] u(i) = [e ∈ R] u(e), the bracket dropped where e ∈ R is known',
    source: calculus,
    kind: 'simplify',
    underPartial: 'always',
    apply: (from, _use, context) => {
      const whole = asSum(from);
      const factors = factorsOf(whole.body);
      for (const [position, each] of factors.entries()) {
        if (each.kind !== 'bracket') continue;
        const at = each.relations.findIndex((relation) => solution(relation, whole.index) !== undefined);
        if (at < 0) continue;
        const value = solution(each.relations[at] as Relation, whole.index) as Index;
        const others = each.relations.filter((_, i) => i !== at);
        const rest = [
          ...factors.slice(0, position),
          ...(others.length > 0 ? [bracket(...others)] : []),
          ...factors.slice(position + 1),
        ];
        const body = substituteIndices(productOf(rest), new Map([[whole.index, value]]));
        if (context.facts.within(value, whole)) return { to: body, needs: [] };
        if (context.facts.outside(value, whole)) return { to: num(0), needs: [] };
        const inside = bracket(
          { kind: 'atMost', left: whole.from, right: value },
          { kind: 'atMost', left: value, right: whole.to },
        );
        return { to: product(inside, body), needs: [] };
      }
      throw new Refusal('no bracket fixes the index');
    },
  },
  'delta.evaluate': {
    claim: '[relations] = 1 where all hold, 0 where one fails',
    source: calculus,
    kind: 'simplify',
    underPartial: 'always',
    apply: (from, _use, context) => {
      if (from.kind !== 'bracket') throw new Refusal('not a bracket');
      const known = from.relations.map((relation) => holds(relation, context));
      if (known.includes(false)) return { to: num(0), needs: [] };
      if (known.includes(undefined)) throw new Refusal('the bracket is not decided here');
      return { to: num(1), needs: [] };
    },
  },
  'delta.cases': {
    claim:
      'c·u where g > 0, otherwise c·v = c·(u where g > 0, otherwise v) for the brackets c of both, where g ≠ 0',
    source: 'a bracket is 0 or 1',
    kind: 'simplify',
    underPartial: 'always',
    apply: (from) => {
      if (from.kind !== 'cases') throw new Refusal('not a distinction of cases');
      const [guard, ...branches] = from.args as [Expr, Expr, Expr];
      const shared = sharedBrackets(branches);
      if (shared.length === 0) throw new Refusal('no bracket stands in both branches');
      const [here, there] = branches.map((branch) =>
        productOf(factorsOf(branch).filter((factor) => !shared.includes(factor))),
      ) as [Expr, Expr];
      return { to: productOf([...shared, cases(guard, here, there)]), needs: [nonzero(guard)] };
    },
  },
  'diff.indexed': {
    claim: '∂(Σ_i u)/∂B = Σ_i ∂u/∂B for an index i that B does not contain',
    source: calculus,
    kind: 'differentiate',
    underPartial: 'never',
    apply: (from) => {
      if (from.kind !== 'partial') throw new Refusal('the rule stands on a ∂');
      const whole = asSum(from.args[0] as Expr);
      const taken = new Set(
        [from.by, ...from.hold].flatMap((q) => q.indices.flatMap((each) => [...indexNames(each)])),
      );
      const name = taken.has(whole.index)
        ? freshIndex(whole.index, new Set([...taken, ...indicesIn(whole.body)]))
        : whole.index;
      const body = substituteIndices(whole.body, new Map([[whole.index, indexVariable(name)]]));
      const slope =
        from.hold.includes(ALL) && body.kind === 'quantity'
          ? sameMember(body, from.by)
          : partial(body, from.by, from.hold);
      return { to: indexedSum(name, whole.from, whole.to, slope), needs: [] };
    },
  },
  'chain.edges': {
    claim: '∂A/∂B = Σ_s ∂A/∂s · ∂s/∂B|_*, over every s whose equation mentions B',
    source: 'README, "What ∂ means"; the case of chain.first that cuts at the edges out of B',
    kind: 'expand',
    underPartial: 'never',
    apply: (from, _use, { network, facts }) => {
      if (from.kind !== 'partial' || from.hold.length > 0)
        throw new Refusal('the rule stands on a ∂ that holds nothing');
      const of = from.args[0];
      if (of?.kind !== 'quantity' || network.families === undefined)
        throw new Refusal('the chain rule differentiates a quantity');
      if (of.name === from.by.name && !network.families.apart(of, from.by, facts)) {
        const same = of.indices.every((each, i) => facts.equal(each, from.by.indices[i] as Index));
        if (same || of === from.by) throw new Refusal('∂B/∂B has no edges');
      }
      if (of.name === from.by.name) throw new Refusal('both ends are of one family');
      const { families } = network;
      const terms = families.childrenOf(from.by, of.name, facts, indicesIn(of)).map(({ member, binders }) => {
        if (member === of && binders.length === 0) return partial(of, from.by, [ALL]);
        const term: Expr = product(partial(of, member), partial(member, from.by, [ALL]));
        return binders.reduceRight<Expr>(
          (body, range) => indexedSum(range.index, range.from, range.to, body),
          term,
        );
      });
      return { to: sumOf(terms), needs: [] };
    },
  },
} as const satisfies Record<string, Rule>;
