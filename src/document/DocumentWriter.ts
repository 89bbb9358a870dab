/** Writes a derivation as a document, piece by piece; each piece is mdast, so that templates put them together as they like. */
import type { RootContent } from 'mdast';
import { type Matrix, partial, type Quantity } from '../expr/index.ts';
import { matrixLatex } from '../latex/index.ts';
import type { Instance } from '../network/index.ts';
import type { MatrixTheorem, TheoremId } from '../proof/index.ts';
import { type CheckRow, checkTable } from './checkTable.ts';
import { forward } from './forward.ts';
import { type GradientOptions, gradient } from './gradient.ts';
import {
  type At,
  entryInstance,
  type MatrixView,
  matrixInstance,
  matrixTheoremInstance,
} from './instance.ts';
import { networkEquations, symbolTable } from './network.ts';
import { type DocumentOptions, Page } from './page.ts';
import { type SameWayOptions, sameWay } from './sameWay.ts';
import type { DocumentState } from './state.ts';
import { type TheoremOptions, theoremBlocks } from './theorem.ts';
import { descentRules, inductionBlocks, type Recursion } from './theoremInduction.ts';
import { type UpdateRow, updateTable } from './updateTable.ts';

export class DocumentWriter {
  readonly #page: Page;

  /** Throws: MissingValue, MissingFunction if numbers are asked for and the network cannot be evaluated. */
  constructor(options: DocumentOptions) {
    this.#page = new Page(options);
  }

  /** What the document has said so far. */
  get state(): DocumentState {
    return this.#page.state;
  }

  /** One derivative in the worked form, preceded by the error terms it rests on and that were not printed before. */
  gradient(theorem: TheoremId, options?: GradientOptions): RootContent[] {
    return gradient(this.#page, theorem, options) as RootContent[];
  }

  /** A theorem for every index, with its proof. */
  theorem(theorem: TheoremId, options?: TheoremOptions): RootContent[] {
    return theoremBlocks(this.#page, theorem, options) as RootContent[];
  }

  /** One entry of a theorem at concrete sizes, its proof written out. Throws: InstanceError. */
  entryInstance(theorem: TheoremId, at: At, instance: Instance, id?: string): RootContent[] {
    return entryInstance(this.#page, theorem, at, instance, id) as RootContent[];
  }

  /** A matrix theorem at concrete sizes with all its entries. Throws: InstanceError. */
  matrixTheoremInstance(theorem: MatrixTheorem, at: At, instance: Instance, id?: string): RootContent[] {
    return matrixTheoremInstance(this.#page, theorem, at, instance, id) as RootContent[];
  }

  /** A family, or its definition, as matrices with all their entries. Throws: InstanceError. */
  matrixInstance(view: MatrixView, at: At, instance: Instance): RootContent[] {
    return matrixInstance(this.#page, view, at, instance) as RootContent[];
  }

  /** What the backward pass computes, proved by induction. */
  recursion(recursion: Recursion, id?: string): RootContent[] {
    return inductionBlocks(this.#page, recursion, id) as RootContent[];
  }

  /** One step of gradient descent for every member of families, by the theorems about their derivatives. */
  descentRules(theorems: readonly TheoremId[]): RootContent[] {
    return descentRules(this.#page, theorems) as RootContent[];
  }

  /** Several results whose derivations are like one printed before; whether they are is the derivation's matter. */
  sameWay(theorems: readonly TheoremId[], options?: SameWayOptions): RootContent[] {
    return sameWay(this.#page, theorems, options) as RootContent[];
  }

  /** The network's equations. */
  networkEquations(): RootContent[] {
    return networkEquations(this.#page) as RootContent[];
  }

  /** What the symbols mean, and their values where numbers are printed. */
  symbolTable(): RootContent[] {
    return symbolTable(this.#page) as RootContent[];
  }

  /** Every equation in the order of computation, where numbers are printed with values inserted. */
  forward(): RootContent[] {
    return forward(this.#page) as RootContent[];
  }

  /** One step of gradient descent: the rule, and each parameter before and after it. */
  update(rows: readonly UpdateRow[]): RootContent[] {
    return updateTable(this.#page, rows) as RootContent[];
  }

  /** Closed forms against central differences. */
  checkTable(rows: readonly CheckRow[]): RootContent[] {
    return checkTable(this.#page, rows) as RootContent[];
  }

  /** A quantity as it is written in formulas. */
  latex(quantity: Quantity): string {
    return this.#page.style.quantity(quantity);
  }

  /** A derivative as it is written in running text. */
  slope(of: Quantity, by: Quantity): string {
    return this.#page.tex(partial(of, by), { inline: true });
  }

  /** A matrix, or a derivative by one, as it is written in running text. */
  matrix(of: Matrix): string {
    const { style } = this.#page;
    if (of.kind !== 'gradient' || of.of.kind !== 'quantity') return matrixLatex(of, style);
    const own = style.matrixSlope?.(of.of, of.by);
    if (own !== undefined) return own;
    const [above, below] = [this.latex(of.of), matrixLatex(of.by, style)];
    return of.shape.columns.key === '1'
      ? `\\nabla_{${below}}${above}`
      : `\\partial ${above}/\\partial ${below}`;
  }

  /** The value of a quantity, in LaTeX. Throws: RangeError if numbers are not printed. */
  value(quantity: Quantity): string {
    return this.#page.figureOf(quantity);
  }
}
