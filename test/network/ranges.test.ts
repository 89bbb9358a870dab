// What follows from ranges: tables of yes and "not known", and that yes is never wrong at whole numbers.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IndexFacts } from '../../src/network/index.ts';
import { at, ranges } from '../networks/indexed.ts';

const facts = (where: string): IndexFacts => new IndexFacts(ranges(where), new Set(['L', 'p', 'n']));

describe('IndexFacts', () => {
  test.each<[string, string, string, boolean]>([
    ['', '1', 'L', true],
    ['', '0', 'L', true],
    ['', '1', 'n[l+3]', true],
    ['', '2', 'L', false],
    ['', 'L', 'p', false],
    ['', 'L', 'L', true],
    ['', 'L-1', 'L', true],
    ['', 'L+1', 'L', false],
    ['l in 1..L', '1', 'l', true],
    ['l in 1..L', 'l', 'L', true],
    ['l in 1..L', 'l+1', 'L', false],
    ['l in 1..L-1', 'l+1', 'L', true],
    ['l in 0..L-2', 'l+2', 'L', true],
    ['i in 1..j, j in 1..p', 'i', 'p', true],
    ['i in j..p, j in 2..p', '2', 'i', true],
    ['j in 1..n[l]', 'j', 'n[l]', true],
    ['j in 1..n[l]', 'j', 'n[l+1]', false],
    ['i in 1..p, k in 1..p', '2', 'i+k', true],
    ['i in 1..p, k in 1..p', 'i+k', '2*p', true],
    ['i in 1..p, k in 1..p', 'i-k', 'p-1', true],
    ['i in 1..p, k in 1..p', 'i-k', 'p-2', false],
    ['i in 1..p', '2*i', '2*p', true],
    ['i in 1..p', '2', '2*i', true],
    ['i in 3..2', 'i', '2', true],
  ])('%s: %s ≤ %s is %s', (where, a, b, known) => {
    expect(facts(where).atMost(at(a), at(b))).toBe(known);
  });

  test.each<[string, string, string, boolean, boolean]>([
    ['i in 2..2', 'i', '2', true, false],
    ['i in 1..1, j in 1..1', 'i', 'j', true, false],
    ['i in 1..2, j in 3..4', 'i', 'j', false, true],
    ['i in 1..2', 'i', 'i+1', false, true],
    ['i in 1..2', 'i', '1', false, false],
    ['l in 1..L-1', 'l', 'L', false, true],
    ['l in 1..L', 'l', 'L', false, false],
    ['l in 1..L', 'l', '0', false, true],
  ])('%s: %s and %s: equal %s, different %s', (where, a, b, equal, different) => {
    expect(facts(where).equal(at(a), at(b))).toBe(equal);
    expect(facts(where).different(at(a), at(b))).toBe(different);
  });

  test.each<[string, string, string, boolean, boolean]>([
    ['l in 1..L', 'l', 'r in 0..L', true, false],
    ['l in 1..L', 'l-1', 'r in 0..L', true, false],
    ['l in 1..L', 'l-1', 'r in 1..L', false, false],
    ['l in 1..L', 'l+L', 'r in 0..L', false, true],
    ['', '0', 'r in 1..L', false, true],
    ['', 'L+1', 'r in 1..L', false, true],
  ])('%s: %s and %s: within %s, outside %s', (where, a, range, within, outside) => {
    const [r] = ranges(range);
    if (r === undefined) throw new Error('no range');
    expect(facts(where).within(at(a), r)).toBe(within);
    expect(facts(where).outside(at(a), r)).toBe(outside);
  });

  test('an index bound anew is another index', () => {
    const inner = facts('k in 5..9, i in k..k').with(ranges('k in 1..2'));
    expect(inner.atMost(at('k'), at('2'))).toBe(true);
    expect(inner.atMost(at('5'), at('k'))).toBe(false);
    // What was known of i through the old k is gone too.
    expect(inner.atMost(at('i'), at('2'))).toBe(false);
    expect(inner.atMost(at('5'), at('i'))).toBe(false);
  });

  test('yes is never wrong', () => {
    const bound = fc.constantFrom('1', '2', '0', 'p', 'p+1', 'p-1', 'i', 'j', 'i+1', 'j-1');
    const affine = fc.constantFrom(
      'i',
      'j',
      'k',
      'p',
      'i+j',
      'i-k',
      '2*i',
      'i+j-k',
      '3-j',
      'p-i',
      '2*p-j-k',
      '1',
      '3',
      'k+1',
      'p-2',
    );
    fc.assert(
      fc.property(fc.array(bound, { minLength: 6, maxLength: 6 }), affine, affine, (ends, a, b) => {
        const [i, i2, j, j2, k, k2] = ends as [string, string, string, string, string, string];
        // A range may mention the indices before it only.
        const early = (end: string, no: RegExp): string => (no.test(end) ? '1' : end);
        const where = [
          `i in ${early(i, /[ij]/)}..${early(i2, /[ij]/)}`,
          `j in ${early(j, /j/)}..${early(j2, /j/)}`,
          `k in ${k}..${k2}`,
        ].join(', ');
        const known = facts(where);
        const [atMost, different] = [known.atMost(at(a), at(b)), known.different(at(a), at(b))];
        if (!atMost && !different) return;
        const value = (text: string, at_: Record<string, number>): number =>
          at(text).constant +
          at(text).terms.reduce(
            (sum, { atom, coefficient }) => sum + coefficient * (at_[atom.name] ?? Number.NaN),
            0,
          );
        for (const p of [1, 2, 3, 4]) {
          const walk = (names: readonly string[], at_: Record<string, number>): void => {
            const [name, ...rest] = names;
            if (name === undefined) {
              if (atMost) expect(value(a, at_)).toBeLessThanOrEqual(value(b, at_));
              if (different) expect(value(a, at_)).not.toBe(value(b, at_));
              return;
            }
            const range = ranges(where).find((each) => each.index === name);
            if (range === undefined) throw new Error('no range');
            for (let x = value(range.from.key, at_); x <= value(range.to.key, at_); x++)
              walk(rest, { ...at_, [name]: x });
          };
          walk(['i', 'j', 'k'], { p });
        }
      }),
      { numRuns: 500 },
    );
  });
});
