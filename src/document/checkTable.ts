/** Closed forms against central differences, with what the kernel says, as a table. */
import type { Quantity } from '../expr/index.ts';
import { figure } from './figures.ts';
import { type Conclusion, conclusionMessages } from './messages.ts';
import type { Page } from './page.ts';
import { type Block, table } from './phrasing.ts';

export interface CheckRow {
  readonly parameter: Quantity;
  /** The closed form's value. */
  readonly value: number;
  readonly difference: number;
  /** Undefined where there is nothing to relate it to. */
  readonly relativeError?: number;
  readonly conclusion: Conclusion;
}

/** The check table. */
export function checkTable(page: Page, rows: readonly CheckRow[]): Block[] {
  const { locale, digits } = page;
  const heads = (
    ['head-parameter', 'head-closed-form', 'head-difference', 'head-error', 'head-conclusion'] as const
  ).map((id) => locale.say(id));
  const cells = rows.map(({ parameter, value, difference, relativeError, conclusion }) => [
    [page.math(parameter)],
    [figure(value, digits)],
    [figure(difference, digits)],
    relativeError === undefined ? [] : [figure(relativeError, 2)],
    locale.say(conclusionMessages[conclusion]),
  ]);
  return [table(['left', 'right', 'right', 'right', 'left'], heads, cells)];
}
