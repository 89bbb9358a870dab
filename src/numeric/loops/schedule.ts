/**
 * In which order equations of families are computed. Equations that rest on one another, such as a[l] on z[l] on a[l−1], share a
 * loop over the coordinate that rises along every circle; the others follow what they use.
 */
import { addIndex, type Index, index, indexNames, substituteIndex } from '../../expr/index.ts';
import { type Definition, type Network, type Range, UndecidedError } from '../../network/index.ts';
import { mentionsApart } from '../../network/mentions.ts';
import type { Sizes, Writer } from '../../network/writing.ts';

/** One equation in a loop over a coordinate: at the loop's value u it is computed where the coordinate is sign·(u − shift). */
export interface Member {
  readonly definition: Definition;
  readonly coordinate: Index;
  readonly shift: number;
  readonly from: number;
  readonly to: number;
}

export type Plan =
  | { readonly kind: 'equation'; readonly definition: Definition }
  | {
      readonly kind: 'rise';
      readonly sign: 1 | -1;
      readonly from: number;
      readonly to: number;
      readonly members: readonly Member[];
      readonly body: readonly Plan[];
    };

/** One equation uses another through one mention of its family. */
interface Edge {
  readonly from: Definition;
  readonly to: Definition;
  readonly mention: readonly Index[];
}

/** The equations of a network in order. Throws: UndecidedError where no coordinate orders a circle. */
export function schedule(network: Network, writer: Writer, sizes: Sizes): readonly Plan[] {
  const byFamily = new Map<string, Definition[]>();
  for (const each of network.equations) {
    const { name } = each.quantity;
    byFamily.set(name, [...(byFamily.get(name) ?? []), each]);
  }
  const edges = network.equations.flatMap((to) =>
    mentionsApart(to.rhs).flatMap(({ quantity: q }) =>
      (byFamily.get(q.name) ?? []).map((from): Edge => ({ from, to, mention: q.indices })),
    ),
  );
  const numbers = new Map(
    [...sizes].flatMap(([name, value]) => (typeof value === 'number' ? [[name, index(value)] as const] : [])),
  );
  return new Scheduler(network, writer, numbers).plan(network.equations, edges);
}

class Scheduler {
  readonly #network: Network;
  readonly #writer: Writer;
  readonly #numbers: ReadonlyMap<string, Index>;

  constructor(network: Network, writer: Writer, numbers: ReadonlyMap<string, Index>) {
    this.#network = network;
    this.#writer = writer;
    this.#numbers = numbers;
  }

  plan(equations: readonly Definition[], edges: readonly Edge[]): readonly Plan[] {
    return circlesOf(equations, edges).flatMap((circle): readonly Plan[] => {
      const [only] = circle as [Definition, ...Definition[]];
      const own = new Set(circle);
      const inside = edges.filter(({ from, to }) => own.has(from) && own.has(to));
      if (inside.length === 0) return [{ kind: 'equation', definition: only }];
      return [this.#rise(circle, inside)];
    });
  }

  /** A loop over a coordinate along which no edge of the circle falls and some rise. */
  #rise(circle: readonly Definition[], edges: readonly Edge[]): Plan {
    const names = new Set(circle.flatMap((each) => [...this.#coordinates(each).keys()]));
    for (const name of names) {
      for (const sign of [1, -1] as const) {
        const found = this.#along(name, sign, circle, edges);
        if (found !== undefined) return found;
      }
    }
    const [{ quantity: equation }] = circle as [Definition];
    throw new UndecidedError(`no order is known in which to compute ${equation.name}`, { equation });
  }

  #along(
    name: string,
    sign: 1 | -1,
    circle: readonly Definition[],
    edges: readonly Edge[],
  ): Plan | undefined {
    const rises = edges.map((edge) => sign * this.#riseOf(edge, name));
    if (!rises.every(Number.isFinite)) return undefined;
    const shifts = new Map(circle.map((each) => [each, 0]));
    const shift = (each: Definition): number => shifts.get(each) as number;
    const slack = ({ from, to }: Edge, i: number): number => (rises[i] as number) + shift(to) - shift(from);
    for (let round = 0; round <= circle.length; round++) {
      const late = edges.filter((edge, i) => slack(edge, i) < 0);
      if (late.length === 0) break;
      if (round === circle.length) return undefined;
      for (const [i, edge] of edges.entries())
        if (slack(edge, i) < 0) shifts.set(edge.to, shift(edge.to) - slack(edge, i));
    }
    const within = edges.filter((edge, i) => slack(edge, i) === 0);
    if (within.length === edges.length) return undefined;
    const members = circle.map((each) => this.#member(each, name, shift(each)));
    if (!members.every((each) => each !== undefined)) return undefined;
    const ends = members.flatMap(({ from, to, shift: by }) => [sign * from + by, sign * to + by]);
    return {
      kind: 'rise',
      sign,
      from: Math.min(...ends),
      to: Math.max(...ends),
      members,
      body: this.plan(circle, within),
    };
  }

  /** How far the coordinate rises from what is used to what uses it; NaN where that is no one number. */
  #riseOf({ from, to, mention }: Edge, name: string): number {
    const high = to.quantity.indices[this.#coordinates(to).get(name) ?? -1];
    const low = mention[this.#coordinates(from).get(name) ?? -1];
    if (high === undefined || low === undefined) return Number.NaN;
    const rise = substituteIndex(addIndex(high, low, -1), this.#numbers);
    return rise.terms.length === 0 ? rise.constant : Number.NaN;
  }

  /** Where an equation's coordinate runs, if that is the same whatever its other indices are. */
  #member(definition: Definition, name: string, shift: number): Member | undefined {
    const coordinate = definition.quantity.indices[this.#coordinates(definition).get(name) ?? -1];
    if (coordinate === undefined) return undefined;
    const { ranges = [] } = definition;
    const own = ranges.find((range) => range.index === coordinate.key);
    const { from, to }: Omit<Range, 'index'> = own ?? { from: coordinate, to: coordinate };
    const used = indexNames(to, indexNames(from));
    if (ranges.some((range) => used.has(range.index))) return undefined;
    const at = (each: Index): number => this.#writer.index(each, new Map());
    return { definition, coordinate, shift, from: at(from), to: at(to) };
  }

  /** The index variables of an equation's family as declared, with their places. */
  #coordinates({ quantity: q }: Definition): ReadonlyMap<string, number> {
    return new Map((this.#network.symbol(q)?.ranges ?? []).map((range, place) => [range.index, place]));
  }
}

/** Sets of equations that rest on one another, each after those that it uses. Source: Tarjan, Depth-first search and linear graph algorithms. */
function circlesOf(
  equations: readonly Definition[],
  edges: readonly Edge[],
): readonly (readonly Definition[])[] {
  const uses = new Map<Definition, Definition[]>(equations.map((each) => [each, []]));
  for (const { from, to } of edges) uses.get(to)?.push(from);
  const number = new Map<Definition, number>();
  const lowest = new Map<Definition, number>();
  const open: Definition[] = [];
  const isOpen = new Set<Definition>();
  const found: Definition[][] = [];
  const lower = (each: Definition, to: number): unknown =>
    lowest.set(each, Math.min(lowest.get(each) as number, to));
  for (const root of equations) {
    const path: { readonly at: Definition; next: number }[] = number.has(root) ? [] : [{ at: root, next: 0 }];
    for (let top = path[path.length - 1]; top !== undefined; top = path[path.length - 1]) {
      const { at } = top;
      if (!number.has(at)) {
        lowest.set(at, number.size);
        number.set(at, number.size);
        open.push(at);
        isOpen.add(at);
      }
      const next = uses.get(at)?.[top.next++];
      if (next !== undefined) {
        if (!number.has(next)) path.push({ at: next, next: 0 });
        else if (isOpen.has(next)) lower(at, number.get(next) as number);
        continue;
      }
      path.pop();
      const below = path[path.length - 1];
      if (below !== undefined) lower(below.at, lowest.get(at) as number);
      if (lowest.get(at) !== number.get(at)) continue;
      const circle = open.splice(open.indexOf(at));
      for (const each of circle) isOpen.delete(each);
      found.push(circle);
    }
  }
  return found;
}
