/** Terms in which no two sums bind the same index, so that a name alone tells where an index runs. */
import {
  type Expr,
  fold,
  indexedSum,
  indexVariable,
  nodes,
  rebuild,
  substituteIndices,
} from '../../expr/index.ts';
import { InstanceError, type Range } from '../../network/index.ts';

/** At most so many sums within one another. */
const NESTING = 100;

/** A term with an index of its own for every sum, `prefix` in its name, and where these run, each after those it mentions. */
export function apart(term: Expr, prefix = ''): { readonly term: Expr; readonly ranges: readonly Range[] } {
  let count = 0;
  const renamed = (body: Expr, nesting: number): Expr =>
    fold<Expr>(body, rebuild, new Map(), (node) => {
      if (node.kind !== 'indexedSum') return undefined;
      if (nesting === NESTING) throw new InstanceError('limit', 'sums nested too deeply');
      const name = `%${prefix}${count++}`;
      const inner = substituteIndices(node.args[0] as Expr, new Map([[node.index, indexVariable(name)]]));
      return indexedSum(name, node.from, node.to, renamed(inner, nesting + 1));
    });
  const numberOf = ({ index }: Range): number => Number(index.slice(1 + prefix.length));
  const whole = renamed(term, 0);
  const ranges = nodes(whole).flatMap((node): readonly Range[] =>
    node.kind === 'indexedSum' ? [{ index: node.index, from: node.from, to: node.to }] : [],
  );
  // Outer sums were numbered before inner ones, which may mention their indices.
  return {
    term: whole,
    ranges: [...ranges].sort((a, b) => numberOf(a) - numberOf(b)),
  };
}
