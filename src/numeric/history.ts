/** The course of a loss, thinned to a bounded number of points so that a plot of any run can draw it. */

/** Columns of equal length: updates made, and the loss after them. */
export interface History {
  readonly steps: Float64Array;
  readonly losses: Float64Array;
}

/** Keeps every n-th loss; whenever there are too many, every second of them goes and n doubles. */
export class Recorder {
  readonly #limit: number;
  #losses: number[] = [];
  #stride = 1;
  #count = 0;
  #last = Number.NaN;

  /** Throws: RangeError unless there may be two points at least. */
  constructor(limit = 1000) {
    if (!(limit >= 2)) throw new RangeError('a loss history has two points at least');
    this.#limit = limit;
  }

  add(loss: number): void {
    this.#last = loss;
    if (this.#count++ % this.#stride !== 0) return;
    this.#losses.push(loss);
    if (this.#losses.length <= this.#limit) return;
    this.#stride *= 2;
    this.#losses = this.#losses.filter((_, i) => i % 2 === 0);
  }

  /** What was kept, and the last. */
  finish(): History {
    const steps = this.#losses.map((_, i) => i * this.#stride);
    const losses = [...this.#losses];
    if (steps.at(-1) !== this.#count - 1) {
      steps.push(this.#count - 1);
      losses.push(this.#last);
    }
    return { steps: Float64Array.from(steps), losses: Float64Array.from(losses) };
  }
}
