/** What the rules of differentiation have in common: the ∂ they stand on, and when one member is another. */
import { bracket, type Expr, type Index, num, type Partial, partial, type Quantity } from '../expr/index.ts';
import { ALL, type Context, Refusal } from './context.ts';

/** The ∂ a rule stands on. */
export function asPartial(from: Expr): Partial & { readonly of: Expr } {
  if (from.kind !== 'partial') throw new Refusal('the rule stands on a ∂');
  return { ...from, of: from.args[0] as Expr };
}

/** ∂of/∂B with what `from` holds. Under ∂|_* a quantity inside an equation is itself held: it moves only if it is B. */
export const under = (from: Partial, of: Expr): Expr =>
  from.hold.includes(ALL) && of.kind === 'quantity'
    ? sameMember(of, from.by)
    : partial(of, from.by, from.hold);

/** Whether two quantities are the same member: 1, 0, or a bracket of their indices. */
export function sameMember(a: Quantity, b: Quantity): Expr {
  if (a === b) return num(1);
  if (a.name !== b.name || a.indices.length !== b.indices.length) return num(0);
  const relations = a.indices.flatMap((left, i) => {
    const right = b.indices[i] as Index;
    return left.key === right.key ? [] : [{ kind: 'equal' as const, left, right }];
  });
  return relations.length === 0 ? num(1) : bracket(...relations);
}

/** ∂q[ι]/∂q[κ], where nothing but the two being the same makes the one move with the other. */
export function memberSlope(of: Quantity, by: Quantity, hold: readonly Quantity[], context: Context): Expr {
  const { families } = context.network;
  if (families === undefined) throw new Refusal('this is not ∂B/∂B');
  if (hold.includes(ALL)) {
    const rhs = context.equation(of);
    if (rhs === undefined) return sameMember(of, by);
    if (context.mayBe(of, by)) throw new Refusal('the two members may be one');
    if (rhs.kind !== 'quantity') throw new Refusal(`${of.name} moves by its own equation`);
    return sameMember(rhs, by);
  }
  if (of.name !== by.name) throw new Refusal('this is not ∂B/∂B');
  if (!families.apart(by, of, context.facts)) throw new Refusal('a path may lead between the members');
  return sameMember(of, by);
}
