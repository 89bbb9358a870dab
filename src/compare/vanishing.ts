/**
 * Whether two nodes of a circuit are the same by +, · and the relations of `atoms.ts`, at random points modulo random primes.
 * Yes is wrong with at most the stated chance over the seed; no means only that these relations do not show it.
 */
import type { Circuit } from './circuit.ts';
import { type Column, Columns, Redraw } from './columns.ts';
import { drawPrime } from './field.ts';
import { Choices } from './guards.ts';
import { newPlan, type Plan, Restart } from './plan.ts';
import type { Random } from './random.ts';
import { Residues } from './residues.ts';

export type Answer = 'same' | 'not shown' | 'over budget' | 'no point' | 'too many choices';

/** At most so many combinations of signs. */
const PATTERNS = 256;
/** At most so many points drawn for one combination. */
const DRAWS = 400;
/** How many runs one question may take: two or three deciding columns, kinks as atoms or not, without relations and twice with. */
const RUNS = 12;
/** More atoms than this are not related to one another. */
const RELATED = 40;

interface Outcome {
  readonly answer: Answer;
  /** The chance that the answer `same` is wrong. */
  readonly error: number;
  /** The largest number of atoms, or of guards, that may be related to one another. */
  readonly atoms: number;
  readonly kinks: number;
}

/** What every combination of signs shares: two that begin alike must have met the same values. */
interface Trial {
  readonly plan: Plan;
  /** How often the point of each column has been drawn. */
  readonly drawn: number[];
  readonly deciding: number;
  readonly kinksAreAtoms: boolean;
}

export class Vanishing {
  readonly #circuit: Circuit;
  readonly #random: Random;
  readonly #facts: readonly number[];
  readonly #primes = new Map<number | 'guessing', bigint>();
  #drawn = 0;

  /** `facts` are nodes without a choice that are positive at every point of the domain. */
  constructor(circuit: Circuit, random: Random, facts: readonly number[] = []) {
    this.#circuit = circuit;
    this.#random = random;
    this.#facts = facts;
  }

  /**
   * First with atoms told apart by their arguments alone; where that does not show it, with relations between them; where
   * there are kinks, then with each combination of their signs. `error` is the largest chance with which the answer `same` may
   * be wrong. Throws: Beyond.
   */
  same(a: number, b: number, error: number): Answer {
    if (a === b) return 'same';
    for (const deciding of [2, 3]) {
      let outcome = this.#related(a, b, deciding, true);
      if (outcome.answer !== 'same' && outcome.kinks > 0) outcome = this.#related(a, b, deciding, false);
      if (outcome.answer !== 'same') return outcome.answer;
      if (outcome.error <= error / RUNS) return 'same';
    }
    return 'over budget';
  }

  #related(a: number, b: number, deciding: number, kinksAreAtoms: boolean): Outcome {
    let outcome = this.#all(a, b, deciding, 0, kinksAreAtoms);
    // With relations a run may come further and meet more atoms.
    for (let [again, guessing] = [0, 0]; again < 2 && outcome.answer === 'not shown'; again++) {
      if (outcome.atoms <= 1 || outcome.atoms > RELATED || outcome.atoms + 3 <= guessing) break;
      guessing = outcome.atoms + 3;
      outcome = this.#all(a, b, deciding, guessing, kinksAreAtoms);
    }
    return outcome;
  }

  /** Points that do not serve are drawn again, and then every combination of signs is gone through anew. */
  #all(a: number, b: number, deciding: number, guessing: number, kinksAreAtoms: boolean): Outcome {
    const drawn = Array.from({ length: deciding + guessing }, () => 0);
    const trial: Trial = { plan: newPlan(), drawn, deciding, kinksAreAtoms };
    for (let draw = 0; draw < DRAWS; draw++) {
      try {
        return this.#patterns(a, b, trial);
      } catch (problem) {
        if (problem instanceof Redraw) this.#again(problem, trial);
        else if (!(problem instanceof Restart)) throw problem;
      }
    }
    return { answer: 'no point', error: 1, atoms: 0, kinks: 1 };
  }

  /**
   * Every combination of signs, at the same points. Of two that part at a square root, at each point one is the root that
   * is positive where the terms are real: were the points different, √(x²) = x could hold by chance on either side.
   */
  #patterns(a: number, b: number, { plan, drawn, deciding, kinksAreAtoms }: Trial): Outcome {
    let signs: readonly boolean[] | undefined = [];
    let [error, atoms, kinks, count] = [0, 0, 0, 0];
    for (; signs !== undefined; count++) {
      if (count >= PATTERNS) return { answer: 'too many choices', error: 1, atoms, kinks };
      const columns = new Columns(
        drawn.map((times, c) => this.#column(c, c < deciding ? c : 'guessing', times)),
        deciding,
      );
      const choices = new Choices(signs);
      const run = new Residues(this.#circuit, [a, b], this.#facts, columns, plan, choices, kinksAreAtoms);
      const [x, y] = [run.value(a), run.value(b)];
      run.atoms.risk(x, y);
      error += run.atoms.error * run.atoms.spread ** deciding;
      atoms = Math.max(atoms, run.atoms.count, run.guards.count);
      kinks = Math.max(kinks, run.guards.kinks);
      if (!columns.agree(x, y)) return { answer: 'not shown', error: 1, atoms, kinks };
      signs = choices.following;
    }
    // Of all the points that a column may come to, the i-th is wrong with a share 1/((i + 1)(i + 2)) of the chance allowed.
    for (const times of drawn.slice(0, deciding)) error *= (times + 1) * (times + 2);
    return { answer: 'same', error, atoms, kinks };
  }

  #prime(of: number | 'guessing'): bigint {
    const known = this.#primes.get(of);
    if (known !== undefined) return known;
    this.#circuit.work.spend(200);
    const prime = drawPrime(this.#random.split(this.#drawn++));
    this.#primes.set(of, prime);
    return prime;
  }

  /** Another point, or another prime for all columns that share it. */
  #again({ column, what }: Redraw, { drawn, deciding }: Trial): void {
    drawn[column] = (drawn[column] as number) + 1;
    if (what === 'prime') this.#primes.delete(column < deciding ? column : 'guessing');
  }

  /** The columns that guess share a prime that decides nothing: what is guessed there is independent of what verifies it. */
  #column(column: number, prime: number | 'guessing', count: number): Column {
    return { prime: this.#prime(prime), random: this.#random.split((column + 1) * 1e6 + count) };
  }
}
