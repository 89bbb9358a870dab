/**
 * Instructions rolled up into loops: neighbours with one operation whose slots advance by constant steps become one record,
 * sums of products become one accumulating loop. Every number is made by the same operations on the same numbers as before.
 */
import { ADD, type Code, eachOperand, firstTarget, MULTIPLY, WIDTH } from '../code.ts';

/** The value at the target grows by the product of the operands. */
export const MULTIPLY_ADD = 11;
/** Numbers per record: operation, count, then start and step of target, first and second operand. */
export const RECORD = 8;

/** The records of a code, in the order in which they run. */
export function roll(code: Code): Int32Array {
  const { instructions } = code;
  const first = firstTarget(code);
  const { targets, isFused } = fuse(code);
  const records = new Records();
  for (let value = 0, at = 0; at < instructions.length; value++, at += WIDTH) {
    const target = targets[value] as number;
    // A product that a sum takes at once.
    if (target === FUSED) continue;
    if (isFused[value] === 1) {
      const factor = ((instructions[at + 2] as number) - first) * WIDTH;
      records.add(
        MULTIPLY_ADD,
        target,
        instructions[factor + 1] as number,
        instructions[factor + 2] as number,
      );
    } else
      records.add(
        instructions[at] as number,
        target,
        instructions[at + 1] as number,
        instructions[at + 2] as number,
      );
  }
  return records.finish();
}

const FUSED = -1;

/**
 * Where each instruction writes, and which additions take a product: in p + a·b, where nothing else reads p and a·b, p is
 * written to the sum's slot at once.
 */
function fuse(code: Code): { readonly targets: Int32Array; readonly isFused: Uint8Array } {
  const { instructions, results } = code;
  const first = firstTarget(code);
  const count = instructions.length / WIDTH;
  const uses = new Uint32Array(first + count);
  for (const slot of results.values()) uses[slot] = 2;
  for (let at = 0; at < instructions.length; at += WIDTH)
    eachOperand(code, at, (slot) => {
      uses[slot] = (uses[slot] as number) + 1;
    });
  const targets = Int32Array.from({ length: count }, (_, value) => first + value);
  const isFused = new Uint8Array(count);
  const operation = (slot: number): number => instructions[(slot - first) * WIDTH] as number;
  for (let value = count - 1; value >= 0; value--) {
    if (instructions[value * WIDTH] !== ADD) continue;
    const sum = instructions[value * WIDTH + 1] as number;
    const product = instructions[value * WIDTH + 2] as number;
    if (sum < first || product < first || uses[sum] !== 1 || uses[product] !== 1) continue;
    if (operation(product) !== MULTIPLY || (operation(sum) !== MULTIPLY && operation(sum) !== ADD)) continue;
    isFused[value] = 1;
    targets[sum - first] = targets[value] as number;
    targets[product - first] = FUSED;
  }
  return { targets, isFused };
}

/** Collects records, each of which grows as long as what follows continues its steps. */
class Records {
  readonly #records: number[] = [];
  #last = -RECORD;

  add(operation: number, target: number, a: number, b: number): void {
    if (this.#continues(operation, target, a, b)) {
      (this.#records[this.#last + 1] as number)++;
      return;
    }
    const records = this.#records;
    // Two alike prove no rhythm: the second may begin what follows.
    if (records[this.#last + 1] === 2 && records[this.#last] === operation) {
      records[this.#last + 1] = 1;
      const [, , t, dt, x, dx, y, dy] = records.slice(this.#last) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      this.#begin(operation, t + dt, x + dx, y + dy);
      this.#continues(operation, target, a, b);
      records[this.#last + 1] = 2;
      return;
    }
    this.#begin(operation, target, a, b);
  }

  finish(): Int32Array {
    return Int32Array.from(this.#records);
  }

  #begin(operation: number, target: number, a: number, b: number): void {
    this.#last = this.#records.push(operation, 1, target, 0, a, 0, b, 0) - RECORD;
  }

  /** Whether the last record goes on with these; a record of one takes its steps from them. */
  #continues(operation: number, target: number, a: number, b: number): boolean {
    const records = this.#records;
    const last = this.#last;
    if (records[last] !== operation) return false;
    const count = records[last + 1] as number;
    const steps = [target, a, b].map((slot, i) => slot - (records[last + 2 + 2 * i] as number));
    if (count > 1) return steps.every((step, i) => step === count * (records[last + 3 + 2 * i] as number));
    for (const [i, step] of steps.entries()) records[last + 3 + 2 * i] = step;
    return true;
  }
}
