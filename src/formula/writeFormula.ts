/**
 * Terms → text that both `readFormula.ts` and math.js read. Parentheses stand only where they are needed to keep the
 * nesting. What a reader makes of the text is the term itself, save that in a row of summands -1·b·c, -3·x and -3 after
 * the first are written as subtractions, which read as -1·(b·c), -1·(3·x) and -1·3.
 *
 * A sum is written with its bounds, sum(k, 1, n[l-1], w[l,j,k]*a[l-1,k]), or as sum(k, …) where the families, if they are
 * given, say the same; whole slices as opaque functions take them, J(a[L], y). ∂ and brackets have a readable form only, which
 * is not read back.
 */
import { type Expr, fold, type Index, isInteger, type Num, type Product } from '../expr/index.ts';
import { WHOLE } from './bareRanges.ts';
import { indexText } from './indexText.ts';
import type { IndexScope } from './scope.ts';
import { type IsShort, neverShort, shortBy } from './shortSums.ts';

/** How tightly a text holds together: a sum of summands, a row of factors, a power, or something closed. */
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const CLOSED = 4;

/** A subterm's place: how tight its text must be to stand there bare, and whether it may begin with a minus. */
interface Slot {
  readonly expr: Expr;
  readonly least: number;
  readonly signed?: boolean;
  /** The minus that the text begins with is already written. */
  readonly unsigned?: boolean;
}

type Piece = string | Slot;

interface Shape {
  readonly level: number;
  /** Whether the text begins with a minus that is not in parentheses. */
  readonly signed: boolean;
}

const whole = (expr: Expr): Slot => ({ expr, least: SUM, signed: true });
const isMinusOne = (expr: Expr): boolean => expr.kind === 'number' && expr.value.equals(-1);
/** Digits alone: what a reader takes for an integer literal. */
const isDigits = (expr: Expr): boolean =>
  expr.kind === 'number' && isInteger(expr.value) && expr.value.s >= 0n;

/** What a term divides by, if it is a reciprocal. */
const divisor = (expr: Expr): Expr | undefined =>
  expr.kind === 'power' && isMinusOne(expr.args[1] as Expr) ? (expr.args[0] as Expr) : undefined;

/** Whether 1/b would be read as the reciprocal of b, rather than as a number. */
const isFraction = (expr: Expr): boolean => {
  const below = divisor(expr);
  return below !== undefined && !isDigits(below);
};

/** Whether a product is written as a minus and the factors after -1; -1·3 and -1·(1/b) would read as other terms. */
function opensWithMinus(node: Product): boolean {
  const second = node.args[1] as Expr;
  return isMinusOne(node.args[0] as Expr) && !isDigits(second) && divisor(second) === undefined;
}

function shapeOf(node: Expr): Shape {
  switch (node.kind) {
    case 'number':
      return { level: isInteger(node.value) ? CLOSED : PRODUCT, signed: node.value.s < 0n };
    case 'sum':
      return { level: SUM, signed: false };
    case 'product': {
      const first = node.args[0] as Expr;
      return { level: PRODUCT, signed: first.kind === 'number' && first.value.s < 0n };
    }
    case 'power':
      return { level: isFraction(node) ? PRODUCT : POWER, signed: false };
    default:
      return { level: CLOSED, signed: false };
  }
}

/** Whether a term needs parentheses in its place. */
function isEnclosed({ expr, least, signed, unsigned }: Slot): boolean {
  const shape = shapeOf(expr);
  return shape.level < least || (shape.signed && signed !== true && unsigned !== true);
}

function numberText({ value }: Num): string {
  const digits = isInteger(value) ? `${value.n}` : `${value.n}/${value.d}`;
  return value.s < 0n ? `-${digits}` : digits;
}

function sumPieces(terms: readonly Expr[]): readonly Piece[] {
  return terms.flatMap((expr, position): readonly Piece[] => {
    if (position === 0) return [{ expr, least: PRODUCT, signed: true }];
    const [first, second] = expr.args as [Expr, Expr];
    if (expr.kind === 'product' && expr.args.length === 2 && isMinusOne(first)) {
      return [' - ', { expr: second, least: PRODUCT }];
    }
    if (shapeOf(expr).signed) return [' - ', { expr, least: PRODUCT, unsigned: true }];
    return [' + ', { expr, least: PRODUCT }];
  });
}

/** The first factor: here alone a fraction stands bare. */
const firstFactor = (expr: Expr): Slot =>
  expr.kind === 'number' || isFraction(expr)
    ? { expr, least: PRODUCT, signed: true }
    : { expr, least: POWER };

function productPieces(node: Product): readonly Piece[] {
  const start = opensWithMinus(node) ? 1 : 0;
  const first = node.args[start] as Expr;
  const pieces: Piece[] = start === 1 ? ['-', { expr: first, least: POWER }] : [firstFactor(first)];
  for (let i = start + 1; i < node.args.length; i++) {
    const expr = node.args[i] as Expr;
    const below = divisor(expr);
    if (below === undefined) pieces.push('*', { expr, least: POWER });
    else if (i === 1 && readsAsOne(first, below)) pieces.push('*', { expr: below, least: CLOSED }, '^-1');
    else pieces.push('/', { expr: below, least: POWER });
  }
  return pieces;
}

/** Whether a reader would make one number or one reciprocal of first/below. */
const readsAsOne = (first: Expr, below: Expr): boolean =>
  first.kind === 'number' && isInteger(first.value) && (isDigits(below) || first.value.equals(1));

function powerPieces(node: Expr): readonly Piece[] {
  const [base, exponent] = node.args as [Expr, Expr];
  if (isFraction(node)) return ['1/', { expr: base, least: POWER }];
  const bare = exponent.kind === 'number';
  return [{ expr: base, least: CLOSED }, '^', { expr: exponent, least: POWER, signed: bare }];
}

const listed = (args: readonly Expr[]): readonly Piece[] =>
  args.flatMap((expr, position) => (position === 0 ? [whole(expr)] : [', ', whole(expr)]));

function marks(orders: readonly number[]): string {
  if (orders.every((order) => order === 0)) return '';
  return orders.length === 1 ? "'".repeat(orders[0] as number) : `'[${orders.join(',')}]`;
}

/** Trailing indices of a whole slice go without saying. */
function nameOf(name: string, indices: readonly Index[]): string {
  const last = indices.findLastIndex(({ key }) => key !== WHOLE);
  const written = indices.slice(0, last + 1).map(indexText);
  return written.length === 0 ? name : `${name}[${written.join(',')}]`;
}

/** A term's text, with subterms in their places. */
function piecesOf(node: Expr, isShort: IsShort): readonly Piece[] {
  const [first, second, third] = node.args as [Expr, Expr, Expr];
  switch (node.kind) {
    case 'number':
      return [numberText(node)];
    case 'quantity':
      return [nameOf(node.name, node.indices)];
    case 'sum':
      return sumPieces(node.args);
    case 'product':
      return productPieces(node);
    case 'power':
      return powerPieces(node);
    case 'apply':
      if (node.args.length === 0) return [node.name];
      return [`${node.name}${marks(node.orders)}(`, ...listed(node.args), ')'];
    case 'cases':
      return ['(', whole(first), ' > 0 ? ', whole(second), ' : ', whole(third), ')'];
    case 'indexedSum':
      return [
        `sum(${node.index}, ${isShort(node) ? '' : `${indexText(node.from)}, ${indexText(node.to)}, `}`,
        whole(first),
        ')',
      ];
    case 'bracket': {
      const relations = node.relations.map(
        ({ kind, left, right }) => `${indexText(left)} ${kind === 'equal' ? '=' : '<='} ${indexText(right)}`,
      );
      return [`[${relations.join(', ')}]`];
    }
    case 'partial': {
      const held = node.hold.map(({ name, indices }) => nameOf(name, indices)).join(', ');
      const by = nameOf(node.by.name, node.by.indices);
      return ['diff(', whole(first), `, ${by}${held === '' ? '' : ` | ${held}`})`];
    }
  }
}

/** The length of a term's text, without writing it: shared subterms are measured once. */
function lengthOf(root: Expr, isShort: IsShort): number {
  const lengths = new Map<Expr, number>();
  const measure = (node: Expr): number => {
    let length = 0;
    for (const piece of piecesOf(node, isShort)) {
      if (typeof piece === 'string') length += piece.length;
      else {
        const own = lengths.get(piece.expr) as number;
        length += own + (isEnclosed(piece) ? 2 : 0) - (piece.unsigned === true ? 1 : 0);
      }
    }
    return length;
  };
  return fold(root, measure, lengths);
}

/** Without a limit, what one JavaScript string is sure to hold. */
const LONGEST = 400_000_000;

/** How a formula is written. */
interface WriteOptions {
  /** Most characters. */
  readonly limit?: number;
  /** Where the indices of families run: sums that run where their families say are then written without bounds. */
  readonly ranges?: IndexScope['ranges'];
}

/**
 * Writes a term as a formula; undefined if the text would be longer than `limit`.
 *
 * Throws: RangeError if no limit is given and the text would be longer than 400 million characters
 * Example: `(outo1 - y1)*outo1*(1 - outo1)*outh1`
 */
export function writeFormula(expr: Expr, options?: WriteOptions & { readonly limit?: undefined }): string;
export function writeFormula(expr: Expr, options: WriteOptions): string | undefined;
export function writeFormula(expr: Expr, { limit, ranges }: WriteOptions = {}): string | undefined {
  const isShort = ranges === undefined ? neverShort : shortBy(ranges);
  const length = lengthOf(expr, isShort);
  if (limit !== undefined && length > limit) return undefined;
  if (length > LONGEST) throw new RangeError('the formula is too long to write');
  const text: string[] = [];
  const rest: Piece[] = [whole(expr)];
  for (let piece = rest.pop(); piece !== undefined; piece = rest.pop()) {
    if (typeof piece === 'string') {
      text.push(piece);
      continue;
    }
    const enclosed = isEnclosed(piece);
    const pieces = piecesOf(piece.expr, isShort);
    if (enclosed) rest.push(')');
    for (let i = pieces.length - 1; i > 0; i--) rest.push(pieces[i] as Piece);
    const first = pieces[0] as Piece;
    rest.push(piece.unsigned === true ? withoutMinus(first) : first);
    if (enclosed) text.push('(');
  }
  return text.join('');
}

/** A text's first piece, less the minus it begins with. */
const withoutMinus = (piece: Piece): Piece =>
  typeof piece === 'string' ? piece.slice(1) : { ...piece, unsigned: true };
