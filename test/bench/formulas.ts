// All gradients of a network as formulas to be printed: each intermediate slope once, by name, each gradient in these names.
import { Deriver } from '../../src/derive/index.ts';
import {
  type Equation,
  type Expr,
  partial,
  type Quantity,
  quantitiesIn,
  quantity,
  rebuild,
  replace,
} from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { gradients, parametersOf } from '../../src/numeric/index.ts';
import type { Theorem } from '../../src/proof/index.ts';

/** As the sweep shares them. */
export function sweptFormulas(network: Network): readonly Equation[] {
  const loss = network.loss as Quantity;
  const slopes = gradients(network, loss);
  const names = new Map<Expr, Expr>();
  const formulas: Equation[] = [];
  for (const each of network.graph.order.toReversed()) {
    const slope = slopes.get(each) as Expr;
    if (network.definition(each) === undefined || slope.args.length === 0 || names.has(slope)) continue;
    const name = quantity(`delta_${each.name}`);
    const rhs = rebuild(
      slope,
      slope.args.map((arg) => replace(arg, (node) => names.get(node))),
    );
    formulas.push({ lhs: name, rhs });
    names.set(slope, name);
  }
  for (const each of parametersOf(network)) {
    const rhs = replace(slopes.get(each) as Expr, (node) => names.get(node));
    formulas.push({ lhs: partial(loss, each), rhs });
  }
  return formulas;
}

/** As a derivation proves them. */
export function provedFormulas(network: Network): readonly Equation[] {
  const deriver = new Deriver(network);
  const gradients = parametersOf(network).map(
    (each) => deriver.derive(network.loss as Quantity, each).theorem,
  );
  const { theorems } = deriver.derivation;
  const names = new Set(theorems.flatMap(({ name }) => name ?? []));
  const inNames = ({ goal, proof }: Theorem): Equation => {
    const lines = proof.by === 'steps' ? proof.steps.map(({ after }) => after) : [];
    const named = lines.findLast((term) => [...quantitiesIn(term)].some((each) => names.has(each)));
    return { lhs: goal.lhs, rhs: named ?? goal.rhs };
  };
  return [
    ...theorems.flatMap(({ name, goal }) => (name === undefined ? [] : [{ lhs: name, rhs: goal.rhs }])),
    ...gradients.map((id) => inNames(deriver.theorem(id))),
  ];
}
