// Random matrix terms over three sizes, the same written otherwise, and mutants.
import { indexVariable, type Matrix, matrix, num, type Shape } from '../../src/expr/index.ts';
import type { Random } from '../networks/families.ts';

const SIZES = ['n', 'm', 'p'].map((name) => indexVariable(name));
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

export const randomShape = (random: Random): Shape => ({
  rows: pick(random, SIZES),
  columns: pick(random, SIZES),
});

const symbol = (name: string, shape: Shape): Matrix =>
  matrix.symbol(`${name}_${shape.rows.key}${shape.columns.key}`, ['row', 'column'], shape);

/** A random term of a shape. */
export function randomMatrix(shape: Shape, random: Random, depth: number): Matrix {
  if (depth <= 0) return symbol(pick(random, ['A', 'B', 'C']), shape);
  const inner = (of: Shape = shape): Matrix => randomMatrix(of, random, depth - 1);
  switch (Math.floor(random() * 6)) {
    case 0:
      return matrix.sum(inner(), inner());
    case 1:
    case 2: {
      const size = pick(random, SIZES);
      return matrix.product(
        inner({ rows: shape.rows, columns: size }),
        inner({ rows: size, columns: shape.columns }),
      );
    }
    case 3:
      return matrix.transpose(inner({ rows: shape.columns, columns: shape.rows }));
    case 4:
      return matrix.hadamard(inner(), inner());
    default:
      return matrix.map(pick(random, ['sigmoid', 'g']), [randomMatrix(shape, random, 0)]);
  }
}

const arg = (of: Matrix, i: number): Matrix => of.args[i] as Matrix;

/** The same by one law at the root. */
function byLaw(of: Matrix, random: Random): Matrix {
  const [a, b] = of.args as [Matrix, Matrix];
  switch (of.kind) {
    case 'transpose':
      if (a.kind === 'product')
        return matrix.product(matrix.transpose(arg(a, 1)), matrix.transpose(arg(a, 0)));
      if (a.kind === 'sum') return matrix.sum(...a.args.map(matrix.transpose));
      return a.kind === 'transpose' ? arg(a, 0) : of;
    case 'product':
      if (b.kind === 'sum') return matrix.sum(...b.args.map((each) => matrix.product(a, each)));
      if (a.kind === 'sum') return matrix.sum(...a.args.map((each) => matrix.product(each, b)));
      if (a.kind === 'product') return matrix.product(arg(a, 0), matrix.product(arg(a, 1), b));
      if (b.kind === 'product') return matrix.product(matrix.product(a, arg(b, 0)), arg(b, 1));
      return matrix.product(matrix.product(a, matrix.identity(a.shape.columns)), b);
    case 'sum':
      return matrix.sum(...[...of.args].reverse());
    case 'hadamard':
      if (b.kind === 'sum') return matrix.sum(...b.args.map((each) => matrix.hadamard(a, each)));
      return matrix.hadamard(b, a);
    case 'map': {
      const one = matrix.ones(of.shape.rows, of.shape.columns);
      const opposite = matrix.scale(matrix.scalar(num(-1)), a);
      return of.name === 'sigmoid' ? matrix.subtract(one, matrix.map('sigmoid', [opposite])) : of;
    }
    default:
      return random() < 0.5
        ? matrix.transpose(matrix.transpose(of))
        : matrix.product(matrix.identity(of.shape.rows), of);
  }
}

const again = (of: Matrix, args: readonly Matrix[]): Matrix => {
  const [a, b] = args as [Matrix, Matrix];
  switch (of.kind) {
    case 'transpose':
      return matrix.transpose(a);
    case 'product':
      return matrix.product(a, b);
    case 'sum':
      return matrix.sum(...args);
    case 'hadamard':
      return matrix.hadamard(...args);
    case 'map':
      return matrix.map(of.name, args, of.orders);
    default:
      return of;
  }
};

/** The same term by laws here and there. */
export function writtenOtherwise(of: Matrix, random: Random): Matrix {
  const inside = again(
    of,
    of.args.map((each) => writtenOtherwise(each, random)),
  );
  return random() < 0.5 ? byLaw(inside, random) : inside;
}

/** A term with one thing wrong that keeps its shape, and what; undefined where a place offers none. */
export function wrong(of: Matrix, random: Random): readonly [Matrix, string] | undefined {
  const deeper = Math.floor(random() * (of.args.length + 1));
  if (deeper < of.args.length) {
    const changed = wrong(arg(of, deeper), random);
    if (changed === undefined) return undefined;
    const args = of.args.map((each, i) => (i === deeper ? changed[0] : each));
    const result = again(of, args);
    return result === of ? undefined : [result, changed[1]];
  }
  const square = of.shape.rows.key === of.shape.columns.key;
  if (square && random() < 0.5 && ['symbol', 'product'].includes(of.kind))
    return [matrix.transpose(of), 'transposition'];
  if (of.kind === 'symbol') {
    const others = ['A', 'B', 'C'].filter((each) => !of.name.startsWith(each));
    return [symbol(pick(random, others), of.shape), 'matrix'];
  }
  if (of.kind === 'sum') return [matrix.subtract(arg(of, 0), arg(of, 1)), 'sign'];
  const entry = random() < 0.5 ? num(1n, 1_000_000_000n) : num(1);
  const all = matrix.scale(matrix.scalar(entry), matrix.ones(of.shape.rows, of.shape.columns));
  return random() < 0.5
    ? [matrix.scale(matrix.scalar(num(2)), of), 'factor']
    : [matrix.sum(of, all), entry === num(1) ? 'off by one' : 'off by 1e-9'];
}
