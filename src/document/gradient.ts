/** The worked form of one derivative: paths, chain rule, factors, substitution, numbers, check. */
import type { Expr, Partial } from '../expr/index.ts';
import type { TheoremId } from '../proof/index.ts';
import { arithmetic } from './arithmetic.ts';
import { differenceCheck } from './check.ts';
import { conventions } from './conditions.ts';
import { details } from './details.ts';
import { differentials } from './differentials.ts';
import { foundations } from './errorTerms.ts';
import { factorTable } from './factors.ts';
import { chainSentence, expansionLatex, heldFixed, path } from './opening.ts';
import type { Page } from './page.ts';
import { type Block, heading, type Inline, paragraph } from './phrasing.ts';
import { result, substituteSentence } from './result.ts';
import type { Reference } from './state.ts';
import type { Worked } from './worked.ts';

export interface GradientOptions {
  /** The id that links to its result lead to. */
  readonly id?: string;
  /** Depth of the heading; none for 0. */
  readonly depth?: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /** Whether a line of check by central differences is added, where numbers are printed. */
  readonly check?: boolean;
}

/** A derivative, worked out. What it needs and was not printed yet comes first. */
export function gradient(page: Page, id: TheoremId, options: GradientOptions = {}): Block[] {
  const worked = page.reading.worked(id);
  const lhs = worked.theorem.goal.lhs as Partial;
  const title = titleOf(page, lhs);
  const notation = differentials(page);
  const head = [
    ...(options.depth === 0 ? [] : [heading(options.depth ?? 3, title)]),
    ...(notation.length === 0 ? [] : [paragraph(notation)]),
  ];
  if (page.detail === 'brief')
    return [...head, ...result(page, worked, options.id).blocks, ...conventions(page, worked)];
  const before = foundations(page, id, lhs.by);
  const opening = path(page, lhs);
  const derivation = workedOut(page, worked, options.id);
  return [
    ...head,
    ...before,
    ...opening,
    ...derivation.blocks,
    ...numbers(page, worked, derivation.reference, options),
  ];
}

function titleOf(page: Page, { args, by }: Partial): Inline[] {
  const of = args[0] as Expr;
  const isParameter = page.network.symbol(by)?.role === 'parameter';
  if (of === page.network.loss && isParameter)
    return page.locale.say('gradient-heading', { parameter: page.math(by) });
  return page.locale.say('derivative-heading', { of: page.math(of), by: page.math(by) });
}

/** The chain rule, the factors and what they make. */
function workedOut(page: Page, worked: Worked, id?: string): { blocks: Block[]; reference: Reference } {
  const { locale } = page;
  const { lhs } = worked.theorem.goal;
  if (worked.expansion === undefined) {
    const { blocks, reference } = result(page, worked, id);
    return {
      blocks: [paragraph(locale.say('direct')), ...blocks, ...conventions(page, worked)],
      reference,
    };
  }
  const expanded = page.state.number();
  const chain = page.result(page.equation(page.tex(lhs), expansionLatex(page, worked.expansion)), expanded);
  const table = factorTable(page, worked.factors, (lhs as Partial).by, expanded);
  const { blocks, reference, names } = result(page, worked, id);
  return {
    blocks: [
      paragraph(chainSentence(page, worked)),
      ...chain,
      ...heldFixed(page, worked, true),
      ...table,
      ...conventions(page, worked),
      ...details(page, worked),
      paragraph(substituteSentence(page, worked, names)),
      ...blocks,
    ],
    reference,
  };
}

/** The value, one step of descent, and a check. */
function numbers(page: Page, worked: Worked, reference: Reference, options: GradientOptions): Block[] {
  const { figures } = page;
  if (figures === undefined) return [];
  const lines = arithmetic(page, figures, worked);
  const check = options.check === true ? [paragraph(differenceCheck(page, figures, worked, reference))] : [];
  return [paragraph(lines), ...check];
}
