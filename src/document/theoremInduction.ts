/** The backward pass on the page: its two equations, what they compute, and the proof by induction from the last layer down. */
import { type Expr, type Quantity, substituteIndices } from '../expr/index.ts';
import { equationLatex, indexLatex } from '../latex/index.ts';
import type { Definition } from '../network/index.ts';
import { HYPOTHESIS, type Step, type Theorem, type TheoremId } from '../proof/index.ts';
import type { Page } from './page.ts';
import { type Block, displayMath, inlineMath, paragraph } from './phrasing.ts';
import { labelOf, type Reference } from './state.ts';
import { citationsOf, type Row, stepRows, textLatex, usesOf } from './steps.ts';
import { claimSentence, rangeLatex, rangesOf, variableLatex } from './theoremRanges.ts';
import { TheoremRows } from './theoremRows.ts';
import { proofEnd } from './theoremWords.ts';

/** A theorem proved by induction, and the equations of the sequence that it is about. */
export interface Recursion {
  readonly theorem: TheoremId;
  /** At the end, and from one further. */
  readonly equations: readonly Definition[];
}

const WIDTH = 90;

/** At detail `brief` without the proof. Throws: RangeError if the theorem is not proved by induction. */
export function inductionBlocks(page: Page, { theorem: id, equations }: Recursion, label?: string): Block[] {
  const theorem = page.reading.theorem(id);
  const { proof } = theorem;
  if (proof.by !== 'induction') throw new RangeError('this theorem is not proved by induction');
  const { locale } = page;
  const reference = page.state.number(label);
  const name = theorem.goal.rhs as Quantity;
  const claim = equationLatex(page.tex(theorem.goal.lhs), page.tex(name), WIDTH);
  const base = endOf(equations, proof.over);
  const ranges = rangesOf(theorem.given);
  const over = ranges.find(({ index }) => index === proof.over);
  const inside = equations.at(-1)?.ranges?.find(({ index }) => index === proof.over);
  const rows = new Rows(page, theorem, reference);
  const claimed = [
    paragraph(locale.say('recursion-define', { name: page.math(name) })),
    displayMath(definitionRows(page, equations, theorem)),
    paragraph(claimSentence(page, theorem)),
    ...page.result(claim, reference),
  ];
  if (page.detail === 'brief') return claimed;
  return [
    ...claimed,
    paragraph(
      locale.say('proof-of', {
        equation: page.cite(reference),
        body: page.locale.sentences([
          locale.say('induction-over', {
            index: inlineMath(variableLatex(proof.over)),
            last: inlineMath(over === undefined ? '' : indexLatex(over.to)),
          }),
          locale.say('induction-base', { case: inlineMath(base) }),
        ]),
      }),
    ),
    displayMath(stepRows(endLatex(page, theorem, proof.over), rows.of(proof.base))),
    paragraph(
      locale.say('induction-step', {
        range: inlineMath(inside === undefined ? variableLatex(proof.over) : rangeLatex(inside)),
        equation: page.cite(reference),
        next: inlineMath(`${variableLatex(proof.over)}+1`),
      }),
    ),
    displayMath(stepRows(page.tex(theorem.goal.lhs), rows.of(proof.step))),
    paragraph(locale.say('proof-end', { equation: page.cite(reference), end: proofEnd(page) })),
  ];
}

function definitionRows(page: Page, equations: readonly Definition[], theorem: Theorem): string {
  const written = new TheoremRows(page);
  const rows = equations.map(({ quantity, rhs, ranges = [] }) => {
    const bounded = ranges.filter(({ to }) => to.constant === -1).map(rangeLatex);
    const where = bounded.length === 0 ? '' : `&&${bounded.join(',\\,')}`;
    return `${page.tex(quantity)}&=${written.tex(rhs, theorem, false)}${where}`;
  });
  return `\\begin{aligned}${rows.join('\\\\')}\\end{aligned}`;
}

/** The case in which the sequence begins. Example: l=L */
function endOf(equations: readonly Definition[], over: string): string {
  const [end, inside] = equations;
  const place = inside?.quantity.indices.findIndex(({ key }) => key === over) ?? -1;
  const last = end?.quantity.indices[place];
  return last === undefined ? '' : `${variableLatex(over)}=${indexLatex(last)}`;
}

/** The left-hand side at the end of the range. */
function endLatex(page: Page, { goal, given }: Theorem, over: string): string {
  const range = rangesOf(given).find(({ index }) => index === over);
  return page.tex(range === undefined ? goal.lhs : substituteIndices(goal.lhs, new Map([[over, range.to]])));
}

/** Steps of an induction with what each rests on. */
class Rows {
  readonly #page: Page;
  readonly #theorem: Theorem;
  readonly #reference: Reference;

  constructor(page: Page, theorem: Theorem, reference: Reference) {
    this.#page = page;
    this.#theorem = theorem;
    this.#reference = reference;
  }

  of(steps: readonly Step[]): readonly Row[] {
    return steps.flatMap((step) => this.#row(step));
  }

  #row(step: Step): readonly Row[] {
    const { locale, state } = this.#page;
    const row = new TheoremRows(this.#page).tex(step.after, this.#theorem);
    const [cited] = citationsOf(step.by);
    if (cited === undefined) {
      const quantity = usesOf(step.by)[0]?.quantity;
      const because =
        quantity === undefined
          ? locale.say('kind-simplify')
          : locale.say('step-definition', { quantity: this.#page.math(quantity) });
      return [{ row, because: textLatex(because) }];
    }
    if (cited.theorem === HYPOTHESIS) {
      const because = textLatex(locale.say('induction-hypothesis'));
      return [{ row, because: `${because}\\ (${labelOf(this.#reference)})` }];
    }
    const { goal, name } = this.#page.reading.theorem(cited.theorem);
    if (cited.from === 'name' && name !== undefined)
      return [
        { row, because: textLatex(locale.say('step-definition', { quantity: this.#page.math(name) })) },
      ];
    const known = state.stated(goal);
    // What was not stated before is proved here, in the same rows.
    if (known === undefined) return new TheoremRows(this.#page).rows(cited.theorem);
    return [{ row, because: `${locale.isChinese ? '\\text{式 }' : ''}(${labelOf(known)})` }];
  }
}

/** Gradient descent as a rule for each member of some families: w ← w − η ∂C/∂w, with the derivative as it was found. */
export function descentRules(page: Page, found: readonly TheoremId[]): Block[] {
  const written = new TheoremRows(page);
  const rows = found.map((id) => {
    const theorem = page.reading.theorem(id);
    const { lhs, rhs } = theorem.goal;
    const by = lhs.kind === 'partial' ? page.tex(lhs.by) : '';
    const slope = page.tex(lhs);
    return `${by}&\\leftarrow ${by}-\\eta\\,${slope}=${by}-\\eta\\,${factorLatex(written.tex(rhs, theorem), rhs)}`;
  });
  return [
    paragraph(page.locale.say('descent-rules', { rate: inlineMath('\\eta') })),
    displayMath(`\\begin{aligned}${rows.join('\\\\')}\\end{aligned}`),
  ];
}

/** A sum as a factor stands in brackets. */
function factorLatex(latex: string, term: Expr): string {
  if (term.kind !== 'sum') return latex;
  return /\\(?:sum|frac)/.test(latex) ? `\\Bigl(${latex}\\Bigr)` : `(${latex})`;
}
