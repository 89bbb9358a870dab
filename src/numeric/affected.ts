/** What moves with a quantity, in the order in which it is computed. */
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';

/** What depends on `by` along paths that avoid `hold`, up to a rank; what is used before what uses it. */
export function affected(
  { graph }: Network,
  by: Quantity,
  hold: readonly Quantity[],
  limit: number,
): readonly Quantity[] {
  const barred = new Set(hold).add(by);
  const found = new Set<Quantity>();
  const open = [by];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const child of graph.children(each)) {
      if (found.has(child) || barred.has(child) || graph.rank(child) > limit) continue;
      found.add(child);
      open.push(child);
    }
  }
  return [...found].sort((a, b) => graph.rank(a) - graph.rank(b));
}
