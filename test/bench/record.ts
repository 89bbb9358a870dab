// What a bench finds: rows of the table, growth, remarks. The reporter collects them from the tests' meta data. Beside
// `npm run bench` each bench runs its first case once, in test/bench/bench.test.ts, and no time is looked at.
import { expect, test } from 'vitest';
import { full } from './measure.ts';

/** Milliseconds; more than a limit of so many; milliseconds for less than was asked; or what a peer says instead. */
export type Outcome =
  | number
  | { readonly over: number }
  | { readonly ms: number; readonly but: string }
  | string;

/** Programs that do what this one does, each in a process of its own. */
export const peerNames = ['math.js', 'nerdamer', 'Algebrite', 'Compute Engine', 'SymPy', 'Maxima'] as const;
export type PeerName = (typeof peerNames)[number];

/** What times are compared with: peers, code written by hand, a process that does nothing. */
export const columns = [...peerNames, 'hand-written', 'empty Node'] as const;
type Column = (typeof columns)[number];

/** What is measured, in the order of the table. */
export const areas = [
  'all gradients as terms',
  'gradients, compilation, one evaluation',
  'one evaluation of all gradients',
  'one evaluation, loops for every size',
  'training',
  'comparing two terms',
  'LaTeX of all gradients',
  'worked proofs of all gradients',
  'the kernel alone, from the file',
  'Markdown of all worked proofs',
  'building documents, whole process',
  'cold start, whole process',
] as const;
export type Area = (typeof areas)[number];

export interface Row {
  readonly area: Area;
  readonly of: string;
  /** Milliseconds, the median. */
  readonly ours: number;
  readonly peers?: Readonly<Partial<Record<Column, Outcome>>>;
  /** By peer: how many times our time it must take at least. */
  readonly atLeast?: Readonly<Partial<Record<Column, number>>>;
  readonly remark?: string;
}

/** Time or size against what it grows with, as the exponent of a power. */
export interface Growth {
  readonly growth: string;
  readonly points: readonly (readonly [size: number, value: number])[];
  readonly atMost: number;
}

export interface Found {
  readonly rows?: readonly Row[];
  readonly growth?: readonly Growth[];
  /** Lines under the table. */
  readonly remarks?: readonly string[];
  readonly versions?: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  interface TaskMeta {
    found?: Found;
  }
}

/** How many times our time a peer took, or at least took; undefined if it says something else. */
export function ratioOf({ ours }: Row, theirs: Outcome | undefined): number | undefined {
  if (typeof theirs === 'string' || theirs === undefined) return undefined;
  if (typeof theirs === 'number') return theirs / ours;
  return ('over' in theirs ? theirs.over : theirs.ms) / ours;
}

/** Slope of the least-squares line through the logarithms of points. */
export function exponentOf({ points }: Growth): number {
  const logs = points.map(([size, value]) => [Math.log(size), Math.log(value)] as const);
  const mean = (of: 0 | 1): number => logs.reduce((sum, each) => sum + each[of], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const above = logs.reduce((sum, each) => sum + (each[0] - x) * (each[1] - y), 0);
  return above / logs.reduce((sum, each) => sum + (each[0] - x) ** 2, 0);
}

/** Registers a test for each case, the cheapest first, which alone runs where times do not matter. */
export function bench<Case>(
  name: string,
  cases: Readonly<Record<string, Case>>,
  measure: (each: Case, of: string) => Found | Promise<Found>,
): void {
  const entries = Object.entries(cases);
  for (const [of, each] of full ? entries : entries.slice(0, 1))
    test(`${name}: ${of}`, async ({ task }) => {
      const found = await measure(each, of);
      task.meta.found = found;
      if (full) holds(found);
    }, 300_000);
}

/** Bounds are on ratios and exponents; what a peer did not answer decides nothing, and fails. */
export function holds({ rows = [], growth = [] }: Found): void {
  for (const row of rows)
    for (const [peer, least] of Object.entries(row.atLeast ?? {}) as [Column, number][])
      expect(ratioOf(row, row.peers?.[peer]) ?? 0, `${row.area}, ${row.of}, ${peer}`).toBeGreaterThanOrEqual(
        least,
      );
  for (const each of growth) expect(exponentOf(each), each.growth).toBeLessThanOrEqual(each.atMost);
}
