/** What a document has said so far: its equation numbers, and where each theorem was found. One state lives as long as a document. */
import type { Equation, Expr, Quantity } from '../expr/index.ts';
import type { TheoremId } from '../proof/index.ts';

/** A numbered equation that can be referred to. */
export interface Reference {
  readonly number: number;
  /** The id that links lead to. */
  readonly anchor: string;
  /** What stands behind the number: (2M) is (2) in matrices. */
  readonly mark?: string;
}

/** Example: 7, 2M */
export const labelOf = ({ number, mark = '' }: Reference): string => number + mark;

/** Where a theorem was printed. */
export interface Found {
  /** For the sake of whose derivative. */
  readonly parameter: Quantity;
  /** The equation that states it, unless it is a row of a table. */
  readonly equation?: Reference;
  /** The equation whose table states it. */
  readonly table?: Reference;
}

export class DocumentState {
  #equations = 0;
  readonly #found = new Map<TheoremId, Found>();
  readonly #opened = new Set<TheoremId>();
  readonly #said = new Set<string>();
  readonly #stated = new Map<Expr, Map<Expr, Reference>>();

  /** The next equation's number, and its id: the given one, or `eq-` and the number. */
  number(id?: string): Reference {
    this.#equations++;
    return { number: this.#equations, anchor: id ?? `eq-${this.#equations}` };
  }

  /** The same number with a mark behind it. Example: (2) → (2M) */
  marked({ number, anchor }: Reference, mark: string): Reference {
    return { number, anchor: `${anchor}-${mark.toLowerCase()}`, mark };
  }

  /** Remembers where a theorem was printed; the first place counts. */
  find(theorem: TheoremId, found: Found): void {
    if (!this.#found.has(theorem)) this.#found.set(theorem, found);
  }

  /** Where a theorem was printed, if it was. */
  found(theorem: TheoremId): Found | undefined {
    return this.#found.get(theorem);
  }

  /** Remembers which equation of the document states something, whichever derivation it comes from. */
  state({ lhs, rhs }: Equation, reference: Reference): void {
    const all = this.#stated.get(lhs) ?? new Map<Expr, Reference>();
    if (!all.has(rhs)) this.#stated.set(lhs, all.set(rhs, reference));
  }

  /** Where something was stated, if it was. */
  stated({ lhs, rhs }: Equation): Reference | undefined {
    return this.#stated.get(lhs)?.get(rhs);
  }

  /** Whether a theorem's steps are to be printed: the first time they are asked for. */
  open(theorem: TheoremId): boolean {
    const isFirst = !this.#opened.has(theorem);
    this.#opened.add(theorem);
    return isFirst;
  }

  /** Whether something that a document says once is to be said now. */
  once(what: string): boolean {
    const isFirst = !this.#said.has(what);
    this.#said.add(what);
    return isFirst;
  }
}
