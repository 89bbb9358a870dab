/** What every part of a document has at hand: the derivation, its language and notation, what was said before. */
import type { Expr, Quantity } from '../expr/index.ts';
import { equationLatex, type House, type LatexOptions, latexOf, type Style } from '../latex/index.ts';
import type { Network } from '../network/index.ts';
import { Duals, type Implementations } from '../numeric/index.ts';
import { type Assumption, check, type Derivation, type Theorem, type TheoremId } from '../proof/index.ts';
import { Figures, figureLatex } from './figures.ts';
import { Locale, type LocaleName } from './locale.ts';
import { pageStyle } from './pageStyle.ts';
import { anchor, type Block, displayMath, type Inline, inlineMath, link, text } from './phrasing.ts';
import { DocumentState, labelOf, type Reference } from './state.ts';
import { Reading } from './worked.ts';

/** How much is said: results only; the worked form; every step of every local slope. */
export type Detail = 'brief' | 'standard' | 'full';

export interface DocumentOptions {
  readonly derivation: Derivation;
  readonly locale?: LocaleName;
  readonly detail?: Detail;
  /** Significant digits; default 7. */
  readonly digits?: number;
  /** Whether values are printed; the network must have them. */
  readonly numbers?: boolean;
  /** What opaque functions are when numbers are printed. */
  readonly functions?: Implementations;
  /** LaTeX for quantities, over what the network says. */
  readonly latex?: ReadonlyMap<Quantity, string>;
  /** Whose notation is used; without one, families are written as Nielsen does. */
  readonly house?: House;
  /** Equation numbers and what was printed before; a new one for a new document. */
  readonly state?: DocumentState;
}

/** Rows wider than this many characters do not fit on a page and are broken. */
export const WIDTH = 72;

export class Page {
  readonly network: Network;
  readonly locale: Locale;
  readonly style: Style;
  readonly detail: Detail;
  readonly digits: number;
  readonly functions: Implementations | undefined;
  readonly figures: Figures | undefined;
  readonly reading: Reading;
  readonly state: DocumentState;
  #duals: Duals | undefined;
  readonly #derivation: Derivation;
  #assumptions: readonly (readonly Assumption[])[] | undefined;

  constructor(options: DocumentOptions) {
    const { derivation, digits = 7 } = options;
    this.#derivation = derivation;
    this.network = derivation.network;
    this.locale = new Locale(options.locale ?? 'en');
    this.style = pageStyle(derivation, options);
    this.detail = options.detail ?? 'standard';
    this.digits = digits;
    this.functions = options.functions;
    this.figures = options.numbers === true ? new Figures(derivation, digits, options.functions) : undefined;
    this.reading = new Reading(derivation);
    this.state = options.state ?? new DocumentState();
  }

  /** Slopes by dual numbers. Throws: MissingValue, MissingFunction. */
  get duals(): Duals {
    this.#duals ??= new Duals(this.network, { functions: this.functions });
    return this.#duals;
  }

  /** What a theorem about families assumes, as the kernel finds it; other theorems state it themselves. */
  assumptions(id: TheoremId): readonly Assumption[] {
    if (this.network.families === undefined) return [];
    this.#assumptions ??= check(this.#derivation).map((each) => (each.accepted ? each.assumes : []));
    return this.#assumptions[id] ?? [];
  }

  /** A term in LaTeX. */
  tex(term: Expr, options?: LatexOptions): string {
    return latexOf(term, this.style, options);
  }

  /** A term as a formula in running text. */
  math(term: Expr): Inline {
    return inlineMath(this.tex(term, { inline: true }));
  }

  name(theorem: Theorem): string {
    return this.tex(theorem.name ?? theorem.goal.lhs);
  }

  /** The value of a term in LaTeX. Throws: RangeError if numbers are not printed. */
  figureOf(term: Expr): string {
    if (this.figures === undefined) throw new RangeError('this document prints no numbers');
    return figureLatex(this.figures.value(term), this.digits);
  }

  /** A numbered display. */
  numbered(latex: string, reference: Reference): Block[] {
    return [displayMath(`${latex}\\tag{${labelOf(reference)}}`)];
  }

  /** A numbered display that links lead to. */
  result(latex: string, reference: Reference): Block[] {
    return [anchor(reference.anchor), ...this.numbered(latex, reference)];
  }

  /** left = right, broken into rows where it is wide. */
  equation(left: string, right: string): string {
    return equationLatex(left, right, WIDTH);
  }

  /** A link to an equation by its number. Example: (7), 式 (7) */
  cite(reference: Reference): Inline[] {
    const [before, after] = this.locale.isChinese ? ['式 ', ''] : ['', ''];
    const shown = link(reference.anchor, [text(`(${labelOf(reference)})`)]);
    return [...(before === '' ? [] : [text(before)]), shown, ...(after === '' ? [] : [text(after)])];
  }
}
