/** Why a command ends without having done what was asked, and the exit code that says so. */

/** 0 done; 1 the thing checked is wrong, or could not be confirmed; 2 usage or bad input; 70 a bug of ours. */
export const exitCodes = { done: 0, wrong: 1, input: 2, bug: 70 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Something the user can mend; the message is all they see. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly code: ExitCode;

  constructor(message: string, hint?: string, code: ExitCode = exitCodes.input) {
    super(message);
    this.hint = hint;
    this.code = code;
  }
}
