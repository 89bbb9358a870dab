/** What the pages of a theorem share: its left-hand side under its name, the end of a proof. */
import { type Expr, type Index, nodes, type Quantity, substituteIndices } from '../expr/index.ts';
import type { Theorem, TheoremId } from '../proof/index.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';

/** What stands on the left: the name that a theorem before gave the derivative, such as δ_j^L, or the derivative. */
export function leftOf(page: Page, { goal: { lhs }, name }: Theorem): Expr {
  if (name !== undefined) return name;
  const id = namingOf(page, lhs);
  return (id === undefined ? undefined : namedBy(page.reading.theorem(id), lhs)) ?? lhs;
}

/** The theorem that gives a theorem's left-hand side its name. */
export function namingOf(page: Page, lhs: Expr): TheoremId | undefined {
  const found = page.reading.derivation.theorems.findIndex((each) => namedBy(each, lhs) !== undefined);
  return found < 0 ? undefined : found;
}

/** The name of a theorem at the indices at which it is about a term. */
function namedBy({ goal, name }: Theorem, lhs: Expr): Quantity | undefined {
  if (name === undefined || goal.lhs.kind !== 'partial' || lhs.kind !== 'partial') return undefined;
  const { by } = goal.lhs;
  const at = new Map(by.indices.map((each, i) => [each.key, lhs.by.indices[i] as Index]));
  if (lhs.by.name !== by.name || substituteIndices(goal.lhs, at) !== lhs) return undefined;
  return substituteIndices(name, at) as Quantity;
}

/** The box at the end of a proof. */
export const proofEnd = (page: Page): readonly Inline[] =>
  page.locale.isChinese ? page.locale.say('proof-done') : [inlineMath('\\square')];

/** What a bracket such as [i = j] means, once a document. */
export function bracketNote(page: Page, terms: readonly Expr[]): Block[] {
  const [bracket] = terms.flatMap(nodes).filter(({ kind }) => kind === 'bracket');
  if (bracket === undefined || !page.state.once('bracket')) return [];
  return [paragraph(page.locale.say('proof-bracket', { bracket: page.math(bracket) }))];
}
