/** Steps with their reasons, one row each: what `full` opens. */
import { type Expr, subtermAt } from '../expr/index.ts';
import { breakLatex, visibleWidth } from '../latex/index.ts';
import {
  type Citation,
  type Justification,
  kindOf,
  type RuleUse,
  type Step,
  type StepKind,
} from '../proof/index.ts';
import { kindMessages } from './messages.ts';
import { type Page, WIDTH } from './page.ts';
import { type Inline, inlineMath } from './phrasing.ts';

/** One row of a chain of equations. */
export interface Row {
  readonly row: string;
  /** Why, in LaTeX. */
  readonly because?: string;
}

/** What a reason may be wide before rows make room for it, in characters. */
const REASON = 20;

/** left = row = row …, aligned; wide rows broken, no two successive rows alike. */
export function stepRows(left: string, rows: readonly Row[]): string {
  const kept = rows.filter(({ row }, i) => row !== rows[i - 1]?.row);
  const [only] = kept;
  if (kept.length === 1 && only !== undefined && only.because === undefined) {
    const parts = breakLatex(only.row, WIDTH);
    if (parts.length === 1) return `${left}=${only.row}`;
  }
  // Reasons stand in a column of their own, behind the widest row.
  const reasons = kept.map(({ because = '' }) => visibleWidth(because));
  const room = WIDTH - Math.max(REASON, ...reasons);
  const lines = kept.flatMap(({ row, because }, i) => {
    const parts = breakLatex(row, because === undefined ? WIDTH : room);
    const reason = because === undefined ? '' : `&&${because}`;
    return parts.map(
      (part, j) =>
        `${i === 0 && j === 0 ? left : ''}&${j === 0 ? '=' : '\\quad{}'}${part}${j === parts.length - 1 ? reason : ''}`,
    );
  });
  return `\\begin{aligned}${lines.join('\\\\')}\\end{aligned}`;
}

/** Running text inside a formula. */
export const textLatex = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'inlineMath') return node.value;
      return node.type === 'text' ? `\\text{${node.value.replace(/[_$%#&{}~^\\]/g, '')}}` : '';
    })
    .join('');

/** The rules that a step uses directly. */
export const usesOf = (by: Justification): readonly RuleUse[] =>
  'use' in by ? [by.use] : 'steps' in by ? by.steps.flatMap((step) => usesOf(step.by)) : [];

export const citationsOf = (by: Justification): readonly Citation[] =>
  'cite' in by ? by.cite : 'steps' in by ? by.steps.flatMap((step) => citationsOf(step.by)) : [];

/** Numbers of more equations than this say less than a word. */
const MOST_NUMBERS = 4;

/** The numbers of the equations that a step inserts, if all have one. Example: (2), (3) */
function numbersCited(page: Page, cited: readonly Citation[]): string | undefined {
  const references = cited.map(({ theorem }) => page.state.found(theorem)?.equation?.number);
  const known = [...new Set(references)].flatMap((number) => number ?? []);
  if (references.includes(undefined) || known.length === 0 || known.length > MOST_NUMBERS) return undefined;
  const list = known.sort((a, b) => a - b).map((each) => `(${each})`);
  return `${page.locale.isChinese ? '\\text{式 }' : ''}${list.join(',\\,')}`;
}

/** Why a step holds, in a few words. */
function because(page: Page, by: Justification, before: Expr): string {
  const say = (nodes: readonly Inline[]): string => textLatex(nodes);
  const uses = usesOf(by);
  const given = uses.find((use) => use.given?.condition.kind === 'equal')?.given?.condition;
  if (given?.kind === 'equal') {
    const { lhs, rhs } = given.equation;
    const condition = inlineMath(`${page.tex(lhs)}=${page.tex(rhs)}`);
    return say(page.locale.say('step-given', { condition }));
  }
  const cited = citationsOf(by);
  if (cited.length > 0) return numbersCited(page, cited) ?? say(page.locale.say(kindMessages.substitute));
  if (uses.length > 0 && uses.every(({ rule }) => rule.startsWith('definition.'))) {
    const [first] = uses as [RuleUse];
    const quantity = first.quantity ?? subtermAt(before, first.at);
    if (quantity?.kind === 'quantity')
      return say(page.locale.say('step-definition', { quantity: page.math(quantity) }));
  }
  const laws = new Set(uses.map(({ law }) => /^(.*)\.definition$/.exec(law?.id ?? '')?.[1]));
  const [only] = laws;
  if (only !== undefined && laws.size === 1) {
    const quantity = inlineMath(page.style.function(only));
    return say(page.locale.say('step-definition', { quantity }));
  }
  return say(page.locale.say(kindMessages[kindOf(by)]));
}

/** The steps of a proof as rows with their reasons. */
export function proofRows(page: Page, start: Expr, steps: readonly Step[]): readonly Row[] {
  return steps.map((step, i) => ({
    row: page.tex(step.after),
    because: because(page, step.by, steps[i - 1]?.after ?? start),
  }));
}

/** The name of a kind of step, as a reason at detail `full`. */
export const reasonOfKind = (page: Page, kind: StepKind): Pick<Row, 'because'> =>
  page.detail === 'full' ? { because: textLatex(page.locale.say(kindMessages[kind])) } : {};
