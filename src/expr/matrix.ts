/**
 * Matrices with symbolic shapes: a second, smaller language whose meaning is its entries (`entry.ts`). Every constructor
 * checks shapes. A vector is n × 1, a scalar 1 × 1; functions, powers and ∘ act element by element, and nothing is
 * broadcast. Trees are immutable and not interned. Finding a matrix form is `derive/`, writing it `latex/`.
 */
import { type Expr, num } from './expression.ts';
import { type Index, index } from './indices.ts';

export interface Shape {
  readonly rows: Index;
  readonly columns: Index;
}

/** The two axes of a matrix, in the places of a family's indices that they run over, from 1. */
export type Axis = 'row' | 'column';

interface Node<Kind extends string> {
  readonly kind: Kind;
  readonly shape: Shape;
  readonly args: readonly Matrix[];
  readonly depth: number;
}

/** A family seen as a matrix or a vector: w at [l, row, column] is W^l. */
export interface MatrixSymbol extends Node<'symbol'> {
  readonly name: string;
  readonly indices: readonly (Index | Axis)[];
  /** Overrides the LaTeX that the name gives. */
  readonly latex?: string;
}

/** ∂of/∂by, entry by entry, in the shape of `by`. */
export interface Gradient extends Node<'gradient'> {
  readonly of: Expr;
  readonly by: MatrixSymbol;
}

/** A term as a 1 × 1 matrix. */
export interface ScalarMatrix extends Node<'scalar'> {
  readonly value: Expr;
}

/** Every entry 1. */
export interface Ones extends Node<'ones'> {}
export interface Identity extends Node<'identity'> {}
export interface Transpose extends Node<'transpose'> {}
/** args[0] · args[1] */
export interface MatrixProduct extends Node<'product'> {}
/** args[0] ⊙ args[1] ⊙ … */
export interface Hadamard extends Node<'hadamard'> {}
export interface MatrixSum extends Node<'sum'> {}
/** args[0], which is 1 × 1, times every entry of args[1]. */
export interface Scaled extends Node<'scale'> {}
/** A function of every entry; `orders` as in `Apply`. */
export interface Mapped extends Node<'map'> {
  readonly name: string;
  readonly orders: readonly number[];
}
/** Every entry to a power. */
export interface MatrixPower extends Node<'power'> {
  readonly exponent: Expr;
}
/** Entries of args[1] where those of args[0] are above 0, otherwise of args[2]. */
export interface MatrixCases extends Node<'cases'> {}
/** The square matrix with a vector on its diagonal. */
export interface Diagonal extends Node<'diag'> {}
/** The sum over the diagonal, 1 × 1. */
export interface Trace extends Node<'trace'> {}
/** Σ_{index=from}^{to} args[0] of matrices, over an index that numbers them. */
export interface MatrixIndexedSum extends Node<'indexedSum'> {
  readonly index: string;
  readonly from: Index;
  readonly to: Index;
}

export type Matrix =
  | MatrixSymbol
  | Gradient
  | ScalarMatrix
  | Ones
  | Identity
  | Transpose
  | MatrixProduct
  | Hadamard
  | MatrixSum
  | Scaled
  | Mapped
  | MatrixPower
  | MatrixCases
  | Diagonal
  | Trace
  | MatrixIndexedSum;

/** Shapes that do not fit: both of them, and the operation at whose operands they meet. */
export class ShapeError extends Error {
  readonly left: Shape;
  readonly right: Shape;
  readonly place: string;

  constructor(left: Shape, right: Shape, place: string, wanted: string) {
    super(`${place}: ${shapeText(left)} and ${shapeText(right)}, ${wanted}`);
    this.name = 'ShapeError';
    this.left = left;
    this.right = right;
    this.place = place;
  }
}

/** Nesting beyond this is refused, so that walking a matrix may recurse. */
const DEEPEST = 500;

const one = index(1);
const unit: Shape = { rows: one, columns: one };

const sameShape = (a: Shape, b: Shape): boolean =>
  a.rows.key === b.rows.key && a.columns.key === b.columns.key;

function deeper(args: readonly Matrix[]): { readonly args: readonly Matrix[]; readonly depth: number } {
  const depth = args.reduce((most, each) => Math.max(most, each.depth), 0) + 1;
  if (depth > DEEPEST) throw new RangeError('a matrix expression is nested too deeply');
  return { args, depth };
}

const leaf: { readonly args: readonly Matrix[]; readonly depth: number } = { args: [], depth: 0 };

/** All of one shape. Throws: ShapeError. */
function alike(args: readonly Matrix[], operator: string): Shape {
  const [first, ...rest] = args;
  if (first === undefined) throw new RangeError('an operation on no matrix');
  for (const each of rest) {
    if (!sameShape(first.shape, each.shape)) {
      const place = `${textOf(first)} ${operator} ${textOf(each)}`;
      throw new ShapeError(first.shape, each.shape, place, 'which must be the same');
    }
  }
  return first.shape;
}

/** A family as a matrix; its indices in order, the axes named. Throws: RangeError unless each axis occurs at most once. */
export function symbol(
  name: string,
  indices: readonly (Index | Axis)[],
  shape: Shape,
  latex?: string,
): MatrixSymbol {
  for (const [axis, size] of [
    ['row', shape.rows],
    ['column', shape.columns],
  ] as const) {
    const count = indices.filter((each) => each === axis).length;
    if (count > 1) throw new RangeError(`${name} has two indices for one axis`);
    if (count === 0 && size.key !== '1') throw new RangeError(`${name} has no index for its ${axis}s`);
  }
  return { kind: 'symbol', ...leaf, shape, name, indices, ...(latex === undefined ? {} : { latex }) };
}

export const gradient = (of: Expr, by: MatrixSymbol): Gradient => ({
  kind: 'gradient',
  ...leaf,
  shape: by.shape,
  of,
  by,
});

export const scalar = (value: Expr): ScalarMatrix => ({ kind: 'scalar', ...leaf, shape: unit, value });

export const ones = (rows: Index, columns: Index = one): Ones => ({
  kind: 'ones',
  ...leaf,
  shape: { rows, columns },
});

export const identity = (size: Index): Identity => ({
  kind: 'identity',
  ...leaf,
  shape: { rows: size, columns: size },
});

/** Shape: (n,m) → (m,n) */
export const transpose = (of: Matrix): Transpose => ({
  kind: 'transpose',
  ...deeper([of]),
  shape: { rows: of.shape.columns, columns: of.shape.rows },
});

/** Shape: (n,k),(k,m) → (n,m). Throws: ShapeError if the inner sizes differ. */
export function product(a: Matrix, b: Matrix): MatrixProduct {
  if (a.shape.columns.key !== b.shape.rows.key) {
    const wanted = `whose inner sizes ${a.shape.columns.key} and ${b.shape.rows.key} differ`;
    throw new ShapeError(a.shape, b.shape, `${textOf(a)} * ${textOf(b)}`, wanted);
  }
  const shape = { rows: a.shape.rows, columns: b.shape.columns };
  return { kind: 'product', ...deeper([a, b]), shape };
}

/** a bᵀ. Shape: (n,k),(m,k) → (n,m). Throws: ShapeError. */
export const outer = (a: Matrix, b: Matrix): MatrixProduct => product(a, transpose(b));

/** Throws: ShapeError unless all shapes are the same. */
export const hadamard = (...args: readonly Matrix[]): Hadamard => ({
  kind: 'hadamard',
  shape: alike(args, '.*'),
  ...deeper(args),
});

/** Throws: ShapeError unless all shapes are the same. */
export const sum = (...args: readonly Matrix[]): MatrixSum => ({
  kind: 'sum',
  shape: alike(args, '+'),
  ...deeper(args),
});

/** Throws: ShapeError unless the factor is 1 × 1. */
export function scale(factor: Matrix, of: Matrix): Scaled {
  if (!sameShape(factor.shape, unit)) {
    const place = `${textOf(factor)} times every entry of ${textOf(of)}`;
    throw new ShapeError(factor.shape, of.shape, place, 'where the first must be 1 × 1');
  }
  return { kind: 'scale', ...deeper([factor, of]), shape: of.shape };
}

/** A function of every entry. Throws: ShapeError unless all shapes are the same. Example: map('g', [z], [1]) → g′(z) */
export const map = (name: string, args: readonly Matrix[], orders?: readonly number[]): Mapped => ({
  kind: 'map',
  shape: alike(args, ','),
  ...deeper(args),
  name,
  orders: orders ?? args.map(() => 0),
});

/** Every entry to a power. */
export const power = (base: Matrix, exponent: Expr): MatrixPower => ({
  kind: 'power',
  ...deeper([base]),
  shape: base.shape,
  exponent,
});

/** Throws: ShapeError unless all shapes are the same. */
export const cases = (guard: Matrix, positive: Matrix, other: Matrix): MatrixCases => ({
  kind: 'cases',
  shape: alike([guard, positive, other], ','),
  ...deeper([guard, positive, other]),
});

/** Shape: (n,1) → (n,n). Throws: ShapeError unless the argument is a column. */
export function diag(of: Matrix): Diagonal {
  const { rows } = of.shape;
  const column = { rows, columns: one };
  if (!sameShape(of.shape, column))
    throw new ShapeError(of.shape, column, `diag(${textOf(of)})`, 'where a column is wanted');
  return { kind: 'diag', ...deeper([of]), shape: { rows, columns: rows } };
}

/** Shape: (n,n) → (1,1). Throws: ShapeError unless the argument is square. */
export function trace(of: Matrix): Trace {
  const square = { rows: of.shape.rows, columns: of.shape.rows };
  if (!sameShape(of.shape, square))
    throw new ShapeError(of.shape, square, `tr(${textOf(of)})`, 'where a square is wanted');
  return { kind: 'trace', ...deeper([of]), shape: unit };
}

/** Throws: RangeError if the shape depends on the index. */
export function indexedSum(over: string, from: Index, to: Index, of: Matrix): MatrixIndexedSum {
  const moves = [of.shape.rows, of.shape.columns].some((size) => mentions(size, over));
  if (moves) throw new RangeError(`the shape of a summand changes with ${over}`);
  return { kind: 'indexedSum', ...deeper([of]), shape: of.shape, index: over, from, to };
}

/** A column for the sums of the rows: A 1. */
export const rowSums = (of: Matrix): MatrixProduct => product(of, ones(of.shape.columns));

/** A row for the sums of the columns: 1ᵀ A. */
export const columnSums = (of: Matrix): MatrixProduct => product(transpose(ones(of.shape.rows)), of);

/** a − b. Throws: ShapeError. */
export const subtract = (a: Matrix, b: Matrix): MatrixSum => sum(a, scale(scalar(num(-1)), b));

function mentions(each: Index, name: string): boolean {
  return each.terms.some(
    ({ atom }) => atom.name === name || atom.indices.some((inner) => mentions(inner, name)),
  );
}

/** A shape as its author would say it. Example: n[l] × n[l-1] */
const shapeText = ({ rows, columns }: Shape): string => `${rows.key} × ${columns.key}`;

/** Short names for messages: what is deeper than two operations is written … */
function textOf(of: Matrix, room = 2): string {
  if (of.kind === 'symbol') {
    const fixed = of.indices.filter((each) => typeof each !== 'string');
    return fixed.length === 0 ? of.name : `${of.name}[${fixed.map((each) => each.key).join(',')}]`;
  }
  const inner = of.args.map((each) => (room === 0 ? '…' : textOf(each, room - 1)));
  if (of.kind === 'transpose') return `${of.args[0]?.kind === 'symbol' ? inner[0] : `(${inner[0]})`}'`;
  const operator = { product: '*', hadamard: '.*', sum: '+', scale: '*' }[of.kind as string];
  if (operator !== undefined) return `(${inner.join(` ${operator} `)})`;
  if (of.kind === 'scalar') return 'a scalar';
  const head = of.kind === 'map' ? `${of.name}${"'".repeat(Math.min(3, of.orders[0] ?? 0))}` : of.kind;
  return inner.length === 0 ? head : `${head}(${inner.join(', ')})`;
}
