/** Which terms of a sum survive its brackets, as a reason beside a row. */
import { addIndex, type Bracket, type Expr, type Index, nodes, index as wholeNumber } from '../expr/index.ts';
import { indexLatex } from '../latex/index.ts';
import type { Page } from './page.ts';
import { inlineMath } from './phrasing.ts';
import { textLatex } from './steps.ts';

/** "only i = j survives", or that it was differentiated where brackets do not say so. */
export function survivors({ locale }: Page, brackets: readonly Bracket[]): string {
  const values = new Map<string, Set<string>>();
  for (const { left, right } of brackets.flatMap((each) => each.relations)) {
    const [variable, value] = solved(left, right);
    values.set(variable, (values.get(variable) ?? new Set()).add(value));
  }
  // Two sums over one letter, in which other terms survive, would contradict each other.
  const isClear = values.size > 0 && [...values.values()].every(({ size }) => size === 1);
  if (!isClear) return textLatex(locale.say('kind-differentiate'));
  const relations = [...values].flatMap(([variable, all]) => [...all].map((value) => `${variable}=${value}`));
  const list = locale.list(
    relations.map((each) => [inlineMath(each)]),
    'and',
  );
  return textLatex(locale.say('rows-survives', { list, count: relations.length }));
}

/** The brackets that a step does away with. */
export const bracketsLost = (before: Expr, after: Expr): readonly Bracket[] => {
  const left = new Set(bracketsIn(after));
  return bracketsIn(before).filter((each) => !left.has(each));
};

/** The brackets in a term. */
export const bracketsIn = (term: Expr): readonly Bracket[] =>
  nodes(term).filter((node): node is Bracket => node.kind === 'bracket');

/** An equality with what is added to its left side on the right. Example: j + 1 = i → j = i − 1 */
function solved(left: Index, right: Index): readonly [variable: string, value: string] {
  const shift = wholeNumber(left.constant);
  return [indexLatex(addIndex(left, shift, -1)), indexLatex(addIndex(right, shift, -1))];
}
