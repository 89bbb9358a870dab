/**
 * A family network at concrete sizes: an ordinary scalar network whose quantities are members such as w[1,2,3], and the
 * terms of a proof written out in it. It tests what is proved for every size by numbers; nothing that is proved rests on it.
 */
import { type Condition, type Expr, type Index, indexNames, mapCondition } from '../expr/index.ts';
import { conditionRanges } from './conditionRanges.ts';
import type { Range } from './definition.ts';
import { makeNetwork, type Network } from './network.ts';
import { type Assignment, type Sizes, Writer } from './writing.ts';

export { InstanceError, type Sizes } from './writing.ts';

export interface Instance {
  /** The scalar network. */
  readonly network: Network;
  readonly sizes: Sizes;
  /** A term in which the sums are written out. Names that the network does not declare keep their indices as numbers. Throws: InstanceError. */
  readonly term: (expr: Expr, indices?: Assignment) => Expr;
  /** The value of an index. Throws: InstanceError. */
  readonly index: (each: Index, indices?: Assignment) => number;
  /** Every assignment of numbers to the indices of some ranges, in order; a range may mention those before. Throws: InstanceError. */
  readonly assignments: (ranges: readonly Range[]) => Iterable<Assignment>;
}

/** A family network at some sizes; of a scalar network, the same network. Throws: InstanceError, NetworkError. */
export function instantiate(network: Network, sizes: Sizes): Instance {
  const writer = new Writer(network, sizes);
  const symbols = network.symbols.flatMap((symbol) => writer.membersOf(symbol));
  const equations = network.equations.flatMap(({ quantity: q, rhs, ranges = [] }) =>
    [...writer.assignments(ranges)].map((at) => ({
      quantity: writer.member(q, at),
      rhs: writer.term(rhs, at),
    })),
  );
  const defined = new Set(equations.map((each) => each.quantity));
  const scalar = makeNetwork({
    name: network.name,
    symbols: symbols.map((symbol) =>
      symbol.role === 'defined' && !defined.has(symbol.quantity) ? { ...symbol, role: 'input' } : symbol,
    ),
    equations,
    ...(network.loss && { loss: writer.member(network.loss, new Map()) }),
    given: network.given.flatMap((each) => conditionsAt(writer, network, each)),
    opaque: new Map([...network.opaque, ...writer.arities]),
    values: network.values,
    ...(network.learningRate !== undefined && { learningRate: network.learningRate }),
  });
  writer.parents = (of) => scalar.graph.parents(of);
  return {
    network: scalar,
    sizes,
    term: (expr, indices = new Map()) => writer.term(expr, indices),
    index: (each, indices = new Map()) => writer.index(each, indices),
    assignments: (ranges) => writer.assignments(ranges),
  };
}

/** A declared condition at each value of the indices that it leaves free. */
function conditionsAt(writer: Writer, network: Network, condition: Condition): readonly Condition[] {
  if (condition.kind === 'range') return [];
  const { ranges } = conditionRanges(
    condition,
    (q) => network.symbol(q)?.ranges ?? [],
    new Set(network.sizes),
  );
  const first = new Map([...ranges].reverse().map((range) => [range.index, range]));
  const isInside = (at: Assignment): boolean =>
    ranges.every(({ index: name, from, to }) => {
      const value = at.get(name) ?? Number.NaN;
      return writer.index(from, at) <= value && value <= writer.index(to, at);
    });
  return [...writer.assignments(inOrder([...first.values()]))]
    .filter(isInside)
    .map((at) => mapCondition(condition, (each) => writer.term(each, at)));
}

/** Ranges, each after those of the indices that it mentions; a circle keeps its order. */
function inOrder(ranges: readonly Range[]): readonly Range[] {
  const left = [...ranges];
  const sorted: Range[] = [];
  while (left.length > 0) {
    const at = left.findIndex(({ from, to }) => {
      const used = indexNames(to, indexNames(from));
      return !left.some((other) => used.has(other.index));
    });
    sorted.push(...left.splice(Math.max(0, at), 1));
  }
  return sorted;
}
