/** What the readers and writers of derivation files share. */

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A file that is not of the format. */
export class FormatError extends Error {
  /** Where, as a JSON path such as `theorems[3].goal`. */
  readonly where: string;

  constructor(where: string, message: string) {
    super(`${where}: ${message}`);
    this.name = 'FormatError';
    this.where = where;
  }
}

/** The first field of every file. */
export const format = 'backproof-derivation/1';
