/** Theorems at concrete sizes: one entry with its proof written out, or all entries of a matrix equation. */
import {
  type Expr,
  entry,
  type Index,
  index,
  type Matrix,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import { matrixLatex, visibleWidth } from '../latex/index.ts';
import type { Instance } from '../network/index.ts';
import type { MatrixTheorem, TheoremId } from '../proof/index.ts';
import { differentials } from './differentials.ts';
import { signsExplained } from './matrixSigns.ts';
import type { Page } from './page.ts';
import { type Block, displayMath, paragraph } from './phrasing.ts';
import { stepRows } from './steps.ts';
import { TheoremRows, withoutOnes } from './theoremRows.ts';
import { leftOf } from './theoremWords.ts';

/** What a row may be wide, in characters. */
const WIDTH = 66;

/** Numbers of a theorem's free indices. */
export type At = ReadonlyMap<string, number>;

/** An equation of matrices: a theorem's, or the definition of a family, or a family alone. */
export interface MatrixView {
  readonly lhs: Matrix;
  readonly rhs?: Matrix;
}

/** The proof of one entry, its sums written out. Throws: InstanceError. */
export function entryInstance(
  page: Page,
  id: TheoremId,
  at: At,
  instance: Instance,
  label?: string,
): Block[] {
  const theorem = page.reading.theorem(id);
  const rows = new TheoremRows(page);
  const tex = (term: Expr): string => page.tex(withoutOnes(instance.term(rows.plain(term, theorem), at)));
  const left = tex(leftOf(page, theorem));
  const slope = tex(theorem.goal.lhs);
  const written = rows
    .terms(id)
    .map(({ term, because, writtenOut = because }) => ({ row: tex(term), because: writtenOut }));
  const all = [...(slope === left ? [] : [{ row: slope }]), ...written].filter(({ row }) => row !== left);
  return [...notation(page), ...page.result(stepRows(left, all), page.state.number(label))];
}

/** A matrix equation with all its entries. Throws: InstanceError. */
export const matrixInstance = (page: Page, view: MatrixView, at: At, instance: Instance): Block[] => [
  displayMath(viewLatex(page, view, at, instance)),
];

/** The same for a theorem, which gets a number. Throws: InstanceError. */
export const matrixTheoremInstance = (
  page: Page,
  { lhs, rhs, row, column }: MatrixTheorem,
  at: At,
  instance: Instance,
  label?: string,
): Block[] => [
  ...notation(page),
  ...page.result(viewLatex(page, { lhs, rhs }, at, instance), page.state.number(label)),
  ...signsExplained(page, rhs, [row, column]),
];

/** What d means, where a house writes it. */
function notation(page: Page): Block[] {
  const said = differentials(page);
  return said.length === 0 ? [] : [paragraph(said)];
}

/** Entries on the left and the right, then factors and the matrices' names; each of the two pairs in a row where it fits. */
function viewLatex(page: Page, { lhs, rhs }: MatrixView, at: At, instance: Instance): string {
  const writer = new EntryWriter(page, at, instance);
  const left = writer.symbolic(lhs);
  const pairs =
    rhs === undefined
      ? [[writer.entries(lhs)]]
      : [
          [writer.entries(lhs), writer.entries(rhs)],
          [writer.factored(rhs), writer.symbolic(rhs)],
        ];
  const written = new Set([left]);
  const rows = pairs.flatMap((pair) => {
    const fresh = pair.filter((each) => !written.has(each));
    for (const each of fresh) written.add(each);
    const together = fresh.join('=');
    return visibleWidth(together) <= WIDTH && fresh.length > 0 ? [together] : fresh;
  });
  return stepRows(
    left,
    rows.map((row) => ({ row })),
  );
}

class EntryWriter {
  readonly #page: Page;
  readonly #at: At;
  readonly #instance: Instance;

  constructor(page: Page, at: At, instance: Instance) {
    this.#page = page;
    this.#at = at;
    this.#instance = instance;
  }

  /** All entries in brackets. */
  entries(of: Matrix): string {
    const { rows, columns } = of.shape;
    const lines = upTo(this.#instance.index(rows, this.#at)).map((i) =>
      upTo(this.#instance.index(columns, this.#at)).map((j) => this.#entry(of, i, j)),
    );
    return `\\begin{pmatrix}${lines.map((line) => line.join('&')).join('\\\\')}\\end{pmatrix}`;
  }

  /** Each factor of products and ⊙ with its entries. */
  factored(of: Matrix, isInside = false): string {
    const [first, second] = of.args;
    if (of.kind === 'product' && first !== undefined && second !== undefined) {
      const text = this.factored(first, true) + this.factored(second, true);
      return isInside ? `\\left[${text}\\right]` : text;
    }
    if (of.kind === 'sum' && !isInside) return of.args.map((each) => this.factored(each)).join('+');
    if (of.kind === 'hadamard') {
      const text = of.args.map((each) => this.factored(each, true)).join('\\odot ');
      return isInside ? `\\left[${text}\\right]` : text;
    }
    return this.entries(of);
  }

  /** The matrix by its name, at these indices. */
  symbolic(of: Matrix): string {
    const sizes = [...this.#instance.sizes].flatMap(([name, value]) =>
      typeof value === 'number' ? [[name, index(value)] as const] : [],
    );
    return matrixLatex(placed(of, new Map([...sizes, ...this.#replacement()])), this.#page.style);
  }

  #entry(of: Matrix, i: number, j: number): string {
    const term = substituteIndices(entry(of, index(i), index(j)), this.#replacement());
    return this.#page.tex(withoutOnes(this.#instance.term(term)), { inline: true });
  }

  #replacement(): ReadonlyMap<string, Index> {
    return new Map([...this.#at].map(([name, value]) => [name, index(value)]));
  }
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

/** A matrix expression with indices replaced, for its writing only. */
function placed(of: Matrix, at: ReadonlyMap<string, Index>): Matrix {
  const put = (each: Index): Index => substituteIndex(each, at);
  const shape = { rows: put(of.shape.rows), columns: put(of.shape.columns) };
  const args = of.args.map((each) => placed(each, at));
  switch (of.kind) {
    case 'symbol':
      return {
        ...of,
        shape,
        indices: of.indices.map((each) => (typeof each === 'string' ? each : put(each))),
      };
    case 'gradient': {
      const by = placed(of.by, at);
      return by.kind === 'symbol' ? { ...of, shape, by, of: substituteIndices(of.of, at) } : of;
    }
    case 'scalar':
      return { ...of, shape, value: substituteIndices(of.value, at) };
    default:
      return { ...of, shape, args };
  }
}
