/** The names that theorems give to their left-hand sides, such as δ_j^l: which are free, and where their indices run. */
import { freeIndices } from '../expr/index.ts';
import { EVERY, type Network, type Range } from '../network/index.ts';
import { Refusal } from './context.ts';
import type { Theorem } from './derivation.ts';
import { indicesUsed, rangesOfName } from './instances.ts';

export class Names {
  readonly #network: Network;
  readonly #ranges = new Map<string, readonly Range[]>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** Where the indices of a name run; undefined if no accepted theorem gives it. */
  ranges(name: string): readonly Range[] | undefined {
    return this.#ranges.get(name);
  }

  /** Throws: Refusal if a theorem may not give its name. */
  check({ name, goal }: Theorem, ranges: readonly Range[]): void {
    if (name === undefined) return;
    const { graph, sizes, named } = this.#network;
    const taken =
      graph.has(name) ||
      named(name.name) !== undefined ||
      sizes.includes(name.name) ||
      name.name === EVERY ||
      this.#ranges.has(name.name);
    if (taken) throw new Refusal(`the name ${name.name} is taken`);
    const own = name.indices.map((each) => each.key);
    const wanted = ranges.map((range) => range.index);
    if (new Set(own).size !== own.length || own.some((each) => !wanted.includes(each))) {
      throw new Refusal(`${name.name} takes the indices the theorem ranges over`);
    }
    const free = freeIndices(goal.lhs);
    if (wanted.some((each) => free.has(each) && !own.includes(each))) {
      throw new Refusal(`${name.name} lacks an index of what it names`);
    }
    const moving = ranges
      .filter((range) => own.includes(range.index))
      .flatMap((range) => [...indicesUsed(range)]);
    if (moving.some((each) => !own.includes(each) && !sizes.includes(each))) {
      throw new Refusal(`${name.name} lacks an index on which its range depends`);
    }
  }

  /** Takes the name of a theorem that is accepted. */
  add({ name, given }: Theorem): void {
    if (name !== undefined) this.#ranges.set(name.name, rangesOfName(name, given));
  }
}
