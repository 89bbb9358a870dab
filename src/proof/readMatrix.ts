/**
 * Reads the equations of matrices in a derivation file. The constructors work the shapes out again; a file that says another
 * shape than they do is refused with its place.
 */
import { type Matrix, matrix, type Shape, ShapeError } from '../expr/index.ts';
import type { MatrixTheorem } from './entries.ts';
import { FormatError } from './format.ts';
import { type Reader, readCondition, readerOf } from './readDerivation.ts';
import { type Fields, indexName, list, natural, readIndex, readTerms, record, text } from './readTerms.ts';

/** Nodes nest no deeper than constructors allow. */
const DEEPEST = 500;

/** Reads what a file says of matrices; none if it has no `matrices`. Throws: FormatError. */
export function readMatrices(value: unknown): readonly MatrixTheorem[] {
  const root = record(value, 'file');
  if (root.matrices === undefined) return [];
  const reader = readerOf(readTerms(list(root.terms, 'terms')));
  return list(root.matrices, 'matrices').map((each, i) => {
    const where = `matrices[${i}]`;
    const { lhs, rhs, row, column, given, entries } = record(each, where);
    return {
      lhs: readMatrix(lhs, `${where}.lhs`, reader, 0),
      rhs: readMatrix(rhs, `${where}.rhs`, reader, 0),
      row: text(row, `${where}.row`),
      column: text(column, `${where}.column`),
      given: list(given, `${where}.given`).map((own) => readCondition(own, `${where}.given`, reader)),
      entries: natural(entries, `${where}.entries`),
    };
  });
}

function readMatrix(value: unknown, where: string, reader: Reader, depth: number): Matrix {
  if (depth > DEEPEST) throw new FormatError(where, 'matrices nested too deeply');
  const fields = record(value, where);
  const shape = readShape(fields.shape, `${where}.shape`);
  const args = list(fields.args ?? [], `${where}.args`).map((each, i) =>
    readMatrix(each, `${where}.args[${i}]`, reader, depth + 1),
  );
  const read = operations.get(text(fields.operation, `${where}.operation`));
  if (read === undefined) throw new FormatError(`${where}.operation`, 'expected an operation of matrices');
  const [least, most] = read.args;
  if (args.length < least || args.length > most)
    throw new FormatError(`${where}.args`, `expected ${least}${most > least ? ' or more' : ''} matrices`);
  const made = constructed(() => read.make(args, fields, shape, where, reader), where);
  if (made.shape.rows.key !== shape.rows.key || made.shape.columns.key !== shape.columns.key)
    throw new FormatError(`${where}.shape`, `it is ${made.shape.rows.key} × ${made.shape.columns.key}`);
  return made;
}

/** What a constructor refuses is a mistake of the file. */
function constructed(make: () => Matrix, where: string): Matrix {
  try {
    return make();
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError)
      throw new FormatError(where, error.message);
    throw error;
  }
}

function readShape(value: unknown, where: string): Shape {
  const [rows, columns, ...more] = list(value, where);
  if (more.length > 0) throw new FormatError(where, 'expected rows and columns');
  return { rows: readIndex(rows, where), columns: readIndex(columns, where) };
}

function readSymbol(
  { name, indices, latex }: Fields,
  shape: Shape,
  where: string,
): ReturnType<typeof matrix.symbol> {
  const axes = list(indices, `${where}.indices`).map((each) =>
    each === 'row' || each === 'column' ? each : readIndex(each, `${where}.indices`),
  );
  return matrix.symbol(text(name, where), axes, shape, latex === undefined ? undefined : text(latex, where));
}

interface Operation {
  /** How many parts, at least and at most. */
  readonly args: readonly [number, number];
  readonly make: (
    args: readonly Matrix[],
    fields: Fields,
    shape: Shape,
    where: string,
    reader: Reader,
  ) => Matrix;
}

const leaf = (make: Operation['make']): Operation => ({ args: [0, 0], make });
const unary = (make: (of: Matrix) => Matrix): Operation => ({
  args: [1, 1],
  make: ([of]) => make(of as Matrix),
});
const binary = (make: (a: Matrix, b: Matrix) => Matrix): Operation => ({
  args: [2, 2],
  make: ([a, b]) => make(a as Matrix, b as Matrix),
});
const many = (make: (...args: readonly Matrix[]) => Matrix): Operation => ({
  args: [1, Number.POSITIVE_INFINITY],
  make: (args) => make(...args),
});

const operations: ReadonlyMap<string, Operation> = new Map<Matrix['kind'], Operation>([
  ['symbol', leaf((_, fields, shape, where) => readSymbol(fields, shape, where))],
  [
    'gradient',
    leaf((_, { of, by }, shape, where, { term }) => {
      const own = `${where}.by`;
      return matrix.gradient(term(of, `${where}.of`), readSymbol(record(by, own), shape, own));
    }),
  ],
  ['scalar', leaf((_, { value }, __, where, { term }) => matrix.scalar(term(value, `${where}.value`)))],
  ['ones', leaf((_, __, { rows, columns }) => matrix.ones(rows, columns))],
  ['identity', leaf((_, __, { rows }) => matrix.identity(rows))],
  ['transpose', unary(matrix.transpose)],
  ['diag', unary(matrix.diag)],
  ['trace', unary(matrix.trace)],
  ['product', binary(matrix.product)],
  ['scale', binary(matrix.scale)],
  ['hadamard', many(matrix.hadamard)],
  ['sum', many(matrix.sum)],
  [
    'map',
    {
      args: [1, 100],
      make: (args, { name, orders }, _, where) => {
        const counts = list(orders, `${where}.orders`).map((each) => natural(each, `${where}.orders`));
        if (counts.length !== args.length)
          throw new FormatError(`${where}.orders`, 'expected one for each part');
        return matrix.map(text(name, `${where}.name`), args, counts);
      },
    },
  ],
  [
    'power',
    {
      args: [1, 1],
      make: ([of], { exponent }, _, where, { term }) =>
        matrix.power(of as Matrix, term(exponent, `${where}.exponent`)),
    },
  ],
  [
    'cases',
    {
      args: [3, 3],
      make: ([guard, here, there]) => matrix.cases(guard as Matrix, here as Matrix, there as Matrix),
    },
  ],
  [
    'indexedSum',
    {
      args: [1, 1],
      make: ([of], { index, from, to }, _, where) =>
        matrix.indexedSum(
          indexName(index, where),
          readIndex(from, where),
          readIndex(to, where),
          of as Matrix,
        ),
    },
  ],
]);
