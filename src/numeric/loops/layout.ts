/**
 * Where the members of a family stand in one array: row by row, the last index fastest. Ranges may depend on earlier indices,
 * such as k in 1..n[l−1]; what depends is kept in tables, one row for each value of the indices it depends on.
 */
import { indexNames } from '../../expr/index.ts';
import { InstanceError, type Range } from '../../network/index.ts';
import type { Sizes, Writer } from '../../network/writing.ts';
import { spanOf } from './span.ts';

/** One number for every row of a table, or the number that they all are. */
export type Column = number | Int32Array;

interface Axis {
  readonly low: Column;
  readonly count: Column;
  readonly stride: Column;
}

export interface Layout {
  readonly size: number;
  /** Of the leading indices, which later ranges mention: it numbers the rows. Without one there is one row. */
  readonly rows: Layout | undefined;
  /** How many indices choose the row. */
  readonly leading: number;
  /** Where a member with all other indices 0 would stand. */
  readonly origin: Column;
  /** The other indices. */
  readonly axes: readonly Axis[];
}

/** At most so many numbers in one array. */
export const LARGEST = 2 ** 28;

const at = (column: Column, row: number): number =>
  typeof column === 'number' ? column : (column[row] as number);

const columnOf = (values: readonly number[]): Column => {
  const [first = 0] = values;
  return values.every((each) => each === first) ? first : Int32Array.from(values);
};

/** The layout of a family at its sizes. Throws: InstanceError for a missing size, or too many members. */
export function layoutOf(ranges: readonly Range[], writer: Writer): Layout {
  const names = ranges.map((range) => range.index);
  const leading =
    1 +
    Math.max(
      -1,
      ...ranges.flatMap(({ from, to }) =>
        [...indexNames(to, indexNames(from))].map((each) => names.indexOf(each)),
      ),
    );
  const [outer, inner] = [ranges.slice(0, leading), ranges.slice(leading)];
  const origins: number[] = [];
  const columns = inner.map(() => ({ low: [] as number[], count: [] as number[], stride: [] as number[] }));
  let size = 0;
  for (const assignment of writer.assignments(outer)) {
    let stride = 1;
    let origin = size;
    for (let axis = inner.length - 1; axis >= 0; axis--) {
      const { from, to } = inner[axis] as Range;
      const low = writer.index(from, assignment);
      const count = Math.max(0, writer.index(to, assignment) - low + 1);
      const column = columns[axis] as (typeof columns)[number];
      column.low.push(low);
      column.count.push(count);
      column.stride.push(stride);
      origin -= low * stride;
      stride *= count;
    }
    origins.push(origin);
    size += stride;
    if (size > LARGEST) throw new InstanceError('limit', 'a family has too many members');
  }
  return {
    size,
    rows: leading === 0 ? undefined : layoutOf(outer, writer),
    leading,
    origin: columnOf(origins),
    axes: columns.map(({ low, count, stride }) => ({
      low: columnOf(low),
      count: columnOf(count),
      stride: columnOf(stride),
    })),
  };
}

/** Where a member stands; undefined outside the ranges. */
export function positionIn(layout: Layout, indices: readonly number[]): number | undefined {
  const row = layout.rows === undefined ? 0 : positionIn(layout.rows, indices.slice(0, layout.leading));
  if (row === undefined) return undefined;
  let position = at(layout.origin, row);
  for (const [axis, { low, count, stride }] of layout.axes.entries()) {
    const index = indices[layout.leading + axis] as number;
    if (index < at(low, row) || index >= at(low, row) + at(count, row)) return undefined;
    position += index * at(stride, row);
  }
  return position;
}

/** A layout for a number at every value of some indices, whatever the indices around them are. */
export function boxOf(ranges: readonly Range[], all: ReadonlyMap<string, Range>, sizes: Sizes): Layout {
  let [size, origin] = [1, 0];
  const axes: Axis[] = [];
  for (const { from, to } of [...ranges].reverse()) {
    const { low } = spanOf(from, all, sizes);
    const count = Math.max(0, spanOf(to, all, sizes).high - low + 1);
    axes.unshift({ low, count, stride: size });
    origin -= low * size;
    size *= count;
  }
  return { size, rows: undefined, leading: 0, origin, axes };
}
