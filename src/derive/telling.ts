/**
 * Which theorems a reader needs, and in which order: each after those it rests on, a recursion from its end. Where error
 * terms rest on each other (the gates of an LSTM at t on the state at t + 1), those of one step stand in the order in which
 * they are computed within it.
 */
import { type Index, nodes, type Partial, partial, type Quantity, quantity } from '../expr/index.ts';
import { type Network, UndecidedError } from '../network/index.ts';
import type { Theorem, TheoremId } from '../proof/index.ts';

/** One theorem found, and what it is about. */
interface Found {
  readonly of: Quantity;
  readonly wrt: Quantity;
  readonly theorem: TheoremId;
}

/** The derivation from which theorems are told. */
interface Source<T extends Found> {
  readonly network: Network;
  readonly theorem: (id: TheoremId) => Theorem;
  /** The derivative that has a name. */
  readonly named: (name: string) => Partial | undefined;
  /** Throws: UndecidedError. */
  readonly derive: (of: Quantity, wrt: Quantity) => readonly T[];
}

/** Theorems about the derivative by one family. */
interface Group<T> {
  readonly of: Quantity;
  readonly family: string;
  parts: readonly T[];
  /** Groups it rests on, and whether within one step of a recursion. */
  readonly restsOn: Map<Group<T>, { isBeside: boolean }>;
}

export class Telling<T extends Found> {
  readonly #source: Source<T>;
  readonly #untold = new Map<Partial, string>();

  constructor(source: Source<T>) {
    this.#source = source;
  }

  /** Named derivatives that theorems put in order rest on and of which nothing was found, each with the reason. */
  get untold(): ReadonlyMap<Partial, string> {
    return this.#untold;
  }

  /** Some theorems and those they rest on, in the order in which a reader computes: the last layer first. */
  inOrder(found: readonly T[]): readonly T[] {
    const given = new Map(found.map((each) => [each.theorem, each]));
    const order: T[] = [];
    const met = new Set<TheoremId>();
    for (const group of this.#ordered(this.#groups(found))) {
      for (const part of group.parts) {
        if (met.has(part.theorem)) continue;
        met.add(part.theorem);
        order.push(given.get(part.theorem) ?? part);
      }
    }
    return order;
  }

  /** The groups of some theorems, and what they rest on. */
  #groups(found: readonly T[]): readonly Group<T>[] {
    const groups = new Map<string, Group<T>>();
    const groupOf = (of: Quantity, family: string): Group<T> => {
      const key = `${of.name} ${family}`;
      const group = groups.get(key) ?? { of, family, parts: [], restsOn: new Map() };
      groups.set(key, group);
      return group;
    };
    const open: (readonly [Group<T>, T])[] = [];
    const add = (parts: readonly T[], isWhole: boolean): void => {
      for (const part of parts.toReversed()) {
        const group = groupOf(part.of, part.wrt.name);
        const isKnown = group.parts.some(({ theorem }) => theorem === part.theorem);
        // A recursion is told from its end, whichever of its parts was met first.
        if (isWhole) group.parts = [part, ...group.parts.filter(({ theorem }) => theorem !== part.theorem)];
        else if (!isKnown) group.parts = [part, ...group.parts];
        if (!isKnown) open.push([group, part]);
      }
    };
    for (const part of found) groupOf(part.of, part.wrt.name);
    add(found, false);
    const asked = [...groups.values()];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [group, part] = next;
      for (const { lhs, by, isBeside } of this.#mentions(part)) {
        const below = groupOf(lhs.args[0] as Quantity, lhs.by.name);
        const edge = group.restsOn.get(below) ?? { isBeside: false };
        edge.isBeside ||= isBeside;
        group.restsOn.set(below, edge);
        const own = this.#ownEquation(by);
        if (own !== undefined) add(this.#told(below.of, own), false);
        add(this.#told(below.of, lhs.by), true);
      }
    }
    return asked;
  }

  /** The named derivatives in a theorem, as they are named and for which member; beside it if at no other index than its own. */
  *#mentions({ wrt, theorem }: T): Iterable<{ lhs: Partial; by: Quantity; isBeside: boolean }> {
    const own = new Set(wrt.indices.map(({ key }) => key));
    const { rhs } = this.#source.theorem(theorem).goal;
    const met = new Set<Quantity>();
    for (const node of nodes(rhs)) {
      if (node.kind !== 'quantity' || met.has(node)) continue;
      met.add(node);
      const lhs = this.#source.named(node.name);
      if (lhs === undefined) continue;
      const isBeside = node.indices.every(({ key, constant, terms }) => {
        const isVariable = constant === 0 && terms.length === 1 && terms[0]?.atom.indices.length === 0;
        return own.has(key) || (isVariable && !this.#source.network.sizes.includes(key));
      });
      yield { lhs, by: quantity(lhs.by.name, node.indices), isBeside };
    }
  }

  /** The member that has an equation of its own, d[0] = e[T] beside d[r], where a member is one of those. */
  #ownEquation({ name, indices }: Quantity): Quantity | undefined {
    const { equations } = this.#source.network;
    const isFixed = (each: Index): boolean => each.terms.length === 0;
    return equations.find(
      ({ quantity: q }) =>
        q.name === name &&
        q.indices.some(isFixed) &&
        q.indices.every((each, i) => !isFixed(each) || each.key === indices[i]?.key),
    )?.quantity;
  }

  /** What can be said of a derivative. */
  #told(of: Quantity, wrt: Quantity): readonly T[] {
    try {
      return this.#source.derive(of, wrt);
    } catch (error) {
      if (!(error instanceof UndecidedError)) throw error;
      this.#untold.set(partial(of, wrt) as Partial, error.message);
      return [];
    }
  }

  /** Groups after those they rest on; those that rest on each other together. */
  #ordered(asked: readonly Group<T>[]): readonly Group<T>[] {
    const done = new Set<Group<T>>();
    const order: Group<T>[] = [];
    const open: { readonly group: Group<T>; readonly isReady: boolean }[] = asked
      .toReversed()
      .map((group) => ({ group, isReady: false }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { group, isReady } = next;
      if (done.has(group)) continue;
      const circle = this.#circleOf(group);
      if (isReady) {
        for (const each of withinStep(circle)) {
          done.add(each);
          order.push(each);
        }
        continue;
      }
      open.push({ group, isReady: true });
      const below = circle.flatMap(({ restsOn }) =>
        [...restsOn.keys()].filter((each) => !circle.includes(each)),
      );
      for (const each of below.toReversed()) open.push({ group: each, isReady: false });
    }
    return order;
  }

  /** A group and those that it rests on and that rest on it, in the order of the network. */
  #circleOf(group: Group<T>): readonly Group<T>[] {
    const { families } = this.#source.network;
    const isMutual = ({ of, family }: Group<T>): boolean =>
      of === group.of &&
      families?.leads(family, group.family) === true &&
      families.leads(group.family, family);
    const found = new Set([group]);
    for (const each of found) for (const below of each.restsOn.keys()) if (isMutual(below)) found.add(below);
    const places = new Map(
      this.#source.network.symbols.map(({ quantity: { name } }, place) => [name, place]),
    );
    return [...found].sort((a, b) => (places.get(a.family) ?? 0) - (places.get(b.family) ?? 0));
  }
}

/** The groups of a circle in the order in which one step computes them. */
function withinStep<T>(circle: readonly Group<T>[]): readonly Group<T>[] {
  const order = new Set<Group<T>>();
  const entered = new Set<Group<T>>();
  const open = [...circle].reverse();
  for (let group = open.at(-1); group !== undefined; group = open.at(-1)) {
    const below = entered.has(group)
      ? []
      : [...group.restsOn].flatMap(([each, { isBeside }]) =>
          isBeside && circle.includes(each) && !entered.has(each) ? [each] : [],
        );
    entered.add(group);
    if (below.length > 0) open.push(...below.reverse());
    else {
      order.add(group);
      open.pop();
    }
  }
  return [...order];
}
