/**
 * Terms → LaTeX, in written order, with as few brackets as the meaning allows. Every distinct subterm is written once and
 * its text shared; what grows beyond the limit is given up. How names look is `style.ts`, how pieces meet `piece.ts`.
 */
import { type Expr, fold } from '../expr/index.ts';
import { braced, type Piece } from './piece.ts';
import { pieceOf } from './pieceOf.ts';
import type { Style } from './style.ts';

export interface LatexOptions {
  /** Subterms under a brace, with their labels in LaTeX. */
  readonly underbrace?: ReadonlyMap<Expr, string>;
  /** ∂E/∂w on one line instead of a fraction. */
  readonly inline?: boolean;
  /** Arithmetic: numbers as decimals wherever they end, × between them. */
  readonly arithmetic?: boolean;
  /** Σ_k without the ends of its range, where they were said before. */
  readonly bareSums?: boolean;
  /** How numbers are written in arithmetic, by their size as a fraction; others as exact decimals. */
  readonly figures?: ReadonlyMap<string, string>;
  /** Greatest length in characters; default one million. */
  readonly limit?: number;
}

/** A term in LaTeX, or undefined if it is longer than the limit. */
export function latexWithin(expr: Expr, style: Style, options: LatexOptions = {}): string | undefined {
  const limit = options.limit ?? 1_000_000;
  const { inline = false, arithmetic = false, bareSums = false, figures = new Map() } = options;
  const context = { style, inline, arithmetic, bareSums, figures };
  const write = (node: Expr, args: readonly (Piece | null)[]): Piece | null => {
    if (args.includes(null)) return null;
    let length = 0;
    for (const arg of args) length += (arg as Piece).text.length;
    if (length > limit) return null;
    const piece = pieceOf(node, args as readonly Piece[], context);
    if (piece.text.length > limit) return null;
    const label = options.underbrace?.get(node);
    return label === undefined ? piece : braced(piece, label);
  };
  return fold<Piece | null>(expr, write)?.text;
}

/** A term in LaTeX. Throws: RangeError if it is longer than the limit. */
export function latexOf(expr: Expr, style: Style, options: LatexOptions = {}): string {
  const latex = latexWithin(expr, style, options);
  if (latex === undefined) throw new RangeError('the formula is too long to be written out');
  return latex;
}
