/** What a network is made from, and what is said of parts that make none. */
import type { Condition, Quantity } from '../expr/index.ts';
import type { Definition, Range } from './definition.ts';

/** What a symbol is for. `defined` symbols have an equation, all others are given from outside. */
export type Role = 'input' | 'target' | 'parameter' | 'constant' | 'defined';

export interface NetworkSymbol {
  readonly quantity: Quantity;
  readonly role: Role;
  /** Overrides the LaTeX that the name gives. */
  readonly latex?: string;
  /** Where the indices of a family run, one range for each; `quantity` is then its member at these index variables. */
  readonly ranges?: readonly Range[];
  /** Whether its one index numbers columns, so that it is seen as a row. */
  readonly isRow?: boolean;
}

/** What a network is made from. */
export interface NetworkParts {
  readonly name: string;
  /** Every symbol, in the order of declaration; printed order follows it. */
  readonly symbols: readonly NetworkSymbol[];
  /** The equations, in any order. */
  readonly equations: readonly Definition[];
  /** The quantity to be minimised, if any is named. */
  readonly loss?: Quantity;
  /** Conditions the author declares, e.g. that targets sum to 1. */
  readonly given?: readonly Condition[];
  /** Opaque functions and their number of arguments. */
  readonly opaque?: ReadonlyMap<string, number>;
  /** Initial values of symbols without an equation. */
  readonly values?: ReadonlyMap<Quantity, number>;
  readonly learningRate?: number;
  /** Names of symbolic sizes, such as L and n in n[l]; each is at least 1. */
  readonly sizes?: readonly string[];
}

/** Why equations do not form a network. */
export class NetworkError extends Error {
  /** `range`: a member is not known to lie where its family is declared. */
  readonly problem: 'twice' | 'circular' | 'undeclared' | 'role' | 'function' | 'term' | 'range';
  /** The quantities concerned; a circle is listed along its edges. */
  readonly quantities: readonly Quantity[];

  constructor(problem: NetworkError['problem'], quantities: readonly Quantity[], message: string) {
    super(message);
    this.name = 'NetworkError';
    this.problem = problem;
    this.quantities = quantities;
  }
}
