/** Which derivatives have a name, δ: those of families that more than one family enters, once for the whole range of each. */
import { type Condition, nodes, partial, type Quantity, quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { Theorem, TheoremId } from '../proof/index.ts';
import type { Ledger } from './ledger.ts';

/** What is found elsewhere. */
interface Source {
  /** How many families one equation of a family mentions, at most. */
  readonly enters: (family: string) => number;
  /** A derivative by what has no indices. */
  readonly found: (of: Quantity, wrt: Quantity) => Theorem | undefined;
}

export class ErrorTerms {
  readonly #network: Network;
  readonly #ledger: Ledger;
  readonly #source: Source;
  /** By goal and family. */
  readonly #names = new Map<string, TheoremId>();

  constructor(ledger: Ledger, source: Source) {
    this.#network = ledger.network;
    this.#ledger = ledger;
    this.#source = source;
  }

  /** The theorem that names the derivatives of a goal by the members of a family. */
  named(goal: string, family: string): TheoremId | undefined {
    return this.#names.get(`${goal} ${family}`);
  }

  /** Gives names to the families between one and the goal that several others rest on, the family itself included. */
  nameAbove(of: Quantity, family: string): void {
    if (this.named(of.name, family) !== undefined) return;
    const leads = this.#network.families?.leads(family, of.name) === true;
    for (const each of leads ? this.#sharedAbove(of, family) : []) this.name(of, each);
  }

  /** The families between one and the goal that more than one family enters, the family itself included. */
  #sharedAbove(of: Quantity, family: string): readonly string[] {
    const { families } = this.#network;
    const names = this.#network.symbols.map(({ quantity: q }) => q.name);
    return names.filter(
      (name) =>
        name !== of.name &&
        families?.leads(name, of.name) === true &&
        (name === family || families.leads(family, name)) &&
        this.#source.enters(name) > 1,
    );
  }

  /** Names ∂of/∂(every member of a family), unless it is the same whatever the parameters. */
  name(of: Quantity, family: string): void {
    const key = `${of.name} ${family}`;
    if (this.#names.has(key)) return;
    const symbol = this.#network.symbol(quantity(family));
    if (symbol === undefined) return;
    const wrt = symbol.quantity;
    // A name claims nothing, so it reaches over the whole family, ends with equations of their own included.
    const ranges = symbol.ranges ?? [];
    const constant = ranges.length === 0 ? this.#constant(of, wrt) : undefined;
    if (constant !== undefined) {
      this.#names.set(key, constant);
      return;
    }
    const lhs = partial(of, wrt);
    const base = [...this.#names.values()].every((id) => this.#ledger.theorem(id).name === undefined)
      ? 'delta'
      : `delta_${family}`;
    const name = this.#network.named(base) === undefined ? base : `delta_${family}_${of.name}`;
    const given = ranges.map((range): Condition => ({ kind: 'range', ...range }));
    const naming: Theorem = {
      goal: { lhs, rhs: lhs },
      given,
      proof: { by: 'name' },
      name: quantity(name, wrt.indices),
    };
    this.#names.set(key, this.#ledger.add(naming));
  }

  /** A theorem that ∂of/∂wrt is the same whatever the parameters, such as ∂(E + λR)/∂R = λ, and needs no name. */
  #constant(of: Quantity, wrt: Quantity): TheoremId | undefined {
    const found = this.#source.found(of, wrt);
    if (found === undefined) return undefined;
    const fixed = nodes(found.goal.rhs).every(
      (node) =>
        node.kind !== 'partial' &&
        (node.kind !== 'quantity' || this.#network.symbol(node)?.role === 'constant'),
    );
    // Of what gets a name all that is told is told by names, and these are not all known yet.
    return fixed ? this.#ledger.add(found) : undefined;
  }
}
