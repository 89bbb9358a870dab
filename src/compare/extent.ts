/**
 * How much there will be once indices are written out at sizes, counted without writing: never too little where every index
 * lies in its range, too much at most where the ranges of inner sums depend on outer indices.
 */
import { addIndex, type Expr, fold, type Index, type Quantity } from '../expr/index.ts';
import { EVERY, type Network, type Range } from '../network/index.ts';
import type { Sizes } from '../network/instance.ts';
import type { Budget } from './budget.ts';

/** The smallest and the largest value of each index variable. */
type Bounds = ReadonlyMap<string, readonly [number, number]>;

/** Sums nested deeper are refused by whoever writes them. */
const NESTING = 100;

export class Extent {
  readonly #network: Network;
  readonly #sizes: Sizes;
  readonly #work: Budget;

  constructor(network: Network, sizes: Sizes, work: Budget) {
    this.#network = network;
    this.#sizes = sizes;
    this.#work = work;
  }

  /** How many nodes are written for a term. Throws: Beyond if the counting itself takes too long. */
  nodes(term: Expr, bounds: Bounds, nesting = 0): number {
    let total = 0;
    fold<true>(
      term,
      (node) => {
        total += 1 + node.args.length / 4;
        if (node.kind === 'quantity') total += this.#members(node);
        if (node.kind === 'partial') for (const each of node.hold) total += this.#members(each);
        return true;
      },
      new Map(),
      (node) => {
        this.#work.spend(1 / 8);
        if (node.kind !== 'indexedSum') return undefined;
        const count = this.#length(node, bounds);
        total += 1;
        if (nesting < NESTING && count > 0) {
          const inner = new Map(bounds).set(node.index, this.#bounds(node, bounds));
          total += count * (1 + this.nodes(node.args[0] as Expr, inner, nesting + 1));
        }
        return true;
      },
    );
    return total;
  }

  /** How many values some ranges have together, and within what bounds each index then lies; a range may mention those before. */
  places(
    ranges: readonly Range[],
    outer: Bounds = new Map(),
  ): { readonly count: number; readonly bounds: Bounds } {
    const bounds = new Map(outer);
    let count = 1;
    for (const each of ranges) {
      count *= this.#length(each, bounds);
      bounds.set(each.index, this.#bounds(each, bounds));
    }
    return { count, bounds };
  }

  /** How many nodes the network has, its families written out. */
  network(): number {
    const { symbols, equations } = this.#network;
    let total = 0;
    for (const { ranges = [] } of symbols) total += this.places(ranges).count;
    for (const { rhs, ranges = [] } of equations) {
      const { count, bounds } = this.places(ranges);
      if (count > 0) total += count * (1 + this.nodes(rhs, bounds));
    }
    return total;
  }

  /** How many members a whole family stands for. */
  #members(of: Quantity): number {
    if (!of.indices.some(({ key }) => key === EVERY)) return 0;
    return this.places(this.#network.symbol(of)?.ranges ?? []).count;
  }

  #length({ from, to }: Omit<Range, 'index'>, bounds: Bounds): number {
    return Math.max(0, 1 + this.#ends(addIndex(to, from, -1), bounds)[1]);
  }

  #bounds({ from, to }: Omit<Range, 'index'>, bounds: Bounds): readonly [number, number] {
    return [this.#ends(from, bounds)[0], this.#ends(to, bounds)[1]];
  }

  /** Between what an index lies. */
  #ends(each: Index, bounds: Bounds): readonly [number, number] {
    let [low, high] = [each.constant, each.constant];
    for (const { atom, coefficient } of each.terms) {
      const known = atom.indices.length === 0 ? bounds.get(atom.name) : undefined;
      const [least, most] = known ?? this.#size(atom.name);
      low += coefficient * (coefficient > 0 ? least : most);
      high += coefficient * (coefficient > 0 ? most : least);
    }
    return [low, high];
  }

  /** What has no size is refused by whoever writes it. */
  #size(name: string): readonly [number, number] {
    const size = this.#sizes.get(name) ?? 0;
    if (typeof size === 'number') return [size, size];
    return [
      size.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      size.reduce((a, b) => Math.max(a, b), 0),
    ];
  }
}
