/** Where the paths lead along which a chain of edges was expanded, as a sentence. */
import {
  addIndex,
  type Expr,
  type Index,
  indexNames,
  indexVariable,
  num,
  type Partial,
  type Quantity,
  substituteIndices,
} from '../expr/index.ts';
import type { Range } from '../network/index.ts';
import type { Page } from './page.ts';
import { type Inline, inlineMath } from './phrasing.ts';

/** A quantity that paths come to, and the indices of which they take one value each. */
interface Stop {
  readonly quantity: Quantity;
  readonly binders: readonly Range[];
  /** Whether a path may come to several of them, one after the other, as to the states of a recurrence. */
  readonly isFirst: boolean;
}

/** A ∂ in an expansion, with the sums around it. */
interface Placed {
  readonly partial: Partial;
  readonly binders: readonly Range[];
}

/** The sentence, if an expansion says where paths lead. */
export function pathSentence(page: Page, lhs: Partial, expansion: Expr): Inline[] | undefined {
  const { locale } = page;
  const goal = lhs.args[0] as Expr;
  const [from, to] = [page.math(lhs.by), page.math(goal)];
  if (expansion === num(0)) return locale.say('path-none', { parameter: from, goal: to });
  const branches = (expansion.kind === 'sum' ? expansion.args : [expansion]).map((branch) =>
    stopsOf(branch, lhs.by, goal),
  );
  const known = branches.filter((each) => each !== undefined);
  if (known.length < branches.length) return undefined;
  const [only, ...more] = known;
  if (only === undefined) return undefined;
  if (more.length === 0) {
    const [stop] = only;
    if (stop === undefined) return locale.say('path-direct', { parameter: from, goal: to });
    if (stop.isFirst) return locale.say('paths-several', { from, list: [stopMath(page, stop)] });
    return locale.say('paths-every', { from, goal: to, stops: chained(page, only) });
  }
  const first = known.map((stops) => (stops[0] === undefined ? [to] : [stopMath(page, stops[0])]));
  return locale.say('paths-several', { from, list: locale.list(first, 'comma') });
}

/** The quantities that every path of a branch passes, up to where it forks, the goal left out; undefined where there is no such chain. */
function stopsOf(branch: Expr, from: Quantity, goal: Expr): readonly Stop[] | undefined {
  const edges = placed(branch);
  const stops: Stop[] = [];
  let current = from;
  let before = 0;
  for (;;) {
    const [edge, ...forks] = edges.filter(({ partial: { by } }) => by === current);
    if (forks.some(({ partial }) => partial !== edge?.partial) && stops.length > 0) return stops;
    const next = edge?.partial.args[0];
    if (edge === undefined || next?.kind !== 'quantity') return undefined;
    if (next === goal) return stops;
    const binders = edge.binders.slice(before);
    const isFirst = edge.partial.hold.length > 0 && binders.length > 0;
    if (isFirst && stops.length > 0) return stops;
    stops.push({ quantity: next, binders, isFirst });
    if (isFirst) return stops;
    before = edge.binders.length;
    current = next;
    if (stops.length > edges.length) return undefined;
  }
}

function placed(term: Expr): readonly Placed[] {
  const found: Placed[] = [];
  const open: (readonly [Expr, readonly Range[]])[] = [[term, []]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, binders] = next;
    if (node.kind === 'partial') found.push({ partial: node, binders });
    else {
      const inner = node.kind === 'indexedSum' ? [...binders, node] : binders;
      for (const arg of node.args) open.push([arg, inner]);
    }
  }
  return found;
}

/** Example: a_j^l, then exactly one of z_1^{l+1}, …, z_{n_{l+1}}^{l+1} */
function chained(page: Page, stops: readonly Stop[]): Inline[] {
  const [first, ...more] = stops.map((each) => stopPhrase(page, each));
  return more.reduce<Inline[]>(
    (before, last) => page.locale.say('paths-then', { first: before, last }),
    first ?? [],
  );
}

function stopPhrase(page: Page, stop: Stop): Inline[] {
  const list = stopMath(page, stop);
  return stop.binders.length === 0 ? [list] : page.locale.say('paths-one-of', { list });
}

/** Example: z_1^{l+1},\dots,z_{n_{l+1}}^{l+1} */
function stopMath(page: Page, { quantity, binders }: Stop): Inline {
  if (binders.length === 0) return page.math(quantity);
  const at = (pick: (range: Range) => Index): string => {
    const end = new Map(binders.map((range) => [range.index, pick(range)]));
    return page.tex(substituteIndices(quantity, end));
  };
  const names = new Set(binders.map(({ index }) => index));
  const isMoving = binders.some((range) =>
    [range.from, range.to].some((each) => [...indexNames(each)].some((name) => names.has(name))),
  );
  if (isMoving) return inlineMath(at(({ index }) => indexVariable(index)));
  const [only, ...more] = binders;
  const isPair = only && more.length === 0 && addIndex(only.to, only.from, -1).key === '1';
  return inlineMath(`${at(({ from }) => from)},${isPair ? '' : '\\dots,'}${at(({ to }) => to)}`);
}
