/** Conditions in the words of a terminal. */
import type { Condition, Expr } from '../expr/index.ts';
import { indexText, writeFormula } from '../formula/index.ts';
import type { Range } from '../network/index.ts';

/** Longest formula shown on a terminal. */
const LONGEST = 2000;

/** A term as text, or its size where nobody would read it. */
export const termText = (term: Expr): string =>
  writeFormula(term, { limit: LONGEST }) ?? `(longer than ${LONGEST} characters)`;

/** A condition as text. Example: `z != 0`, `G has a continuous slope at z` */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'nonzero':
      return `${termText(condition.term)} != 0`;
    case 'positive':
      return `${termText(condition.term)} > 0`;
    case 'smooth':
      return `${condition.function} has a continuous slope at ${condition.at.map(termText).join(', ')}`;
    case 'equal':
      return `${termText(condition.equation.lhs)} = ${termText(condition.equation.rhs)}`;
    case 'range':
      return `${condition.index} from ${condition.from.key} to ${condition.to.key}`;
  }
}

/** Where indices run, after what they are indices of; nothing where there are none. Example: ` for l in 1..L, j in 1..n[l]` */
export const rangesText = (ranges: readonly Range[]): string =>
  ranges.length === 0
    ? ''
    : ` for ${ranges.map(({ index, from, to }) => `${index} in ${indexText(from)}..${indexText(to)}`).join(', ')}`;
