/** The reverse sweep over a network: every gradient of one quantity, as shared terms, in one pass over the equations. */
import { type Expr, num, type Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { logistic } from './logistic.ts';
import { isZero, sweep, total } from './sweep.ts';

/**
 * ∂of/∂q for every quantity q of the network, as terms in the network's own quantities that share their parts; 0 where no
 * path leads from q.
 *
 * Example: E = ½(y − a)², a = w·x → ∂E/∂a = −1·(y + −1·a), ∂E/∂w = −1·((y + −1·a)·x)
 */
export function gradients(network: Network, of: Quantity): ReadonlyMap<Quantity, Expr> {
  const { order } = network.graph;
  const named = new Map<Expr, Quantity>();
  for (const { quantity, rhs } of network.equations) {
    if ((rhs.kind === 'apply' || logistic(rhs)) && !named.has(rhs)) named.set(rhs, quantity);
  }
  const waiting = new Map<Quantity, Expr[]>([[of, [num(1)]]]);
  const give = (to: Quantity, contribution: Expr): void => {
    const known = waiting.get(to);
    if (known === undefined) waiting.set(to, [contribution]);
    else known.push(contribution);
  };
  const found = new Map<Quantity, Expr>();
  for (let i = order.length - 1; i >= 0; i--) {
    const quantity = order[i] as Quantity;
    const received = waiting.get(quantity);
    if (received === undefined) continue;
    const adjoint = total(received);
    found.set(quantity, adjoint);
    const rhs = network.definition(quantity);
    if (rhs !== undefined && !isZero(adjoint)) sweep(rhs, adjoint, give, named);
  }
  return new Map(network.symbols.map(({ quantity }) => [quantity, found.get(quantity) ?? num(0)]));
}
