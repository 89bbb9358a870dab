/**
 * What a layer list knows of a loss. A loss is one file that exports one record, listed in `index.ts`. Its formula is text,
 * exactly as an author would write it under `equations`, so that both ways of describing a network meet before parsing.
 */

/** One output unit and what it should answer, by name. */
export interface Pair {
  readonly target: string;
  readonly output: string;
}

export interface Loss {
  /** As written after `loss:`. */
  readonly name: string;
  /** What other systems call it, in small letters. */
  readonly alsoCalled: readonly string[];
  /** One line for editors. */
  readonly description: string;
  readonly formula: (pairs: readonly Pair[]) => string;
  /** The same over y[j] and a[L,j], with indices. */
  readonly indexed: string;
  /** The only activation of the last layer it is meant for. */
  readonly activation?: string;
  /** Its logarithms need outputs strictly between 0 and 1. */
  readonly probabilities?: boolean;
  /** Equalities between targets that it presumes. */
  readonly given?: (pairs: readonly Pair[]) => readonly string[];
  /** The same with indices. */
  readonly givenIndexed?: readonly string[];
}
