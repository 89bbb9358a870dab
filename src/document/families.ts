/** A network of families on the page: its equations with their ranges, its symbols. */
import type { Definition } from '../network/index.ts';
import type { MessageId } from './messages.ts';
import type { Page } from './page.ts';
import { type Block, displayMath, type Inline, inlineMath, table } from './phrasing.ts';
import { rangeLatex } from './theoremRanges.ts';

/** Every equation with where its indices run, in the order in which the file has them. */
export function familyEquations(page: Page): Block[] {
  const rows = page.network.equations.map((each) => {
    const { quantity, rhs, ranges = [] } = each;
    isNew(page, each);
    const where = ranges.map(rangeLatex).join(',\\ ');
    return `${page.tex(quantity)}&=${page.tex(rhs)}${where === '' ? '' : `&&${where}`}`;
  });
  return [displayMath(`\\begin{aligned}${rows.join('\\\\')}\\end{aligned}`)];
}

/** Whether a document has not shown an equation before; from then on it has. */
export const isNew = (page: Page, { quantity, rhs }: Definition): boolean =>
  page.state.once(`definition ${page.tex(quantity)}=${page.tex(rhs)}`);

const meanings: Readonly<Record<string, MessageId>> = {
  input: 'role-input',
  target: 'role-target',
  parameter: 'role-parameter',
  constant: 'role-constant',
  defined: 'role-defined',
};

/** What each family is, and where its indices run. */
export function familyTable(page: Page): Block[] {
  const { locale, network } = page;
  const rows = network.symbols.map(({ quantity, role, ranges = [] }): readonly (readonly Inline[])[] => {
    const id = quantity === network.loss ? 'role-loss' : (meanings[role] as MessageId);
    const count = ranges.length > 0 ? 2 : 1;
    const where = locale.list(ranges.map((each) => [inlineMath(rangeLatex(each))]));
    return [[page.math(quantity)], [{ type: 'text', value: locale.text(id, count) }], where];
  });
  const heads = [locale.say('head-symbol'), locale.say('head-meaning'), locale.say('head-ranges')];
  return [table(['left', 'left', 'left'], heads, rows)];
}
