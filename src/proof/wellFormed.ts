/**
 * Whether a term may stand in a proof: every symbol known, every index ranged over, every member in the range of its family,
 * every function applied to its arguments, no ∂ below a ∂ nor of a name.
 */
import {
  type Apply,
  type Expr,
  fold,
  freeIndices,
  nodes,
  type Partial,
  type Quantity,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import {
  EVERY,
  type IndexFacts,
  missingMember,
  type Network,
  type Range,
  type RangesOf,
  type SizeIndices,
  type Surroundings,
  sizeIndices,
  strangeIndex,
  strangeInRange,
  surroundsTooMany,
} from '../network/index.ts';
import { ALL, Refusal } from './context.ts';
import type { Names } from './names.ts';
import type { Assumed } from './place.ts';

export class WellFormed {
  readonly #network: Network;
  readonly #names: Names;
  readonly #known = new Map<Expr, true>();
  readonly #sizes: SizeIndices;
  readonly #counted: Surroundings = new Map();
  readonly #free = new Map<Expr, ReadonlySet<string>>();
  /** What exists where the same is known of indices. */
  readonly #existing = new WeakMap<IndexFacts, Set<Expr>>();
  readonly #rangesOf: RangesOf = (q) => this.#network.symbol(q)?.ranges ?? this.#names.ranges(q.name) ?? [];

  constructor(network: Network, names: Names) {
    this.#network = network;
    this.#names = names;
    this.#sizes = sizeIndices(network);
  }

  /** Throws: Refusal, LimitError. */
  check(term: Expr, { facts, indices }: Assumed): void {
    this.#checkNodes(term);
    if (isWhole(term)) throw new Refusal('a whole family stands for a number');
    for (const each of freeIndices(term, this.#free)) {
      if (!indices.has(each) && each !== EVERY) throw new Refusal(`the index ${each} has no range`);
    }
    if (this.#network.families === undefined) return;
    const seen = this.#existing.get(facts) ?? new Set<Expr>();
    this.#existing.set(facts, seen);
    const missing = missingMember(term, this.#rangesOf, facts, seen);
    if (missing === undefined) return;
    // What was met on the way to it has not all been looked into.
    this.#existing.delete(facts);
    const at = missing.indices.map(({ key }) => key).join(',');
    throw new Refusal(`${missing.name}[${at}] is not known to exist here`);
  }

  /** Throws: Refusal if the ends of ranges mean nothing. */
  ranges(ranges: readonly Range[]): void {
    for (const range of ranges) {
      const strange = strangeInRange(range, this.#sizes);
      if (strange !== undefined) throw new Refusal(`${strange} is no index`);
    }
  }

  #checkNodes(term: Expr): void {
    fold<true>(
      term,
      (node) => {
        this.#node(node);
        return true;
      },
      this.#known,
    );
  }

  /** Whether the network declares a quantity, with as many indices. */
  #declared(q: Quantity): boolean {
    if (this.#network.families === undefined) return this.#network.graph.has(q);
    return this.#network.symbol(q)?.quantity.indices.length === q.indices.length;
  }

  #node(node: Expr): void {
    const strange = strangeIndex(node, this.#sizes);
    if (strange !== undefined) throw new Refusal(`${strange} is no index`);
    if (surroundsTooMany(node, this.#counted)) throw new Refusal('too many sums stand within one another');
    switch (node.kind) {
      case 'quantity':
        if (!this.#declared(node) && this.#names.ranges(node.name)?.length !== node.indices.length) {
          throw new Refusal(`${node.name} is not declared`);
        }
        return;
      case 'apply':
        this.#apply(node);
        return;
      case 'partial':
        this.#partial(node);
        return;
      case 'indexedSum':
      case 'bracket':
        if (this.#network.families === undefined) throw new Refusal('the network has no indices');
    }
    if (node.args.some(isWhole)) throw new Refusal('a whole family stands for a number');
  }

  #apply({ name, args, orders }: Apply): void {
    const record = functionNamed(name);
    const arity = record?.arity ?? this.#network.opaque.get(name);
    if (arity !== args.length || orders.length !== arity)
      throw new Refusal(`${name} is not applied to its arguments`);
    if (record === undefined) return;
    if (orders.some((order) => order !== 0)) throw new Refusal(`${name} has its slope written out`);
    if (args.some(isWhole)) throw new Refusal('a whole family stands for a number');
  }

  #partial({ args, by, hold }: Partial): void {
    if ([by, ...hold].some((each) => each !== ALL && !this.#declared(each))) {
      throw new Refusal('a ∂ by an undeclared quantity');
    }
    if (isWhole(by)) throw new Refusal('a ∂ by a whole family');
    // Sums run to it, which no slope sees.
    if (this.#network.sizes.includes(by.name)) throw new Refusal('a ∂ by a size, which is whole');
    if (
      hold.includes(by) ||
      (hold.includes(ALL) && (hold.length > 1 || this.#network.families === undefined))
    ) {
      throw new Refusal('what a ∂ holds fixed makes no sense');
    }
    const { overDerivatives } = this.#network;
    const over = (q: Expr): boolean => q.kind === 'quantity' && overDerivatives.has(q.name);
    if ([by, ...hold, ...nodes(args[0] as Expr)].some(over)) {
      throw new Refusal('a ∂ of or by what is itself computed from derivatives');
    }
    for (const inner of nodes(args[0] as Expr)) {
      if (inner.kind === 'partial' || (inner.kind === 'quantity' && !this.#declared(inner))) {
        throw new Refusal('a ∂ of a ∂ or of a name');
      }
    }
    if (args.some(isWhole)) throw new Refusal('a whole family stands for a number');
  }
}

/** Whether a term is a whole family, such as a[L,*]. */
const isWhole = (term: Expr): boolean =>
  term.kind === 'quantity' && term.indices.some(({ key }) => key === EVERY);
