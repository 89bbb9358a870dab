/** What is wrong with one file: everything that is found is collected, up to a limit, and thrown at once. */
import { type FormulaError, UnknownNameError } from '../formula/index.ts';
import { type Diagnostic, didYouMean, InputError, type Source, type Span } from '../source/index.ts';

/** After so many errors nobody reads on, and a hostile file costs nothing more. */
const maxErrors = 100;

/** A place in a file. */
export type Place = Pick<Diagnostic, 'source' | 'span'>;

export class Problems {
  readonly source: Source;
  /** By what is said: one mistake shows in several places, as where a name is never declared. */
  readonly #errors = new Map<string, Diagnostic & { readonly also: Span[] }>();
  #count = 0;
  /** Whether declarations are wrong in such a way that names are missing. */
  incomplete = false;
  readonly #warnings: Diagnostic[] = [];

  constructor(source: Source) {
    this.source = source;
  }

  get failed(): boolean {
    return this.#errors.size > 0;
  }

  get warnings(): readonly Diagnostic[] {
    return this.#warnings;
  }

  /** Notes an error. Throws: InputError when there are too many. */
  error(span: Span, message: string, hint?: string): void {
    const isLast = ++this.#count === maxErrors;
    const what = isLast ? 'there may be more errors; these are enough' : hint;
    const key = JSON.stringify([message, what]);
    const known = this.#errors.get(key);
    if (known === undefined)
      this.#errors.set(key, { ...this.#diagnostic('error', span, message, what), also: [] });
    else if ([known.span, ...known.also].every(({ offset }) => offset !== span.offset)) known.also.push(span);
    if (isLast) this.stopIfFailed();
  }

  /** Notes what is wrong with a formula. An unknown name is nobody's mistake where its declaration cannot be read. Throws: InputError. */
  formula(error: FormulaError, place: (inner: Span) => Span): void {
    if (this.incomplete && error instanceof UnknownNameError) return;
    this.error(place(error.span), error.message, error.hint);
  }

  /** Notes what is wrong with a part of the same text that was read by itself. Throws: InputError. */
  take({ diagnostics }: InputError): void {
    for (const { span, also = [], message, hint } of diagnostics)
      for (const each of [span, ...also]) this.error(each, message, hint);
  }

  /** Notes an error about a word, with the nearest of the words that would be right. */
  unknown(span: Span, message: string, word: string, known: Iterable<string>, otherwise?: string): void {
    const meant = didYouMean(word, known);
    this.error(span, message, meant === undefined ? otherwise : `did you mean ${meant}?`);
  }

  warning(span: Span, message: string, hint?: string): void {
    this.#warnings.push(this.#diagnostic('warning', span, message, hint));
  }

  /** Throws: InputError with all errors in order of place, if there are any. */
  stopIfFailed(): void {
    if (this.failed) throw new InputError([...this.#errors.values()].map(inOrder).sort(byPlace));
  }

  #diagnostic(severity: Diagnostic['severity'], span: Span, message: string, hint?: string): Diagnostic {
    return { severity, message, source: this.source, span, ...(hint === undefined ? {} : { hint }) };
  }
}

const byOffset = (a: Span, b: Span): number => a.offset - b.offset;
const byPlace = (a: Diagnostic, b: Diagnostic): number => byOffset(a.span, b.span);

/** The first place in the text before the others. */
function inOrder({ span, also, ...rest }: Diagnostic & { readonly also: readonly Span[] }): Diagnostic {
  const [first = span, ...others] = [span, ...also].sort(byOffset);
  return { ...rest, span: first, ...(others.length > 0 && { also: others }) };
}

/** The span from one offset to another. */
export const between = (start: number, end: number): Span => ({
  offset: start,
  length: Math.max(0, end - start),
});
