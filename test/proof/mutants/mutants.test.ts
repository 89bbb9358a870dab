// Mutants of valid derivations: each for which a witness is found without the kernel (`witness.ts`) must be refused.
// A captured bound index cannot be tried on the kernel of networks without families, which refuses sums over an index outright;
// it is tried on the equality beneath it instead (`capture.test.ts`).
import { describe, expect, test } from 'vitest';
import type { Quantity } from '../../../src/expr/index.ts';
import {
  FormatError,
  Kernel,
  readDerivation,
  type Theorem,
  writeDerivation,
} from '../../../src/proof/index.ts';
import { mutate, type Operator, operators, type Source } from './mutate.ts';
import type { Scene } from './obstacles.ts';
import { Oracle } from './oracle.ts';
import { type Subject, seeded, subjects } from './subjects.ts';
import { witnessAgainst, witnessAgainstWithout } from './witness.ts';

const RANDOM_NETWORKS = 60;
/** Mutants of each operator and network. */
const EACH = 8;

interface Tally {
  made: number;
  witnessed: number;
  byFormat: number;
  byKernel: number;
}

interface Mutant {
  readonly operator: Operator;
  readonly theorem: Theorem;
  readonly witness: string | undefined;
}

/** Mutants of one subject, by the number of the theorem they are made from. */
function mutantsOf(
  subject: Subject,
  oracle: Oracle,
  random: () => number,
): ReadonlyMap<number, readonly Mutant[]> {
  const found = new Map<number, Mutant[]>();
  const { network, theorems } = subject;
  const seen = new Set<string>();
  for (const operator of operators) {
    for (let tries = 0, made = 0; made < EACH && tries < 6 * EACH; tries++) {
      const at = Math.floor(random() * theorems.length);
      const original = theorems[at] as Theorem;
      const earlier = theorems.slice(0, at);
      const names = earlier.flatMap(({ name }): readonly Quantity[] => (name === undefined ? [] : [name]));
      const source: Source = { random, network, names };
      const theorem = mutate(operator, original, source);
      if (theorem === undefined) continue;
      const text = `${at} ${JSON.stringify(writeDerivation({ network, theorems: [theorem] }).theorems)}`;
      if (seen.has(text)) continue;
      seen.add(text);
      const scene: Scene = { network, earlier, oracle };
      const gone = original.given.find((each) => !theorem.given.includes(each));
      const witness =
        gone === undefined ? witnessAgainst(theorem, scene) : witnessAgainstWithout(gone, theorem, scene);
      found.set(at, [...(found.get(at) ?? []), { operator, theorem, witness }]);
      made += 1;
    }
  }
  return found;
}

/** Whether a mutant is refused by the format of files, by the kernel, or not at all. */
function verdictOn(theorem: Theorem, { network }: Subject, kernel: Kernel): 'format' | 'kernel' | 'accepted' {
  const file = JSON.parse(JSON.stringify(writeDerivation({ network, theorems: [theorem] })));
  let read: Theorem;
  try {
    [read] = readDerivation(file).theorems as [Theorem];
  } catch (error) {
    if (error instanceof FormatError) return 'format';
    throw error;
  }
  return kernel.accept(read).accepted ? 'accepted' : 'kernel';
}

describe('mutants', () => {
  const tallies = new Map<Operator, Tally>(
    operators.map((each) => [each, { made: 0, witnessed: 0, byFormat: 0, byKernel: 0 }]),
  );
  /** By operator, the theorems whose mutants are not known to be false; the kernel may say of them what it likes. */
  const unwitnessed = new Map<Operator, string>();
  const survivors: string[] = [];
  const refusedOriginals: string[] = [];
  const falseWitnesses: string[] = [];
  const lonely: string[] = [];

  test('are made and judged', { timeout: 120_000 }, () => {
    const random = seeded(5);
    for (const subject of subjects(RANDOM_NETWORKS)) {
      const oracle = new Oracle(subject);
      if (oracle.count < 2) lonely.push(subject.name);
      const mutants = mutantsOf(subject, oracle, random);
      const kernel = new Kernel(subject.network);
      for (const [at, original] of subject.theorems.entries()) {
        const scene: Scene = { network: subject.network, earlier: subject.theorems.slice(0, at), oracle };
        const mistake = witnessAgainst(original, scene);
        if (mistake !== undefined) falseWitnesses.push(`${subject.name} ${at}: ${mistake}`);
        for (const { operator, theorem, witness } of mutants.get(at) ?? []) {
          const tally = tallies.get(operator) as Tally;
          tally.made += 1;
          if (witness === undefined) {
            unwitnessed.set(operator, `${unwitnessed.get(operator) ?? ''} ${subject.name}:${at}`);
            continue;
          }
          tally.witnessed += 1;
          const verdict = verdictOn(theorem, subject, kernel);
          if (verdict === 'format') tally.byFormat += 1;
          else if (verdict === 'kernel') tally.byKernel += 1;
          else survivors.push(`${subject.name} ${at} ${operator}: ${witness}`);
        }
        if (!kernel.accept(original).accepted) refusedOriginals.push(`${subject.name} ${at}`);
      }
    }
    for (const [operator, where] of unwitnessed) console.log(`no witness, ${operator}:${where}`);
    console.table(
      Object.fromEntries(
        [...tallies].map(([operator, { made, witnessed, byFormat, byKernel }]) => [
          operator,
          {
            made,
            witnessed,
            unwitnessed: made - witnessed,
            'refused by the format': byFormat,
            'by the kernel': byKernel,
          },
        ]),
      ),
    );
  });

  const total = (of: keyof Tally): number => [...tallies.values()].reduce((sum, each) => sum + each[of], 0);

  test('every original is accepted, and no witness speaks against one', () => {
    expect(refusedOriginals).toEqual([]);
    expect(falseWitnesses).toEqual([]);
  });

  test('every network has points to look at', () => {
    expect(lonely).toEqual([]);
  });

  test('every mutant with a witness is refused', () => {
    expect(survivors).toEqual([]);
    expect(total('byFormat') + total('byKernel')).toBe(total('witnessed'));
  });

  test('there are a thousand of them, by every operator', () => {
    expect(total('witnessed')).toBeGreaterThanOrEqual(1_000);
    for (const [operator, { witnessed }] of tallies)
      expect([operator, witnessed >= 40]).toEqual([operator, true]);
  });

  test('at most a fifth have no witness', () => {
    expect(total('made') - total('witnessed')).toBeLessThanOrEqual(total('made') / 5);
  });

  test('four in five at least are refused for what they say, not for how they are written', () => {
    expect(total('byKernel')).toBeGreaterThanOrEqual(0.8 * total('witnessed'));
  });
});
