/** The line of numbers: the chain with values inserted, its value, one step of descent. */
import { type Expr, negate, type Partial, product, productOf, replace, sum, sumOf } from '../expr/index.ts';
import { latexOf } from '../latex/index.ts';
import { type Figures, figureLatex } from './figures.ts';
import type { Page } from './page.ts';
import { type Inline, inlineMath, spaced, text } from './phrasing.ts';
import type { Worked } from './worked.ts';

/** Numbers, and what they say; the value of the derivative is that of its theorem. */
export function arithmetic(page: Page, figures: Figures, worked: Worked): Inline[] {
  const { locale } = page;
  const { goal } = worked.theorem;
  const value = figures.value(goal.rhs);
  const valued = Number.isFinite(value) ? valuedChain(page, figures, worked) : undefined;
  const left =
    valued === undefined
      ? page.tex(goal.lhs, { inline: true })
      : latexOf(valued, page.style, { arithmetic: true, figures: figures.texts });
  const shown = `${left}=${figureLatex(value, page.digits)}`;
  const sentences = [
    locale.say('numbers', { arithmetic: inlineMath(shown) }),
    ...opposite(page, figures, worked),
    ...update(page, goal.lhs as Partial, value),
  ];
  const gap = locale.isChinese ? '' : ' ';
  return spaced(
    sentences.flatMap((sentence, i) => (i === 0 || gap === '' ? sentence : [text(gap), ...sentence])),
    locale.isChinese,
  );
}

/** The factors of a product, products in it opened. */
function factorsOf(term: Expr): readonly Expr[] {
  if (term.kind !== 'product') return [term];
  const found: Expr[] = [];
  const open: Expr[] = [term];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (each.kind === 'product') open.push(...[...each.args].reverse());
    else found.push(each);
  }
  return found;
}

/** The chain as a product of numbers, sums in it as sums of numbers; undefined where there is nothing to multiply or add. */
function valuedChain(page: Page, figures: Figures, worked: Worked): Expr | undefined {
  if (worked.expansion === undefined) return undefined;
  const chain = substitutedChain(page, worked);
  const number = (term: Expr): Expr => figures.term(figures.value(term));
  const factors = factorsOf(chain.shape).map((factor) =>
    factor.kind === 'sum' && factor.args.length <= 6
      ? sumOf(factor.args.map((term) => number(chain.value(term))))
      : number(chain.value(factor)),
  );
  return factors.length === 1 && factors[0]?.kind !== 'sum' ? undefined : productOf(factors);
}

/** The expansion's shape, and the values of its parts. */
function substitutedChain(page: Page, worked: Worked): { shape: Expr; value: (part: Expr) => Expr } {
  const values = new Map<Expr, Expr>(
    worked.factors.map(({ partial, theorem }) => [partial, page.reading.theorem(theorem).goal.rhs]),
  );
  const memo = new Map<Expr, Expr>();
  return {
    shape: worked.expansion as Expr,
    value: (part) => replace(part, (node) => values.get(node), memo),
  };
}

/** Whether two paths pull in opposite directions, and which prevails. */
function opposite(page: Page, figures: Figures, worked: Worked): Inline[][] {
  const [use] = worked.cuts;
  const [first, second] = use?.cut ?? [];
  if (
    worked.expansion === undefined ||
    worked.cuts.length !== 1 ||
    use?.rule !== 'chain.plain' ||
    use.cut?.length !== 2
  )
    return [];
  if (first === undefined || second === undefined) return [];
  const fork = factorsOf(worked.expansion).find(
    (factor) => factor.kind === 'sum' && factor.args.length === 2,
  );
  if (fork === undefined) return [];
  const chain = substitutedChain(page, worked);
  const [a, b] = fork.args.map((term) => figures.value(chain.value(term))) as [number, number];
  if (!(a * b < 0)) return [];
  const winner = page.math(Math.abs(a) > Math.abs(b) ? first : second);
  return [page.locale.say('opposite', { winner })];
}

/** w⁺ = w − η·gradient, for a parameter of a network with a learning rate. */
function update(page: Page, { args, by }: Partial, value: number): Inline[][] {
  const { network, figures } = page;
  const { learningRate } = network;
  if (learningRate === undefined || figures === undefined || !Number.isFinite(value)) return [];
  if (args[0] !== network.loss || network.symbol(by)?.role !== 'parameter') return [];
  const before = figures.value(by);
  const step = product(figures.term(learningRate), figures.term(value));
  const right = latexOf(sum(figures.term(before), negate(step)), page.style, {
    arithmetic: true,
    figures: figures.texts,
  });
  const after = figureLatex(before - learningRate * value, page.digits + 2);
  const equation = `${updatedLatex(page.style.quantity(by))}=${right}=${after}`;
  return [page.locale.say('update', { equation: inlineMath(equation) })];
}

/** A quantity after a step. Example: w_1^{+} */
export const updatedLatex = (latex: string): string =>
  /[\^']/.test(latex) ? `(${latex})^{+}` : `${latex}^{+}`;
