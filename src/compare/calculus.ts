/** Circuits with a variable replaced, and their derivatives by a variable. */
import { Fraction } from '../expr/index.ts';
import type { Circuit } from './circuit.ts';

/** The circuit with some variables replaced; nodes without them stay. `order` is what lies below the roots, if known. */
export function substitute(
  circuit: Circuit,
  roots: readonly number[],
  replacement: ReadonlyMap<number, number>,
  order: readonly number[] = circuit.below(roots),
): readonly number[] {
  circuit.work.spend((order.length + replacement.size) / 16);
  const made = new Map<number, number>(replacement);
  for (const id of order) {
    if (made.has(id)) continue;
    const { args } = circuit.node(id);
    const others = args.map((each) => made.get(each) ?? each);
    if (others.some((each, i) => each !== args[i])) made.set(id, circuit.rebuild(id, others));
  }
  return roots.map((each) => made.get(each) ?? each);
}

/** The derivative of a circuit by one of its variables. */
export function derivative(circuit: Circuit, root: number, by: number): number {
  const slopes = new Map<number, number>([[by, circuit.one]]);
  for (const id of circuit.below([root])) {
    if (slopes.has(id)) continue;
    if (circuit.node(id).args.some((each) => slopes.has(each))) slopes.set(id, slopeOf(circuit, id, slopes));
  }
  return slopes.get(root) ?? circuit.zero;
}

function slopeOf(circuit: Circuit, id: number, slopes: ReadonlyMap<number, number>): number {
  const node = circuit.node(id);
  const [first, second, third] = node.args as [number, number, number];
  const slope = (each: number): number => slopes.get(each) ?? circuit.zero;
  switch (node.op) {
    case 'sum':
      return circuit.sum(node.args.map(slope));
    case 'product':
      return productSlope(circuit, node.args, slope);
    case 'power': {
      const factor = circuit.number(new Fraction(node.exponent));
      return circuit.product([factor, circuit.power(first, node.exponent - 1), slope(first)]);
    }
    case 'root': {
      const factor = circuit.number(node.exponent);
      return circuit.product([factor, circuit.root(first, node.exponent.sub(1)), slope(first)]);
    }
    case 'exp':
      return circuit.product([id, slope(first)]);
    case 'log':
      return circuit.product([circuit.power(first, -1), slope(first)]);
    case 'cases':
      return circuit.cases(first, slope(second), slope(third));
    case 'opaque':
      return circuit.sum(
        node.args.map((arg, i) => {
          if (!slopes.has(arg)) return circuit.zero;
          const orders = node.orders.map((order, j) => (i === j ? order + 1 : order));
          return circuit.product([circuit.opaque(node.name, orders, node.args), slope(arg)]);
        }),
      );
    default:
      return circuit.zero;
  }
}

/** Σ_i u_i′ Π_{j≠i} u_j, by shared products of the factors before and after. */
function productSlope(circuit: Circuit, factors: readonly number[], slope: (id: number) => number): number {
  const after: number[] = [circuit.one];
  for (let i = factors.length - 1; i > 0; i--)
    after.push(circuit.product([factors[i] as number, after[after.length - 1] as number]));
  const terms: number[] = [];
  let before = circuit.one;
  for (const [i, factor] of factors.entries()) {
    const rest = after[factors.length - 1 - i] as number;
    const own = slope(factor);
    if (own !== circuit.zero) terms.push(circuit.product([before, own, rest]));
    before = circuit.product([before, factor]);
  }
  return circuit.sum(terms);
}
