/** What a rule is. */
import type { Condition, Expr } from '../expr/index.ts';
import type { Context } from './context.ts';
import type { RuleUse } from './derivation.ts';

/** What a step is to its reader; sentences in a language hang on these. */
export type StepKind = 'expand' | 'differentiate' | 'substitute' | 'simplify' | 'name' | 'generalise';

export interface Rule {
  /** The equation it stands for. */
  readonly claim: string;
  readonly source: string;
  readonly kind: StepKind;
  /** Whether it may rewrite below a ∂; `unless-it-touches-the-variable` forbids what the ∂ has freed. */
  readonly underPartial: 'never' | 'unless-it-touches-the-variable' | 'always';
  /** Throws: Refusal if it does not apply. */
  readonly apply: (from: Expr, use: RuleUse, context: Context) => Outcome;
}

export interface Outcome {
  readonly to: Expr;
  readonly needs: readonly Condition[];
}
