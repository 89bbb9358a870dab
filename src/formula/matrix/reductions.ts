/** Functions of whole matrices: one row each. A function that is not here acts on every entry. */
import {
  boundApart,
  type Expr,
  entry,
  type Index,
  index,
  indexedSum,
  type Matrix,
  matrix,
  num,
  product,
  sumOf,
} from '../../expr/index.ts';
import { conform, hasIndex, isNumber, type Placed, unfit } from './placed.ts';
import type { MatrixScope } from './scope.ts';

/** A function by name: its number of arguments, and its value. Throws: FormulaError if the shapes do not fit. */
export interface Reduction {
  readonly arity: number;
  readonly apply: (args: readonly Placed[], scope: MatrixScope) => Matrix;
}

/** Σ of all entries, row by row. */
function total(of: Matrix): Matrix {
  const { rows, columns } = of.shape;
  const across = columns.key === '1' ? of : matrix.product(of, matrix.ones(columns));
  return rows.key === '1' ? across : matrix.product(matrix.transpose(matrix.ones(rows)), across);
}

/** ‖A‖², the sum of the squares of all entries. */
export const squaredNorm = (of: Matrix): Matrix => total(matrix.power(of, num(2)));

const isPerSample = (of: Matrix, { samples }: MatrixScope): boolean =>
  samples !== undefined && isNumber(of) && hasIndex(of, samples.index);

/** Σ of the entries; of one number for each sample, over the samples. */
function sum([arg]: readonly Placed[], scope: MatrixScope): Matrix {
  const { of } = arg as Placed;
  const { samples } = scope;
  if (samples === undefined || !isPerSample(of, scope)) return total(of);
  const { index: name, size } = samples;
  const each = boundApart(entry(of, index(1), index(1), scope.taken), scope.taken);
  return matrix.scalar(indexedSum(name, index(1), size, each));
}

function mean(args: readonly Placed[], scope: MatrixScope): Matrix {
  const { of } = args[0] as Placed;
  const over = isPerSample(of, scope) ? [scope.samples?.size] : [of.shape.rows, of.shape.columns];
  return over
    .filter((size) => size !== undefined && size.key !== '1')
    .reduce<Matrix>(
      (whole, size) => matrix.scale(matrix.power(sizeNumber(size as Index, scope), num(-1)), whole),
      sum(args, scope),
    );
}

/** A size as a number. */
function sizeNumber({ constant, terms }: Index, scope: MatrixScope): Matrix {
  const parts = terms.map(({ atom, coefficient }): Expr => {
    const own = scope.symbol(atom.name);
    if (own?.kind !== 'scalar') throw new RangeError(`${atom.name} is no size`);
    return coefficient === 1 ? own.value : product(num(coefficient), own.value);
  });
  return matrix.scalar(sumOf(constant === 0 && parts.length > 0 ? parts : [...parts, num(constant)]));
}

function trace([arg]: readonly Placed[]): Matrix {
  const each = arg as Placed;
  const { rows, columns } = each.of.shape;
  if (rows.key !== columns.key) throw unfit(each, 'a square matrix', 'a trace adds up a diagonal');
  return isNumber(each.of) ? each.of : matrix.trace(each.of);
}

function diagonal([arg]: readonly Placed[]): Matrix {
  const each = arg as Placed;
  if (each.of.shape.columns.key !== '1') throw unfit(each, 'a column');
  return isNumber(each.of) ? each.of : matrix.diag(each.of);
}

/** In the order in which documentation lists them. */
export const reductions: ReadonlyMap<string, Reduction> = new Map(
  Object.entries({
    sum: { arity: 1, apply: sum },
    mean: { arity: 1, apply: mean },
    tr: { arity: 1, apply: trace },
    trace: { arity: 1, apply: trace },
    norm: { arity: 1, apply: ([arg]) => matrix.map('sqrt', [squaredNorm((arg as Placed).of)]) },
    dot: { arity: 2, apply: (args, scope) => sum([dotOf(args)], scope) },
    diag: { arity: 1, apply: diagonal },
  } satisfies Record<string, Reduction>),
);

const dotOf = (args: readonly Placed[]): Placed => ({
  ...(args[0] as Placed),
  of: matrix.hadamard(...conform(args)),
});
