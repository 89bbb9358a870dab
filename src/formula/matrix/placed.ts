/** Matrices with their places in a formula, and what is wrong with two that do not fit. */
import { entry, freeIndices, index, type Matrix, matrix, num, type Shape } from '../../expr/index.ts';
import type { Span } from '../../source/index.ts';
import { FormulaError } from '../scope.ts';
import { shorten } from '../tokens.ts';

export interface Placed {
  readonly of: Matrix;
  readonly span: Span;
  /** Its spelling, for messages. */
  readonly text: string;
  /** Digits without a point, and whether a minus stands before them. */
  readonly literal?: 'unsigned' | 'signed';
  /** What is inside norm(…), which squared is no root. */
  readonly norm?: Matrix;
}

/** `left > right` and the like, up to its ?. */
export interface Comparison {
  readonly guard: Placed;
  /** Whether the guard's being positive selects the second branch. */
  readonly swapped: boolean;
  readonly span: Span;
}

export const isComparison = (value: Placed | Comparison): value is Comparison => 'guard' in value;

/** Example: m × n */
export const shapeText = ({ rows, columns }: Shape): string => `${rows.key} × ${columns.key}`;

export const isNumber = ({ shape }: Matrix): boolean => shape.rows.key === '1' && shape.columns.key === '1';

const sameShape = (a: Shape, b: Shape): boolean =>
  a.rows.key === b.rows.key && a.columns.key === b.columns.key;

export const around = (a: Span, b: Span): Span => ({
  offset: a.offset,
  length: b.offset + b.length - a.offset,
});

/** Whether a quantity has one value for each sample. */
export const hasIndex = (of: Matrix, name: string): boolean =>
  freeIndices(entry(of, index(1), index(1))).has(name);

const named = ({ text, of }: Placed): string => `${shorten(text)} is ${shapeText(of.shape)}`;

/** Both shapes, over both operands. */
export const misfit = (left: Placed, right: Placed, hint: string): FormulaError =>
  new FormulaError(`shapes do not fit: ${named(left)}, ${named(right)}`, around(left.span, right.span), hint);

/** A wrong shape of one thing. */
export const unfit = (what: Placed, wanted: string, hint?: string): FormulaError =>
  new FormulaError(`${named(what)}, but ${wanted} is wanted`, what.span, hint);

/** What to try where a product does not fit. */
export function productHint(left: Placed, right: Placed): string {
  const [a, b] = [left.of.shape, right.of.shape];
  const [l, r] = [shorten(bracketed(left.text)), shorten(bracketed(right.text))];
  if (a.rows.key === b.rows.key && a.columns.key !== b.columns.key) return `${turned(l)}*${r} would fit`;
  if (a.columns.key === b.columns.key && a.rows.key !== b.rows.key) return `${l}*${turned(r)} would fit`;
  if (sameShape(a, b)) return `entry by entry it is ${l}.*${r}; a product of matrices is ${turned(l)}*${r}`;
  if (a.rows.key === b.columns.key) return `${r}*${l} would fit`;
  return `the left has ${a.columns.key} columns and the right ${b.rows.key} rows, which must be the same`;
}

/** The transpose, as its author would write it. */
const turned = (text: string): string => (text.endsWith("'") ? text.slice(0, -1) : `${text}'`);

const bracketed = (text: string): string =>
  /^[\p{L}\p{Nd}_]+(\([^()]*\))?'*$/u.test(text) ? text : `(${text})`;

/** What to do where shapes must be the same. */
function sumHint(left: Placed, right: Placed): string {
  const [a, b] = [left.of.shape, right.of.shape];
  const r = shorten(bracketed(right.text));
  if (a.rows.key === b.columns.key && a.columns.key === b.rows.key) return `${turned(r)} would fit`;
  if (b.columns.key === '1' && a.rows.key === b.rows.key)
    return `nothing is repeated by itself: for each column write ${r}*ones(${a.columns.key})'`;
  if (b.columns.key === '1' && a.columns.key === b.rows.key)
    return `nothing is repeated by itself: for each row write ones(${a.rows.key})*${r}'`;
  return 'the shapes must be the same';
}

/** Numbers beside a matrix stand for a matrix full of them; anything else must have one shape. Throws: FormulaError. */
export function conform(all: readonly Placed[]): readonly Matrix[] {
  const lead = all.find(({ of }) => !isNumber(of));
  if (lead === undefined) return all.map(({ of }) => of);
  return all.map((each) => {
    if (isNumber(each.of)) return filled(each.of, lead.of.shape);
    if (!sameShape(each.of.shape, lead.of.shape)) throw misfit(lead, each, sumHint(lead, each));
    return each.of;
  });
}

/** A matrix full of one number. */
function filled(value: Matrix, { rows, columns }: Shape): Matrix {
  const ones = matrix.ones(rows, columns);
  return value.kind === 'scalar' && value.value === num(1) ? ones : matrix.scale(value, ones);
}
