/** Distinctions of cases, entry by entry, that are the slope of a known function: ReLU′(z) instead of a matrix of cases. */
import {
  entry,
  freshIndex,
  type Index,
  index,
  indexVariable,
  indicesOf,
  type Matrix,
} from '../expr/index.ts';
import { type FunctionRecord, functions } from '../functions/index.ts';

/** The indices that number a matrix's entries, a row's or column's own only where it has more than one. */
export interface Places {
  readonly row: Index;
  readonly column: Index;
  /** Names of those that vary. */
  readonly kept: readonly string[];
}

/** Indices for the entries of a matrix, called so where they are not taken. */
export function placesOf(of: Matrix, [first, second]: readonly [string, string]): Places {
  const row = freshIndex(first, indicesOf(of));
  const column = freshIndex(second, new Set([...indicesOf(of), row]));
  const { rows, columns } = of.shape;
  const kept = [...(rows.key === '1' ? [] : [row]), ...(columns.key === '1' ? [] : [column])];
  const at = (name: string): Index => (kept.includes(name) ? indexVariable(name) : index(1));
  return { row: at(row), column: at(column), kept };
}

/** The function of one argument whose slope each entry is, at that entry of what the cases distinguish. Example: 1 where z > 0, otherwise 0 → relu */
export function namedSlope(of: Matrix): FunctionRecord | undefined {
  const [guard] = of.args;
  if (of.kind !== 'cases' || guard === undefined) return undefined;
  const { row, column, kept } = placesOf(of, ['i', 'j']);
  // Cases of a number say more than a name, unless sums would stand in them.
  if (guard.kind === 'scalar') return undefined;
  const at = (each: Matrix) => entry(each, row, column, new Set(kept));
  const [whole, inner] = [at(of), at(guard)];
  return functions.find(({ arity, slopes }) => arity === 1 && slopes([inner])[0] === whole);
}
