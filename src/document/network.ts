/** A network on the page: its equations, its symbols. */
import type { Quantity } from '../expr/index.ts';
import { breakLatex } from '../latex/index.ts';
import type { Role } from '../network/index.ts';
import { familyEquations, familyTable } from './families.ts';
import { figure } from './figures.ts';
import type { MessageId } from './messages.ts';
import { type Page, WIDTH } from './page.ts';
import { type Block, displayMath, type Inline, inlineMath, table } from './phrasing.ts';

/** A display of more rows than this does not fit on a screen. */
const ROWS = 16;

/** Rows of left = right, aligned at the sign, in displays of bearable height. */
export function alignedEquations(
  equations: readonly { readonly left: string; readonly right: readonly string[] }[],
): Block[] {
  const displays: Block[] = [];
  for (let start = 0; start < equations.length; start += ROWS) {
    const rows = equations
      .slice(start, start + ROWS)
      .flatMap(({ left, right }) =>
        right.flatMap((each, i) =>
          breakLatex(each, WIDTH).map(
            (part, j) => `${i + j === 0 ? left : ''}&${j === 0 ? '=' : '\\quad{}'}${part}`,
          ),
        ),
      );
    displays.push(displayMath(`\\begin{aligned}${rows.join('\\\\')}\\end{aligned}`));
  }
  return displays;
}

/** The equations in the order of computation. */
export const networkEquations = (page: Page): Block[] =>
  page.network.families !== undefined
    ? familyEquations(page)
    : alignedEquations(
        page.network.graph.order.flatMap((quantity) => {
          const rhs = page.network.definition(quantity);
          return rhs === undefined ? [] : [{ left: page.tex(quantity), right: [page.tex(rhs)] }];
        }),
      );

const roles: readonly (readonly [Role, Extract<MessageId, `role-${string}`>])[] = [
  ['input', 'role-input'],
  ['target', 'role-target'],
  ['parameter', 'role-parameter'],
  ['constant', 'role-constant'],
  ['defined', 'role-defined'],
];

/** Symbols of more than this number stand as the first and the last of them. */
const MANY = 12;

/** One row for each role that the network has, then the loss and the learning rate. */
export function symbolTable(page: Page): Block[] {
  const { locale, network, figures } = page;
  if (network.families !== undefined) return familyTable(page);
  const rows: (readonly (readonly Inline[])[])[] = [];
  for (const [role, message] of roles) {
    const symbols = network.symbols.filter(
      (symbol) => symbol.role === role && symbol.quantity !== network.loss,
    );
    if (symbols.length === 0) continue;
    const quantities = symbols.map(({ quantity }) => quantity);
    const meaning = [{ type: 'text' as const, value: locale.text(message, quantities.length) }];
    rows.push([
      listed(page, quantities, (each) => page.math(each)),
      meaning,
      role === 'defined' ? [] : valuesOf(page, quantities),
    ]);
  }
  if (network.loss !== undefined) rows.push([[page.math(network.loss)], locale.say('role-loss'), []]);
  if (network.learningRate !== undefined)
    rows.push([[inlineMath('\\eta')], locale.say('role-rate'), [figure(network.learningRate, page.digits)]]);
  const heads = [locale.say('head-symbol'), locale.say('head-meaning')];
  if (figures === undefined)
    return [
      table(
        ['left', 'left'],
        heads,
        rows.map((row) => row.slice(0, 2)),
      ),
    ];
  return [table(['left', 'left', 'left'], [...heads, locale.say('head-value')], rows)];
}

function listed(page: Page, quantities: readonly Quantity[], show: (quantity: Quantity) => Inline): Inline[] {
  const shown =
    quantities.length <= MANY
      ? quantities.map((each) => [show(each)])
      : [
          ...quantities.slice(0, MANY - 2).map((each) => [show(each)]),
          [inlineMath('\\dots')],
          [show(quantities.at(-1) as Quantity)],
        ];
  return page.locale.list(shown);
}

function valuesOf(page: Page, quantities: readonly Quantity[]): Inline[] {
  const { figures } = page;
  return figures === undefined
    ? []
    : listed(page, quantities, (each) => figure(figures.value(each), page.digits));
}
