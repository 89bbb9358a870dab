/** Are two terms the same? See `identical.ts`. */
export type { Stand } from './enclosure.ts';
export { type IdenticalOptions, identical, identicalMatrices, type Verdict } from './identical.ts';
export type { Interval } from './interval.ts';
