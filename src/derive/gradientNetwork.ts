/** A network of families with its gradients as further families: the theorems found for them, read as equations to compute by. */
import { addIndex, type Index, index, type Quantity, quantity } from '../expr/index.ts';
import {
  type Definition,
  makeNetwork,
  type Network,
  type NetworkSymbol,
  type Range,
  UndecidedError,
} from '../network/index.ts';
import { IndexedDeriver, type IndexedWorked } from './indexed.ts';

export interface GradientNetwork {
  readonly network: Network;
  /** The family that holds a gradient, by the family that it belongs to. */
  readonly gradients: ReadonlyMap<string, Quantity>;
}

/**
 * The network together with ∂of/∂w for every w that is asked for, and the error terms that these rest on.
 *
 * Throws: UndecidedError if a gradient is not found, or not for every size; RangeError if the network has no families.
 *
 * Example: w → delta[L,j] = (a[L,j] − y[j])·G′(z[L,j]), delta[l,j] = …, d_w[l,j,k] = delta[l,j]·a[l−1,k]
 */
export function gradientNetwork(network: Network, of: Quantity, wrt: readonly Quantity[]): GradientNetwork {
  const deriver = new IndexedDeriver(network);
  const asked = wrt.map((each) => deriver.derive(of, each));
  const underlying = deriver.underlying(asked.flat());
  const symbols = new Map<string, NetworkSymbol>();
  const equations: Definition[] = [];
  const add = (family: Quantity, name: string, parts: readonly IndexedWorked[]): void => {
    const symbol = network.symbol(family);
    if (symbol === undefined) return;
    for (const part of parts) requireEverySize(part);
    symbols.set(name, {
      quantity: quantity(name, symbol.quantity.indices),
      role: 'defined',
      ranges: rangesOf(symbol, network).map((range, i) => withEnds(range, parts, i)),
    });
    for (const { theorem, wrt: member, ranges } of parts)
      equations.push({
        quantity: quantity(name, member.indices),
        rhs: deriver.theorem(theorem).goal.rhs,
        ranges,
      });
  };
  const gradients = new Map<string, Quantity>();
  for (const [i, family] of wrt.entries()) {
    const name = freeName(`d_${family.name}`, network);
    add(family, name, asked[i] ?? []);
    gradients.set(family.name, quantity(name, family.indices));
  }
  for (const { name, goal } of deriver.derivation.theorems) {
    if (name === undefined || goal.lhs.kind !== 'partial') continue;
    const { by } = goal.lhs;
    const own = [...asked.flat(), ...underlying].filter((each) => each.wrt.name === by.name);
    if (own.length > 0) add(by, name.name, own);
  }
  return {
    network: makeNetwork({
      ...network,
      symbols: [...network.symbols, ...symbols.values()],
      equations: [...network.equations, ...equations],
    }),
    gradients,
  };
}

/** Equations compute at every size, and the ends of a range may meet at small ones. Throws: UndecidedError. */
function requireEverySize({ wrt, ranges }: IndexedWorked): void {
  const own = wrt.indices.map(({ key }) => key);
  const [few] = ranges.filter(({ index }) => !own.includes(index));
  if (few !== undefined)
    throw new UndecidedError(`the gradient at ${wrt.name} is known where ${few.from.key} ≤ ${few.to.key}`);
}

/** Where a family has equations, if not everywhere. */
function rangesOf({ quantity: q, ranges = [] }: NetworkSymbol, { equations }: Network): readonly Range[] {
  const general = equations.find(
    (each) => each.quantity.name === q.name && each.ranges?.length === ranges.length,
  );
  return general?.ranges ?? ranges;
}

/** A range with the members just before and behind it of which theorems are told, such as d[0] = e[T] before d[r]. */
function withEnds(range: Range, parts: readonly IndexedWorked[], place: number): Range {
  const isTold = (end: Index): boolean => parts.some(({ wrt }) => wrt.indices[place]?.key === end.key);
  const [before, behind] = [addIndex(range.from, index(-1)), addIndex(range.to, index(1))];
  return {
    ...range,
    ...(isTold(before) && { from: before }),
    ...(isTold(behind) && { to: behind }),
  };
}

/** A name that the network leaves free. */
function freeName(wanted: string, network: Network): string {
  let name = wanted;
  while (network.named(name) !== undefined) name += '_';
  return name;
}
