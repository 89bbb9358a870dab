/** Families of quantities as a file declares them, and the places where their index positions are written as lists. */
import { type Index, indexVariable } from '../../expr/index.ts';
import { indexText } from '../../formula/index.ts';
import type { Range } from '../../network/index.ts';
import type { Span } from '../../source/index.ts';

/** `w[l,j,k]: l in 1..L, …`; each range may depend on the indices before it. */
export interface Family {
  readonly name: string;
  readonly span: Span;
  readonly ranges: readonly Range[];
  /** Whether its one index numbers columns. */
  readonly isRow?: boolean;
}

/** A member as its author writes it. Example: `w[l,j,k-1]` */
export const memberText = (name: string, indices: readonly Index[]): string =>
  indices.length === 0 ? name : `${name}[${indices.map(indexText).join(',')}]`;

/** A family's member at its own index variables. Example: `w[l,j,k]` */
export const familyText = ({ name, ranges }: Family): string =>
  memberText(
    name,
    ranges.map(({ index }) => indexVariable(index)),
  );

/** Example: `2 indices` */
export const countText = (count: number): string => `${count} ${count === 1 ? 'index' : 'indices'}`;
