/** What one comparison may cost, and what a long number costs in it. */
import type { Fraction } from '../expr/index.ts';

/** Thrown where a comparison would take too long or meets what it cannot read; it becomes `undecided`. */
export class Beyond extends Error {}

/** Work left, in values of single operations, about a microsecond each; a comparison ends when there is none. */
export class Budget {
  #left: number;

  /** Throws: RangeError if `left` is no number from 0. */
  constructor(left: number) {
    if (!(left >= 0)) throw new RangeError(`a budget is a number from 0: ${left}`);
    this.#left = left;
  }

  /** Throws: Beyond. */
  spend(amount: number): void {
    this.#left -= amount;
    if (!(this.#left >= 0)) throw new Beyond('the work limit is reached');
  }
}

const SHORT = 1n << 53n;

/** The number of digits of the longer of numerator and denominator, to base 16; 0 where both fit a double. */
export const lengthOf = ({ n, d }: Fraction): number =>
  n < SHORT && d < SHORT ? 0 : (n > d ? n : d).toString(16).length;

/** What one operation with a rational costs: the divisor that is cancelled takes steps by the digit, each as long as the number. */
export function costOf(value: Fraction): number {
  const length = lengthOf(value);
  return length === 0 ? 0 : length / 2 + length ** 2 / 800;
}
