/** What the reader of matrix formulas asks about names. */
import type { Index, Matrix } from '../../expr/index.ts';

export interface MatrixScope {
  /** The matrix, vector (n × 1) or number (1 × 1) of a name; undefined if there is none. */
  symbol(name: string): Matrix | undefined;
  /** Whether a name is a size, as in ones(m). */
  isSize(name: string): boolean;
  /** Number of arguments of an opaque function, or undefined if there is none of that name. */
  opaque(name: string): number | undefined;
  /** Every name of the above in order of declaration, for suggestions. */
  names(): Iterable<string>;
  /** Letters that the rows, columns and samples of equations have, and every name that no index may have. */
  readonly taken: ReadonlySet<string>;
  /** The index that numbers samples, and how many there are; a quantity that has it has one value for each sample. */
  readonly samples?: { readonly index: string; readonly size: Index };
}
