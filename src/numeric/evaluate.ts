/** Values of a network's quantities and of terms, in double precision and written order. */

import type { Expr, Quantity } from '../expr/index.ts';
import type { Definition, Network } from '../network/index.ts';
import { gradients } from './adjoint.ts';
import type { Implementations } from './compile.ts';
import { Program, type Values } from './program.ts';

/** A network's equations, what is used before what uses it; `only` keeps those of some quantities. */
export function equationsOf(network: Network, only?: ReadonlySet<Quantity>): readonly Definition[] {
  const found: Definition[] = [];
  for (const quantity of network.graph.order) {
    const rhs = network.definition(quantity);
    if (rhs !== undefined && (only === undefined || only.has(quantity))) found.push({ quantity, rhs });
  }
  return found;
}

/** The network's own values with some replaced. */
export const valuesWith = (network: Network, values?: Values): Values =>
  values === undefined ? network.values : new Map([...network.values, ...values]);

/**
 * The value of every quantity; `values` replace the network's own, and an equation wins over both.
 *
 * Outside the domain a value is NaN or infinite.
 * Throws: MissingValue if a quantity that is used has neither equation nor value; MissingFunction if an opaque function has no implementation.
 */
export function evaluate(
  network: Network,
  values?: Values,
  functions?: Implementations,
): Map<Quantity, number> {
  const equations = equationsOf(network);
  const program = new Program({ equations, terms: equations.map(({ quantity }) => quantity), functions });
  const given = valuesWith(network, values);
  program.set(given);
  program.run();
  const result = new Map<Quantity, number>();
  for (const { quantity, role } of network.symbols) {
    const value = role === 'defined' ? program.value(quantity) : given.get(quantity);
    if (value !== undefined) result.set(quantity, value);
  }
  return result;
}

/**
 * The value of a term without ∂ at given values of its quantities.
 *
 * Throws: MissingValue, MissingFunction; NotANumber for a ∂ (`Duals` evaluates those), Σ or bracket.
 */
export function evaluateTerm(term: Expr, values: Values, functions?: Implementations): number {
  const program = new Program({ equations: [], terms: [term], functions });
  program.set(values);
  program.run();
  return program.value(term);
}

/** The value of every ∂of/∂q, by one reverse sweep. Throws: as `evaluate`. */
export function evaluateGradients(
  network: Network,
  of: Quantity,
  values?: Values,
  functions?: Implementations,
): Map<Quantity, number> {
  const terms = gradients(network, of);
  const program = new Program({
    equations: equationsOf(network, network.graph.above(of)),
    terms: [...terms.values()],
    functions,
  });
  program.set(valuesWith(network, values));
  program.run();
  return new Map([...terms].map(([quantity, term]) => [quantity, program.value(term)]));
}
