/** What a derivation rests on, found once, before it is used: error terms, and other factors that take a chain rule of their own. */
import type { Expr, Quantity } from '../expr/index.ts';
import type { TheoremId } from '../proof/index.ts';
import { conditionLine, conventions } from './conditions.ts';
import { details } from './details.ts';
import { factorTable, isChained } from './factors.ts';
import { expansionLatex, heldFixed } from './opening.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';
import { proofRows, type Row, reasonOfKind, stepRows } from './steps.ts';
import type { Worked } from './worked.ts';

/** What a derivation rests on and was not found yet, each with what it needs before it. */
export function foundations(page: Page, id: TheoremId, parameter: Quantity): Block[] {
  return foundFirst(page, needed(page, id), parameter);
}

/** Error terms, and what they rest on, that were not found yet. */
export function foundFirst(page: Page, ids: readonly TheoremId[], parameter: Quantity): Block[] {
  const order: TheoremId[] = [];
  const open = [...ids];
  const seen = new Set<TheoremId>();
  while (open.length > 0) {
    const each = open.pop() as TheoremId;
    if (seen.has(each) || page.state.found(each) !== undefined) continue;
    seen.add(each);
    order.push(each);
    open.push(...needed(page, each));
  }
  return order.sort((a, b) => a - b).flatMap((each) => errorTerm(page, page.reading.worked(each), parameter));
}

/** What a proof rests on directly: error terms, and factors with chains. */
function needed(page: Page, id: TheoremId): readonly TheoremId[] {
  const chained = page.reading.worked(id).factors.filter(({ theorem }) => isChained(page, theorem));
  const all = [...page.reading.namesCited(id), ...chained.map(({ theorem }) => theorem)];
  return all.filter((each) => each !== id);
}

/** One error term: what it stands for, its chain, its factors, its value. */
function errorTerm(page: Page, worked: Worked, parameter: Quantity): Block[] {
  const { locale } = page;
  const { name, goal } = worked.theorem;
  if (name === undefined) return onTheWay(page, worked, parameter);
  const left = page.tex(name);
  const given = { name: inlineMath(left), partial: page.math(goal.lhs) };
  const isFirst = page.reading.namesCited(worked.id).length === 0;
  const reference = page.state.number();
  page.state.find(worked.id, { parameter, equation: reference });
  const rows = rowsOf(page, worked).filter(({ row }) => row !== left);
  const isDirect = worked.expansion === undefined;
  const table = isDirect ? [] : factorTable(page, worked.factors, parameter, reference);
  const named = isDirect ? 'name-direct' : isFirst ? 'name-first' : 'name-from';
  const isNews = left !== page.tex(goal.lhs);
  return [
    paragraph(isNews ? locale.say(named, given) : wanted(page, goal.lhs, isDirect)),
    ...page.result(stepRows(left, rows), reference),
    ...conditionLine(page, [worked.id]),
    ...heldFixed(page, worked, false),
    ...table,
    ...conventions(page, worked),
    ...details(page, worked),
  ];
}

/** A factor without a name that takes a chain rule of its own: its chain, its factors, its steps. */
function onTheWay(page: Page, worked: Worked, parameter: Quantity): Block[] {
  const { goal, given } = worked.theorem;
  const { lhs } = goal;
  const reference = page.state.number();
  page.state.find(worked.id, { parameter, equation: reference });
  // The table has the reasons, but for what the network declares.
  const isExplained = page.detail === 'full' || given.some(({ kind }) => kind === 'equal');
  const steps = proofRows(page, lhs, worked.steps);
  const rows = isExplained ? steps : steps.map(({ row }) => ({ row }));
  return [
    paragraph(wanted(page, lhs, false)),
    ...page.result(stepRows(page.tex(lhs), rows), reference),
    ...conditionLine(page, [worked.id]),
    ...heldFixed(page, worked, false),
    ...factorTable(page, worked.factors, parameter, reference),
    ...conventions(page, worked),
    ...details(page, worked),
  ];
}

/** "On the way we need ∂…" */
const wanted = (page: Page, lhs: Expr, isDirect: boolean): Inline[] =>
  page.locale.say(isDirect ? 'on-the-way-direct' : 'on-the-way', { partial: page.math(lhs) });

/** What an error term is: its ∂, the chain, its value; at detail `full` every step with its reason. */
function rowsOf(page: Page, worked: Worked): readonly Row[] {
  const { goal } = worked.theorem;
  const start: Row = { row: page.tex(goal.lhs), ...reasonOfKind(page, 'name') };
  const { expansion, expandedAt, steps } = worked;
  const chain =
    expansion === undefined
      ? []
      : [{ row: expansionLatex(page, expansion), ...reasonOfKind(page, 'expand') }];
  const end: Row = { row: page.tex(goal.rhs) };
  if (page.detail !== 'full') return [start, ...chain, end];
  const rest = proofRows(page, expansion ?? goal.lhs, steps.slice(expandedAt));
  return rest.at(-1)?.row === end.row
    ? [start, ...chain, ...rest]
    : [start, ...chain, ...rest, { ...end, ...reasonOfKind(page, 'simplify') }];
}
