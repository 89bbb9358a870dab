/** The paths from a quantity to a goal as a diagram, where they can be drawn in one line: chains, and groups that all lead to the next group. */
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';

/** The paths between two quantities. */
export interface Paths {
  /** What the quantity enters, on the way to the goal. */
  readonly first: readonly Quantity[];
  /** After which quantity the paths part, if they do so after a common beginning. */
  readonly splitsAfter: Quantity | undefined;
  /** Stages from the quantity to the goal; within a stage parallel chains. Undefined if they cannot be drawn so. */
  readonly stages: readonly (readonly (readonly Quantity[])[])[] | undefined;
}

/** Paths, at most so many, and how many there are; -1 for more than a thousand. */
export interface PathList {
  readonly count: number;
  readonly paths: readonly (readonly Quantity[])[];
}

/** More paths than this are not told apart. */
const UNCOUNTED = 1000;

/** The paths from one quantity to another, each from its beginning to its end, in the order of declaration. */
export function listPaths(network: Network, from: Quantity, to: Quantity, most: number): PathList {
  const children = between(network, from, to);
  const count = countPaths(network, children, from, to);
  if (count > most || count < 0) return { count, paths: [] };
  let open: (readonly Quantity[])[] = [[from]];
  while (open.some((path) => path.at(-1) !== to)) {
    open = open.flatMap((path) => {
      const end = path.at(-1) as Quantity;
      return end === to ? [path] : (children.get(end) ?? []).map((next) => [...path, next]);
    });
  }
  return { count, paths: open };
}

function countPaths(
  network: Network,
  children: ReadonlyMap<Quantity, readonly Quantity[]>,
  from: Quantity,
  to: Quantity,
): number {
  const counts = new Map<Quantity, number>([[to, 1]]);
  const countOf = (each: Quantity): number =>
    Math.min(
      UNCOUNTED + 1,
      (children.get(each) ?? []).reduce((sum, next) => sum + (counts.get(next) ?? 0), 0),
    );
  for (const each of [...network.graph.order].reverse()) {
    if (each !== to && children.has(each)) counts.set(each, countOf(each));
  }
  const count = counts.get(from) ?? countOf(from);
  return count > UNCOUNTED ? -1 : count;
}

/** What lies on a path from one quantity to another. */
function between(network: Network, from: Quantity, to: Quantity): ReadonlyMap<Quantity, readonly Quantity[]> {
  const { graph } = network;
  const above = graph.above(to);
  const children = new Map<Quantity, readonly Quantity[]>();
  const open = [from];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (children.has(each)) continue;
    const next = each === to ? [] : graph.children(each).filter((child) => above.has(child));
    children.set(each, next);
    open.push(...next);
  }
  return children;
}

/** Chains of quantities with one way in and one way out, contracted. */
function chains(children: ReadonlyMap<Quantity, readonly Quantity[]>, from: Quantity) {
  const parents = new Map<Quantity, number>();
  for (const list of children.values())
    for (const child of list) parents.set(child, (parents.get(child) ?? 0) + 1);
  const followsAlone = (child: Quantity): boolean => parents.get(child) === 1;
  const chainOf = new Map<Quantity, Quantity[]>();
  const heads: Quantity[] = [from];
  for (const head of heads) {
    if (chainOf.has(head)) continue;
    const chain = [head];
    chainOf.set(head, chain);
    let end = head;
    for (
      let next = children.get(end) ?? [];
      next.length === 1 && followsAlone(next[0] as Quantity);
      next = children.get(end) ?? []
    ) {
      end = next[0] as Quantity;
      chain.push(end);
    }
    heads.push(...(children.get(end) ?? []));
  }
  return chainOf;
}

/** The paths from one quantity to another. */
export function pathsBetween(network: Network, from: Quantity, to: Quantity): Paths {
  const children = between(network, from, to);
  const chainOf = chains(children, from);
  const nextOf = (head: Quantity): readonly Quantity[] =>
    children.get((chainOf.get(head) as Quantity[]).at(-1) as Quantity) ?? [];
  const first = children.get(from) ?? [];
  const start = chainOf.get(from) as Quantity[];
  const splits = nextOf(from).length > 1 && start.length > 1;
  return {
    first,
    splitsAfter: splits ? start.at(-1) : undefined,
    stages: stagesOf(from, to, chainOf, nextOf),
  };
}

/** Groups in which every chain leads to every chain of the next; undefined where a path skips a group. */
function stagesOf(
  from: Quantity,
  to: Quantity,
  chainOf: ReadonlyMap<Quantity, Quantity[]>,
  nextOf: (head: Quantity) => readonly Quantity[],
): Paths['stages'] {
  const stages: Quantity[][][] = [];
  let group: readonly Quantity[] = [from];
  const seen = new Set<Quantity>();
  while (group.length > 0) {
    stages.push(group.map((head) => chainOf.get(head) as Quantity[]));
    for (const head of group) seen.add(head);
    const next = new Set(nextOf(group[0] as Quantity));
    const agrees = group.every((head) => {
      const list = nextOf(head);
      return list.length === next.size && list.every((each) => next.has(each));
    });
    if (!agrees || [...next].some((head) => seen.has(head))) return undefined;
    group = [...next];
  }
  const reached = stages.at(-1)?.[0]?.at(-1) === to;
  return reached && seen.size === chainOf.size ? stages : undefined;
}

/** The diagram in LaTeX, long chains shortened in the middle. Undefined where there is none. */
export function pathsLatex(paths: Paths, write: (quantity: Quantity) => string): string | undefined {
  const { stages } = paths;
  if (stages === undefined || stages.some((stage) => stage.length > 8)) return undefined;
  const parts = stages.flatMap((stage) => {
    const rows = stage.map((chain) => shortened(chain.map(write)));
    if (rows.length === 1) return rows[0] ?? [];
    return [
      `\\left\\{\\begin{aligned}${rows.map((row) => `&${row.join('\\to ')}`).join('\\\\')}\\end{aligned}\\right\\}`,
    ];
  });
  return arrows(parts);
}

/** One path in LaTeX. Example: w\\to z\\to E */
export const pathLatex = (path: readonly Quantity[], write: (quantity: Quantity) => string): string =>
  arrows(path.map(write));

const arrows = (items: readonly string[]): string =>
  shortened(items)
    .join('\\to ')
    .replace(/\\to (?=\\)/g, '\\to');

const shortened = (items: readonly string[]): readonly string[] =>
  items.length <= 10 ? items : [...items.slice(0, 5), '\\cdots', ...items.slice(-3)];
