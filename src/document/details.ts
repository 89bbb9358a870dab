/** What stands behind the factors of a derivation at detail `full`: every step of every local slope. */
import { isChained } from './factors.ts';
import type { Page } from './page.ts';
import { type Block, displayMath, paragraph } from './phrasing.ts';
import { proofRows, stepRows } from './steps.ts';
import type { Worked } from './worked.ts';

/** The steps of the factors of a derivation, each opened once a document. */
export function details(page: Page, { factors }: Worked): Block[] {
  if (page.detail !== 'full') return [];
  const displays = factors.flatMap(({ theorem }) => {
    const isLocal = page.reading.theorem(theorem).name === undefined && !isChained(page, theorem);
    if (!isLocal || !page.state.open(theorem)) return [];
    const { theorem: proved, steps } = page.reading.worked(theorem);
    const { lhs } = proved.goal;
    return [displayMath(stepRows(page.tex(lhs), proofRows(page, lhs, steps)))];
  });
  return displays.length === 0 ? [] : [paragraph(page.locale.say('steps')), ...displays];
}
