/**
 * Are two terms the same? `identical.ts` is the entry: it writes indices out at sizes (`sizes.ts`) and compares scalars.
 *
 * `compareScalars.ts` has the three stages: a circuit is built (`lowering`, `fragments`, `calculus`, `circuit` over
 * `arithmetic`, signs by `range`, declared equations by `linear`); a point is searched at which it certainly has two values
 * (`search`, `enclosure`, `interval`); and it is evaluated modulo primes (`vanishing` over `residues`, `atoms`, `relation`,
 * `plan`, `columns`, `field`, with the error counted by `chance`).
 */
export type { Stand } from './enclosure.ts';
export {
  type IdenticalOptions,
  identical,
  identicalMatrices,
  isWitness,
  type Verdict,
  type Witnessed,
} from './identical.ts';
export type { Interval } from './interval.ts';
