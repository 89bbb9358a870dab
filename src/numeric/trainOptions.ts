/** What descent is asked for, and what it refuses before it starts: numbers that are none, parameters that cannot be moved. */
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { Implementations } from './compile.ts';
import type { Values } from './program.ts';
import { written } from './refusals.ts';

/** Conditions under which descent stops early; the first that holds does it. */
export interface Stop {
  readonly lossBelow?: number | undefined;
  /** Euclidean norm of the slopes by the parameters that are updated. */
  readonly gradientBelow?: number | undefined;
  /** The loss differs from that `over` steps before by less than `amount`. */
  readonly changeBelow?: { readonly amount: number; readonly over: number } | undefined;
}

export interface TrainOptions {
  /** Updates at most. */
  readonly steps: number;
  readonly stop?: Stop | undefined;
  /** What is updated; default: every parameter. */
  readonly parameters?: readonly Quantity[] | undefined;
  /** η; default: the network's learning rate. */
  readonly rate?: number | undefined;
  /** Values that replace the network's own. */
  readonly values?: Values | undefined;
  readonly functions?: Implementations | undefined;
  /** Points of the loss history, at most and besides the last; default: 1000. */
  readonly points?: number | undefined;
}

/** Losses that are remembered at most. */
const LONGEST = 2 ** 24;

/** Checks that each quantity is one of the network's that has no equation. Throws: RangeError if not. */
export function checkParameters(network: Network, parameters: readonly Quantity[]): void {
  for (const each of parameters) {
    const symbol = network.symbol(each);
    if (symbol === undefined) throw new RangeError(`the network has no ${written(each)} to update`);
    if (symbol.role === 'defined')
      throw new RangeError(`${written(each)} has an equation and cannot be updated`);
  }
}

/** Checks a learning rate. Throws: RangeError unless it is a finite number. */
export function checkRate(rate: number | undefined): number {
  if (rate === undefined) throw new RangeError('gradient descent needs a learning rate');
  if (!Number.isFinite(rate)) throw new RangeError(`the learning rate is ${rate}, not a finite number`);
  return rate;
}

/** Checks what is known before the first run. Throws: RangeError for steps or conditions that mean nothing. */
export function checkTraining({ steps, stop }: TrainOptions): void {
  if (!(Number.isSafeInteger(steps) && steps >= 0))
    throw new RangeError(`the number of steps is ${steps}, not a whole number from 0 on`);
  if (stop !== undefined) checkStop(stop);
}

function checkStop({ lossBelow, gradientBelow, changeBelow }: Stop): void {
  const bounds = { lossBelow, gradientBelow, 'changeBelow.amount': changeBelow?.amount };
  for (const [name, bound] of Object.entries(bounds))
    if (Number.isNaN(bound)) throw new RangeError(`${name} is NaN: nothing is below it`);
  const over = changeBelow?.over;
  if (over !== undefined && !(Number.isSafeInteger(over) && over >= 1 && over <= LONGEST))
    throw new RangeError(`changeBelow.over is ${over}, not a whole number from 1 to ${LONGEST}`);
}
