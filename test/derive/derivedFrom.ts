// What is derived for a network written in YAML, in a form that tests compare.
import { IndexedDeriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Expr, Quantity } from '../../src/expr/index.ts';
import { indexText, writeFormula } from '../../src/formula/index.ts';

interface Derived {
  /** The member, and the ranges over which the theorem holds. */
  readonly where: string;
  readonly rhs: Expr;
  /** The right-hand side, as the command writes formulas. */
  readonly text: string | undefined;
}

/** The theorems about the derivative of the loss by one family, in their order. */
export function derivedFrom(yaml: string, wrt: string): readonly Derived[] {
  const { network } = readNetwork(yaml);
  const deriver = new IndexedDeriver(network);
  return deriver
    .derive(network.loss as Quantity, network.named(wrt) as Quantity)
    .map(({ wrt: member, ranges, theorem }) => {
      const { rhs } = deriver.theorem(theorem).goal;
      const over = ranges.map(({ from, to }) => `${indexText(from)}..${indexText(to)}`);
      return { where: `${writeFormula(member)} for ${over.join(', ')}`, rhs, text: writeFormula(rhs) };
    });
}
