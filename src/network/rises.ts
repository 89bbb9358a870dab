/**
 * By how much equations between families move an index: `a[l,j]` from `z[l,j]` by 0, `z[l,j]` from `a[l-1,k]` by 1. From this
 * follow that no member is defined through itself, and that no path leads from one member to another.
 */
import { addIndex, type Quantity } from '../expr/index.ts';
import { isEvery } from './mentions.ts';

/** The equation of `child` mentions `parent`; both as they are written there. */
export interface Edge {
  readonly parent: Quantity;
  readonly child: Quantity;
}

/** Which place an index variable has in a family, as it was declared. */
export type Coordinates = (family: string) => ReadonlyMap<string, number>;

export class Rises {
  readonly #edges: readonly Edge[];
  readonly #coordinates: Coordinates;
  readonly #from = new Map<string, Edge[]>();
  readonly #reaches = new Map<string, ReadonlySet<string>>();
  readonly #least = new Map<string, ReadonlyMap<string, number>>();

  constructor(edges: readonly Edge[], coordinates: Coordinates) {
    this.#edges = edges;
    this.#coordinates = coordinates;
    for (const edge of edges) {
      const { name } = edge.parent;
      this.#from.set(name, [...(this.#from.get(name) ?? []), edge]);
    }
  }

  /** Whether a family leads to another along any edges. */
  leads(from: string, to: string): boolean {
    const known = this.#reaches.get(from);
    if (known !== undefined) return known.has(to);
    const found = new Set<string>();
    const open = [from];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      for (const { child } of this.#from.get(each) ?? []) {
        if (found.has(child.name)) continue;
        found.add(child.name);
        open.push(child.name);
      }
    }
    this.#reaches.set(from, found);
    return found.has(to);
  }

  /** The least rise (`direction` 1) or fall (−1) of one coordinate along paths of at least one edge; −∞ where nothing bounds it. */
  least(variable: string, from: string, direction: number): ReadonlyMap<string, number> {
    const key = `${variable} ${from} ${direction}`;
    const known = this.#least.get(key);
    if (known !== undefined) return known;
    const least = new Map<string, number>();
    const families = new Set(this.#edges.map(({ child }) => child.name)).size + 2;
    let changed = true;
    for (let round = 0; changed && round <= 2 * families; round++) {
      changed = false;
      for (const edge of this.#edges) {
        const [parent, child] = [edge.parent.name, edge.child.name];
        const start = parent === from ? Math.min(0, least.get(parent) ?? 0) : least.get(parent);
        if (start === undefined) continue;
        const total = start + this.#rise(edge, variable, direction);
        if (total < (least.get(child) ?? Number.POSITIVE_INFINITY)) {
          least.set(child, round >= families ? Number.NEGATIVE_INFINITY : total);
          changed = true;
        }
      }
    }
    this.#least.set(key, least);
    return least;
  }

  /** What equations define that may lie on a circle: edges that lie on none are put aside until no more do. */
  circular(): ReadonlySet<Quantity> {
    const circular = this.#edges.filter(({ parent, child }) => this.#leadsBack(child.name, parent.name));
    const left = circular.filter(
      (edge) => !this.#isOrdered(edge.child.name) && !this.#risesIn(circular, edge),
    );
    if (left.length === this.#edges.length) return new Set(left.map(({ child }) => child));
    return new Rises(left, this.#coordinates).circular();
  }

  #leadsBack(from: string, to: string): boolean {
    return from === to || this.leads(from, to);
  }

  /** Whether one coordinate rises, or falls, along every way from a family back to it. */
  #isOrdered(name: string): boolean {
    return [...this.#coordinates(name).keys()].some((variable) =>
      [1, -1].some((direction) => (this.least(variable, name, direction).get(name) ?? 1) >= 1),
    );
  }

  /** Whether an edge moves a coordinate that no edge moves back on any circle through it. */
  #risesIn(circular: readonly Edge[], edge: Edge): boolean {
    const together = circular.filter(
      ({ parent, child }) =>
        this.#leadsBack(edge.child.name, parent.name) && this.#leadsBack(child.name, edge.parent.name),
    );
    return [...this.#coordinates(edge.child.name).keys()].some((variable) =>
      [1, -1].some(
        (direction) =>
          this.#rise(edge, variable, direction) > 0 &&
          together.every((each) => this.#rise(each, variable, direction) >= 0),
      ),
    );
  }

  /** By how much one edge raises a coordinate: −∞ where that is not a number. */
  #rise({ parent, child }: Edge, variable: string, direction: number): number {
    const [i, j] = [
      this.#coordinates(parent.name).get(variable),
      this.#coordinates(child.name).get(variable),
    ];
    const [low, high] = [
      i === undefined ? undefined : parent.indices[i],
      j === undefined ? undefined : child.indices[j],
    ];
    if (low === undefined || high === undefined || isEvery(low) || isEvery(high))
      return Number.NEGATIVE_INFINITY;
    const rise = addIndex(high, low, -1);
    return rise.terms.length === 0 ? direction * rise.constant : Number.NEGATIVE_INFINITY;
  }
}
