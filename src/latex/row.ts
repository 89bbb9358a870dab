/** What a row of `pieceOf.ts` is: the way one kind of term is written. */
import type { Expr } from '../expr/index.ts';
import type { Piece } from './piece.ts';
import type { Style } from './style.ts';

export interface Context {
  readonly style: Style;
  readonly inline: boolean;
  readonly arithmetic: boolean;
  /** Σ_k without the ends of its range. */
  readonly bareSums: boolean;
  /** How numbers are written in arithmetic, by size, where not as exact decimals. */
  readonly figures: ReadonlyMap<string, string>;
}

/** A term's piece from its subterms' pieces. */
export type Row<Node extends Expr> = (node: Node, args: readonly Piece[], context: Context) => Piece;
