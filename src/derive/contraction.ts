/**
 * Products of scalars, vectors and matrices that share indices, in the manner of Einstein: summed indices are eliminated
 * one by one, what stands on the same indices is multiplied element by element.
 */
import { type Index, index, type Matrix, matrix, num } from '../expr/index.ts';
import { multiplied, scaled } from './scaled.ts';
import { transposed } from './transposed.ts';

/** A matrix and the indices that it stands on: none for a scalar, one for a column, rows and columns otherwise. */
export interface Factor {
  readonly matrix: Matrix;
  readonly on: readonly string[];
}

/** A factor and where it stands among the others, for the order in which they are printed. */
interface Placed extends Factor {
  readonly place: number;
}

type Sizes = ReadonlyMap<string, Index>;

const sizeOf = (name: string, sizes: Sizes): Index => sizes.get(name) ?? index(1);

/** The same entries on other indices: turned, or repeated along an index they lack. */
export function broadcast({ matrix: of, on }: Factor, to: readonly string[], sizes: Sizes): Matrix {
  const [row, column] = to;
  const rows = row === undefined ? index(1) : sizeOf(row, sizes);
  if (on.length === to.length) return on[0] === to[0] ? of : transposed(of);
  if (on.length === 0) {
    const ones = matrix.ones(rows, column === undefined ? index(1) : sizeOf(column, sizes));
    return of.kind === 'scalar' && of.value === num(1) ? ones : scaled([of], ones);
  }
  return on[0] === row
    ? multiplied(of, transposed(matrix.ones(sizeOf(column as string, sizes))))
    : multiplied(matrix.ones(rows), transposed(of));
}

/** Σ over the bound indices (innermost first) of the product of the factors; undefined where that is no matrix. */
export function combined(
  factors: readonly Factor[],
  bound: readonly string[],
  sizes: Sizes,
): Factor | undefined {
  const all = new Contraction(factors, bound, sizes);
  return all.run() ? all.result() : undefined;
}

class Contraction {
  readonly #sizes: Sizes;
  #bound: readonly string[];
  readonly #scalars: Matrix[] = [];
  readonly #vectors = new Map<string, Placed[]>();
  #matrices: Placed[] = [];

  constructor(factors: readonly Factor[], bound: readonly string[], sizes: Sizes) {
    this.#sizes = sizes;
    this.#bound = bound;
    for (const [place, each] of factors.entries()) this.#add({ ...each, place });
  }

  /** Eliminates every bound index. */
  run(): boolean {
    while (this.#bound.length > 0) {
      if (this.#identify() || this.#trace()) continue;
      this.#merge();
      const next =
        this.#bound.find((each) => this.#isEasy(each)) ??
        this.#bound.find((each) => this.#touching(each).length <= 2);
      if (next === undefined) return false;
      this.#bound = this.#bound.filter((each) => each !== next);
      this.#eliminate(next);
    }
    this.#merge();
    return true;
  }

  result(): Factor | undefined {
    const names = new Set([...this.#vectors.keys(), ...this.#matrices.flatMap(({ on }) => on)]);
    const on = [...this.#sizes.keys()].filter((each) => names.has(each));
    const [row, column] = on;
    if (on.length > 2) return undefined;
    if (row === undefined) return { matrix: scaled(this.#scalars), on };
    if (column === undefined) return { matrix: scaled(this.#scalars, this.#vector(row)), on };
    const [only] = this.#matrices;
    const [left, right] = [this.#vectors.get(row), this.#vectors.get(column)];
    if (only === undefined) {
      const turned = transposed(this.#vector(column));
      return { matrix: scaled(this.#scalars, multiplied(this.#vector(row), turned)), on };
    }
    const beside = [...(left ?? []), ...(right ?? [])];
    if (only.matrix.kind === 'identity' && beside.length > 0)
      return { matrix: scaled(this.#scalars, matrix.diag(entrywise(inPlace(beside)))), on };
    let whole = turnedTo(only, row);
    if (left !== undefined) whole = multiplied(matrix.diag(this.#vector(row)), whole);
    if (right !== undefined) whole = multiplied(whole, matrix.diag(this.#vector(column)));
    return { matrix: scaled(this.#scalars, whole), on };
  }

  #add(factor: Placed): void {
    const [row, column] = factor.on;
    if (row === undefined) this.#scalars.push(factor.matrix);
    else if (column === undefined) this.#vectors.set(row, [...(this.#vectors.get(row) ?? []), factor]);
    else this.#matrices.push(factor);
  }

  #touching(name: string): readonly Placed[] {
    return this.#matrices.filter(({ on }) => on.includes(name));
  }

  /** Whether eliminating an index needs no diag. */
  #isEasy(name: string): boolean {
    const degree = this.#touching(name).length;
    return degree <= 1 || (degree === 2 && !this.#vectors.has(name));
  }

  #vector(name: string): Matrix {
    const own = this.#vectors.get(name);
    return own === undefined ? matrix.ones(sizeOf(name, this.#sizes)) : entrywise(inPlace(own));
  }

  /** Matrices on the same two indices multiply element by element; one on a single index gives its diagonal. */
  #merge(): void {
    const groups = new Map<string, Placed[]>();
    for (const each of this.#matrices) {
      const key = each.on.toSorted().join(' ');
      groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    this.#matrices = [];
    for (const group of groups.values()) {
      const [first, ...rest] = group.toSorted((a, b) => a.place - b.place);
      if (first === undefined) continue;
      const { place } = first;
      const [row, column] = first.on as readonly [string, string];
      const upright = rest.every(({ on }) => on[0] === row);
      const side = upright ? row : this.#earlier(row, column);
      const whole = entrywise([first, ...rest].map((each) => turnedTo(each, side)));
      if (row !== column) {
        this.#matrices.push({ matrix: whole, on: side === row ? [row, column] : [column, row], place });
        continue;
      }
      const size = sizeOf(row, this.#sizes);
      const diagonal = multiplied(matrix.hadamard(matrix.identity(size), whole), matrix.ones(size));
      this.#add({ matrix: diagonal, on: [row], place });
    }
  }

  #earlier(a: string, b: string): string {
    const order = [...this.#sizes.keys()];
    return order.indexOf(a) < order.indexOf(b) ? a : b;
  }

  /** Σ_i a_ii and Σ_i Σ_k a_ik b_ki where nothing else stands on these indices. */
  #trace(): boolean {
    for (const factor of this.#matrices) {
      const [row, column] = factor.on as readonly [string, string];
      const isBound = [row, column].every((each) => this.#bound.includes(each) && !this.#vectors.has(each));
      if (!isBound) continue;
      const both = this.#matrices.filter(({ on }) => on.includes(row) || on.includes(column));
      const [a, b] = [factor, both.find((each) => each !== factor)];
      if (both.length !== (row === column ? 1 : 2)) continue;
      if (b !== undefined && !(b.on.includes(row) && b.on.includes(column))) continue;
      // The outer of the two sums runs over the diagonal of the product.
      const outer = this.#bound.indexOf(row) > this.#bound.indexOf(column) ? row : column;
      const inner = outer === row ? column : row;
      const square = b === undefined ? a.matrix : multiplied(turnedTo(a, outer), turnedTo(b, inner));
      this.#scalars.push(matrix.trace(square));
      this.#matrices = this.#matrices.filter((each) => !both.includes(each));
      this.#bound = this.#bound.filter((each) => each !== row && each !== column);
      return true;
    }
    return false;
  }

  #eliminate(name: string): void {
    const [a, b] = this.#touching(name);
    const own = this.#vectors.get(name);
    this.#vectors.delete(name);
    this.#matrices = this.#matrices.filter((each) => each !== a && each !== b);
    const place = Math.min(...[a, b, ...(own ?? [])].map((each) => each?.place ?? Number.POSITIVE_INFINITY));
    const ones = matrix.ones(sizeOf(name, this.#sizes));
    const vectors = own === undefined ? [] : inPlace(own);
    if (a === undefined) {
      const [first, ...rest] = leadingFirst(vectors);
      const isAlone = rest.length === 0 && first?.kind !== 'transpose';
      const [left, right] = isAlone
        ? [ones, first ?? ones]
        : [first as Matrix, rest.length === 0 ? ones : entrywise(rest)];
      this.#scalars.push(multiplied(transposed(left), right));
      return;
    }
    const row = other(a, name);
    const left = turnedTo(a, row);
    if (b === undefined) {
      const column = own === undefined ? ones : entrywise(vectors);
      this.#add({ matrix: multiplied(left, column), on: [row], place });
      return;
    }
    const column = other(b, name);
    const right = turnedTo(b, name);
    const weighted = own === undefined ? right : multiplied(matrix.diag(entrywise(vectors)), right);
    this.#add({ matrix: multiplied(left, weighted), on: [row, column], place });
  }

  /** Σ_k [i = k] u_k puts i for k everywhere. */
  #identify(): boolean {
    for (const unit of this.#matrices) {
      if (unit.matrix.kind !== 'identity') continue;
      const name = unit.on.find((each) => this.#bound.includes(each));
      if (name === undefined) continue;
      const to = other(unit, name);
      this.#bound = this.#bound.filter((each) => each !== name);
      const moved = this.#vectors.get(name) ?? [];
      this.#vectors.delete(name);
      this.#matrices = this.#matrices
        .filter((each) => each !== unit)
        .map((each) => ({ ...each, on: each.on.map((own) => (own === name ? to : own)) }));
      for (const each of moved) this.#add({ ...each, on: [to] });
      return true;
    }
    return false;
  }
}

const inPlace = (all: readonly Placed[]): readonly Matrix[] =>
  all.toSorted((a, b) => a.place - b.place).map((each) => each.matrix);

const other = ({ on }: Factor, name: string): string => (on[0] === name ? on[1] : on[0]) as string;

const turnedTo = ({ matrix: of, on }: Factor, row: string): Matrix => (on[0] === row ? of : transposed(of));

const entrywise = (all: readonly Matrix[]): Matrix =>
  all.length === 1 ? (all[0] as Matrix) : matrix.hadamard(...all);

/** What has the shortest transpose leads a scalar product: a row, then a symbol. */
function leadingFirst(all: readonly Matrix[]): readonly Matrix[] {
  const lead =
    all.find((each) => each.kind === 'transpose') ?? all.find((each) => each.kind === 'symbol') ?? all[0];
  const at = all.indexOf(lead as Matrix);
  return [...all.slice(at, at + 1), ...all.slice(0, at), ...all.slice(at + 1)];
}
