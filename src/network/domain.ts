/**
 * Dom(N): where a network's equations have values and slopes. Every theorem about the network may assume it, and nothing
 * else that the network does not declare.
 */
import {
  type Apply,
  type Condition,
  type Expr,
  isInteger,
  nodes,
  nonzero,
  positive,
  termsOfCondition,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Network } from './network.ts';

/** The conditions one node of a term asks for, its subterms aside. */
export function conditionsOf(node: Expr): readonly Condition[] {
  const [first, second] = node.args;
  switch (node.kind) {
    case 'power': {
      if (second?.kind === 'number' && isInteger(second.value)) {
        return second.value.s < 0n ? factorsNotZero(first as Expr) : [];
      }
      return [positive(first as Expr)];
    }
    case 'cases':
      return [nonzero(first as Expr)];
    case 'apply': {
      const record = functionNamed(node.name);
      if (record === undefined) return [{ kind: 'smooth', function: slopeName(node), at: node.args }];
      return [...(record.domain?.(node.args) ?? []), ...(record.smooth?.(node.args) ?? [])];
    }
    default:
      return [];
  }
}

/** That a product is not 0, said of its factors, and that a power is not, of its base. Example: 2s² ≠ 0 → s ≠ 0 */
export function factorsNotZero(term: Expr): readonly Condition[] {
  const found = new Set<Expr>();
  const open = [term];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const [base, exponent] = each.args;
    if (each.kind === 'product') open.push(...each.args.toReversed());
    else if (each.kind === 'power' && exponent?.kind === 'number' && isInteger(exponent.value)) {
      // x^0 is 1 wherever x is.
      if (exponent.value.n !== 0n) open.push(base as Expr);
    } else if (each.kind !== 'number' || each.value.n === 0n) found.add(each);
  }
  return [...found].map(nonzero);
}

/** What an opaque function or its slope is called whose slope is asked for: of g′ no more is known than of g. Example: g′ → g' */
const slopeName = ({ name, orders }: Apply): string => {
  const [order = 0, ...more] = orders;
  if (order === 0 && more.every((each) => each === 0)) return name;
  return more.length === 0 && order < 4 ? `${name}${"'".repeat(order)}` : `${name}'[${orders.join()}]`;
};

/** Dom(N), together with what the network declares, and where that has a value. */
export function domain(network: Network): readonly Condition[] {
  const terms = [...network.equations.map(({ rhs }) => rhs), ...network.given.flatMap(termsOfCondition)];
  const found = terms.flatMap((term) => nodes(term).flatMap((node) => conditionsOf(node)));
  return [...found, ...network.given];
}
