/**
 * Backpropagation as it is computed: a sequence defined backward from the last layer by the recursion that was proved, and
 * the induction that it is the derivative at every layer.
 */
import {
  addIndex,
  type Expr,
  type Index,
  index,
  indexVariable,
  nodes,
  partial,
  type Quantity,
  quantity,
  replace,
} from '../expr/index.ts';
import { type Definition, makeNetwork, type Network, UndecidedError } from '../network/index.ts';
import { type Derivation, HYPOTHESIS, type Step, type TheoremId } from '../proof/index.ts';
import { IndexedDeriver } from './indexed.ts';

/** The network with the backward pass written out, and the theorem that it computes the derivatives. */
export interface BackwardPass {
  readonly derivation: Derivation;
  /** ∂of/∂family = backward, at every index. */
  readonly theorem: TheoremId;
  /** The two equations of the backward pass: at the last layer, and at the others from the next. */
  readonly equations: readonly Definition[];
}

/**
 * Proves by induction that the recursion for a family's derivative, run backward from the end of its first index, gives
 * that derivative everywhere.
 *
 * Where the cost is opaque, the recursion starts from its slopes, ∂C/∂a[L,j].
 *
 * Throws: UndecidedError if the family has no such recursion.
 */
export function backwardPass(network: Network, of: Quantity, family: Quantity): BackwardPass {
  const found = new IndexedDeriver(network);
  const parts = found.derive(of, family);
  if (parts.length > 2)
    throw new UndecidedError(
      `∂${of.name}/∂${family.name} comes in ${parts.length} parts, and an induction has one end and one step`,
    );
  const [last, inside] = parts.map(({ theorem, wrt, ranges }) => ({
    ...found.theorem(theorem),
    wrt,
    ranges,
  }));
  const own = found.derivation.theorems.findLast(
    ({ name, goal }) => name !== undefined && isAbout(goal.lhs, of, family),
  );
  if (last === undefined || inside === undefined || own?.name === undefined) {
    throw new UndecidedError(`∂${of.name}/∂${family.name} has no recursion`);
  }
  const delta = own.name.name;
  const name = ['d', `d_${family.name}`, `d_${family.name}_${of.name}`].find(
    (each) => network.named(each) === undefined,
  );
  if (name === undefined) throw new UndecidedError('no name is free for what the recursion computes');
  const computed = (term: Expr): Expr =>
    replace(term, (node) =>
      node.kind === 'quantity' && node.name === delta ? quantity(name, node.indices) : undefined,
    );
  const equations = [last, inside].map(({ wrt, ranges, goal }) => ({
    quantity: quantity(name, wrt.indices),
    rhs: computed(goal.rhs),
    ranges,
  }));
  const symbol = network.symbol(family);
  const extended = makeNetwork({
    ...network,
    symbols: [
      ...network.symbols,
      {
        quantity: quantity(name, symbol?.quantity.indices ?? []),
        role: 'defined',
        ranges: symbol?.ranges ?? [],
      },
    ],
    equations: [...network.equations, ...equations],
  });
  return { ...byInduction(extended, of, symbol?.quantity ?? family, name), equations };
}

const isAbout = (lhs: Expr, of: Quantity, family: Quantity): boolean =>
  lhs.kind === 'partial' && lhs.args[0] === of && lhs.by.name === family.name;

/** ∂of/∂family = the computed member, by induction from the end of the first index. */
function byInduction(
  network: Network,
  of: Quantity,
  family: Quantity,
  name: string,
): { readonly derivation: Derivation; readonly theorem: TheoremId } {
  const deriver = new IndexedDeriver(network);
  const [last, inside] = deriver.derive(of, family);
  const delta = deriver.derivation.theorems.findIndex(
    (each) => each.name !== undefined && isAbout(each.goal.lhs, of, family),
  );
  const over = family.indices[0]?.key;
  if (last === undefined || inside === undefined || over === undefined)
    throw new UndecidedError('there is no recursion');
  const member = (indices: readonly Index[]): Quantity => quantity(name, indices);
  const goal = { lhs: partial(of, family), rhs: member(family.indices) };
  const end = last.wrt.indices;
  const base: readonly Step[] = [
    { after: deriver.theorem(last.theorem).goal.rhs, by: { cite: [{ theorem: last.theorem }] } },
    { after: member(end), by: { use: { rule: 'definition.fold', at: [], quantity: member(end) } } },
  ];
  const recursion = deriver.theorem(inside.theorem).goal.rhs;
  const next = addIndex(indexVariable(over), index(1));
  const [named] = nodes(recursion).filter(
    (node) => node.kind === 'quantity' && node.name === deriver.theorem(delta).name?.name,
  );
  if (named?.kind !== 'quantity') throw new UndecidedError('the recursion does not name what it rests on');
  const at = new Map(family.indices.map((each, i) => [each.key, named.indices[i] as Index]));
  if (at.get(over)?.key !== next.key) throw new UndecidedError('the recursion does not go one step');
  const put = (to: Expr): Expr => replace(recursion, (node) => (node === named ? to : undefined));
  const step: readonly Step[] = [
    { after: recursion, by: { cite: [{ theorem: inside.theorem }] } },
    {
      after: put(partial(of, quantity(family.name, named.indices))),
      by: { cite: [{ theorem: delta, from: 'name', to: 'lhs', at }] },
    },
    { after: put(member(named.indices)), by: { cite: [{ theorem: HYPOTHESIS, at }] } },
    { after: goal.rhs, by: { use: { rule: 'definition.fold', at: [], quantity: member(family.indices) } } },
  ];
  const theorem = deriver.prove(goal, family, { by: 'induction', over, base, step });
  return { derivation: deriver.derivation, theorem };
}
