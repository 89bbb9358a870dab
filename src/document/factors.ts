/** The table of factors: each factor of the chain once, what it equals, why, and its value here. */
import type { Partial, Quantity } from '../expr/index.ts';
import type { TheoremId } from '../proof/index.ts';
import { figure } from './figures.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, table } from './phrasing.ts';
import { type Reason, reasonFor } from './reasons.ts';
import type { Reference } from './state.ts';
import type { Factor } from './worked.ts';

interface Entry {
  readonly theorem: TheoremId;
  readonly partial: Partial;
  readonly reason: Reason | undefined;
  /** Equal keys, one after the other, share a row. */
  readonly key: string;
}

/** Rows of more factors than this are hard to read. */
const MOST = 4;

/** The factors of a numbered chain, error terms first; what is new counts as found for the parameter. */
export function factorTable(
  page: Page,
  factors: readonly Factor[],
  parameter: Quantity,
  reference: Reference,
): Block[] {
  const entries = factors.map((factor) => entryOf(page, factor));
  const named = entries.filter(({ theorem }) => page.reading.theorem(theorem).name !== undefined);
  const chained = entries.filter(({ theorem }) => isChained(page, theorem));
  const first = [...named, ...chained];
  const ordered = [...first, ...entries.filter((each) => !first.includes(each))];
  if (ordered.length === 0) return [];
  const { locale, figures } = page;
  const heads = [locale.say('head-factor'), locale.say('head-equals'), locale.say('head-because')];
  const rows = grouped(ordered).map((group) => row(page, group, parameter));
  for (const { theorem } of ordered) page.state.find(theorem, { parameter, table: reference });
  if (figures === undefined) return [table(['left', 'left', 'left'], heads, rows)];
  return [table(['left', 'left', 'left', 'right'], [...heads, locale.say('head-here')], rows)];
}

/** Whether a factor takes a chain rule of its own, whose steps stand below the table. */
export const isChained = (page: Page, theorem: TheoremId): boolean =>
  page.reading.theorem(theorem).name === undefined && page.reading.worked(theorem).expansion !== undefined;

function entryOf(page: Page, { partial, theorem }: { partial: Partial; theorem: TheoremId }): Entry {
  const found = page.state.found(theorem);
  const isNamed = page.reading.theorem(theorem).name !== undefined;
  const isChain = isChained(page, theorem);
  const reason =
    found !== undefined || isNamed || isChain
      ? undefined
      : reasonFor(page.network, partial.args[0] as Quantity);
  const key = isNamed
    ? `name ${theorem}`
    : isChain && found === undefined
      ? 'chain'
      : reason?.kind === 'definition'
        ? `definition ${reason.key}`
        : `${partial.by.name} ${reason?.key ?? `found ${found?.parameter.name}`}`;
  return { theorem, partial, reason, key };
}

/** Neighbours of one key together. */
function grouped(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    let key = entry.key;
    while ((groups.get(key)?.length ?? 0) >= MOST) key += "'";
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

function row(page: Page, group: readonly Entry[], wrt: Quantity): readonly (readonly Inline[])[] {
  const theorems = group.map(({ theorem }) => page.reading.theorem(theorem));
  const cells = [
    page.locale.list(
      theorems.map(({ name, goal }) => [name === undefined ? page.math(goal.lhs) : page.math(name)]),
    ),
    page.locale.list(theorems.map(({ goal }) => [inlineMath(page.tex(goal.rhs))])),
    because(page, group, wrt),
  ];
  const { figures } = page;
  if (figures === undefined) return cells;
  return [
    ...cells,
    page.locale.list(theorems.map(({ goal }) => [figure(figures.value(goal.rhs), page.digits)])),
  ];
}

/** The reason of a row in a derivation by `wrt`. */
function because(page: Page, group: readonly Entry[], wrt: Quantity): Inline[] {
  const { locale } = page;
  const [{ theorem, reason }] = group as readonly [Entry];
  const found = page.state.found(theorem);
  if (reason === undefined && found !== undefined) {
    const parameter = page.math(found.parameter);
    if (found.parameter === wrt) {
      if (found.equation === undefined) return locale.say('reason-above');
      return locale.say('reason-equation', { equation: page.cite(found.equation) });
    }
    const equation = found.equation ?? found.table;
    if (equation === undefined) return locale.say('reason-found-before', { parameter });
    return locale.say('reason-found', { parameter, equation: page.cite(equation) });
  }
  switch (reason?.kind) {
    case 'weighted':
      return locale.say('reason-weighted', { count: group.length });
    case 'formula':
      return [inlineMath(reason.latex)];
    case 'slope':
      return locale.say('reason-slope', { function: inlineMath(page.style.function(reason.function)) });
    case 'definition':
      return locale.say('reason-definition', { quantity: page.math(reason.quantity) });
    default:
      return locale.say('kind-expand');
  }
}
