/**
 * A matrix expression whose entries are a given term in two free indices (or one, or none). What shares a free index is
 * multiplied element by element, what shares a summed one is a matrix product; scalars stand in front. The result is a
 * candidate in the form that textbooks print: `entryProof.ts` proves it, nothing trusts it. Contraction is
 * `contraction.ts`.
 */
import {
  addIndex,
  type Bracket,
  type Expr,
  freeIndices,
  freshIndex,
  type Index,
  type IndexedSum,
  index,
  indexNames,
  indexVariable,
  indicesIn,
  type Matrix,
  matrix,
  nodes,
  num,
  type Quantity,
  type Shape,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import type { Range } from '../network/index.ts';
import { broadcast, combined, type Factor } from './contraction.ts';
import { summed } from './summed.ts';
import { opened, transposes } from './transposed.ts';

/** What a matrix form is asked for. */
export interface FormRequest {
  /** The free index that numbers the rows, if there is one. */
  readonly row?: Range;
  /** The free index that numbers the columns. */
  readonly column?: Range;
  /** The ranges of a family's indices in order; undefined where nothing is declared. */
  readonly ranges: (family: string) => readonly Range[] | undefined;
  /** Whether a family's one index numbers columns. */
  readonly isRow?: (family: string) => boolean;
  /** Whether the index at a place of a family numbers matrices, and so neither rows nor columns of one. */
  readonly numbers?: (family: string, place: number) => boolean;
}

/** Terms nested deeper than this have no form that anyone would read. */
const DEEPEST = 200;

/** The matrix form of a term, n × 1 without a column, 1 × 1 without free indices; undefined where none is found. */
export function matrixForm(term: Expr, request: FormRequest): Matrix | undefined {
  if (term.depth > DEEPEST) return undefined;
  const free = [request.row, request.column].filter((each) => each !== undefined);
  if (!free.every(isAxis)) return undefined;
  const scope: Scope = new Map(free.map((range) => [range.index, range.to]));
  const on = free.map((range) => range.index);
  try {
    const factor = new Former(request).form(term, scope);
    return factor === undefined ? undefined : opened(broadcast(factor, on, scope));
  } catch (error) {
    // A chain of products too long to be read has no form either.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The indices that number rows or columns here, and how far each runs; those met first number rows. */
export type Scope = ReadonlyMap<string, Index>;

const one = index(1);

const isAxis = ({ from }: { readonly from: Index }): boolean => from.key === '1';

class Former {
  readonly #ranges: FormRequest['ranges'];
  readonly #isRow: (family: string) => boolean;
  readonly #numbers: (family: string, place: number) => boolean;
  /** Summed indices that number matrices. */
  readonly #labels = new Set<string>();

  constructor({ ranges, isRow = () => false, numbers = () => false }: FormRequest) {
    this.#ranges = ranges;
    this.#isRow = isRow;
    this.#numbers = numbers;
  }

  /** A term as a scalar, vector or matrix on the indices of the scope that it contains. */
  form(term: Expr, scope: Scope): Factor | undefined {
    const isFixed = [...freeIndices(term)].every((each) => !scope.has(each));
    if (isFixed && !nodes(term).some((node) => node.kind === 'indexedSum'))
      return { matrix: matrix.scalar(term), on: [] };
    return this.#kind(term, scope);
  }

  #kind(term: Expr, scope: Scope): Factor | undefined {
    switch (term.kind) {
      case 'quantity':
        return this.#member(term, scope);
      case 'partial': {
        const of = term.args[0] as Expr;
        if (term.hold.length > 0 || [...indicesIn(of)].some((each) => scope.has(each))) return undefined;
        const by = this.#member(term.by, scope);
        if (by?.matrix.kind === 'symbol') return { ...by, matrix: matrix.gradient(of, by.matrix) };
        const row = by?.matrix.kind === 'transpose' ? by.matrix.args[0] : undefined;
        if (by === undefined || row?.kind !== 'symbol') return undefined;
        return { ...by, matrix: matrix.transpose(matrix.gradient(of, row)) };
      }
      case 'bracket':
        return unitFactor(term, scope);
      case 'product':
      case 'indexedSum':
        return this.#product(term, scope);
      case 'power': {
        const [base, exponent] = term.args as readonly [Expr, Expr];
        if ([...freeIndices(exponent)].some((each) => scope.has(each))) return undefined;
        return this.#elementwise([base], scope, ([of]) => matrix.power(of as Matrix, exponent));
      }
      case 'sum':
        return this.#elementwise(term.args, scope, summed);
      case 'apply':
        return this.#elementwise(term.args, scope, (args) => matrix.map(term.name, args, term.orders));
      case 'cases':
        return this.#elementwise(term.args, scope, ([guard, here, there]) =>
          matrix.cases(guard as Matrix, here as Matrix, there as Matrix),
        );
      default:
        return undefined;
    }
  }

  /** Arguments brought to one shape, and put together. */
  #elementwise(
    args: readonly Expr[],
    scope: Scope,
    build: (args: readonly Matrix[]) => Matrix,
  ): Factor | undefined {
    const factors: Factor[] = [];
    for (const arg of args) {
      const factor = this.form(arg, scope);
      // Entry by entry only the diagonal of S_kk counts, a column.
      const upright =
        factor !== undefined && factor.on.length > 1 && factor.on[0] === factor.on[1]
          ? combined([factor], [], scope)
          : factor;
      if (upright === undefined) return undefined;
      factors.push(upright);
    }
    const on = inOrder(new Set(factors.flatMap((each) => each.on)), scope);
    if (on.length > 2) return undefined;
    const turned = (order: readonly string[]): Factor => ({
      matrix: build(factors.map((each) => broadcast(each, order, scope))),
      on: order,
    });
    const [upright, other] = [turned(on), turned(on.toReversed())];
    return transposes(other.matrix) < transposes(upright.matrix) ? other : upright;
  }

  /** A member of a family: the indices of the scope in it are its axes. */
  #member(member: Quantity, scope: Scope): Factor | undefined {
    const on: string[] = [];
    const indices = member.indices.map((each, place) => {
      const moving = [...indexNames(each)].filter((name) => scope.has(name));
      // Behind an axis such an index would pick single columns out of a matrix.
      if (moving.length === 0) return on.length > 0 && this.#isLabel(each) ? undefined : each;
      if (moving.length > 1 || each.key !== moving[0] || on.length === 2) return undefined;
      if (this.#numbers(member.name, place)) return undefined;
      on.push(each.key);
      return on.length === 1 ? ('row' as const) : ('column' as const);
    });
    const known = indices.filter((each) => each !== undefined);
    if (known.length < indices.length || !this.#covers(member, on, scope)) return undefined;
    const [row, column] = on;
    const shape: Shape = { rows: sizeOf(row, scope), columns: sizeOf(column, scope) };
    if (row !== undefined && column === undefined && this.#isRow(member.name)) {
      const places = known.map((each) => (each === 'row' ? 'column' : each));
      const turned = { rows: shape.columns, columns: shape.rows };
      return { matrix: matrix.transpose(matrix.symbol(member.name, places, turned)), on };
    }
    return { matrix: matrix.symbol(member.name, known, shape), on };
  }

  #isLabel(each: Index): boolean {
    return [...indexNames(each)].some((name) => this.#labels.has(name));
  }

  /** Whether each axis runs over the whole of its family's range. */
  #covers(member: Quantity, on: readonly string[], scope: Scope): boolean {
    const declared = this.#ranges(member.name);
    if (declared === undefined) return true;
    const at = new Map(declared.map((range, i) => [range.index, member.indices[i] as Index]));
    return declared.every((range, i) => {
      const name = member.indices[i]?.key ?? '';
      if (!on.includes(name)) return true;
      const size = substituteIndex(range.to, at);
      return isAxis(range) && size.key === scope.get(name)?.key;
    });
  }

  /** Sums of products: at once where all their indices number rows or columns, otherwise one after the other. */
  #product(term: Expr, scope: Scope): Factor | undefined {
    return this.#merged(term, scope) ?? this.#nested(term, scope);
  }

  #merged(term: Expr, scope: Scope): Factor | undefined {
    const bound: string[] = [];
    const factors: Expr[] = [];
    const wider = new Map(scope);
    const taken = new Set([...scope.keys(), ...indicesIn(term)]);
    const free = freeIndices(term);
    const open: Expr[] = [term];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.kind === 'product') open.push(...node.args.toReversed());
      else if (node.kind === 'indexedSum') {
        if (!isAxis(node) || [...indexNames(node.to)].some((name) => wider.has(name))) return undefined;
        const [name, body] =
          wider.has(node.index) || free.has(node.index)
            ? renamed(node, taken)
            : [node.index, node.args[0] as Expr];
        taken.add(name);
        wider.set(name, node.to);
        bound.push(name);
        open.push(body);
      } else if (isSummedSquare(node, bound)) open.push(node.args[0] as Expr, node.args[0] as Expr);
      else factors.push(node);
    }
    const formed: Factor[] = [];
    for (const each of factors) {
      const factor = this.form(each, wider);
      if (factor === undefined) return undefined;
      formed.push(factor);
    }
    return combined(formed, bound.toReversed(), wider);
  }

  #nested(term: Expr, scope: Scope): Factor | undefined {
    if (term.kind === 'product') {
      const formed = term.args.map((each) => this.form(each, scope));
      const known = formed.filter((each) => each !== undefined);
      return known.length < formed.length ? undefined : combined(known, [], scope);
    }
    if (term.kind !== 'indexedSum') return undefined;
    const { from, to } = term;
    if ([from, to].some((each) => [...indexNames(each)].some((name) => scope.has(name)))) return undefined;
    const taken = new Set([...scope.keys(), ...this.#labels, ...indicesIn(term)]);
    const isTaken = scope.has(term.index) || this.#labels.has(term.index);
    const [name, body] = isTaken ? renamed(term, taken) : [term.index, term.args[0] as Expr];
    this.#labels.add(name);
    const inner = this.form(body, scope);
    this.#labels.delete(name);
    if (inner === undefined) return undefined;
    const moves = [inner.matrix.shape.rows, inner.matrix.shape.columns].some((size) =>
      indexNames(size).has(name),
    );
    return moves ? undefined : { ...inner, matrix: matrix.indexedSum(name, from, to, inner.matrix) };
  }
}

/** Σ_i r_i² is the product of a vector with itself. */
const isSummedSquare = (node: Expr, bound: readonly string[]): boolean => {
  if (node.kind !== 'power' || node.args[1] !== num(2)) return false;
  const free = freeIndices(node.args[0] as Expr);
  return bound.some((each) => free.has(each));
};

function renamed(node: IndexedSum, taken: ReadonlySet<string>): readonly [string, Expr] {
  const name = freshIndex(node.index, taken);
  return [name, substituteIndices(node.args[0] as Expr, new Map([[node.index, indexVariable(name)]]))];
}

/** [i = j] between two indices of one range is the identity. */
function unitFactor({ relations }: Bracket, scope: Scope): Factor | undefined {
  const [only, ...more] = relations;
  if (only?.kind !== 'equal' || more.length > 0) return undefined;
  const [left, right] = [only.left.key, only.right.key];
  const size = scope.get(left);
  if (left === right || size === undefined || size.key !== scope.get(right)?.key) {
    return solvedUnit(only.left, only.right, scope);
  }
  return { matrix: matrix.identity(size), on: inOrder(new Set([left, right]), scope) };
}

/** [i − j = 0] says the same. */
function solvedUnit(left: Index, right: Index, scope: Scope): Factor | undefined {
  const difference = addIndex(left, right, -1);
  const [a, b] = difference.terms.map(({ atom }) => atom.name);
  const isPair =
    difference.terms.length === 2 && difference.constant === 0 && a !== undefined && b !== undefined;
  const opposite = difference.terms[0]?.coefficient === -(difference.terms[1]?.coefficient ?? 0);
  if (!isPair || !opposite || Math.abs(difference.terms[0]?.coefficient ?? 0) !== 1) return undefined;
  const size = scope.get(a);
  if (size === undefined || size.key !== scope.get(b)?.key) return undefined;
  return { matrix: matrix.identity(size), on: inOrder(new Set([a, b]), scope) };
}

const sizeOf = (name: string | undefined, scope: Scope): Index =>
  (name === undefined ? undefined : scope.get(name)) ?? one;

const inOrder = (names: ReadonlySet<string>, scope: Scope): readonly string[] =>
  [...scope.keys()].filter((each) => names.has(each));
