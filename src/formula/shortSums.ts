/** Which sums are written without bounds. */
import type { Expr, IndexedSum } from '../expr/index.ts';
import { type BareRanges, bareRanges } from './bareRanges.ts';
import type { IndexScope } from './scope.ts';

/** Whether what is summed says by itself where the index runs. */
export type IsShort = (node: IndexedSum) => boolean;

export const neverShort: IsShort = () => false;

export function shortBy(ranges: IndexScope['ranges']): IsShort {
  const memo = new Map<Expr, BareRanges>();
  return (node) => {
    const found = bareRanges(node.args[0] as Expr, ranges, memo).get(node.index);
    if (found === undefined || found.clash !== undefined || found.inner !== undefined) return false;
    return found.from.key === node.from.key && found.to.key === node.to.key;
  };
}
