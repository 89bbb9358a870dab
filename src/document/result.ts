/** What a derivation ends with: the substitution, with new error terms marked and named. */
import { type Expr, nodes, type Partial, partial, productOf, type Quantity } from '../expr/index.ts';
import { visibleWidth } from '../latex/index.ts';
import type { TheoremId } from '../proof/index.ts';
import { conditionLine } from './conditions.ts';
import { type Page, WIDTH } from './page.ts';
import type { Block, Inline } from './phrasing.ts';
import type { Reference } from './state.ts';
import { proofRows, type Row, reasonOfKind, stepRows } from './steps.ts';
import type { Worked } from './worked.ts';

/** A result as it is printed, and the error terms that it introduces. */
export interface Result {
  readonly blocks: Block[];
  readonly reference: Reference;
  readonly names: readonly TheoremId[];
}

/** Results wider than this many characters end in error terms; the exported derivation has them in full. */
const WIDEST = 200;

/** The result as a numbered display; new error terms in it are marked, and count as found from here on. */
export function result(page: Page, worked: Worked, id?: string): Result {
  const { goal, name } = worked.theorem;
  const at = lastShown(page, worked);
  const { term, names } = marked(page, worked, worked.steps[at]?.after ?? goal.rhs);
  const underbrace = new Map<Expr, string>();
  for (const [node, theorem] of names) underbrace.set(node, page.name(page.reading.theorem(theorem)));
  const reference = page.state.number(id);
  const parameter = (goal.lhs as Partial).by;
  for (const each of [worked.id, ...names.values()])
    page.state.find(each, { parameter, equation: reference });
  const last = { row: page.tex(term, { underbrace }), at };
  const value = resultRows(page, worked, last, names.size > 0);
  const [left, slope] = [page.tex(name ?? goal.lhs), page.tex(goal.lhs)];
  // Of what has a name, the result says what the name stands for.
  const rows = slope === left ? value : [{ row: slope, ...reasonOfKind(page, 'name') }, ...value];
  const later = page.detail === 'brief' ? undefined : page.reading.inOtherWords(worked.id);
  const conditions = conditionLine(page, later === undefined ? [worked.id] : [worked.id, later]);
  const blocks = [...page.result(stepRows(left, rows), reference), ...conditions];
  return { blocks, reference, names: [...names.values()] };
}

/** The last step that is shown: one that fits, if possible one in which an error term that this proof contains can be marked. */
function lastShown(page: Page, worked: Worked): number {
  const { steps, expandedAt } = worked;
  const fits = steps.flatMap(({ after }, i) =>
    i >= expandedAt && visibleWidth(page.tex(after)) <= WIDEST ? [{ after, i }] : [],
  );
  const naming = fits.findLast(({ after }) => marked(page, worked, after).names.size > 0);
  const first = worked.expansion === undefined ? steps.length - 1 : expandedAt;
  return (naming ?? fits.at(-1))?.i ?? Math.min(first, steps.length - 1);
}

/** A term with the factors of each new error term together, and these error terms. */
function marked(page: Page, worked: Worked, last: Expr): { term: Expr; names: ReadonlyMap<Expr, TheoremId> } {
  const names = new Map<Expr, TheoremId>();
  const isNew = (id: TheoremId): boolean => id !== worked.id && page.state.found(id) === undefined;
  const term = grouped(page, worked, last, isNew);
  if (page.detail === 'brief') return { term: last, names };
  for (const node of nodes(term)) {
    const id = node === term ? undefined : page.reading.valuedBy(node);
    if (id === undefined || !isNew(id) || visibleWidth(page.tex(node)) > WIDTH) continue;
    names.set(node, id);
  }
  return { term, names };
}

/** A flat product with the leading factors that make the next error term put together: the same term, as the brace needs it. */
function grouped(page: Page, worked: Worked, last: Expr, isNew: (id: TheoremId) => boolean): Expr {
  const { args, by } = worked.theorem.goal.lhs as Partial;
  const [goal] = args;
  const [next, ...others] = page.network.graph.children(by);
  if (goal?.kind !== 'quantity' || next === undefined || others.length > 0 || last.kind !== 'product')
    return last;
  const id = page.reading.namedBy(partial(goal, next));
  if (id === undefined || !isNew(id)) return last;
  const values = page.reading.valuesOf(id);
  for (let end = last.args.length - 1; end > 1; end--) {
    const run = productOf(last.args.slice(0, end));
    const value = values.find((each) => page.reading.canonical.same(each, run));
    if (value === undefined) continue;
    page.reading.alsoEquals(id, run);
    return productOf([run, ...last.args.slice(end)]);
  }
  return last;
}

/** The last row of a result, and the step it comes from. */
interface Last {
  readonly row: string;
  readonly at: number;
}

/** The result; before it what it is in error terms, after it what it is without. */
function resultRows(page: Page, worked: Worked, { row, at }: Last, isNaming: boolean): readonly Row[] {
  if (page.detail === 'brief') return [{ row }];
  const { id, theorem, steps, expansion, expandedAt } = worked;
  const isFull = page.detail === 'full';
  const start = expansion ?? theorem.goal.lhs;
  const all = proofRows(page, start, steps.slice(expandedAt, at + 1));
  const kept = isFull || (expansion !== undefined && !isNaming) ? all.slice(0, -1) : [];
  const rows = [...kept, { ...all.at(-1), row }];
  const later = page.reading.inOtherWords(id);
  const closed = later === undefined ? undefined : page.tex(page.reading.theorem(later).goal.rhs);
  if (later !== undefined && closed !== undefined && visibleWidth(closed) <= WIDEST)
    rows.push({ ...proofRows(page, theorem.goal.lhs, page.reading.steps(later)).at(-1), row: closed });
  return isFull ? rows : rows.map((each) => ({ row: each.row }));
}

/** The sentence before the result. */
export function substituteSentence(page: Page, worked: Worked, names: readonly TheoremId[]): Inline[] {
  const { locale } = page;
  if (names.length === 0) return locale.say('substitute');
  const name = locale.list(
    names.map((each) => [page.math(page.reading.theorem(each).name as Quantity)]),
    'and',
  );
  const users = names.length === 1 ? usersOf(page, names[0] as TheoremId, worked) : [];
  if (users.length === 0) return locale.say('substitute-name-only', { name });
  const listed = locale.list(
    users.slice(0, 3).map((each) => [page.math(each)]),
    users.length > 3 ? 'comma' : 'and',
  );
  return locale.say('substitute-name', {
    name,
    users: users.length > 3 ? locale.say('and-others', { list: listed }) : listed,
  });
}

/** Which other parameters enter where the error term is taken. */
function usersOf(page: Page, id: TheoremId, worked: Worked): readonly Quantity[] {
  const { lhs } = page.reading.theorem(id).goal;
  const own = (worked.theorem.goal.lhs as Partial).by;
  if (lhs.kind !== 'partial') return [];
  return page.network.graph
    .parents(lhs.by)
    .filter((each) => each !== own && page.network.symbol(each)?.role === 'parameter');
}
