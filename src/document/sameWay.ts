/** "In the same way": results alone, numbered, each error term in them marked the first time. */
import type { Partial, Quantity } from '../expr/index.ts';
import type { TheoremId } from '../proof/index.ts';
import { foundFirst } from './errorTerms.ts';
import type { Page } from './page.ts';
import { type Block, paragraph } from './phrasing.ts';
import { result } from './result.ts';
import { updateTable } from './updateTable.ts';

export interface SameWayOptions {
  /** The parameter whose derivation they are like. */
  readonly like?: Quantity;
  /** Ids for the results, in order. */
  readonly ids?: readonly (string | undefined)[];
}

/** Several results, and where numbers are printed a table of their values. */
export function sameWay(page: Page, theorems: readonly TheoremId[], options: SameWayOptions = {}): Block[] {
  const { locale } = page;
  const before = theorems.flatMap((id) => unexplained(page, id));
  const opening =
    options.like === undefined
      ? locale.say('same-way')
      : locale.say('same-way-as', { parameter: page.math(options.like) });
  const results = theorems.flatMap((id, i) => result(page, page.reading.worked(id), options.ids?.[i]).blocks);
  return [...before, paragraph(opening), ...results, ...values(page, theorems)];
}

/** Error terms in a result that nothing printed explains, nor the result itself. */
function unexplained(page: Page, id: TheoremId): Block[] {
  if (page.detail === 'brief') return [];
  const { lhs } = page.reading.theorem(id).goal;
  return page.reading
    .namesLeft(id)
    .filter((name) => name !== id)
    .flatMap((name) => foundFirst(page, [name], (lhs as Partial).by));
}

function values(page: Page, theorems: readonly TheoremId[]): Block[] {
  const { figures } = page;
  if (figures === undefined) return [];
  const rows = theorems.map((id) => {
    const { lhs, rhs } = page.reading.theorem(id).goal;
    return { parameter: (lhs as Partial).by, gradient: figures.value(rhs) };
  });
  return updateTable(page, rows, { rule: false });
}
