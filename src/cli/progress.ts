/** A bar on standard error while long work goes on; nothing where standard error is no terminal. */
import type { SingleBar } from 'cli-progress';

/** Work shorter than this many milliseconds shows no bar. */
const PATIENCE = 300;

export class Progress {
  #total: number;
  #done = 0;
  #bar: SingleBar | undefined;
  readonly #start = performance.now();

  constructor(total = 1) {
    this.#total = total;
  }

  /** One more piece of work is done. */
  async advance(name: string): Promise<void> {
    await this.show(this.#done + 1, this.#total, name);
  }

  /** So much of the work is done. */
  async show(done: number, total: number, name: string): Promise<void> {
    this.#done = done;
    this.#total = total;
    if (process.stderr.isTTY !== true || performance.now() - this.#start < PATIENCE) return;
    this.#bar ??= await open(total);
    this.#bar.update(done, { name });
    // Work that never waits would keep the bar from being drawn.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Takes the bar away. */
  end(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}

async function open(total: number): Promise<SingleBar> {
  const { SingleBar: Bar } = (await import('cli-progress')).default;
  const bar = new Bar({ format: '{bar} {value}/{total} {name}', clearOnComplete: true, hideCursor: true });
  bar.start(total, 0, { name: '' });
  return bar;
}
