// Generated pairs of every kind. BACKPROOF_FULL=1 takes all 10,000 equal pairs and 100,000 mutants, otherwise a share.
import type { BigNumber } from 'mathjs';
import { describe, expect, test } from 'vitest';
import type { Interval, Witnessed } from '../../src/compare/index.ts';
import { inOwnTerms } from '../../src/expr/index.ts';
import { random } from '../networks/families.ts';
import { differ } from './differ.ts';
import { digits } from './digits.ts';
import { type Kind, matrices, scalar, sums } from './kinds.ts';

const SHARE = process.env.BACKPROOF_FULL === '1' ? 1 : 1 / 25;
const SEED = Number(process.env.BACKPROOF_SEED ?? 20261120);
const HOUR = 3_600_000;

const add = (table: Map<string, number>, name: string): unknown =>
  table.set(name, (table.get(name) ?? 0) + 1);
const shown = (rows: ReadonlyMap<string, number>): string =>
  [...rows]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

/** Whether a value lies in an interval, but for rounding at 80 digits. */
const liesIn = (value: BigNumber, { low, high }: Interval): boolean => {
  const room = value.abs().times('1e-60').plus('1e-60');
  return value.plus(room).gte(low) && value.minus(room).lte(high);
};

/** Whether a witness holds at 80 digits; undefined where a function is not written out there. */
function holds<T>(kind: Kind<T>, pair: readonly [T, T], found: Witnessed): boolean | undefined {
  const { witness, functions, values } = found;
  const [u, v] = pair.map((each) => {
    const [term] = kind.scalars(each, found);
    return term && digits(term, witness, functions);
  });
  if (u === undefined || v === undefined) return undefined;
  const positive = [...witness].every(([{ name }, value]) => !['p', 'q'].includes(name) || value.s > 0n);
  return positive && liesIn(u, values[0]) && liesIn(v, values[1]) && !u.eq(v);
}

function suite<T>(name: string, kind: Kind<T>, pairs: number, mutants: number): void {
  const written = (pair: readonly [T, T]): string => pair.map(kind.text).join('  |  ');

  test(`${name}: ${pairs} equal pairs`, { timeout: HOUR }, () => {
    const draw = random(SEED);
    const count = new Map<string, number>();
    const blamed = new Map<string, number>();
    for (let i = 0; i < pairs; i++) {
      inOwnTerms(() => {
        const { pair, names } = kind.equal(draw);
        const found = kind.compare(pair, i);
        const nowhere = found.verdict === 'undecided' && found.tried[0]?.startsWith('no point of the domain');
        add(count, nowhere ? 'defined nowhere' : found.verdict);
        if (found.verdict === 'equal' || nowhere) return;
        for (const each of names) add(blamed, each);
        if (found.verdict === 'different') throw new Error(`found different, seed ${i}: ${written(pair)}`);
      });
    }
    console.log(`${name}, seed ${SEED}: equal pairs: ${shown(count)}; not shown after: ${shown(blamed)}`);
    const nowhere = count.get('defined nowhere') ?? 0;
    expect((count.get('equal') ?? 0) / (pairs - nowhere)).toBeGreaterThanOrEqual(0.99);
    expect(nowhere / pairs).toBeLessThan(0.05);
  });

  test(`${name}: ${mutants} mutants`, { timeout: HOUR }, () => {
    const draw = random(SEED + 1);
    const count = new Map<string, number>();
    const silent = new Map<string, number>();
    const missed = new Map<string, number>();
    for (let i = 0; i < mutants; i++) {
      inOwnTerms(() => {
        const { pair, names } = kind.mutant(draw);
        const [operator] = names as [string];
        const found = kind.compare(pair, i);
        const others = kind.scalars(pair[1]);
        const witnessed = kind
          .scalars(pair[0])
          .some((each, k) => differ(each, others[k] as typeof each, draw));
        if (!witnessed) add(silent, `${operator} (${found.verdict})`);
        else add(count, found.verdict);
        if (witnessed && found.verdict === 'equal')
          throw new Error(`${operator} found equal, seed ${i}: ${written(pair)}`);
        if (witnessed && found.verdict !== 'different') add(missed, operator);
        if (found.verdict !== 'different') return;
        if (!kind.isWitness(pair, found)) throw new Error(`no witness, seed ${i}: ${written(pair)}`);
        add(count, 're-verified');
        if (i % 10 !== 0) return;
        const held = holds(kind, pair, found);
        if (held === false) throw new Error(`the witness does not hold, seed ${i}: ${written(pair)}`);
        add(count, held ? 'also at 80 digits' : 'unreadable at 80 digits');
      });
    }
    console.log(
      `${name}, seed ${SEED + 1}: mutants: ${shown(count)}; missed: ${shown(missed)}; unwitnessed: ${shown(silent)}`,
    );
    const unwitnessed = [...silent.values()].reduce((a, b) => a + b, 0);
    expect(unwitnessed / mutants).toBeLessThanOrEqual(0.05);
    expect(
      (mutants - unwitnessed - [...missed.values()].reduce((a, b) => a + b, 0)) / (mutants - unwitnessed),
    ).toBeGreaterThanOrEqual(0.99);
    expect(count.get('also at 80 digits') ?? 0).toBeGreaterThan(mutants / 20);
  });
}

describe('generated', () => {
  suite('scalar terms', scalar, 7_000 * SHARE, 80_000 * SHARE);
  suite('sums', sums, 2_000 * SHARE, 12_000 * SHARE);
  suite('matrices', matrices, 1_000 * SHARE, 8_000 * SHARE);
});
