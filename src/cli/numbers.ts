/** Whether a network has numbers. */
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { evaluate, MissingFunction, MissingValue } from '../numeric/index.ts';

/** The values of a network, or in words why there are none. */
export function numbersOf(network: Network): ReadonlyMap<Quantity, number> | string {
  try {
    return evaluate(network);
  } catch (error) {
    if (error instanceof MissingValue || error instanceof MissingFunction) return error.message;
    throw error;
  }
}

/** Whether every quantity of a network has a value. */
export const hasNumbers = (network: Network): boolean => typeof numbersOf(network) !== 'string';
