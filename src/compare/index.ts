/**
 * Are two terms the same? `identical.ts` is the entry: it writes indices out at sizes (`sizes`, `places`, counted beforehand by
 * `extent`) and compares scalars, within the work that `budget` allows.
 *
 * `compareScalars.ts` has the three stages: a circuit is built (`lowering`, `fragments`, `calculus`, `circuit` over
 * `arithmetic`, signs by `range` and, where both domains prove more of them, `assume`, declared equations by `linear`); a
 * point is searched at which it certainly has two values (`search`, `enclosure`, `interval`); and it is evaluated modulo
 * primes (`vanishing` over `residues`, `guards`, `atoms`, `relation`, `plan`, `columns`, `field`, with the error counted by
 * `chance`).
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
