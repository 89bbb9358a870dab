/** The forward pass: every equation in the order of computation, with values inserted where numbers are printed. */
import { latexOf } from '../latex/index.ts';
import { alignedEquations, networkEquations } from './network.ts';
import type { Page } from './page.ts';
import type { Block } from './phrasing.ts';

/** The forward pass of a network. */
export function forward(page: Page): Block[] {
  const { network, figures, style } = page;
  if (figures === undefined) return networkEquations(page);
  return network.graph.order.flatMap((quantity) => {
    const rhs = network.definition(quantity);
    if (rhs === undefined) return [];
    const inserted = latexOf(figures.inserted(rhs), style, { arithmetic: true, figures: figures.texts });
    const right = [page.tex(rhs), inserted, page.figureOf(quantity)];
    const kept = right.filter((row, i) => row !== right[i - 1]);
    return alignedEquations([{ left: page.tex(quantity), right: kept }]);
  });
}
