/** The constructs that can be open while a formula is read, and what is wrong when they do not close. */
import type { Expr } from '../expr/index.ts';
import type { Binder } from './binders.ts';
import { spanOf } from './names.ts';
import type { Comparison, Factors } from './operand.ts';
import { FormulaError } from './scope.ts';
import type { Token } from './tokens.ts';

/** A construct that waits for its next operand, or for what closes it. */
export type Frame =
  | { readonly kind: 'sign'; readonly minus: boolean }
  | { readonly kind: 'power'; readonly base: Expr }
  | { readonly kind: 'product'; readonly factors: Factors; over: boolean }
  | { readonly kind: 'sum'; readonly terms: Expr[]; minus: boolean }
  | { readonly kind: 'comparison'; readonly left: Expr; readonly sign: Token }
  | { readonly kind: 'otherwise'; readonly condition: Comparison; readonly first: Expr }
  | { readonly kind: 'branch'; readonly condition: Comparison; readonly sign: Token }
  | { readonly kind: 'group'; readonly open: Token }
  | { readonly kind: 'call'; readonly call: Call; readonly open: Token }
  | { readonly kind: 'indexedSum'; readonly binder: Binder; readonly open: Token };

export interface Call {
  readonly name: Token;
  readonly arity: number;
  /** Number of derivative marks. */
  readonly marks: number;
  readonly args: Expr[];
}

/** What binds tighter is closed first; brackets and the middle of a conditional close only by their own sign. */
export const strength: Readonly<Record<Frame['kind'], number>> = {
  sign: 5,
  power: 5,
  product: 4,
  sum: 3,
  comparison: 2,
  otherwise: 1,
  branch: 0,
  group: 0,
  call: 0,
  indexedSum: 0,
};

/** Why a construct cannot be closed here. */
export function unfinished(frame: Frame): FormulaError {
  if (frame.kind === 'branch')
    return new FormulaError('this ? has no :', spanOf(frame.sign), 'write g > 0 ? a : b');
  if (frame.kind === 'group' || frame.kind === 'call' || frame.kind === 'indexedSum') {
    return new FormulaError('this ( is never closed', spanOf(frame.open));
  }
  throw new Error(`a ${frame.kind} closes by itself`);
}

/** The span reaches from the function's name to the closing bracket. */
export function wrongArity({ name, arity, args }: Call, close: Token): FormulaError {
  const span = { offset: name.offset, length: close.offset + 1 - name.offset };
  return new FormulaError(
    `${name.text} takes ${arity} argument${arity === 1 ? '' : 's'}, not ${args.length}`,
    span,
  );
}

/** Throws: FormulaError unless the function is opaque (`arity` is then known) and takes one argument. */
export function checkMarks(name: Token, first: Token, arity: number | undefined): void {
  if (arity === undefined) {
    const hint = `the slope of ${name.text} is known: write it out`;
    throw new FormulaError("only opaque functions take '", spanOf(first), hint);
  }
  if (arity > 1) {
    throw new FormulaError(`' does not say by which argument of ${name.text}`, spanOf(first));
  }
}
