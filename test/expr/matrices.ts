// Random matrix expressions over the sizes m, n, p, and two evaluators: of terms with indices, and of matrices as arrays.
import {
  type Expr,
  type Index,
  index,
  indexVariable,
  type Matrix,
  matrix,
  num,
  power,
  quantity,
  type Relation,
  type Shape,
} from '../../src/expr/index.ts';
import type { Random } from '../networks/families.ts';

export const size = (name: string): Index => indexVariable(name);
export const one = index(1);
export type Numbers = ReadonlyMap<string, number>;

/** The value of a member: any function of its name and indices that tells them apart. */
export function valueAt(name: string, indices: readonly number[]): number {
  let hash = 7;
  for (const each of [...name].map((c) => c.charCodeAt(0))) hash = (hash * 31 + each) % 1009;
  for (const each of indices) hash = (hash * 37 + each + 11) % 1009;
  return 0.5 + hash / 1009;
}

const functions: Readonly<Record<string, readonly ((x: number) => number)[]>> = {
  g: [Math.sin, Math.cos],
  G: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  exp: [Math.exp],
  log: [Math.log],
  sqrt: [Math.sqrt],
};

export function indexValue(of: Index, at: Numbers): number {
  let total = of.constant;
  for (const { atom, coefficient } of of.terms) total += coefficient * numberOf(atom.name, at);
  return total;
}

function numberOf(name: string, at: Numbers): number {
  const value = at.get(name);
  if (value === undefined) throw new Error(`the index ${name} is free`);
  return value;
}

const holds = ({ kind, left, right }: Relation, at: Numbers): boolean =>
  kind === 'equal'
    ? indexValue(left, at) === indexValue(right, at)
    : indexValue(left, at) <= indexValue(right, at);

const fn = (name: string, order: number): ((x: number) => number) => {
  const known = functions[name]?.[order];
  if (known === undefined) throw new Error(`no function ${name}`);
  return known;
};

/** A term at given indices and sizes; ∂C/∂q is the value of a family of that name. */
export function termValue(term: Expr, at: Numbers): number {
  const args = (): number[] => term.args.map((each) => termValue(each, at));
  switch (term.kind) {
    case 'number':
      return term.value.valueOf();
    case 'quantity':
      return valueAt(
        term.name,
        term.indices.map((each) => indexValue(each, at)),
      );
    case 'sum':
      return args().reduce((a, b) => a + b);
    case 'product':
      return args().reduce((a, b) => a * b);
    case 'power':
      return (args()[0] as number) ** (args()[1] as number);
    case 'apply':
      return fn(term.name, term.orders[0] ?? 0)(args()[0] as number);
    case 'cases':
      return (args()[0] as number) > 0 ? (args()[1] as number) : (args()[2] as number);
    case 'bracket':
      return term.relations.every((each) => holds(each, at)) ? 1 : 0;
    case 'partial':
      return valueAt(
        `d${term.by.name}`,
        term.by.indices.map((each) => indexValue(each, at)),
      );
    case 'indexedSum': {
      let total = 0;
      for (let i = indexValue(term.from, at); i <= indexValue(term.to, at); i++)
        total += termValue(term.args[0] as Expr, new Map([...at, [term.index, i]]));
      return total;
    }
  }
}

export type Rows = readonly (readonly number[])[];

/** What the leaves of a matrix are worth. */
export interface Leaves {
  readonly index: (of: Index, at: Numbers) => number;
  readonly member: (name: string, indices: readonly number[]) => number;
  readonly derivative: (of: Expr, name: string, indices: readonly number[], at: Numbers) => number;
  readonly term: (term: Expr, at: Numbers) => number;
  readonly function: (name: string, args: readonly number[], orders: readonly number[]) => number;
}

const made: Leaves = {
  index: indexValue,
  member: valueAt,
  derivative: (_, name, indices) => valueAt(`d${name}`, indices),
  term: termValue,
  function: (name, args, orders) => fn(name, orders[0] ?? 0)(args[0] as number),
};

/** A matrix as rows of numbers, without its entries as terms. */
export function rowsOf(of: Matrix, at: Numbers, leaves: Leaves = made): Rows {
  const value = (each: Index): number => leaves.index(each, at);
  const args = of.args.map((each) => (of.kind === 'indexedSum' ? [] : rowsOf(each, at, leaves)));
  const [a, b, c] = args as [Rows, Rows, Rows];
  const get = (from: Rows, i: number, j: number): number => from[i]?.[j] as number;
  const rows = ({ shape }: Matrix, entry: (i: number, j: number) => number): Rows =>
    Array.from({ length: value(shape.rows) }, (_, i) =>
      Array.from({ length: value(shape.columns) }, (__, j) => entry(i, j)),
    );
  const member = (indices: readonly (Index | string)[], i: number, j: number): number[] =>
    indices.map((each) => (each === 'row' ? i + 1 : each === 'column' ? j + 1 : value(each as Index)));
  switch (of.kind) {
    case 'symbol':
      return rows(of, (i, j) => leaves.member(of.name, member(of.indices, i, j)));
    case 'gradient':
      return rows(of, (i, j) => leaves.derivative(of.of, of.by.name, member(of.by.indices, i, j), at));
    case 'scalar':
      return [[leaves.term(of.value, at)]];
    case 'ones':
      return rows(of, () => 1);
    case 'identity':
      return rows(of, (i, j) => (i === j ? 1 : 0));
    case 'transpose':
      return rows(of, (i, j) => get(a, j, i));
    case 'product':
      return rows(of, (i, j) => b.reduce((total, row, k) => total + get(a, i, k) * (row[j] as number), 0));
    case 'hadamard':
      return rows(of, (i, j) => args.reduce((all, each) => all * get(each, i, j), 1));
    case 'sum':
      return rows(of, (i, j) => args.reduce((all, each) => all + get(each, i, j), 0));
    case 'scale':
      return rows(of, (i, j) => get(a, 0, 0) * get(b, i, j));
    case 'map':
      return rows(of, (i, j) =>
        leaves.function(
          of.name,
          args.map((each) => get(each, i, j)),
          of.orders,
        ),
      );
    case 'power':
      return rows(of, (i, j) => get(a, i, j) ** leaves.term(of.exponent, at));
    case 'cases':
      return rows(of, (i, j) => (get(a, i, j) > 0 ? get(b, i, j) : get(c, i, j)));
    case 'diag':
      return rows(of, (i, j) => (i === j ? get(a, i, 0) : 0));
    case 'trace':
      return [[a.reduce((total, row, i) => total + (row[i] as number), 0)]];
    case 'indexedSum': {
      const terms: Rows[] = [];
      for (let i = value(of.from); i <= value(of.to); i++)
        terms.push(rowsOf(of.args[0] as Matrix, new Map([...at, [of.index, i]]), leaves));
      return rows(of, (i, j) => terms.reduce((all, each) => all + get(each, i, j), 0));
    }
  }
}

export const names = ['m', 'n', 'p'] as const;
const pick = <T>(draw: Random, all: readonly T[]): T => all[Math.floor(draw() * all.length)] as T;
export const anySize = (draw: Random): Index => size(pick(draw, names));

/** A family of this shape; some have a layer, which may carry the name that a bound index would like. */
function anySymbol(draw: Random, shape: Shape): Matrix {
  const label = `${shape.rows.key}${shape.columns.key}`;
  const layer = pick(draw, [[], [], [size('k')], [size('i')]]);
  const name = `${pick(draw, ['a', 'b'])}${label}${layer.map((each) => each.key).join('')}`;
  const axes: ('row' | 'column')[] = [];
  if (shape.rows.key !== '1') axes.push('row');
  if (shape.columns.key !== '1') axes.push('column');
  return matrix.symbol(name, [...layer, ...axes], shape);
}

/** An expression of a shape, from all operations. */
export function anyMatrix(draw: Random, shape: Shape, room: number): Matrix {
  if (room === 0) {
    const form = Math.floor(draw() * 6);
    const symbol = anySymbol(draw, shape);
    if (form === 0) return matrix.ones(shape.rows, shape.columns);
    if (form === 1 && shape.rows.key === shape.columns.key) return matrix.identity(shape.rows);
    if (form === 2 && symbol.kind === 'symbol') return matrix.gradient(quantity('C'), symbol);
    if (form === 3 && shape.rows.key === '1' && shape.columns.key === '1') return matrix.scalar(num(3, 2));
    return symbol;
  }
  const inner = (of: Shape = shape): Matrix => anyMatrix(draw, of, room - 1);
  const square = { rows: shape.rows, columns: shape.rows };
  const made: (() => Matrix)[] = [
    () => matrix.transpose(inner({ rows: shape.columns, columns: shape.rows })),
    () => {
      const k = anySize(draw);
      return matrix.product(
        inner({ rows: shape.rows, columns: k }),
        inner({ rows: k, columns: shape.columns }),
      );
    },
    () =>
      matrix.product(inner({ rows: shape.rows, columns: one }), inner({ rows: one, columns: shape.columns })),
    () => matrix.hadamard(inner(), inner()),
    () => matrix.subtract(inner(), inner()),
    () => matrix.scale(inner({ rows: one, columns: one }), inner()),
    () => matrix.map('g', [inner()], [pick(draw, [0, 1])]),
    () => matrix.power(inner(), num(2)),
    () => matrix.cases(inner(), inner(), inner()),
    () => matrix.indexedSum(pick(draw, ['k', 'j']), one, size('n'), inner()),
  ];
  if (shape.columns.key === shape.rows.key)
    made.push(() => matrix.diag(inner({ rows: shape.rows, columns: one })));
  if (square.rows.key === '1' && shape.columns.key === '1') {
    made.push(() => {
      const k = anySize(draw);
      return matrix.trace(inner({ rows: k, columns: k }));
    });
  }
  return pick(draw, made)();
}

/** Products of symbols: chains, outer and element-by-element products, functions, scalars in front. */
export function anyProduct(draw: Random, shape: Shape, room: number): Matrix {
  if (room === 0) return anySymbol(draw, shape);
  const inner = (of: Shape = shape): Matrix => anyProduct(draw, of, room - 1);
  const k = pick(draw, [one, anySize(draw)]);
  return pick(draw, [
    () => matrix.transpose(inner({ rows: shape.columns, columns: shape.rows })),
    () => matrix.product(inner({ rows: shape.rows, columns: k }), inner({ rows: k, columns: shape.columns })),
    () => matrix.product(inner({ rows: shape.rows, columns: k }), inner({ rows: k, columns: shape.columns })),
    () => matrix.hadamard(inner(), matrix.map('g', [inner()], [1])),
    () => matrix.scale(matrix.scalar(power(quantity('c'), num(-1))), inner()),
    () => matrix.subtract(inner(), anySymbol(draw, shape)),
  ])();
}

/** Sizes from 1 to 3, a layer i or k, and rows and columns to look at. */
export function anyNumbers(draw: Random): Numbers {
  const some = (): number => 1 + Math.floor(draw() * 3);
  return new Map([...names.map((name) => [name, some()] as const), ['k', 2], ['i', 1]]);
}
