/**
 * Whether two nodes of a circuit are the same by +, · and the relations of `atoms.ts`, at random points modulo random primes.
 * Yes is wrong with a chance of at most 2^-60 over the seed; no means only that these relations do not show it.
 */

import type { Circuit } from './circuit.ts';
import { type Column, Columns, Redraw } from './columns.ts';
import { newPlan, type Plan, Restart } from './plan.ts';
import { drawPrime } from './primes.ts';
import type { Random } from './random.ts';
import { type Budget, Choices, Residues } from './residues.ts';

export type Answer = 'same' | 'not shown' | 'over budget' | 'no point' | 'too many choices';

/** For one pair, so that a million pairs of members together stay below 2^-60. */
const LARGEST_ERROR = 2 ** -80;
/** At most so many combinations of signs. */
const PATTERNS = 256;
/** At most so many points drawn for one combination. */
const DRAWS = 400;

interface Outcome {
  readonly answer: Answer;
  /** The chance that the answer `same` is wrong. */
  readonly error: number;
  /** The largest number of atoms that may be related to one another. */
  readonly atoms: number;
}

/** What every combination of signs shares: two that begin alike must have met the same values. */
interface Trial {
  readonly plan: Plan;
  /** How often the point of each column has been drawn. */
  readonly drawn: number[];
  readonly deciding: number;
}

export class Vanishing {
  readonly #circuit: Circuit;
  readonly #random: Random;
  readonly #budget: Budget;
  readonly #primes: bigint[] = [];
  #drawn = 0;

  constructor(circuit: Circuit, random: Random, budget: Budget) {
    this.#circuit = circuit;
    this.#random = random;
    this.#budget = budget;
  }

  #prime(number: number): bigint {
    while (this.#primes.length <= number) {
      this.#budget.spend(200);
      this.#primes.push(drawPrime(this.#random.split(this.#drawn++)));
    }
    return this.#primes[number] as bigint;
  }

  /** First with atoms told apart by their arguments alone; where that does not show it, with relations between them. */
  same(a: number, b: number): Answer {
    for (const deciding of [2, 3]) {
      let outcome = this.#all(a, b, deciding, 0);
      if (outcome.answer === 'not shown' && outcome.atoms > 1 && outcome.atoms <= 40)
        outcome = this.#all(a, b, deciding, outcome.atoms + 3);
      if (outcome.answer !== 'over budget') return outcome.answer;
    }
    return 'over budget';
  }

  /** Points that do not serve are drawn again, and then every combination of signs is gone through anew. */
  #all(a: number, b: number, deciding: number, guessing: number): Outcome {
    const drawn = Array.from({ length: deciding + guessing }, () => 0);
    const trial: Trial = { plan: newPlan(), drawn, deciding };
    for (let draw = 0; draw < DRAWS; draw++) {
      try {
        return this.#patterns(a, b, trial);
      } catch (problem) {
        if (problem instanceof Redraw) this.#again(problem, trial);
        else if (!(problem instanceof Restart)) throw problem;
      }
    }
    return { answer: 'no point', error: 1, atoms: 0 };
  }

  /**
   * Every combination of signs, at the same points. Of two that part at a square root, at each point one is the root that
   * is positive where the terms are real: were the points different, √(x²) = x could hold by chance on either side.
   */
  #patterns(a: number, b: number, { plan, drawn, deciding }: Trial): Outcome {
    let signs: readonly boolean[] | undefined = [];
    let [error, atoms, squares, count] = [0, 0, 0, 0];
    for (; signs !== undefined; count++) {
      if (count >= PATTERNS) return { answer: 'too many choices', error: 1, atoms };
      const columns = new Columns(
        drawn.map((times, c) => this.#column(c, c < deciding ? c : 0, times)),
        deciding,
      );
      const choices = new Choices(signs);
      const run = new Residues(this.#circuit, [a, b], columns, plan, choices, this.#budget);
      const [x, y] = [run.value(a), run.value(b)];
      run.atoms.risk(x, y);
      error += run.atoms.error * run.atoms.spread ** deciding;
      atoms = Math.max(atoms, run.atoms.count);
      squares = Math.max(squares, run.atoms.squares);
      if (!columns.agree(x, y)) return { answer: 'not shown', error: 1, atoms };
      signs = choices.following;
    }
    // Every point had to have all square roots: half of them have one.
    if (squares > 0) error *= 2 ** (count * deciding);
    return { answer: error > LARGEST_ERROR ? 'over budget' : 'same', error, atoms };
  }

  /** Another point, or another prime for all columns that share it. */
  #again({ column, what }: Redraw, { drawn, deciding }: Trial): void {
    drawn[column] = (drawn[column] as number) + 1;
    if (what === 'point') return;
    this.#budget.spend(200);
    this.#primes[column < deciding ? column : 0] = drawPrime(this.#random.split(this.#drawn++));
  }

  #column(column: number, prime: number, count: number): Column {
    return { prime: this.#prime(prime), random: this.#random.split((column + 1) * 1e6 + count) };
  }
}
