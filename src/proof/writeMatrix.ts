/** Equations of matrices as JSON: every node says its operation and its shape. The reader is `readMatrix.ts`. */
import type { Matrix, MatrixSymbol } from '../expr/index.ts';
import type { MatrixTheorem } from './entries.ts';
import type { Json } from './format.ts';
import { type WriteTerm, writeCondition, writeIndex } from './writeTerms.ts';

type Fields = { readonly [key: string]: Json };

/** Writes an equation of matrices; its terms join the table. */
export const writeMatrixTheorem = (
  { lhs, rhs, row, column, given, entries }: MatrixTheorem,
  term: WriteTerm,
): Json => ({
  lhs: writeMatrix(lhs, term),
  rhs: writeMatrix(rhs, term),
  row,
  column,
  given: given.map((each) => writeCondition(each, term)),
  entries,
});

/** Nesting of matrices is bounded, so this may recurse. */
function writeMatrix(of: Matrix, term: WriteTerm): Json {
  const { rows, columns } = of.shape;
  const args = of.args.map((each) => writeMatrix(each, term));
  return {
    operation: of.kind,
    shape: [writeIndex(rows), writeIndex(columns)],
    ...ownFields(of, term),
    ...(args.length > 0 && { args }),
  };
}

/** What a node says besides its operation, its shape and its parts. */
function ownFields(of: Matrix, term: WriteTerm): Fields {
  switch (of.kind) {
    case 'symbol':
      return symbolFields(of);
    case 'gradient':
      return { of: term(of.of), by: symbolFields(of.by) };
    case 'scalar':
      return { value: term(of.value) };
    case 'map':
      return { name: of.name, orders: [...of.orders] };
    case 'power':
      return { exponent: term(of.exponent) };
    case 'indexedSum':
      return { index: of.index, from: writeIndex(of.from), to: writeIndex(of.to) };
    default:
      return {};
  }
}

/** An axis by its name, any other index as everywhere. */
const symbolFields = ({ name, indices, latex }: MatrixSymbol): Fields => ({
  name,
  indices: indices.map((each) => (typeof each === 'string' ? each : writeIndex(each))),
  ...(latex !== undefined && { latex }),
});
