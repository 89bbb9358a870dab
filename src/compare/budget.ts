/** What one comparison may cost. */

/** Thrown where a comparison would take too long or meets what it cannot read; it becomes `undecided`. */
export class Beyond extends Error {}

/** Work left, in values of single operations; a comparison ends when there is none. */
export class Budget {
  #left: number;

  constructor(left: number) {
    this.#left = left;
  }

  /** Throws: Beyond. */
  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new Beyond('the work limit is reached');
  }
}
