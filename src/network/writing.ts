/**
 * Terms with indices written out at concrete sizes: indices as numbers, members, sums, slices, brackets, what a ∂ holds. How
 * a whole network becomes an instance is `instance.ts`.
 */
import {
  type Apply,
  apply,
  type Bracket,
  type Expr,
  fold,
  type Index,
  index,
  num,
  type Partial,
  partial,
  type Quantity,
  quantitiesIn,
  quantity,
  rebuild,
  sumOf,
} from '../expr/index.ts';
import type { Range } from './definition.ts';
import { EVERY } from './mentions.ts';
import type { Network, NetworkSymbol } from './network.ts';

/** Numbers of symbolic sizes: L as a number, n[l] as the list n[0], n[1], … */
export type Sizes = ReadonlyMap<string, number | readonly number[]>;

/** Numbers of index variables. */
export type Assignment = ReadonlyMap<string, number>;

/** At most so many sums within one another, and so many members or terms of one sum. */
const NESTING = 100;
const COUNT = 1_000_000;

/** Why a family network or a term has no instance. */
export class InstanceError extends Error {
  /**
   * `size`: a size is missing or no whole number from 1. `index`: an index has no value. `range`: a member outside the
   * ranges of its family. `slice`: a whole family where a number is needed. `arity`: an opaque function of varying length.
   */
  readonly problem: 'size' | 'index' | 'range' | 'slice' | 'arity' | 'limit';

  constructor(problem: InstanceError['problem'], message: string) {
    super(message);
    this.name = 'InstanceError';
    this.problem = problem;
  }
}

/** Writes the terms of one network out at some sizes. */
export class Writer {
  readonly arities = new Map<string, number>();
  parents: (of: Quantity) => readonly Quantity[] = () => [];
  readonly #network: Network;
  readonly #sizes: Sizes;
  readonly #declared = new Set<Quantity>();

  constructor(network: Network, sizes: Sizes) {
    this.#network = network;
    this.#sizes = sizes;
    for (const [name, value] of sizes) {
      const all = typeof value === 'number' ? [value] : value;
      if (!all.every((each) => Number.isSafeInteger(each) && each >= 1)) {
        throw new InstanceError('size', `the size ${name} is a whole number from 1`);
      }
    }
  }

  index(target: Index, indices: Assignment): number {
    let total = target.constant;
    for (const { atom, coefficient } of target.terms) {
      const inner = atom.indices.map((each) => this.index(each, indices));
      const known = inner.length === 0 ? indices.get(atom.name) : undefined;
      total += coefficient * (known ?? this.#size(atom.name, inner));
    }
    return total;
  }

  *assignments(ranges: readonly Range[], fixed: Assignment = new Map()): Iterable<Assignment> {
    const [first, ...rest] = ranges;
    if (first === undefined) {
      yield fixed;
      return;
    }
    for (const value of this.#values(first, fixed)) {
      yield* this.assignments(rest, new Map([...fixed, [first.index, value]]));
    }
  }

  /** The members of a family, declared one by one. */
  membersOf(symbol: NetworkSymbol): readonly NetworkSymbol[] {
    const { quantity: q, role, latex, ranges = [] } = symbol;
    const members = [...this.assignments(ranges)].map((at) => this.#at(q, at));
    for (const each of members) this.#declared.add(each);
    return members.map((each) => ({
      quantity: each,
      role,
      ...(latex !== undefined && each.indices.length === 0 && { latex }),
    }));
  }

  /** Throws: InstanceError if the network declares the family but not this member. */
  member(q: Quantity, indices: Assignment): Quantity {
    const found = this.#at(q, indices);
    if (this.#network.symbol(q) !== undefined && !this.#declared.has(found)) {
      const at = found.indices.map((each) => each.key).join(',');
      throw new InstanceError('range', `${q.name}[${at}] lies outside the ranges of ${q.name}`);
    }
    return found;
  }

  term(expr: Expr, indices: Assignment, nesting = 0): Expr {
    const written = this.#written(expr, indices, nesting);
    const [only] = written;
    if (only === undefined || written.length > 1 || isSlice(expr)) {
      throw new InstanceError('slice', 'a whole family stands for a number');
    }
    return only;
  }

  /** The term, or the members of a slice: only an opaque function takes those. */
  #written(expr: Expr, indices: Assignment, nesting: number): readonly Expr[] {
    return fold<readonly Expr[]>(
      expr,
      (node, args) => {
        if (node.kind === 'quantity')
          return isSlice(node) ? this.#slice(node, indices) : [this.member(node, indices)];
        if (node.kind === 'bracket') return [num(this.#holds(node, indices) ? 1 : 0)];
        if (node.kind === 'apply' && node.args.some(isSlice)) return [this.#longer(node, args)];
        if (node.args.some(isSlice)) throw new InstanceError('slice', 'a whole family stands for a number');
        const flat = args.flat();
        return [
          node.kind === 'partial' ? this.#partial(node, flat[0] as Expr, indices) : rebuild(node, flat),
        ];
      },
      new Map(),
      (node) => {
        // Beside a bracket that does not hold, a member need not exist.
        if (
          node.kind === 'product' &&
          node.args.some((each) => each.kind === 'bracket' && !this.#holds(each, indices))
        )
          return [num(0)];
        if (node.kind !== 'indexedSum') return undefined;
        if (nesting >= NESTING) throw new InstanceError('limit', 'sums nested too deeply');
        const body = node.args[0] as Expr;
        const values = this.#values(node, indices);
        return [
          sumOf(
            values.map((value) => this.term(body, new Map([...indices, [node.index, value]]), nesting + 1)),
          ),
        ];
      },
    );
  }

  /** What ∂·/∂B|_* holds: all that the equation mentions but B, or, below the ∂ of another term, all that the term mentions. */
  #partial(node: Partial, of: Expr, indices: Assignment): Expr {
    const by = this.member(node.by, indices);
    const held = node.hold.flatMap((each) => {
      const mentioned = of.kind === 'quantity' ? this.parents(of) : [...quantitiesIn(of)];
      const all = each.name === EVERY ? mentioned : isSlice(each) ? this.#slice(each, indices) : undefined;
      return all?.filter((other) => other !== by) ?? [this.member(each, indices)];
    });
    return partial(of, by, held);
  }

  /** An opaque function of slices takes their members in order; its number of arguments is that of this instance. */
  #longer(node: Apply, args: readonly (readonly Expr[])[]): Expr {
    const orders = node.orders.flatMap((order, i) => {
      if (order > 0 && isSlice(node.args[i] as Expr)) {
        throw new InstanceError('slice', `${node.name} is differentiated by a whole family`);
      }
      return (args[i] ?? []).map(() => order);
    });
    const known = this.arities.get(node.name);
    if (known !== undefined && known !== orders.length) {
      throw new InstanceError('arity', `${node.name} takes ${known} arguments and ${orders.length}`);
    }
    this.arities.set(node.name, orders.length);
    return apply(node.name, args.flat(), orders);
  }

  #slice(q: Quantity, indices: Assignment): readonly Quantity[] {
    const declared = this.#network.symbol(q)?.ranges;
    if (declared?.length !== q.indices.length) {
      throw new InstanceError('slice', `no ranges are known for ${q.name}`);
    }
    const ranges = declared.map((range, i) => {
      const own = q.indices[i] as Index;
      return own.key === EVERY
        ? range
        : { ...range, from: this.#constant(own, indices), to: this.#constant(own, indices) };
    });
    const variables = this.#network.symbol(q)?.quantity as Quantity;
    return [...this.assignments(ranges)].map((at) => this.member(variables, at));
  }

  #holds(node: Bracket, indices: Assignment): boolean {
    return node.relations.every(({ kind, left, right }) => {
      const [a, b] = [this.index(left, indices), this.index(right, indices)];
      return kind === 'equal' ? a === b : a <= b;
    });
  }

  #values({ from, to }: Omit<Range, 'index'>, indices: Assignment): readonly number[] {
    const [low, high] = [this.index(from, indices), this.index(to, indices)];
    if (high - low >= COUNT) throw new InstanceError('limit', 'a range is too long');
    return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
  }

  #constant = (each: Index, indices: Assignment): Index => index(this.index(each, indices));

  #at = (q: Quantity, indices: Assignment): Quantity =>
    q.indices.length === 0
      ? q
      : quantity(
          q.name,
          q.indices.map((each) => this.#constant(each, indices)),
        );

  #size(name: string, at: readonly number[]): number {
    const size = this.#sizes.get(name);
    const value = typeof size === 'object' ? (at.length === 1 ? size[at[0] as number] : undefined) : size;
    if (value === undefined || (typeof size === 'number' && at.length > 0)) {
      const where = at.length === 0 ? '' : `[${at.join(',')}]`;
      throw new InstanceError(
        size === undefined && at.length === 0 ? 'index' : 'size',
        `${name}${where} has no value`,
      );
    }
    return value;
  }
}

const isSlice = (term: Expr): term is Quantity =>
  term.kind === 'quantity' && term.indices.some(({ key }) => key === EVERY);
