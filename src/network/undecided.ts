/** A question that indices do not decide: it becomes a refusal, or a distinction of cases. */
import type { Quantity } from '../expr/index.ts';
import type { Inequality } from './ranges.ts';

/** Whether an inequality holds. */
export interface Question extends Inequality {
  /** The member whose equation, or whose place in others, depends on the answer. */
  readonly about: Quantity;
}

/** Thrown where indices do not decide a question. */
export class UndecidedError extends Error {
  /** What would have to be known, where that is one inequality. */
  readonly question: Question | undefined;

  constructor(message: string, question?: Question) {
    super(message);
    this.question = question;
  }
}
