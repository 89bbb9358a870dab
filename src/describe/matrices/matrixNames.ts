/** The quantities of a file by matrices: what each is as a matrix, and the family of its entries. */
import {
  type Index,
  index,
  indexVariable,
  type Matrix,
  matrix,
  type Quantity,
  quantity,
  type Shape,
} from '../../expr/index.ts';
import type { Range } from '../../network/index.ts';

/** The letters of the generic row, column and sample. */
export interface Letters {
  readonly row: string;
  readonly column: string;
  readonly sample: string;
}

const one = index(1);

/** Letters that nothing else is called. */
export function lettersApart(taken: ReadonlySet<string>): Letters {
  const used = new Set(taken);
  const pick = (...wanted: readonly string[]): string => {
    let found = wanted.find((each) => !used.has(each));
    for (let count = 1; found === undefined; count++) {
      const numbered = `${wanted[0]}${count}`;
      if (!used.has(numbered)) found = numbered;
    }
    used.add(found);
    return found;
  };
  return { row: pick('i', 'p', 'r'), column: pick('j', 'q', 'c'), sample: pick('s', 't', 'u') };
}

/** A matrix with its shape for one sample. */
export interface Named {
  readonly name: string;
  readonly shape: Shape;
  /** How many samples it has a value for; undefined if it is one for all. */
  readonly samples: Index | undefined;
}

/** Where the indices of its entries run: rows, columns, samples, as far as there are several. */
export function rangesOf({ shape: { rows, columns }, samples }: Named, letters: Letters): readonly Range[] {
  const all: readonly (readonly [string, Index | undefined])[] = [
    [letters.row, rows.key === '1' ? undefined : rows],
    [letters.column, columns.key === '1' ? undefined : columns],
    [letters.sample, samples],
  ];
  return all.flatMap(([name, to]) => (to === undefined ? [] : [{ index: name, from: one, to }]));
}

/** The entry at the generic row, column and sample. */
export const entryOf = (named: Named, letters: Letters): Quantity =>
  quantity(
    named.name,
    rangesOf(named, letters).map((range) => indexVariable(range.index)),
  );

/** Whether its one index numbers columns. */
export const isRowVector = ({ shape: { rows, columns }, samples }: Named): boolean =>
  samples === undefined && rows.key === '1' && columns.key !== '1';

/** What stands for it in formulas. */
export function matrixOf(named: Named, letters: Letters): Matrix {
  const { name, shape } = named;
  const ranges = rangesOf(named, letters);
  if (ranges.length === 0) return matrix.scalar(quantity(name));
  const axes = ranges.map(({ index: letter }) =>
    letter === letters.row ? 'row' : letter === letters.column ? 'column' : indexVariable(letter),
  );
  return matrix.symbol(name, axes, shape);
}

/** The shape with samples as columns; undefined for a matrix of several columns for each sample. */
export function wholeShape({ shape, samples }: Named): Shape | undefined {
  if (samples === undefined) return shape;
  return shape.columns.key === '1' ? { rows: shape.rows, columns: samples } : undefined;
}
