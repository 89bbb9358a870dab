/**
 * Values of a circuit as residues at random points. A `cases` is other + [guard > 0]·(positive − other), where [guard > 0] is
 * either an atom, which shows what holds for every sign at once, or a choice: then only the branch chosen is evaluated, and
 * all choices are gone through, as with the sign of each square root.
 */

import { Fraction } from '../expr/index.ts';
import type { CircuitNode } from './arithmetic.ts';
import { Atoms } from './atoms.ts';
import { Beyond, lengthOf } from './budget.ts';
import type { Circuit } from './circuit.ts';
import type { Columns, Value } from './columns.ts';
import { type Choices, Guards } from './guards.ts';
import { LARGEST_ROOT, type Plan } from './plan.ts';

const ONE = new Fraction(1);

/** What the value of a node costs at one point, its arguments known; what is compared for it is counted by `atoms.ts`. */
function costAtAPoint(node: CircuitNode): number {
  switch (node.op) {
    case 'number':
      return 1 + lengthOf(node.value) / 16;
    case 'power':
      return 1 + Math.log2(Math.abs(node.exponent)) / 4 + (node.exponent < 0 ? 10 : 0);
    case 'root':
      return 30;
    default:
      return Math.max(1, node.args.length / 4);
  }
}

export class Residues {
  readonly atoms: Atoms;
  readonly guards: Guards;
  readonly #circuit: Circuit;
  readonly #columns: Columns;
  /** Undefined where [guard > 0] is an atom. */
  readonly #kinks: Choices | undefined;
  readonly #values = new Map<number, Value>();
  /** Nodes proved positive, by their residue in the first column. */
  readonly #positive = new Map<bigint, number>();
  /** Sums and what is proved positive, by the residue of their square in the first column. */
  readonly #squares = new Map<bigint, number>();
  /** Nodes that another of the same value stands for just now. */
  readonly #replaced = new Set<number>();
  #surveyed = false;
  #assumed = false;
  readonly #roots: readonly number[];
  readonly #facts: readonly number[];

  /** `facts` are nodes without a choice that are positive at every point of the domain. */
  constructor(
    circuit: Circuit,
    roots: readonly number[],
    facts: readonly number[],
    columns: Columns,
    plan: Plan,
    choices: Choices,
    kinksAreAtoms: boolean,
  ) {
    this.#roots = roots;
    this.#facts = facts;
    this.#circuit = circuit;
    this.#columns = columns;
    this.#kinks = kinksAreAtoms ? undefined : choices;
    this.atoms = new Atoms(columns, plan, choices.next, circuit.work);
    this.guards = new Guards(
      { circuit, columns, atoms: this.atoms },
      this.#kinks,
      (id) => this.#of(id),
      (value) => this.#knownPositive(value) !== undefined,
    );
  }

  /** Throws: Redraw, Restart, Beyond. */
  value(root: number): Value {
    const stack = [root];
    const values = this.#values;
    while (stack.length > 0) {
      const id = stack[stack.length - 1] as number;
      if (values.has(id)) {
        stack.pop();
        continue;
      }
      const node = this.#circuit.node(id);
      const missing = this.#wanted(node).filter((each) => !values.has(each));
      if (missing.length > 0) {
        for (let i = missing.length - 1; i >= 0; i--) stack.push(missing[i] as number);
        continue;
      }
      stack.pop();
      this.#circuit.work.spend(this.#columns.count * costAtAPoint(node));
      const value = this.#compute(id, node);
      values.set(id, value);
      const residue = value.at[0] as bigint;
      if (this.#circuit.isPositive(id) && !this.#positive.has(residue)) this.#positive.set(residue, id);
    }
    return values.get(root) as Value;
  }

  #of(id: number): Value {
    return this.#values.get(id) as Value;
  }

  /** What must be known before a node: of a choice the guard, then its branch. */
  #wanted({ op, args }: CircuitNode): readonly number[] {
    const guard = args[0] as number;
    if (op !== 'cases' || this.#kinks === undefined) return args;
    return this.#values.has(guard) ? [this.#branch(args)] : [guard];
  }

  #branch([guard, positive, other]: readonly number[]): number {
    return (this.#step(guard as number) === this.#columns.one ? positive : other) as number;
  }

  /**
   * A node of the same value that is a positive number or proved positive; the node itself where none is known. What is
   * proved positive anywhere in the two terms is looked through once, as soon as a sign is missing.
   */
  #positiveForm(id: number): number {
    if (this.#replaced.has(id)) return id;
    const value = this.#of(id);
    const found = this.#knownPositive(value);
    if (found !== undefined || this.#circuit.isPositive(id) || this.#surveyed) return found ?? id;
    this.#survey(id, [...this.#roots, ...this.#facts]);
    return this.#knownPositive(value) ?? id;
  }

  /** w², where a sum under a root of even degree is the square of a term w in the two: √(w²) = |w|. */
  #squareForm(id: number, { d }: Fraction): number | undefined {
    if (d % 2n !== 0n || this.#circuit.node(id).op !== 'sum') return undefined;
    if (!this.#surveyed) this.#survey(id, [...this.#roots, ...this.#facts]);
    const value = this.#of(id);
    const root = this.#squares.get(value.at[0] as bigint);
    if (root === undefined) return undefined;
    const square = this.#columns.power(this.#of(root), 2);
    this.atoms.risk(value, square, this.#squares.size);
    return this.#columns.agree(value, square) ? this.#circuit.power(root, 2) : undefined;
  }

  /** Evaluates sums, what is proved positive, and what these take, below some nodes but not above one. */
  #survey(before: number, roots: readonly number[]): void {
    this.#surveyed = true;
    const above = new Set([before]);
    for (const each of this.#circuit.below(roots)) {
      const { op, args } = this.#circuit.node(each);
      // What rests on this node, or on a choice, cannot be looked at before.
      if (op === 'cases' || args.some((arg) => above.has(arg))) above.add(each);
      else if (op === 'sum' || this.#circuit.isPositive(each))
        this.#squares.set(this.#columns.power(this.value(each), 2).at[0] as bigint, each);
    }
  }

  #knownPositive(value: Value): number | undefined {
    const columns = this.#columns;
    const id = this.#positive.get(value.at[0] as bigint);
    if (id !== undefined) {
      this.atoms.risk(value, this.#of(id), this.#positive.size);
      if (columns.agree(value, this.#of(id))) return id;
    }
    const number = this.#number(value);
    return number !== undefined && number.s > 0n && number.n > 0n ? this.#circuit.number(number) : undefined;
  }

  /** The small rational that a value is, if it is one. */
  #number(value: Value): Fraction | undefined {
    if (value.size.degree + value.size.below === 0) return undefined;
    return this.atoms.multiple(value, this.#columns.one);
  }

  /** [guard > 0] */
  #step(id: number): Value {
    if (!this.#assumed) {
      this.#assumed = true;
      for (const each of this.#facts) this.guards.assume(this.value(each));
    }
    return this.guards.step(id);
  }

  #log(of: number): Value {
    const form = this.#positiveForm(of);
    if (form !== of) return this.#instead(of, this.#circuit.log(form));
    return this.atoms.log(this.#of(of), this.#circuit.isPositive(of));
  }

  /** A node in which another stands for this one, but not once more below: log |s| is half of log s², and s² is |s| where |s| = 1. */
  #instead(of: number, root: number): Value {
    this.#replaced.add(of);
    const value = this.value(root);
    this.#replaced.delete(of);
    return value;
  }

  #compute(id: number, node: CircuitNode): Value {
    const columns = this.#columns;
    const first = node.args[0] as number;
    switch (node.op) {
      case 'number':
        return columns.number(node.value.s * node.value.n, node.value.d);
      case 'variable':
        return this.atoms.variable(id, ONE);
      case 'sum':
        return columns.sum(node.args.map((each) => this.#of(each)));
      case 'product':
        return columns.product(node.args.map((each) => this.#of(each)));
      case 'power':
        return columns.power(this.#of(first), node.exponent);
      case 'exp':
        return this.atoms.exp(this.#of(first));
      case 'log':
        return this.#log(first);
      case 'root': {
        if (node.exponent.n > LARGEST_ROOT || node.exponent.d > LARGEST_ROOT)
          throw new Beyond(`an exponent with more than ${LARGEST_ROOT}`);
        const form = this.#squareForm(first, node.exponent) ?? this.#positiveForm(first);
        if (form !== first) return this.#instead(first, this.#circuit.root(form, node.exponent));
        if (!this.#circuit.isPositive(first))
          return this.atoms.opaque(`root ${node.exponent.toFraction()}`, [this.#of(first)]);
        if (this.#circuit.node(first).op === 'variable') return this.atoms.variable(first, node.exponent);
        return this.atoms.root(this.#of(first), node.exponent);
      }
      case 'cases': {
        if (this.#kinks !== undefined) return this.#of(this.#branch(node.args));
        const [positive, other] = [this.#of(node.args[1] as number), this.#of(node.args[2] as number)];
        const difference = columns.sum([positive, columns.scale(other, -1n, 1n)]);
        return columns.sum([other, columns.times(this.#step(first), difference)]);
      }
      case 'opaque':
        return this.atoms.opaque(
          `${node.name}|${node.orders.join()}`,
          node.args.map((each) => this.#of(each)),
        );
    }
  }
}
