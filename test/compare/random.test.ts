// Generated pairs. BACKPROOF_PAIRS and BACKPROOF_MUTANTS set how many (10000 and 100000 for the full run).
import type { BigNumber } from 'mathjs';
import { expect, test } from 'vitest';
import { type Interval, identical, type Verdict } from '../../src/compare/index.ts';
import { type Expr, inOwnTerms } from '../../src/expr/index.ts';
import { random } from '../networks/families.ts';
import { text } from '../networks/indexed.ts';
import { differ } from './differ.ts';
import { digits } from './digits.ts';
import { given, mutant, randomTerm, rewritten, signed } from './generate.ts';

const PAIRS = Number(process.env.BACKPROOF_PAIRS ?? 2_000);
const MUTANTS = Number(process.env.BACKPROOF_MUTANTS ?? 6_000);
const HOUR = 3_600_000;

const table = (rows: ReadonlyMap<string, number>): string =>
  [...rows]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** Whether a value lies in an interval, but for rounding at 80 digits. */
const liesIn = (value: BigNumber, { low, high }: Interval): boolean => {
  const room = value.abs().times('1e-60').plus('1e-60');
  return value.plus(room).gte(low) && value.minus(room).lte(high);
};

/** Whether a witness holds at 80 digits; undefined where a function is not written out there. */
function verified(a: Expr, b: Expr, found: Extract<Verdict, { verdict: 'different' }>): boolean | undefined {
  const { witness, functions, values } = found;
  const [u, v] = [a, b].map((term) => digits(term, witness, functions));
  if (u === undefined || v === undefined) return undefined;
  const [x, y] = values;
  const positive = signed.every((each) => {
    const value = witness.get(each);
    return value === undefined || (value.s > 0n && value.n > 0n);
  });
  return positive && liesIn(u, x) && liesIn(v, y) && (x.high < y.low || y.high < x.low);
}

test(
  `${PAIRS} equal pairs`,
  () => {
    const draw = random(20261120);
    const count = { equal: 0, different: 0, undecided: 0, nowhere: 0 };
    const blamed = new Map<string, number>();
    for (let i = 0; i < PAIRS; i++) {
      inOwnTerms(() => {
        const term = randomTerm(draw, 2 + Math.floor(draw() * 3));
        const [other, used] = rewritten(term, draw, 1 + Math.floor(draw() * 5));
        const found = identical(term, other, { given, seed: i });
        const nowhere = found.verdict === 'undecided' && found.tried[0]?.startsWith('no point of the domain');
        if (nowhere) count.nowhere += 1;
        else count[found.verdict] += 1;
        if (found.verdict === 'equal' || nowhere) return;
        for (const name of used) blamed.set(name, (blamed.get(name) ?? 0) + 1);
        if (found.verdict === 'different' || count.undecided < 12)
          console.log(
            `${found.verdict}: ${text(term)}  |  ${text(other)}`,
            found.verdict === 'undecided' ? found.tried[0] : '',
          );
      });
    }
    console.log(`equal pairs: ${JSON.stringify(count)}; not shown after: ${table(blamed)}`);
    expect(count.different).toBe(0);
    expect(count.equal / (PAIRS - count.nowhere)).toBeGreaterThanOrEqual(0.99);
    expect(count.nowhere / PAIRS).toBeLessThan(0.05);
  },
  HOUR,
);

test(
  `${MUTANTS} mutants`,
  () => {
    const draw = random(4711);
    const count = {
      witnessed: 0,
      unwitnessed: 0,
      different: 0,
      equal: 0,
      undecided: 0,
      verified: 0,
      unreadable: 0,
    };
    const silent = new Map<string, number>();
    const missed = new Map<string, number>();
    for (let i = 0; i < MUTANTS; i++) {
      inOwnTerms(() => {
        const term = randomTerm(draw, 2 + Math.floor(draw() * 3));
        const [same] = rewritten(term, draw, Math.floor(draw() * 3));
        const [other, name] = mutant(same, draw);
        const found = identical(term, other, { given, seed: i });
        if (!differ(term, other, draw)) {
          count.unwitnessed += 1;
          silent.set(`${name} ${found.verdict}`, (silent.get(`${name} ${found.verdict}`) ?? 0) + 1);
          return;
        }
        count.witnessed += 1;
        count[found.verdict] += 1;
        if (found.verdict !== 'different') {
          missed.set(name, (missed.get(name) ?? 0) + 1);
          if (count.undecided < 12)
            console.log(`${name}, ${found.verdict}: ${text(term)}  |  ${text(other)}`, found);
          return;
        }
        if (i % 10 !== 0) return;
        const holds = verified(term, other, found);
        if (holds === false) throw new Error(`the witness does not hold: ${text(term)}  |  ${text(other)}`);
        count[holds === undefined ? 'unreadable' : 'verified'] += 1;
      });
    }
    console.log(`mutants: ${JSON.stringify(count)}; missed: ${table(missed)}; unwitnessed: ${table(silent)}`);
    expect(count.equal).toBe(0);
    expect(count.different / count.witnessed).toBeGreaterThanOrEqual(0.99);
    expect(count.unwitnessed / MUTANTS).toBeLessThanOrEqual(0.05);
    expect(count.verified).toBeGreaterThan(MUTANTS / 20);
  },
  HOUR,
);
