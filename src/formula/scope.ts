/** What the reader of formulas asks about names and indices, and how it says that something is wrong. */
import type { Index, Quantity } from '../expr/index.ts';
import type { Span } from '../source/index.ts';

/** An index variable and where it runs, both ends included. */
export interface IndexRange {
  readonly index: string;
  readonly from: Index;
  readonly to: Index;
}

/** The indices a formula may use. */
export interface IndexScope {
  /** Where the indices of a family run, in their order; undefined if the name is no family. */
  ranges(family: string): readonly IndexRange[] | undefined;
  /** Indices that need no sum to bind them. */
  readonly free: ReadonlySet<string>;
  /** Whether a sum may bind a free index anew; by default that is taken for a slip. */
  readonly rebinds?: boolean;
  /** Symbolic sizes, each with the number of its own indices: 0 for L, 1 for n as in n[l]. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** The names a formula may use. */
export interface Scope {
  /** The quantity of a name, for a family its member at given indices, or undefined if there is none. */
  quantity(name: string, indices: readonly Index[]): Quantity | undefined;
  /** Number of arguments of an opaque function, or undefined if there is none of that name. */
  opaque(name: string): number | undefined;
  /** Every name of the two above in order of declaration, for suggestions. */
  names(): Iterable<string>;
  /** Without it no index is declared, and there are no sums over indices. */
  readonly indices?: IndexScope;
}

/** Why a text is no formula; the span counts within the formula. */
export class FormulaError extends Error {
  readonly span: Span;
  /** What to do about it. */
  readonly hint?: string;

  constructor(message: string, span: Span, hint?: string) {
    super(message);
    this.name = 'FormulaError';
    this.span = span;
    if (hint !== undefined) this.hint = hint;
  }
}

/** A name stands for nothing in the scope; where a declaration is broken, that may be the only reason. */
export class UnknownNameError extends FormulaError {}
