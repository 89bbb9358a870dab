/** The losses a layer list may name, one file each. A new loss is a file and a row here. */
import { binaryCrossEntropy } from './binaryCrossEntropy.ts';
import { categoricalCrossEntropy } from './categoricalCrossEntropy.ts';
import { halfSquaredError } from './halfSquaredError.ts';
import type { Loss } from './loss.ts';
import { meanSquaredError } from './meanSquaredError.ts';

export type { Loss, Pair } from './loss.ts';

/** In the order in which documentation lists them. */
export const losses: readonly Loss[] = [
  halfSquaredError,
  meanSquaredError,
  binaryCrossEntropy,
  categoricalCrossEntropy,
];

/** The loss of a name, or undefined. */
export const lossNamed = (name: string): Loss | undefined => losses.find((loss) => loss.name === name);
