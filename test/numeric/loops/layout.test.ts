// Arrays of families: every member has a place of its own, in the order in which members are written out.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Range } from '../../../src/network/index.ts';
import { makeNetwork } from '../../../src/network/index.ts';
import { type Sizes, Writer } from '../../../src/network/writing.ts';
import { layoutOf, positionIn } from '../../../src/numeric/loops/layout.ts';
import { ranges } from '../../networks/indexed.ts';

const sizes: Sizes = new Map<string, number | readonly number[]>([
  ['L', 3],
  ['n', [3, 1, 4, 2]],
  ['p', 3],
]);
const writer = new Writer(makeNetwork({ name: 'none', symbols: [], equations: [] }), sizes);

const members = (of: readonly Range[]): readonly (readonly number[])[] =>
  [...writer.assignments(of)].map((at) => of.map(({ index }) => at.get(index) as number));

describe('layoutOf', () => {
  test.each([
    ['', 1],
    ['i in 2..4', 3],
    ['i in 4..2', 0],
    ['i in 0..p, j in 1..2', 8],
    ['l in 1..L, j in 1..n[l]', 7],
    ['l in 1..L, j in 1..n[l], k in 1..n[l-1]', 3 + 4 + 8],
    ['l in 0..L, j in 1..n[l], s in 1..p', 30],
    ['i in 1..p, j in i..p', 6],
    ['i in 1..p, j in 1..i, k in j..i, q in 0..1', 20],
    ['i in 0-1..1, j in i..2-i, k in 1..2', 18],
  ])('%s has %d members', (where, size) => {
    const all = ranges(where);
    const layout = layoutOf(all, writer);
    expect(layout.size).toBe(size);
    expect(members(all).map((each) => positionIn(layout, each))).toEqual(members(all).map((_, i) => i));
  });

  test('a member outside has no place', () => {
    const all = ranges('l in 1..L, j in 1..n[l], k in 1..n[l-1]');
    const layout = layoutOf(all, writer);
    const inside = new Set(members(all).map(String));
    const near = fc.tuple(...all.map(() => fc.integer({ min: -1, max: 6 })));
    fc.assert(
      fc.property(near, (indices) => {
        expect(positionIn(layout, indices) !== undefined).toBe(inside.has(String(indices)));
      }),
      { numRuns: 500 },
    );
  });
});
