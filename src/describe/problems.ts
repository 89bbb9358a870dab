/** What is wrong with one file: everything that is found is collected, up to a limit, and thrown at once. */
import { type Diagnostic, didYouMean, InputError, type Source, type Span } from '../source/index.ts';

/** After so many errors nobody reads on, and a hostile file costs nothing more. */
const maxErrors = 100;

export class Problems {
  readonly source: Source;
  readonly #errors: Diagnostic[] = [];
  readonly #warnings: Diagnostic[] = [];

  constructor(source: Source) {
    this.source = source;
  }

  get failed(): boolean {
    return this.#errors.length > 0;
  }

  get warnings(): readonly Diagnostic[] {
    return this.#warnings;
  }

  /** Notes an error. Throws: InputError when there are too many. */
  error(span: Span, message: string, hint?: string): void {
    const last = this.#errors.length === maxErrors - 1;
    const stop = 'there may be more errors; these are enough';
    this.#errors.push(this.#diagnostic('error', span, message, last ? stop : hint));
    if (last) this.stopIfFailed();
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
    if (this.failed) throw new InputError(this.#errors.sort((a, b) => a.span.offset - b.span.offset));
  }

  #diagnostic(severity: Diagnostic['severity'], span: Span, message: string, hint?: string): Diagnostic {
    return { severity, message, source: this.source, span, ...(hint === undefined ? {} : { hint }) };
  }
}

/** The span from one offset to another. */
export const between = (start: number, end: number): Span => ({
  offset: start,
  length: Math.max(0, end - start),
});
