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
        return second.value.s < 0n ? [nonzero(first as Expr)] : [];
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
