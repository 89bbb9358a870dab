/** What a derivation rests on and does not tell. */
import type { IndexedDeriver } from '../derive/index.ts';
import { writeFormula } from '../formula/index.ts';
import { writeError } from './output.ts';

/** Says on standard error which error terms stay without an equation, and why. */
export function noteUntold({ untold }: IndexedDeriver): void {
  for (const [slope, reason] of untold)
    writeError(`note: what ${writeFormula(slope)} equals is not told: ${reason}\n`);
}
