/**
 * Which quantity depends on which, and the questions a proof asks of it: is there a path, does a cut separate.
 * An edge leads from a quantity to each quantity whose equation mentions it. Ranks (the longest path from an input)
 * prune every search: nothing of a rank at or above the goal's leads to it.
 */
import { type Expr, type Quantity, quantitiesIn } from '../expr/index.ts';

export class Graph {
  readonly #position = new Map<Quantity, number>();
  readonly #children = new Map<Quantity, Quantity[]>();
  readonly #parents = new Map<Quantity, readonly Quantity[]>();
  readonly #rank = new Map<Quantity, number>();
  /** All quantities, what is used before what uses it; ties in order of declaration. */
  readonly order: readonly Quantity[];
  /** A circle of definitions, if there is one; the graph is then of no further use. */
  readonly circle: readonly Quantity[] | undefined;

  constructor(quantities: readonly Quantity[], equations: ReadonlyMap<Quantity, Expr>) {
    const missing = new Map<Quantity, number>();
    for (const [position, each] of quantities.entries()) {
      this.#position.set(each, position);
      const rhs = equations.get(each);
      const used = rhs === undefined ? [] : [...quantitiesIn(rhs)];
      this.#parents.set(each, used);
      missing.set(each, used.length);
      for (const parent of used) {
        const known = this.#children.get(parent);
        if (known === undefined) this.#children.set(parent, [each]);
        else known.push(each);
      }
    }
    const order: Quantity[] = quantities.filter((each) => missing.get(each) === 0);
    for (let i = 0; i < order.length; i++) {
      const each = order[i] as Quantity;
      let rank = 0;
      for (const parent of this.parents(each)) rank = Math.max(rank, 1 + this.rank(parent));
      this.#rank.set(each, rank);
      for (const child of this.children(each)) {
        const left = (missing.get(child) ?? 0) - 1;
        missing.set(child, left);
        if (left === 0) order.push(child);
      }
    }
    this.order = order;
    this.circle = order.length === quantities.length ? undefined : this.#findCircle(quantities, missing);
  }

  /** The quantities whose equations mention this one, in order of declaration. */
  children(of: Quantity): readonly Quantity[] {
    return this.#children.get(of) ?? [];
  }

  /** The quantities this one's equation mentions, in written order. */
  parents(of: Quantity): readonly Quantity[] {
    return this.#parents.get(of) ?? [];
  }

  /** Whether the graph knows a quantity. */
  has(quantity: Quantity): boolean {
    return this.#position.has(quantity);
  }

  /** Length of the longest path from an input. */
  rank(of: Quantity): number {
    return this.#rank.get(of) ?? 0;
  }

  /** Position in the order of declaration. */
  position(of: Quantity): number {
    return this.#position.get(of) ?? Number.POSITIVE_INFINITY;
  }

  /** Whether some path of at least one edge leads from a quantity to a goal, neither passing nor ending in what is avoided. */
  leads(from: Quantity, to: Quantity, avoiding: ReadonlySet<Quantity>): boolean {
    return !avoiding.has(to) && this.meets(from, new Set([to]), avoiding) !== undefined;
  }

  /** The first of some goals that a path of at least one edge from a quantity meets, avoiding others; undefined if none. */
  meets(from: Quantity, goals: ReadonlySet<Quantity>, avoiding: ReadonlySet<Quantity>): Quantity | undefined {
    let limit = -1;
    for (const goal of goals) limit = Math.max(limit, this.rank(goal));
    const seen = new Set<Quantity>([from]);
    const open: Quantity[] = [from];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      for (const child of this.children(each)) {
        if (seen.has(child) || avoiding.has(child) || this.rank(child) > limit) continue;
        if (goals.has(child)) return child;
        seen.add(child);
        open.push(child);
      }
    }
    return undefined;
  }

  /** Everything that a quantity depends on, itself included. */
  above(goal: Quantity): ReadonlySet<Quantity> {
    const seen = new Set<Quantity>([goal]);
    for (const each of seen) for (const parent of this.parents(each)) seen.add(parent);
    return seen;
  }

  #findCircle(quantities: readonly Quantity[], missing: ReadonlyMap<Quantity, number>): readonly Quantity[] {
    const stuck = (each: Quantity): boolean => (missing.get(each) ?? 0) > 0;
    const trail = new Map<Quantity, number>();
    const walk: Quantity[] = [];
    let each = quantities.find(stuck) as Quantity;
    while (!trail.has(each)) {
      trail.set(each, walk.length);
      walk.push(each);
      each = this.parents(each).find(stuck) as Quantity;
    }
    return [...walk.slice(trail.get(each)), each];
  }
}
