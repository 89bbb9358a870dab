// Ways to spoil an equation of matrices. Each gives a claim that a file could make; whether it is false is found by numbers or
// said by its structure, never by asking what is tested.
import {
  addIndex,
  type Condition,
  type Index,
  index,
  type Matrix,
  type MatrixSymbol,
  matrix,
  num,
  ShapeError,
} from '../../src/expr/index.ts';
import type { MatrixTheorem, TheoremId } from '../../src/proof/index.ts';

/** A spoiled claim; `structural` says why it proves nothing where numbers cannot tell. */
export interface MatrixMutant {
  readonly operator: string;
  readonly claim: MatrixTheorem;
  readonly structural?: string;
}

type Spoiled = readonly [operator: string, of: () => Matrix];

const args = (of: Matrix): readonly [Matrix, Matrix, Matrix] =>
  of.args as unknown as readonly [Matrix, Matrix, Matrix];

/** What one node may be spoiled into; a thunk may refuse with a ShapeError. */
function* spoiled(of: Matrix): Iterable<Spoiled> {
  const [a, b, c] = args(of);
  if (of.kind !== 'scalar' && of.kind !== 'identity' && of.kind !== 'ones')
    yield ['transposed factor', () => matrix.transpose(of)];
  switch (of.kind) {
    case 'symbol':
      yield* members(of);
      return;
    case 'transpose':
      yield ['transpose lost', () => a];
      return;
    case 'product':
      yield ['factors swapped', () => matrix.product(b, a)];
      yield ['δ on the wrong index', () => matrix.product(matrix.transpose(a), b)];
      yield ['δ on the wrong index', () => matrix.product(a, matrix.transpose(b))];
      yield ['product entry by entry', () => matrix.hadamard(a, b)];
      yield ['Σ lost', () => a];
      yield ['Σ lost', () => b];
      return;
    case 'hadamard':
      yield ['product for ⊙', () => matrix.product(a, b)];
      for (let i = 0; i < of.args.length; i++)
        yield ['factor lost', () => matrix.hadamard(...of.args.filter((_, at) => at !== i))];
      return;
    case 'sum':
      for (let i = 0; i < of.args.length; i++) {
        yield ['summand lost', () => matrix.sum(...of.args.filter((_, at) => at !== i))];
        yield [
          'sign changed',
          () => matrix.sum(...of.args.map((each, at) => (at === i ? minus(each) : each))),
        ];
      }
      return;
    case 'scale':
      yield ['scalar lost (1/m, 2, −1)', () => b];
      yield ['scalar twice', () => matrix.scale(a, of)];
      return;
    case 'map':
      yield [
        'derivative confused',
        () =>
          matrix.map(
            of.name,
            of.args,
            of.orders.map((order) => (order > 0 ? 0 : 1)),
          ),
      ];
      yield ['function lost', () => a];
      return;
    case 'power':
      yield ['power lost', () => a];
      return;
    case 'ones':
      yield ['1 for I', () => matrix.identity(of.shape.rows)];
      return;
    case 'identity':
      yield ['I for 1', () => matrix.ones(of.shape.rows, of.shape.columns)];
      return;
    case 'diag':
      yield ['diag lost', () => matrix.product(a, matrix.transpose(matrix.ones(a.shape.rows)))];
      return;
    case 'trace':
      yield ['trace for a sum', () => total(a)];
      return;
    case 'cases':
      yield ['cases swapped', () => matrix.cases(a, c, b)];
      return;
    case 'indexedSum':
      yield ['Σ lost', () => a];
      yield ['Σ shortened', () => matrix.indexedSum(of.index, addIndex(of.from, index(1)), of.to, a)];
      yield ['Σ shortened', () => matrix.indexedSum(of.index, of.from, addIndex(of.to, index(-1)), a)];
      return;
    default:
      return;
  }
}

const minus = (of: Matrix): Matrix => matrix.scale(matrix.scalar(num(-1)), of);

const total = (of: Matrix): Matrix => matrix.product(matrix.columnSums(of), matrix.ones(of.shape.columns));

/** The axes of a symbol swapped, a fixed index moved. */
function* members(of: MatrixSymbol): Iterable<Spoiled> {
  const put = (i: number, own: Index) => of.indices.map((each, at) => (at === i ? own : each));
  const turned = of.indices.map((each) => (each === 'row' ? 'column' : each === 'column' ? 'row' : each));
  const { rows, columns } = of.shape;
  if (rows.key !== '1' && columns.key !== '1')
    yield ['swapped indices', () => matrix.symbol(of.name, turned, of.shape, of.latex)];
  for (const [i, each] of of.indices.entries()) {
    if (typeof each === 'string') continue;
    for (const by of [1, -1])
      yield ['index shifted', () => matrix.symbol(of.name, put(i, addIndex(each, index(by))), of.shape)];
  }
}

/** The same matrix with one node spoiled, at every node and in every way that shapes allow. */
function* everywhere(of: Matrix): Iterable<readonly [string, Matrix]> {
  for (const [operator, make] of spoiled(of)) {
    const found = constructed(make);
    if (found !== undefined && found !== of) yield [operator, found];
  }
  for (const [i, each] of of.args.entries()) {
    for (const [operator, inner] of everywhere(each)) {
      const found = constructed(() =>
        rebuilt(
          of,
          of.args.map((own, at) => (at === i ? inner : own)),
        ),
      );
      if (found !== undefined) yield [operator, found];
    }
  }
}

/** Undefined where the language itself refuses. */
function constructed(make: () => Matrix): Matrix | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function rebuilt(of: Matrix, parts: readonly Matrix[]): Matrix {
  const [a, b, c] = parts as unknown as readonly [Matrix, Matrix, Matrix];
  switch (of.kind) {
    case 'transpose':
    case 'diag':
    case 'trace':
      return matrix[of.kind](a);
    case 'product':
    case 'scale':
      return matrix[of.kind](a, b);
    case 'hadamard':
    case 'sum':
      return matrix[of.kind](...parts);
    case 'map':
      return matrix.map(of.name, parts, of.orders);
    case 'power':
      return matrix.power(a, of.exponent);
    case 'cases':
      return matrix.cases(a, b, c);
    case 'indexedSum':
      return matrix.indexedSum(of.index, of.from, of.to, a);
    default:
      return of;
  }
}

/** Every way to spoil a claim; `others` are theorems about something else. */
export function* matrixMutants(claim: MatrixTheorem, others: readonly TheoremId[]): Iterable<MatrixMutant> {
  for (const side of ['rhs', 'lhs'] as const) {
    for (const [operator, of] of everywhere(claim[side])) yield { operator, claim: { ...claim, [side]: of } };
  }
  const { lhs, rhs, row, column, given } = claim;
  for (const entries of others)
    yield {
      operator: 'wrong entries',
      claim: { ...claim, entries },
      structural: 'its entries are another theorem’s',
    };
  const isMatrix = lhs.shape.rows.key !== '1' && lhs.shape.columns.key !== '1';
  if (isMatrix) {
    const swapped = { ...claim, row: column, column: row };
    yield { operator: 'row and column swapped', claim: swapped, structural: 'the row is called the column' };
  }
  yield { operator: 'one name', claim: { ...claim, column: row }, structural: 'row and column in one name' };
  yield* reshaped(claim);
  for (const [i, each] of given.entries()) {
    const rest = given.filter((_, at) => at !== i);
    yield {
      operator: 'range removed',
      claim: { ...claim, given: rest },
      structural: 'an index without a range',
    };
    if (each.kind !== 'range') continue;
    const wider: Condition = { ...each, to: addIndex(each.to, index(1)) };
    const lower: Condition = { ...each, from: addIndex(each.from, index(-1)) };
    for (const own of [wider, lower])
      yield {
        operator: 'range widened',
        claim: { ...claim, given: [...rest, own] },
        structural: 'beyond the range',
      };
  }
  yield {
    operator: 'sides of other shapes',
    claim: { ...claim, rhs: matrix.transpose(rhs) },
    ...turnedWhy(rhs),
  };
}

const turnedWhy = ({ shape: { rows, columns } }: Matrix): { readonly structural?: string } =>
  rows.key === columns.key ? {} : { structural: 'the sides have different shapes' };

/** Both sides with a shape that the families do not have, as only a forged file says it. */
function* reshaped(claim: MatrixTheorem): Iterable<MatrixMutant> {
  const shape = claim.lhs.shape;
  const longer = { ...shape, rows: addIndex(shape.rows, index(1)) };
  const forged = (of: Matrix): Matrix =>
    of.kind === 'gradient'
      ? { ...of, shape: longer, by: { ...of.by, shape: longer } }
      : ({ ...of, shape: longer } as Matrix);
  yield {
    operator: 'wrong shape',
    claim: { ...claim, lhs: forged(claim.lhs), rhs: forged(claim.rhs) },
    structural: 'a row more than the family has',
  };
  yield {
    operator: 'wrong shape',
    claim: { ...claim, lhs: forged(claim.lhs) },
    structural: 'the sides have different shapes',
  };
}
