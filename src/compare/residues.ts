/**
 * Values of a circuit as residues at random points. Only the branch chosen at a `cases` is evaluated; the sign of each guard,
 * and of each square root, is a choice, and all choices are gone through.
 */

import { Fraction } from '../expr/index.ts';
import { Atoms } from './atoms.ts';
import type { Circuit } from './circuit.ts';
import type { Columns, Value } from './columns.ts';
import { rationalOf } from './field.ts';
import { Beyond, type CircuitNode } from './node.ts';
import type { Plan } from './plan.ts';

/** Signs chosen so far, and those to be chosen: after the given ones every choice is positive. */
export class Choices {
  readonly signs: boolean[];
  #taken = 0;

  constructor(signs: readonly boolean[]) {
    this.signs = [...signs];
  }

  next = (): boolean => {
    if (this.#taken === this.signs.length) this.signs.push(true);
    return this.signs[this.#taken++] as boolean;
  };

  /** The choices that follow these, or undefined after the last. */
  get following(): readonly boolean[] | undefined {
    const taken = this.signs.slice(0, this.#taken);
    while (taken.length > 0 && taken[taken.length - 1] === false) taken.pop();
    if (taken.length === 0) return undefined;
    return [...taken.slice(0, -1), false];
  }
}

/** Node evaluations left; a comparison ends when there are none. */
export class Budget {
  #left: number;
  constructor(left: number) {
    this.#left = left;
  }
  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new Beyond('the work limit is reached');
  }
}

interface Guard {
  readonly value: Value;
  readonly positive: boolean;
}

export class Residues {
  readonly atoms: Atoms;
  readonly #circuit: Circuit;
  readonly #columns: Columns;
  readonly #choices: Choices;
  readonly #budget: Budget;
  readonly #values = new Map<number, Value>();
  readonly #guards: Guard[] = [];
  /** Nodes proved positive, by their residue in the first column. */
  readonly #positive = new Map<bigint, number>();
  #surveyed = false;
  readonly #roots: readonly number[];

  constructor(
    circuit: Circuit,
    roots: readonly number[],
    columns: Columns,
    plan: Plan,
    choices: Choices,
    budget: Budget,
  ) {
    this.#roots = roots;
    this.#circuit = circuit;
    this.#columns = columns;
    this.#choices = choices;
    this.#budget = budget;
    this.atoms = new Atoms(columns, plan, choices.next, (work) => budget.spend(work));
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
      this.#budget.spend(this.#columns.count);
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
  #wanted(node: CircuitNode): readonly number[] {
    if (node.op !== 'cases') return node.args;
    const guard = node.args[0] as number;
    if (!this.#values.has(guard)) return [guard];
    return [this.#branch(node)];
  }

  #branch(node: CircuitNode): number {
    return node.args[this.#isPositive(node.args[0] as number) ? 1 : 2] as number;
  }

  /**
   * A node of the same value that is a positive number or proved positive; the node itself where none is known. What is
   * proved positive anywhere in the two terms is looked through once, as soon as a sign is missing.
   */
  #positiveForm(id: number): number {
    const value = this.#of(id);
    const found = this.#knownPositive(value);
    if (found !== undefined || this.#circuit.isPositive(id) || this.#surveyed) return found ?? id;
    this.#surveyed = true;
    const above = new Set([id]);
    for (const each of this.#circuit.below(this.#roots)) {
      const { op, args } = this.#circuit.node(each);
      // What rests on this node, or on a choice, cannot be looked at before.
      if (op === 'cases' || args.some((arg) => above.has(arg))) above.add(each);
      else if (this.#circuit.isPositive(each)) this.value(each);
    }
    return this.#knownPositive(value) ?? id;
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
    const [ratio, p] = this.#columns.firstRatio(value, this.#columns.one);
    const found = rationalOf(ratio, p);
    if (found === undefined) return undefined;
    this.atoms.risk(value, this.#columns.number(found[0], found[1]));
    if (!this.#columns.proportional(value, this.#columns.one, found[0], found[1])) return undefined;
    return new Fraction(found[0], found[1]);
  }

  /** The sign of a guard: that of a known one it is a multiple of, or a new choice. */
  #isPositive(id: number): boolean {
    const columns = this.#columns;
    const value = this.#of(id);
    this.atoms.risk(value, columns.zero);
    if (columns.agree(value, columns.zero)) return false;
    for (const each of this.#guards) {
      if (each.value === value) return each.positive;
      const [ratio, p] = columns.firstRatio(value, each.value);
      const found = rationalOf(ratio, p, 1n << 12n);
      if (found === undefined) continue;
      this.atoms.risk(value, columns.scale(each.value, found[0], found[1]));
      if (columns.proportional(value, each.value, found[0], found[1]))
        return found[0] > 0n ? each.positive : !each.positive;
    }
    const positive = this.#knownSign(value) ?? this.#choices.next();
    this.#guards.push({ value, positive });
    return positive;
  }

  #log(of: number): Value {
    const form = this.#positiveForm(of);
    if (form !== of) return this.value(this.#circuit.log(form));
    return this.atoms.log(this.#of(of), this.#circuit.isPositive(of));
  }

  /** Whether a value is that of a known positive node, or of the negative of one. */
  #knownSign(value: Value): boolean | undefined {
    if (this.#knownPositive(value) !== undefined) return true;
    const negative = this.#columns.scale(value, -1n, 1n);
    return this.#knownPositive(negative) === undefined ? undefined : false;
  }

  #compute(id: number, node: CircuitNode): Value {
    const columns = this.#columns;
    const first = node.args[0] as number;
    switch (node.op) {
      case 'number':
        return columns.number(node.value.s * node.value.n, node.value.d);
      case 'variable':
        return this.atoms.variable(id);
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
        const form = this.#positiveForm(first);
        if (form !== first) return this.value(this.#circuit.root(form, node.exponent));
        if (!this.#circuit.isPositive(first))
          return this.atoms.opaque(`root ${node.exponent.toFraction()}`, [this.#of(first)]);
        if (this.#circuit.node(first).op === 'variable')
          return this.atoms.rootOfVariable(first, node.exponent);
        return this.atoms.root(this.#of(first), node.exponent);
      }
      case 'cases':
        return this.#of(this.#branch(node));
      case 'opaque':
        return this.atoms.opaque(
          `${node.name}|${node.orders.join()}`,
          node.args.map((each) => this.#of(each)),
        );
    }
  }
}
