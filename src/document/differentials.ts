/** Houses that write d before a quantity for a derivative of the loss: the sentence that says so. */
import { quantity } from '../expr/index.ts';
import type { Page } from './page.ts';
import { type Inline, inlineMath } from './phrasing.ts';

/** What d before a quantity means, once a document; nothing in other houses. */
export function differentials(page: Page): Inline[] {
  const { loss } = page.network;
  const any = quantity(['q', 'u', 'v'].find((name) => page.network.named(name) === undefined) ?? 'quantity');
  const short = loss && page.style.slope?.(loss, any);
  if (loss === undefined || short === undefined || !page.state.once('differentials')) return [];
  const long = `\\partial ${page.tex(loss)}/\\partial ${page.tex(any)}`;
  return page.locale.say('differentials', {
    any: page.math(any),
    short: inlineMath(short),
    long: inlineMath(long),
  });
}
