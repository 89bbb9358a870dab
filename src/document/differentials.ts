/** Houses that write d before a quantity for a derivative of the loss: the sentence that says so. */
import { type Quantity, quantity } from '../expr/index.ts';
import type { Page } from './page.ts';
import { type Inline, inlineMath } from './phrasing.ts';

/** What d before a quantity means, once a document; nothing in other houses. */
export function differentials(page: Page): Inline[] {
  const { network, locale, style } = page;
  const { loss } = network;
  const any = quantity(['q', 'u', 'v'].find((name) => network.named(name) === undefined) ?? 'quantity');
  const short = loss && style.slope?.(loss, any);
  if (loss === undefined || short === undefined) return [];
  const say = (of: Quantity, message: 'differentials' | 'differentials-sample'): Inline[] => {
    const long = `\\partial ${page.tex(of)}/\\partial ${page.tex(any)}`;
    if (!page.state.once(`${message} ${long}`)) return [];
    return locale.say(message, { any: page.math(any), short: inlineMath(short), long: inlineMath(long) });
  };
  const summed = otherGoal(page, loss);
  return page.locale.sentences([
    say(loss, 'differentials'),
    summed === undefined ? [] : say(summed, 'differentials-sample'),
  ]);
}

/** What else than the loss this page writes d for. */
function otherGoal({ reading, style }: Page, loss: Quantity): Quantity | undefined {
  for (const { lhs } of reading.derivation.theorems.map(({ goal }) => goal)) {
    const of = lhs.kind === 'partial' ? lhs.args[0] : undefined;
    if (lhs.kind !== 'partial' || of?.kind !== 'quantity' || of === loss) continue;
    if (style.slope?.(of, lhs.by) !== undefined) return of;
  }
  return undefined;
}
