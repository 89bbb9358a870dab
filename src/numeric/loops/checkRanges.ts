/** Whether every member that an equation mentions exists, at every value of its indices; loops run unchecked afterwards. */
import {
  addIndex,
  type Expr,
  type Index,
  index,
  indexNames,
  type Quantity,
  type Relation,
  substituteIndex,
} from '../../expr/index.ts';
import { IndexFacts, InstanceError, type Network, type Range } from '../../network/index.ts';
import type { Assignment, Writer } from '../../network/writing.ts';
import { positionIn } from './layout.ts';
import { NESTING } from './nest.ts';
import type { Slice } from './slices.ts';
import type { Store, Stored } from './store.ts';

/** Indices to be evaluated wherever all of some relations hold. */
interface Question {
  readonly indices: readonly Index[];
  readonly relations: readonly Relation[];
  /** Indices that decide more than a place, such as l where ranges depend on it. */
  readonly decisive: readonly Index[];
  readonly ask: (at: Assignment) => void;
}

/** One equation, whose indices all run in `ranges`, each after those it mentions. */
export interface Ranged {
  readonly quantity: Quantity;
  readonly rhs: Expr;
  readonly ranges: ReadonlyMap<string, Range>;
  /** What its mentions of whole families stand for. */
  readonly slices: ReadonlyMap<Quantity, Slice>;
}

/** Checks an equation. Throws: InstanceError for a missing size or a member outside its family. */
export function checkRanges(
  { quantity, rhs, ranges, slices }: Ranged,
  { network, families }: Pick<Store, 'network' | 'families'>,
  writer: Writer,
): void {
  const evaluate = (indices: readonly Index[]): void => {
    const ask = (at: Assignment): unknown => indices.map((each) => writer.index(each, at));
    if (!eachAssignment({ indices, relations: [], decisive: [], ask }, ranges, writer))
      throw new InstanceError('limit', 'too many sizes are to be looked up one by one');
  };
  const mention = (mentioned: Quantity, relations: readonly Relation[]): void => {
    const member = slices.get(mentioned)?.member ?? mentioned;
    const { indices } = member;
    const { layout } = families.get(member.name) as Stored;
    const ask = (at: Assignment): void => {
      const found = indices.map((each) => writer.index(each, at));
      if (positionIn(layout, found) !== undefined) return;
      const where = `${member.name}[${found.join(',')}]`;
      throw new InstanceError('range', `${where} lies outside the ranges of ${member.name}`);
    };
    const question = { indices, relations, decisive: indices.slice(0, layout.leading), ask };
    if (eachAssignment(question, ranges, writer, QUICK)) return;
    if (follows(member, relations, ranges, network) || eachAssignment(question, ranges, writer)) return;
    throw new InstanceError('limit', `too many mentions of ${member.name} are to be checked one by one`);
  };
  for (const { from, to } of ranges.values()) evaluate([from, to]);
  mention(quantity, []);
  const open: (readonly [Expr, readonly Relation[]])[] = [[rhs, []]];
  const seen = new Map<Expr, readonly Relation[]>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, relations] = next;
    if (seen.get(node) === relations) continue;
    seen.set(node, relations);
    if (node.kind === 'quantity') mention(node, relations);
    if (node.kind === 'bracket') evaluate(node.relations.flatMap(({ left, right }) => [left, right]));
    const inner = [...relations, ...relationsIn(node)];
    if (inner.length > NESTING) throw new InstanceError('limit', 'brackets nested too deeply');
    for (const arg of node.args) open.push([arg, inner.length === relations.length ? relations : inner]);
  }
}

/** Whether it follows from ranges and relations, whatever the sizes, that a member exists. */
function follows(
  member: Quantity,
  relations: readonly Relation[],
  ranges: ReadonlyMap<string, Range>,
  network: Network,
): boolean {
  const { indices } = member;
  if (indices.some(({ terms }) => terms.some(({ atom }) => atom.indices.length > 0))) return false;
  const declared = network.symbol(member)?.ranges ?? [];
  const actual = new Map(declared.map((range, i) => [range.index, indices[i] as Index]));
  const at = (each: Index): Index => substituteIndex(each, actual);
  const known = relations.flatMap(({ kind, left, right }) => {
    const gap = addIndex(right, left, -1);
    return kind === 'equal' ? [gap, addIndex(index(0), gap, -1)] : [gap];
  });
  const facts = new IndexFacts([...ranges.values()], new Set(network.sizes), known);
  return declared.every(({ from, to }, i) =>
    facts.within(indices[i] as Index, { from: at(from), to: at(to) }),
  );
}

/** The relations without which a product is 0. */
export const relationsIn = (node: Expr): readonly Relation[] =>
  node.kind === 'product' ? node.args.flatMap((arg) => (arg.kind === 'bracket' ? arg.relations : [])) : [];

/** At most so many assignments, before a proof is tried, and in all. */
const QUICK = 2000;
const MOST = 10_000_000;

/**
 * Asks at every assignment of the variables that matter; of a variable that only shifts places, at its two ends. False if
 * there are more than `most`.
 */
function eachAssignment(
  { indices, relations, decisive, ask }: Question,
  ranges: ReadonlyMap<string, Range>,
  writer: Writer,
  most = MOST,
): boolean {
  const sides = relations.flatMap(({ left, right }) => [left, right]);
  const names = new Set<string>();
  for (const each of [...indices, ...sides]) indexNames(each, names);
  const relevant: Range[] = [];
  for (const range of [...ranges.values()].reverse()) {
    if (!names.has(range.index)) continue;
    relevant.unshift(range);
    indexNames(range.to, indexNames(range.from, names));
  }
  const ends = relevant.flatMap(({ from, to }) => [from, to]);
  const inSizes = indices.flatMap(({ terms }) => terms.flatMap(({ atom }) => atom.indices));
  const everywhere = new Set<string>();
  for (const each of [...sides, ...ends, ...inSizes, ...decisive]) indexNames(each, everywhere);
  const at = new Map<string, number>();
  const holds = ({ kind, left, right }: Relation): boolean => {
    const [a, b] = [writer.index(left, at), writer.index(right, at)];
    return kind === 'equal' ? a === b : a <= b;
  };
  let left = most;
  const level = (depth: number): void => {
    const range = relevant[depth];
    if (range === undefined) {
      left--;
      if (relations.every(holds)) ask(at);
      return;
    }
    const [low, high] = [writer.index(range.from, at), writer.index(range.to, at)];
    const step = everywhere.has(range.index) ? 1 : Math.max(1, high - low);
    for (let value = low; value <= high && left >= 0; value += step) {
      at.set(range.index, value);
      level(depth + 1);
    }
    at.delete(range.index);
  };
  level(0);
  return left >= 0;
}
