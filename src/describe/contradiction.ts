/** Whether given values contradict a declared equality, so that a network cannot be given 0 = 1. */
import { type Equation, type Expr, fold, type Quantity } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';

/** Relative difference that rounding of a few decimals explains. */
const tolerance = 1e-9;

function nodeValue(node: Expr, args: readonly number[], values: ReadonlyMap<Quantity, number>): number {
  switch (node.kind) {
    case 'number':
      return node.value.valueOf();
    case 'quantity':
      return values.get(node) ?? Number.NaN;
    case 'sum':
      return args.reduce((total, arg) => total + arg, 0);
    case 'product':
      return args.reduce((total, arg) => total * arg, 1);
    case 'power':
      return (args[0] as number) ** (args[1] as number);
    case 'apply':
      return functionNamed(node.name)?.value(...args) ?? Number.NaN;
    default:
      return Number.NaN;
  }
}

/** The values of both sides if all is known and they differ, otherwise undefined. */
export function contradiction(
  { lhs, rhs }: Equation,
  values: ReadonlyMap<Quantity, number>,
): { readonly left: number; readonly right: number } | undefined {
  const evaluate = (term: Expr): number => fold<number>(term, (node, args) => nodeValue(node, args, values));
  const [left, right] = [evaluate(lhs), evaluate(rhs)];
  const scale = Math.max(1, Math.abs(left), Math.abs(right));
  return Math.abs(left - right) > tolerance * scale ? { left, right } : undefined;
}
