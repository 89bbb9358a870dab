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
  /** What the equation defines that leaves it open, where that is one. */
  readonly equation: Quantity | undefined;

  constructor(
    message: string,
    { equation, question }: { readonly equation?: Quantity; readonly question?: Question } = {},
  ) {
    super(message);
    this.question = question;
    this.equation = equation;
  }
}
