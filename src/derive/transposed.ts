/** Transposes as far inside as they are easy to read, none on top of another. */
import { type Matrix, matrix } from '../expr/index.ts';

/** The transpose, no two of them on top of each other: (A B)ᵀ is Bᵀ Aᵀ. */
export function transposed(of: Matrix): Matrix {
  switch (of.kind) {
    case 'transpose':
      return of.args[0] as Matrix;
    case 'product':
      return matrix.product(transposed(of.args[1] as Matrix), transposed(of.args[0] as Matrix));
    case 'identity':
    case 'diag':
    case 'scalar':
    case 'trace':
      return of;
    case 'ones':
      return of.shape.columns.key === '1' && of.shape.rows.key !== '1'
        ? matrix.transpose(of)
        : matrix.ones(of.shape.columns, of.shape.rows);
    case 'scale':
      return matrix.scale(of.args[0] as Matrix, transposed(of.args[1] as Matrix));
    default:
      return of.shape.rows.key === '1' && of.shape.columns.key === '1' && of.kind !== 'symbol'
        ? of
        : turnedInside(of);
  }
}

/** The transpose of what goes entry by entry, of its parts where that is easier to read: (Aᵀ + Bᵀ)ᵀ is A + B. */
function turnedInside(of: Matrix): Matrix {
  const whole = matrix.transpose(of);
  const parts = of.args.map(transposed);
  const inside = entrywise(of, parts);
  return inside !== undefined && transposes(inside) < transposes(whole) ? inside : whole;
}

function entrywise(of: Matrix, args: readonly Matrix[]): Matrix | undefined {
  switch (of.kind) {
    case 'sum':
      return matrix.sum(...args);
    case 'hadamard':
      return matrix.hadamard(...args);
    case 'map':
      return matrix.map(of.name, args, of.orders);
    case 'power':
      return matrix.power(args[0] as Matrix, of.exponent);
    case 'cases':
      return matrix.cases(args[0] as Matrix, args[1] as Matrix, args[2] as Matrix);
    default:
      return undefined;
  }
}

/** How many transposes a reader has to read. */
export const transposes = (of: Matrix): number =>
  of.args.reduce((all, each) => all + transposes(each), of.kind === 'transpose' ? 1 : 0);

/** No sum as a whole turned: (A B + C)ᵀ is Bᵀ Aᵀ + Cᵀ where it is no factor. */
export function opened(of: Matrix): Matrix {
  const [inner, other] = of.args;
  if (of.kind === 'scale') return matrix.scale(inner as Matrix, opened(other as Matrix));
  const isTurnedSum = of.kind === 'transpose' && inner?.kind === 'sum';
  return isTurnedSum ? matrix.sum(...inner.args.map(transposed)) : of;
}
