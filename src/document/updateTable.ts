/** One step of gradient descent for several parameters, as a table. */
import { partial, type Quantity, quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { differOnlyByRounding } from '../numeric/index.ts';
import { updatedLatex } from './arithmetic.ts';
import { figure } from './figures.ts';
import type { Page } from './page.ts';
import { type Block, displayMath, inlineMath, paragraph, table } from './phrasing.ts';

/** A parameter, its gradient, and what it becomes if that is not one plain step from its value. */
export interface UpdateRow {
  readonly parameter: Quantity;
  readonly gradient: number;
  readonly before?: number;
  readonly after?: number;
}

/** Digits of a parameter beyond those of the text: a step is small. */
const MORE = 2;

/** The rule of descent, if asked for, and the table. Without a learning rate, the gradients alone. */
export function updateTable(page: Page, rows: readonly UpdateRow[], { rule = true } = {}): Block[] {
  const { locale, network, figures, digits } = page;
  const rate = network.learningRate;
  const heads = [locale.say('head-parameter'), locale.say('head-gradient')];
  const isStep =
    figures !== undefined &&
    rate !== undefined &&
    rows.every(({ parameter }) => network.symbol(parameter)?.role === 'parameter');
  if (!isStep) {
    const cells = rows.map(({ parameter, gradient }) => [[page.math(parameter)], [figure(gradient, digits)]]);
    return [table(['left', 'right'], heads, cells)];
  }
  const numbers = rows.map(({ parameter, gradient, ...row }) => {
    const before = row.before ?? figures.value(parameter);
    return { parameter, gradient, before, after: row.after ?? before - rate * gradient };
  });
  const cells = numbers.map(({ parameter, gradient, before, after }) => [
    [page.math(parameter)],
    [figure(gradient, digits)],
    [figure(before, digits + MORE)],
    [figure(after, digits + MORE)],
  ]);
  const looksSame = numbers.some(
    ({ before, after }) => before !== after && differOnlyByRounding(before, after, digits + MORE),
  );
  return [
    ...(rule ? descent(page, rows) : []),
    table(
      ['left', 'right', 'right', 'right'],
      [...heads, locale.say('head-before'), locale.say('head-after')],
      cells,
    ),
    ...(looksSame
      ? [paragraph(locale.say('update-same', { digits: inlineMath(String(digits + MORE)) }))]
      : []),
  ];
}

/** A letter that stands for any parameter: one that the network does not use. */
const anyParameter = (network: Network): Quantity =>
  quantity(['w', 'theta', 'p', 'u'].find((name) => network.named(name) === undefined) ?? 'parameter');

/** w⁺ = w − η ∂E/∂w, for one parameter or for any. */
function descent(page: Page, rows: readonly UpdateRow[]): Block[] {
  const { loss } = page.network;
  const [first] = rows;
  if (loss === undefined || first === undefined) return [];
  const parameter = rows.length === 1 ? first.parameter : anyParameter(page.network);
  const w = page.style.quantity(parameter);
  const latex = `${updatedLatex(w)}=${w}-\\eta\\,${page.tex(partial(loss, parameter))}`;
  const given = { count: rows.length, parameter: inlineMath(w) };
  return [paragraph(page.locale.say('update-rule', given)), displayMath(latex)];
}
