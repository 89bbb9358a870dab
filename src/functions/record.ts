/**
 * What backproof knows of a function. A function is one file that exports one record, listed in `index.ts`; properties of
 * every record (slope against central differences, domain, LaTeX) are tested from the record itself.
 */
import type { Condition, Equation, Expr } from '../expr/index.ts';

/** An identity of a function, usable by the rule `function.law` in both directions. */
export interface Law {
  /** Names the conclusion, e.g. `exp.negative`. */
  readonly id: string;
  readonly arity: number;
  /** The identity at given terms, and where it holds. */
  readonly at: (args: readonly Expr[]) => {
    readonly equation: Equation;
    readonly needs: readonly Condition[];
  };
}

export interface FunctionRecord {
  readonly name: string;
  /** Number of arguments; 0 is a constant, written without parentheses. */
  readonly arity: number;
  /** Its meaning through other functions; a function without one is primitive, and asserts its slopes. */
  readonly definition?: (args: readonly Expr[]) => Expr;
  /** The slope by each argument. Claimed, and proved from the definition by the engine, unless the function is primitive. */
  readonly slopes: (args: readonly Expr[]) => readonly Expr[];
  /** Where the function has a value (open conditions). */
  readonly domain?: (args: readonly Expr[]) => readonly Condition[];
  /** Where, inside its domain, the slopes hold: off the kinks (open conditions). */
  readonly smooth?: (args: readonly Expr[]) => readonly Condition[];
  /** Bounds of its values over its domain, exclusive; what the sign prover knows of it. */
  readonly range?: { readonly above?: number; readonly below?: number };
  readonly laws?: readonly Law[];
  /** Its value in double precision, stable for large arguments. */
  readonly value: (...args: readonly number[]) => number;
  /** How it is written before its argument, in LaTeX. */
  readonly latex: string;
  /** How an application is written when that is not `latex(argument)`; the arguments arrive as LaTeX. */
  readonly latexForm?: (...args: readonly string[]) => string;
}
