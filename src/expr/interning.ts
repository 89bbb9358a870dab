/**
 * The table of terms: same structure, same object.
 *
 * Ownership: one table lives as long as the process, for the command line and short scripts. Whoever reads terms from
 * strangers wraps the work in `inOwnTerms`; the terms made inside die with the call, so a long-lived server does not
 * grow. Terms from an enclosing table may be used inside; terms made inside must not leave (text, JSON and mdast may).
 */

/** What the table needs of a node. */
interface Hashed {
  readonly hash: number;
}

interface Entry {
  readonly node: Hashed;
  readonly next: Entry | undefined;
}

interface Table {
  readonly buckets: Map<number, Entry>;
  readonly outer: Table | undefined;
}

let table: Table = { buckets: new Map(), outer: undefined };

/** Runs `work` with a table of terms of its own, dropped afterwards. */
export function inOwnTerms<T>(work: () => T): T {
  const outer = table;
  table = { buckets: new Map(), outer };
  try {
    return work();
  } finally {
    table = outer;
  }
}

/** The one node of this structure: `candidate` itself if it is the first. */
export function intern<N extends Hashed>(candidate: N, same: (a: N, b: N) => boolean): N {
  for (let scope: Table | undefined = table; scope !== undefined; scope = scope.outer) {
    for (let entry = scope.buckets.get(candidate.hash); entry !== undefined; entry = entry.next) {
      if (same(entry.node as N, candidate)) return entry.node as N;
    }
  }
  table.buckets.set(candidate.hash, { node: candidate, next: table.buckets.get(candidate.hash) });
  return candidate;
}

/** Folds a number into a running 31-bit hash. */
export const mix = (hash: number, value: number): number => {
  let h = Math.imul(hash ^ value, 0x5bd1e995);
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b3c6d) & 0x7fffffff;
};

/** Folds a string into a running 31-bit hash. */
export function mixText(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}
