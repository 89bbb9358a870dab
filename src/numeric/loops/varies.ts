/** Which indices a term varies with: those it leaves free, and those on which their ranges depend. */
import { type Expr, fold, indexNames, ownIndices } from '../../expr/index.ts';
import type { Range } from '../../network/index.ts';

export type Names = ReadonlySet<string>;

const none: Names = new Set();

export const union = (a: Names, b: Names): Names => {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  return [...small].every((each) => large.has(each)) ? large : new Set([...large, ...small]);
};

export class Varies {
  readonly #ranges: ReadonlyMap<string, Range>;
  readonly #of = new Map<Expr, Names>();

  /** `ranges` tells where every index runs; other names are sizes. */
  constructor(ranges: ReadonlyMap<string, Range>) {
    this.#ranges = ranges;
  }

  with(term: Expr): Names {
    return fold<Names>(
      term,
      (node, args) => {
        const all = args.reduce(union, this.#closed(ownIndices(node)));
        if (node.kind !== 'indexedSum') return all;
        return new Set([...all].filter((name) => name !== node.index));
      },
      this.#of,
    );
  }

  #closed(names: Names): Names {
    const found = new Set<string>();
    const open = [...names];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const range = this.#ranges.get(name);
      if (range === undefined || found.has(name)) continue;
      found.add(name);
      open.push(...indexNames(range.to, indexNames(range.from)));
    }
    return found.size === 0 ? none : found;
  }
}
