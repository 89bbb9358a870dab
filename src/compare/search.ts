/** The search for points of the domain and, among them, one at which two circuits certainly differ. */
import type { Circuit } from './circuit.ts';
import { type Point, type Stand, standFor, valuesAt } from './enclosure.ts';
import { areDisjoint, containsZero, type Interval, only } from './interval.ts';
import type { Requirement } from './lowering.ts';
import type { Random } from './random.ts';

/** Widths of the intervals from which values are drawn, in turn. */
const SCALES = [
  1,
  2,
  0.5,
  4,
  1,
  8,
  0.25,
  2,
  16,
  1,
  64,
  0.0625,
  4,
  256,
  1,
  1024,
  2,
  2 ** 17,
  0.5,
  2 ** -8,
] as const;
/** Values are multiples of 1/1024, exact as doubles. */
const GRAIN = 1024;
/** Now and then values lie this near to 1 or −1: a high power is 0 or beyond all doubles elsewhere. */
const NEAR = [2 ** -10, 2 ** -20, 2 ** -30, 2 ** -40] as const;

export interface Difference {
  readonly point: Point;
  readonly values: readonly [Interval, Interval];
}

/** The two values at a point; undefined unless it certainly lies in the domain. `order` is what lies below, arguments first. */
export function pairAt(
  circuit: Circuit,
  order: readonly number[],
  [a, b]: readonly [number, number],
  requirements: readonly Requirement[],
  point: Point,
): readonly [Interval, Interval] | undefined {
  const at = valuesAt(circuit, order, point);
  if (at === undefined) return undefined;
  for (const { kind, id } of requirements) {
    const value = at[id] as Interval;
    if (kind === 'positive' ? value.low <= 0 : containsZero(value)) return undefined;
  }
  return [at[a] as Interval, at[b] as Interval];
}

export class Search {
  readonly #circuit: Circuit;
  readonly #pair: readonly [number, number];
  readonly #requirements: readonly Requirement[];
  readonly #random: Random;
  readonly #order: readonly number[];
  readonly #weight: number;
  /** Of each opaque function the number of arguments and the highest derivative. */
  readonly #opaque = new Map<string, { readonly arity: number; readonly order: number }>();
  #stands = new Map<string, Stand>();
  readonly #first: ReadonlyMap<number, Interval> | undefined;
  #attempt = 0;
  /** How many points of the domain have been found. */
  found = 0;

  constructor(
    circuit: Circuit,
    pair: readonly [number, number],
    requirements: readonly Requirement[],
    random: Random,
    first?: ReadonlyMap<number, Interval>,
  ) {
    this.#circuit = circuit;
    this.#pair = pair;
    this.#requirements = requirements;
    this.#random = random;
    this.#first = first;
    this.#order = circuit.below([...pair, ...requirements.map(({ id }) => id)]);
    this.#weight = circuit.weight(this.#order);
    for (const id of this.#order) {
      const node = circuit.node(id);
      if (node.op !== 'opaque' || node.value !== undefined) continue;
      const known = this.#opaque.get(node.name) ?? { arity: 0, order: 0 };
      const order = node.orders.reduce((a, b) => a + b, 0);
      this.#opaque.set(node.name, {
        arity: Math.max(known.arity, node.args.length),
        order: Math.max(known.order, order),
      });
    }
  }

  /** The variables on which anything depends. */
  get variables(): readonly number[] {
    return this.#order.filter((id) => this.#circuit.node(id).op === 'variable');
  }

  /** Tries more points, until a difference is certain or enough points of the domain are found. Throws: Beyond. */
  run(attempts: number, points: number): Difference | undefined {
    let wanted = points;
    for (let i = 0; i < attempts && wanted > 0; i++) {
      this.#circuit.work.spend(this.#weight);
      const values = this.#draw();
      const point: Point = { values, stands: this.#stands };
      const both = pairAt(this.#circuit, this.#order, this.#pair, this.#requirements, point);
      if (both === undefined) continue;
      this.found += 1;
      wanted -= 1;
      if (areDisjoint(...both)) return { point, values: both };
    }
    return undefined;
  }

  #draw(): ReadonlyMap<number, Interval> {
    const attempt = this.#attempt++;
    // One form of the opaque functions may hide a difference, so that they get others now and then.
    if (attempt % 8 === 0)
      this.#stands = new Map(
        [...this.#opaque].map(([name, { arity, order }]) => [name, standFor(arity, order, this.#random)]),
      );
    if (attempt === 0 && this.#first !== undefined) return this.#first;
    const near = attempt % 16 === 15 ? NEAR[(attempt >> 4) % NEAR.length] : undefined;
    const scale = near === undefined ? (SCALES[(attempt >> 1) % SCALES.length] as number) : 1;
    // Every other point has only positive values: logarithms and roots of quantities have them there.
    const positive = attempt % 2 === 0;
    const values = new Map<number, Interval>();
    for (const id of this.variables) {
      const { low, high } = this.#circuit.range(id);
      const size = (1 + this.#random.below(GRAIN)) * scale;
      const sign = low >= 0 || (positive && high > 0) ? 1 : high <= 0 ? -1 : this.#random.below(2) * 2 - 1;
      values.set(id, only(near === undefined ? (sign * size) / GRAIN : sign + near * (size / GRAIN - 1 / 2)));
    }
    return values;
  }
}
