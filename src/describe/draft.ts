/**
 * A network before its formulas are read: what either way of writing it comes to. `fromEquations.ts` and `fromLayers.ts`
 * make drafts, `lower.ts` makes a network of one.
 */
import type { Role } from '../network/index.ts';
import type { Span } from '../source/index.ts';
import type { Tree } from './tree.ts';

/** Text of a formula, and where its parts stand in the file. */
export interface Written {
  readonly text: string;
  readonly place: (inner: Span) => Span;
}

/** A symbol in order of declaration: given from outside, or defined by a formula. */
export interface Statement {
  readonly name: string;
  readonly role: Role;
  /** Where the name stands. */
  readonly span: Span;
  readonly value?: number;
  /** Where the value stands, if not beside the name. */
  readonly valueSpan?: Span;
  /** Of a defined symbol; missing if what stands there is no formula, which is reported already. */
  readonly formula?: Written;
}

/** Something, and where it stands. */
export interface Mention<T> {
  readonly of: T;
  readonly span: Span;
}

/** `w[l,j,k]: l in 1..L, …` under families; no ranges if what stands there is no text, which is reported already. */
export interface WrittenFamily {
  readonly head: string;
  readonly span: Span;
  readonly ranges?: Written;
}

/** `L` under sizes, with its value or its values, or `n[l]` with its range. */
export interface WrittenSize {
  readonly head: string;
  readonly span: Span;
  readonly range?: Written;
  readonly value?: number | readonly number[];
}

/** A draft whose statements name families, or members of them: `a[0,k]`. */
export interface FamilyDraft extends Draft {
  readonly families: readonly WrittenFamily[];
  /** Missing if the file does not list its sizes. */
  readonly sizes?: readonly WrittenSize[];
  /** Values of families, as nested lists. */
  readonly lists: ReadonlyMap<string, Mention<Tree>>;
}

/** `W: [m, n]` under shapes. */
export interface WrittenShape {
  readonly name: string;
  readonly span: Span;
  /** One for rows, one for columns; missing ones are 1. */
  readonly sizes: readonly Written[];
}

/** A draft whose equations are about matrices. */
export interface MatrixDraft extends Draft {
  readonly shapes: readonly WrittenShape[];
  /** Missing if the file does not list its sizes. */
  readonly sizes?: readonly WrittenSize[];
  /** How many samples there are of each input and target. */
  readonly samples?: Written;
  /** Values of matrices, as nested lists. */
  readonly lists: ReadonlyMap<string, Mention<Tree>>;
}

export interface Draft {
  readonly name: string | undefined;
  readonly statements: readonly Statement[];
  readonly opaque: ReadonlyMap<string, Mention<number>>;
  readonly latex: ReadonlyMap<string, Mention<string>>;
  readonly given: readonly Written[];
  readonly loss: Mention<string> | undefined;
  readonly learningRate: number | undefined;
}
