/** The search for points of the domain and, among them, one at which two circuits certainly differ. */
import type { Circuit } from './circuit.ts';
import { type Point, type Stand, standFor, valuesAt } from './enclosure.ts';
import { areDisjoint, containsZero, type Interval } from './interval.ts';
import type { Requirement } from './lower.ts';
import type { Random } from './random.ts';
import type { Budget } from './residues.ts';

/** Widths of the intervals from which values are drawn, in turn. */
const SCALES = [1, 2, 0.5, 4, 1, 8, 0.25, 2, 16, 1, 64, 0.0625, 4, 256, 1, 1024] as const;
/** Values are multiples of 1/1024, exact as doubles. */
const GRAIN = 1024;

export interface Difference {
  readonly point: Point;
  readonly values: readonly [Interval, Interval];
}

export class Search {
  readonly #circuit: Circuit;
  readonly #pair: readonly [number, number];
  readonly #requirements: readonly Requirement[];
  readonly #random: Random;
  readonly #order: readonly number[];
  readonly #opaque = new Map<string, number>();
  #stands = new Map<string, Stand>();
  readonly #first: ReadonlyMap<number, number> | undefined;
  #attempt = 0;
  /** How many points of the domain have been found. */
  found = 0;

  constructor(
    circuit: Circuit,
    pair: readonly [number, number],
    requirements: readonly Requirement[],
    random: Random,
    first?: ReadonlyMap<number, number>,
  ) {
    this.#circuit = circuit;
    this.#pair = pair;
    this.#requirements = requirements;
    this.#random = random;
    this.#first = first;
    this.#order = circuit.below([...pair, ...requirements.map(({ id }) => id)]);
    for (const id of this.#order) {
      const node = circuit.node(id);
      if (node.op === 'opaque' && node.value === undefined) this.#opaque.set(node.name, node.args.length);
    }
  }

  /** The variables on which anything depends. */
  get variables(): readonly number[] {
    return this.#order.filter((id) => this.#circuit.node(id).op === 'variable');
  }

  /** Tries more points, until a difference is certain or enough points of the domain are found. */
  run(attempts: number, points: number, work: Budget): Difference | undefined {
    let wanted = points;
    for (let i = 0; i < attempts && wanted > 0; i++) {
      work.spend(this.#order.length);
      const values = this.#draw();
      const point: Point = { values, stands: this.#stands };
      const at = valuesAt(this.#circuit, this.#order, point);
      if (at === undefined || !this.#satisfied(at)) continue;
      this.found += 1;
      wanted -= 1;
      const both = [at[this.#pair[0]], at[this.#pair[1]]] as [Interval, Interval];
      if (areDisjoint(...both)) return { point, values: both };
    }
    return undefined;
  }

  #satisfied(at: readonly Interval[]): boolean {
    return this.#requirements.every(({ kind, id }) => {
      const value = at[id] as Interval;
      return kind === 'positive' ? value.low > 0 : !containsZero(value);
    });
  }

  #draw(): ReadonlyMap<number, number> {
    const attempt = this.#attempt++;
    // One form of the opaque functions may hide a difference, so that they get others now and then.
    if (attempt % 8 === 0)
      this.#stands = new Map([...this.#opaque].map(([name, arity]) => [name, standFor(arity, this.#random)]));
    if (attempt === 0 && this.#first !== undefined) return this.#first;
    const scale = SCALES[(attempt >> 1) % SCALES.length] as number;
    // Every other point has only positive values: logarithms and roots of quantities have them there.
    const positive = attempt % 2 === 0;
    const values = new Map<number, number>();
    for (const id of this.variables) {
      const { low, high } = this.#circuit.range(id);
      const size = (1 + this.#random.below(GRAIN)) * scale;
      const sign = low >= 0 || (positive && high > 0) ? 1 : high <= 0 ? -1 : this.#random.below(2) * 2 - 1;
      values.set(id, (sign * size) / GRAIN);
    }
    return values;
  }
}
