/**
 * Terms of a network as a circuit: definitions unfolded, functions by what they are made of (never by the slopes they claim),
 * each ∂ by its meaning: the equations of the variable and of what is held are deleted, what depends on the variable is
 * lowered again, the result differentiated and taken at the network's own values.
 */
import {
  type Condition,
  type Expr,
  fold,
  isInteger,
  type Partial,
  type Quantity,
  quantity,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { conditionsOf, EVERY, type Network } from '../network/index.ts';
import { Beyond } from './budget.ts';
import { derivative, substitute } from './calculus.ts';
import type { Circuit } from './circuit.ts';
import { Fragments } from './fragments.ts';
import { ABOVE_ZERO, ANY } from './range.ts';

/** Where the values of quantities come from. */
interface Scope {
  readonly memo: Map<Expr, number>;
  /** The quantities whose equations apply; undefined for all. */
  readonly moved: ReadonlySet<Quantity> | undefined;
  /** Whether a ∂ has deleted the equation of a quantity, which varies or is held fixed there. */
  readonly isFreed: (q: Quantity) => boolean;
  readonly outer: Scope | undefined;
  readonly depth: number;
}

/** What must hold at a point for it to lie in the domain; of a fact the signs of others may be concluded. */
export interface Requirement {
  readonly kind: 'positive' | 'nonzero';
  readonly id: number;
  readonly fact: boolean;
}

const NESTED = 12;

/** Thrown where a term has indices without values. */
export class Indexed extends Error {}

export class Lowering {
  readonly circuit: Circuit;
  readonly requirements: Requirement[] = [];
  readonly #required = new Set<string>();
  readonly #network: Network | undefined;
  readonly #fragments: Fragments;
  readonly #top: Scope = {
    memo: new Map(),
    moved: undefined,
    isFreed: () => false,
    outer: undefined,
    depth: 0,
  };

  constructor(circuit: Circuit, network: Network | undefined) {
    this.circuit = circuit;
    this.#network = network;
    this.#fragments = new Fragments(circuit, (name, holes) => this.#definition(name, holes));
  }

  /** The node of a term; what its domain asks for is noted. Throws: Beyond. */
  term(of: Expr): number {
    return this.#lower(of, this.#top);
  }

  /** Notes that a point must satisfy a condition, and, where `fact`, that it may be assumed. Throws: Beyond. */
  require(condition: Condition, fact: boolean): void {
    if (condition.kind !== 'positive' && condition.kind !== 'nonzero') return;
    const id = this.term(condition.term);
    this.#require(condition.kind, id, fact);
    if (!fact) return;
    this.circuit.restrict(id, condition.kind === 'positive' ? ABOVE_ZERO : { ...ANY, nonzero: true });
  }

  #require(kind: Requirement['kind'], id: number, fact = false): void {
    const key = `${kind}${id}`;
    if (this.#required.has(key)) return;
    this.#required.add(key);
    this.requirements.push({ kind, id, fact });
  }

  #lower(of: Expr, scope: Scope): number {
    const known = scope.memo.get(of);
    if (known !== undefined) return known;
    const pending: Quantity[] = [];
    // Definitions met on the way are lowered first, from an explicit stack: a chain of them may be long.
    const waits = (root: Expr): boolean => {
      const before = pending.length;
      for (const each of this.#unfolded(root, scope)) if (!scope.memo.has(each)) pending.push(each);
      return pending.length > before;
    };
    waits(of);
    while (pending.length > 0) {
      const each = pending[pending.length - 1] as Quantity;
      const rhs = this.#network?.definition(each) as Expr;
      if (!scope.memo.has(each) && waits(rhs)) continue;
      pending.pop();
      if (!scope.memo.has(each)) scope.memo.set(each, this.#body(rhs, scope));
    }
    return this.#body(of, scope);
  }

  /** The quantities in a term whose equations apply here. */
  #unfolded(root: Expr, scope: Scope): readonly Quantity[] {
    const network = this.#network;
    if (network === undefined) return [];
    const found: Quantity[] = [];
    const seen = new Map<Expr, true>();
    fold<true>(
      root,
      (node) => {
        if (node.kind !== 'quantity' || network.definition(node) === undefined) return true;
        if (scope.moved === undefined || scope.moved.has(node)) found.push(node);
        return true;
      },
      seen,
      (node) => {
        this.circuit.work.spend(1 / 8);
        return scope.memo.has(node) || node.kind === 'partial' ? true : undefined;
      },
    );
    return found;
  }

  #body(of: Expr, scope: Scope): number {
    return fold<number>(
      of,
      (node, args) => this.#visit(node, args, scope),
      scope.memo,
      (node) => (node.kind === 'partial' ? this.#partial(node, scope) : undefined),
    );
  }

  #visit(node: Expr, args: readonly number[], scope: Scope): number {
    const { circuit } = this;
    if (scope.depth === 0) {
      for (const each of conditionsOf(node))
        if (each.kind === 'positive' || each.kind === 'nonzero')
          this.#require(each.kind, this.#body(each.term, scope));
    }
    const [first, second, third] = args as [number, number, number];
    switch (node.kind) {
      case 'number':
        return circuit.number(node.value);
      case 'quantity':
        if (scope.outer !== undefined) return this.#lower(node, scope.outer);
        if (node.indices.some((each) => each.terms.length > 0)) throw new Indexed();
        return circuit.variable(node);
      case 'sum':
        return circuit.sum(args);
      case 'product':
        return circuit.product(args);
      case 'power':
        return this.#power(node.args[1] as Expr, first, second);
      case 'cases':
        return circuit.cases(first, second, third);
      case 'apply':
        return this.#fragments.apply(node.name, node.orders, args);
      default:
        throw new Indexed();
    }
  }

  #power(written: Expr, base: number, exponent: number): number {
    const { circuit } = this;
    if (written.kind !== 'number') return circuit.exp(circuit.product([exponent, circuit.log(base)]));
    const { value } = written;
    return isInteger(value) ? circuit.power(base, Number(value.s * value.n)) : circuit.root(base, value);
  }

  /** The meaning of a known function, written over variables that stand for its arguments. */
  #definition(name: string, holes: readonly number[]): number | undefined {
    const definition = functionNamed(name)?.definition;
    if (definition === undefined) return undefined;
    const named = holes.map((_, i) => quantity(`#${i}`));
    const memo = new Map<Expr, number>(named.map((each, i) => [each, holes[i] as number]));
    return this.#body(definition(named), {
      ...this.#top,
      memo,
      moved: new Set(),
      outer: this.#top,
      depth: 1,
    });
  }

  #partial({ args, by, hold }: Partial, scope: Scope): number {
    if (hold.includes(by)) throw new Beyond(`${by.name} varies and is held fixed`);
    if (scope.depth >= NESTED) throw new Beyond('derivatives nested too deeply');
    const of = args[0] as Expr;
    const own = this.#lower(by, scope);
    // At the network's own values the term must have a value: its domain is noted there.
    this.#lower(of, scope);
    const variable = this.circuit.fresh(this.circuit.range(own));
    const everything = hold.some((each) => each.name === EVERY);
    const moved = everything ? onlyOwn(of, by) : this.#affected(by, hold, scope);
    const memo = new Map<Expr, number>([[by, variable]]);
    for (const each of hold) if (each.name !== EVERY) memo.set(each, this.#lower(each, scope));
    const deleted = new Set(hold).add(by);
    const isFreed = (q: Quantity): boolean =>
      (everything ? !moved.has(q) : deleted.has(q)) || scope.isFreed(q);
    const freed = this.#lower(of, { memo, moved, isFreed, outer: scope, depth: scope.depth + 1 });
    const slope = derivative(this.circuit, freed, variable);
    return substitute(this.circuit, [slope], new Map([[variable, own]]))[0] as number;
  }

  /** What depends on a quantity by paths that avoid others, among what moves here at all. */
  #affected(by: Quantity, hold: readonly Quantity[], scope: Scope): ReadonlySet<Quantity> {
    const found = new Set<Quantity>();
    const barred = new Set(hold).add(by);
    const open = [by];
    this.circuit.work.spend(1 + hold.length);
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      this.circuit.work.spend(1 / 4);
      for (const child of this.#network?.graph.children(each) ?? []) {
        if (found.has(child) || barred.has(child)) continue;
        // What an enclosing ∂ has freed or holds has no equation there.
        if (scope.isFreed(child)) continue;
        found.add(child);
        open.push(child);
      }
    }
    return found;
  }
}

const onlyOwn = (of: Expr, by: Quantity): ReadonlySet<Quantity> =>
  new Set(of.kind === 'quantity' && of !== by ? [of] : []);
