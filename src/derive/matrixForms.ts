/** Matrix forms of the theorems of a derivation about families; the lemmas they need join a longer derivation. */
import type { Network, Range } from '../network/index.ts';
import {
  Canonical,
  type Derivation,
  Kernel,
  type MatrixTheorem,
  type Theorem,
  type TheoremId,
} from '../proof/index.ts';
import { UnsoundError } from './ledger.ts';
import { type Ground, type LeftSide, matrixTheorem } from './matrixTheorem.ts';

export class MatrixForms {
  readonly network: Network;
  readonly #theorems: Theorem[];
  readonly #kernel: Kernel;
  readonly #ground: Ground;
  readonly #found = new Map<TheoremId, MatrixTheorem | undefined>();

  /** Throws: UnsoundError if a theorem is refused. */
  constructor({ network, theorems }: Derivation) {
    this.network = network;
    this.#theorems = [...theorems];
    this.#kernel = new Kernel(network);
    for (const theorem of theorems) {
      const verdict = this.#kernel.accept(theorem);
      if (!verdict.accepted) throw new UnsoundError(verdict.reason);
    }
    this.#ground = this.#groundOf();
  }

  /** The derivation, and what the matrix forms asked for so far rest on. */
  get derivation(): Derivation {
    return { network: this.network, theorems: this.#theorems };
  }

  /** Throws: RangeError if there is none of this number. */
  theorem(id: TheoremId): Theorem {
    return this.#ground.theorem(id);
  }

  /** The matrix form of a theorem, proved; its left-hand side under its name where it has one. Undefined where none is found. */
  of(id: TheoremId): MatrixTheorem | undefined {
    if (!this.#found.has(id)) this.#found.set(id, matrixTheorem(id, this.#ground, this.#leftOf(id)));
    return this.#found.get(id);
  }

  #groundOf(): Ground {
    const theorems = this.#theorems;
    return {
      network: this.network,
      canonical: new Canonical(),
      theorem: (id) => {
        const found = theorems[id];
        if (found === undefined) throw new RangeError(`there is no theorem ${id}`);
        return found;
      },
      get count() {
        return theorems.length;
      },
      accept: (theorem) => (this.#kernel.accept(theorem).accepted ? theorems.push(theorem) - 1 : undefined),
      named: (name) => rangesOfName(theorems, name),
      beside: (name) => familyNamed(theorems, name),
    };
  }

  /** Under the name that some theorem gives the derivative by the same family. */
  #leftOf(id: TheoremId): LeftSide {
    const { goal, name } = this.#ground.theorem(id);
    if (name !== undefined) return 'name';
    const { lhs } = goal;
    if (lhs.kind !== 'partial') return 'lhs';
    const namedBy = this.#theorems.findIndex(
      (each) =>
        each.name !== undefined &&
        each.goal.lhs.kind === 'partial' &&
        each.goal.lhs.args[0] === lhs.args[0] &&
        each.goal.lhs.by.name === lhs.by.name,
    );
    return namedBy < 0 ? 'lhs' : { namedBy };
  }
}

/** The family by which the derivative with a name is taken. */
function familyNamed(theorems: readonly Theorem[], wanted: string): string | undefined {
  const lhs = theorems.find(({ name }) => name?.name === wanted)?.goal.lhs;
  return lhs?.kind === 'partial' ? lhs.by.name : undefined;
}

function rangesOfName(theorems: readonly Theorem[], wanted: string): readonly Range[] | undefined {
  const found = theorems.find(({ name }) => name?.name === wanted);
  return found?.name?.indices.flatMap(({ key }) =>
    found.given.flatMap((each) => (each.kind === 'range' && each.index === key ? [each] : [])),
  );
}
