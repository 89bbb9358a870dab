/** Numbers before a matrix: all that is inverted under one fraction, and products of matrices that make a number set apart. */
import { type Expr, Fraction, type Matrix, num } from '../expr/index.ts';
import { isUnit, type Part } from './matrixPieces.ts';
import { atom, beside, bracketed, fraction, minus, type Piece, rank } from './piece.ts';

/** How parts are written by themselves. */
export interface Writing {
  readonly part: (of: Matrix) => Part;
  readonly term: (term: Expr) => Piece;
}

/** A number times the rest, as factors that make numbers, and the matrix behind them. */
interface Apart {
  readonly coefficient: Fraction;
  readonly factors: readonly Part[];
  readonly matrix?: Matrix;
}

/** A scaled matrix. Example: (−2 · (1/(xᵀx)) · (xᵀy)) z → -\frac{2x^{\mathrm T}y}{x^{\mathrm T}x}\,z */
export function scaleLatex(of: Matrix, writing: Writing): Part {
  const { coefficient, factors, matrix } = apart(of, writing);
  if (coefficient.n === 0n) return atom(isUnit(of.shape) ? '0' : '\\mathbf{0}');
  const size = new Fraction(coefficient.n, coefficient.d);
  const number = (value: bigint | Fraction): readonly Part[] =>
    value === 1n || (typeof value !== 'bigint' && value.equals(1)) ? [] : [writing.term(num(value))];
  const under = factors.flatMap((each) => each.under ?? []);
  const beyond = factors.filter((each) => each.under === undefined);
  // A sum Σ is no numerator: 1/m before it reads as a mean.
  const [over, behind] = [
    beyond.filter((each) => under.length === 0 || each.open !== true),
    beyond.filter((each) => under.length > 0 && each.open === true),
  ];
  const front =
    under.length === 0
      ? [...number(size), ...over]
      : [fraction(row([...number(size.n), ...over]), row([...number(size.d), ...under]))];
  const all = [...front, ...behind, ...(matrix === undefined ? [] : [writing.part(matrix)])];
  const whole = row(all);
  if (coefficient.s > 0n) return whole;
  return minus(whole.rank === rank.sum || whole.minus === true ? bracketed(whole) : whole);
}

function apart(of: Matrix, { part, term }: Writing): Apart {
  let coefficient = new Fraction(1);
  const factors: Part[] = [];
  let matrix: Matrix | undefined;
  const open: Matrix[] = [of];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (each.kind === 'scale') open.push(each.args[1] as Matrix, each.args[0] as Matrix);
    else if (each.kind === 'scalar') {
      for (const value of each.value.kind === 'product' ? each.value.args : [each.value]) {
        if (value.kind === 'number') coefficient = coefficient.mul(value.value);
        else factors.push(term(value));
      }
    } else if (!isUnit(each.shape)) matrix = each;
    else if (each.kind !== 'ones') factors.push(part(each));
  }
  return { coefficient, factors, ...(matrix && { matrix }) };
}

/** Factors beside each other, in brackets where they would run together; a single one bare, and 1 for none. */
function row(parts: readonly Part[]): Part {
  const [only, ...more] = parts;
  if (only === undefined) return { ...atom('1'), starts: 'unit', ends: 'unit' };
  if (more.length === 0) return only;
  return parts
    .map((part, i) => {
      const isLoose = part.rank === rank.sum || part.hadamard === true || (part.minus === true && i > 0);
      const isOpen = i < parts.length - 1 && (part.open === true || part.chain === true);
      return isLoose || isOpen ? bracketed(part, part.chain === true) : part;
    })
    .reduce((left, right) => beside(left, right));
}
