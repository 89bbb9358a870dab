/** The formulas of a file by matrices → shapes, and right-hand sides of the equations of entries. */
import {
  boundApart,
  type Condition,
  type Expr,
  entry,
  index,
  indexVariable,
  type Matrix,
  type Shape,
} from '../../expr/index.ts';
import { FormulaError, hasIndex, type MatrixScope, readMatrix, shapeText } from '../../formula/index.ts';
import { checkDomain } from '../checkDomain.ts';
import { reportCircle } from '../dependencies.ts';
import type { MatrixDraft, Statement, Written } from '../draft.ts';
import { equality, sidesOf } from '../equality.ts';
import type { Problems } from '../problems.ts';
import { type Letters, lettersApart, matrixOf, type Named } from './matrixNames.ts';
import { inOrder } from './order.ts';
import type { Shapes } from './readShapes.ts';

const one = index(1);
const number: Shape = { rows: one, columns: one };

/** Reads formulas, each after those of the quantities in it; what is wrong goes to `problems`. */
export class MatrixEquations {
  readonly #draft: MatrixDraft;
  readonly #shapes: Shapes;
  readonly #statements: ReadonlyMap<string, Statement>;
  readonly #problems: Problems;
  /** Of the generic row, column and sample. */
  readonly letters: Letters;
  readonly #taken: ReadonlySet<string>;
  /** Every quantity whose shape is known. */
  readonly named = new Map<string, Named>();
  /** Right-hand sides at the generic row, column and sample. */
  readonly rights = new Map<string, Expr>();
  /** Names whose formula is wrong, which is reported already. */
  readonly #broken = new Set<string>();
  /** Opaque functions that some formula uses. */
  readonly applied = new Set<string>();
  /** Sizes that stand in formulas as numbers, 1/m. */
  readonly numbers = new Set<string>();

  constructor(
    draft: MatrixDraft,
    shapes: Shapes,
    statements: ReadonlyMap<string, Statement>,
    problems: Problems,
  ) {
    this.#draft = draft;
    this.#shapes = shapes;
    this.#statements = statements;
    this.#problems = problems;
    const names = new Set([
      ...statements.keys(),
      ...shapes.declared.keys(),
      ...shapes.sizes.keys(),
      ...draft.opaque.keys(),
    ]);
    this.letters = lettersApart(names);
    this.#taken = new Set([...names, ...Object.values(this.letters)]);
    for (const name of new Set([...shapes.declared.keys(), ...statements.keys()])) {
      const role = statements.get(name)?.role;
      if (role === 'defined') continue;
      const isData = role === 'input' || role === 'target';
      const shape = shapes.declared.get(name)?.shape ?? number;
      this.named.set(name, { name, shape, samples: isData ? shapes.samples : undefined });
    }
  }

  /** Reads every formula, each after those of the quantities in it. */
  readAll(): void {
    const defined = [...this.#statements.values()].filter(({ role }) => role === 'defined');
    const { order, circle } = inOrder(defined);
    for (const { name } of circle) this.#broken.add(name);
    for (const { name, formula } of order) {
      const right = formula && this.#read(formula);
      if (formula === undefined || right === undefined) this.#broken.add(name);
      else this.#define(name, right, formula);
    }
    const [first] = circle;
    if (first === undefined) return;
    const path = [...circle, first].map(({ name }) => name);
    reportCircle(path, first.span, this.#problems);
  }

  #define(name: string, right: Matrix, { text, place }: Written): void {
    const declared = this.#shapes.declared.get(name)?.shape;
    if (declared !== undefined && shapeText(declared) !== shapeText(right.shape)) {
      const message = `${name} is declared ${shapeText(declared)}, and its formula is ${shapeText(right.shape)}`;
      this.#problems.error(place({ offset: 0, length: text.length }), message);
    }
    const isBatch = this.#shapes.samples !== undefined && hasIndex(right, this.letters.sample);
    const named = { name, shape: right.shape, samples: isBatch ? this.#shapes.samples : undefined };
    this.named.set(name, named);
    const term = this.#entryOf(right, named);
    checkDomain(term, { text, place }, this.#problems);
    this.rights.set(name, term);
  }

  /** The right-hand side at the generic row, column and sample. */
  #entryOf(right: Matrix, { shape, samples }: Named): Expr {
    const { row, column } = this.letters;
    const at = (size: { readonly key: string }, letter: string) =>
      size.key === '1' ? one : indexVariable(letter);
    const term = entry(right, at(shape.rows, row), at(shape.columns, column), this.#taken);
    return samples === undefined ? term : boundApart(term, this.#taken);
  }

  /** A formula's matrix; undefined if it is wrong, which is then reported. */
  #read({ text, place }: Written): Matrix | undefined {
    try {
      return readMatrix(text, this.#scope());
    } catch (error) {
      if (error instanceof Broken) return undefined;
      if (!(error instanceof FormulaError)) throw error;
      this.#problems.formula(error, place);
      return undefined;
    }
  }

  #scope(): MatrixScope {
    const { sizes, samples } = this.#shapes;
    return {
      symbol: (name) => this.#symbol(name),
      isSize: (name) => sizes.has(name),
      opaque: (name) => {
        const found = this.#draft.opaque.get(name)?.of;
        if (found !== undefined) this.applied.add(name);
        return found;
      },
      names: () => [...this.named.keys(), ...sizes.keys(), ...this.#draft.opaque.keys()],
      taken: this.#taken,
      ...(samples && { samples: { index: this.letters.sample, size: samples } }),
    };
  }

  #symbol(name: string): Matrix | undefined {
    if (this.#broken.has(name)) throw new Broken();
    const named = this.named.get(name);
    if (named !== undefined) return matrixOf(named, this.letters);
    if (!this.#shapes.sizes.has(name)) return undefined;
    this.numbers.add(name);
    return matrixOf({ name, shape: number, samples: undefined }, this.letters);
  }

  /** The equalities that the author vouches for, entry by entry. */
  given(): readonly Condition[] {
    return this.#draft.given.flatMap((written): readonly Condition[] => {
      const sides = sidesOf(written, this.#problems);
      const [left, right] = (sides ?? []).map((side) => this.#read(side));
      if (left === undefined || right === undefined) return [];
      if (shapeText(left.shape) !== shapeText(right.shape)) {
        const message = `shapes do not fit: ${shapeText(left.shape)} = ${shapeText(right.shape)}`;
        this.#problems.error(written.place({ offset: 0, length: written.text.length }), message);
        return [];
      }
      const named = { name: '', shape: left.shape, samples: this.#shapes.samples };
      const equation = { lhs: this.#entryOf(left, named), rhs: this.#entryOf(right, named) };
      return [equality(equation, written, this.#problems)];
    });
  }

  /** A loss is one number. */
  checkLoss(): void {
    const { loss } = this.#draft;
    const named = loss === undefined ? undefined : this.named.get(loss.of);
    if (loss === undefined || named === undefined) return;
    const { shape, samples } = named;
    if (shapeText(shape) !== shapeText(number)) {
      const hint = `a loss is one number: take sum(${loss.of}) or norm(${loss.of})^2`;
      this.#problems.error(
        loss.span,
        `the loss ${loss.of} is ${shapeText(shape)}, and 1 × 1 is wanted`,
        hint,
      );
    } else if (samples !== undefined) {
      const hint = `a loss is one number: take mean(${loss.of}) or sum(${loss.of})`;
      this.#problems.error(loss.span, `the loss ${loss.of} has one value for each sample`, hint);
    }
  }
}

/** A formula mentions something whose own formula is wrong. */
class Broken extends Error {}
