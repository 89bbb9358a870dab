/** What an equation may depend on: signs, smoothness, declared equalities, index ranges. */
import type { Expr } from './expression.ts';
import type { Index } from './indices.ts';

/** left = right, between terms. */
export interface Equation {
  readonly lhs: Expr;
  readonly rhs: Expr;
}

/**
 * A condition under which a theorem holds.
 *
 * `nonzero`, `positive` and `smooth` are open: where they hold they hold nearby, so they may be used below a ∂.
 * `equal` holds at the point only and never below a ∂. `range` places an index.
 */
export type Condition =
  | { readonly kind: 'nonzero' | 'positive'; readonly term: Expr }
  | { readonly kind: 'smooth'; readonly function: string; readonly at: readonly Expr[] }
  | { readonly kind: 'equal'; readonly equation: Equation }
  | { readonly kind: 'range'; readonly index: string; readonly from: Index; readonly to: Index };

export const nonzero = (term: Expr): Condition => ({ kind: 'nonzero', term });
export const positive = (term: Expr): Condition => ({ kind: 'positive', term });

/** The terms a condition speaks of. */
export function termsOfCondition(condition: Condition): readonly Expr[] {
  switch (condition.kind) {
    case 'nonzero':
    case 'positive':
      return [condition.term];
    case 'smooth':
      return condition.at;
    case 'equal':
      return [condition.equation.lhs, condition.equation.rhs];
    case 'range':
      return [];
  }
}

/** The same condition of other terms. */
export function mapCondition(condition: Condition, put: (term: Expr) => Expr): Condition {
  switch (condition.kind) {
    case 'nonzero':
    case 'positive':
      return { ...condition, term: put(condition.term) };
    case 'smooth':
      return { ...condition, at: condition.at.map(put) };
    case 'equal': {
      const { lhs, rhs } = condition.equation;
      return { kind: 'equal', equation: { lhs: put(lhs), rhs: put(rhs) } };
    }
    case 'range':
      return condition;
  }
}
