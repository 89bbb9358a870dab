/** What a matrix means: its entries. Part of what is trusted, so each line only restates a definition. */
import {
  apply,
  bracket,
  cases,
  type Expr,
  indexedSum,
  num,
  partial,
  power,
  product,
  type Quantity,
  quantity,
  sumOf,
} from './expression.ts';
import { type Index, index, indexNames, indexVariable } from './indices.ts';
import type { Matrix, MatrixSymbol } from './matrix.ts';
import { freshIndex, indicesIn, substituteIndices } from './substitute.ts';

const one = index(1);

/** The member of a family that stands at a row and a column. */
const memberAt = (of: MatrixSymbol, row: Index, column: Index): Quantity =>
  quantity(
    of.name,
    of.indices.map((each) => (each === 'row' ? row : each === 'column' ? column : each)),
  );

/** The entry at a row and a column, both counted from 1; bound indices avoid the names given. */
export function entry(
  of: Matrix,
  row: Index,
  column: Index,
  avoiding: ReadonlySet<string> = new Set(),
): Expr {
  const at = (i: number, r: Index = row, c: Index = column, taken = avoiding): Expr =>
    entry(of.args[i] as Matrix, r, c, taken);
  const all = (): readonly Expr[] => of.args.map((_, i) => at(i));
  switch (of.kind) {
    case 'symbol':
      return memberAt(of, row, column);
    case 'gradient':
      return partial(of.of, memberAt(of.by, row, column));
    case 'scalar':
      return of.value;
    case 'ones':
      return num(1);
    case 'identity':
      return same(row, column);
    case 'transpose':
      return at(0, column, row);
    case 'product': {
      const inner = (of.args[0] as Matrix).shape.columns;
      const summand: Summand = (k, taken) => times(at(0, row, k, taken), at(1, k, column, taken));
      return summed(inner, summand, of, [row, column], avoiding);
    }
    case 'trace': {
      const size = (of.args[0] as Matrix).shape.rows;
      return summed(size, (k, taken) => at(0, k, k, taken), of, [], avoiding);
    }
    case 'hadamard':
    case 'scale':
      return of.kind === 'scale' ? times(at(0, one, one), at(1)) : all().reduce(times);
    case 'sum':
      return sumOf(all());
    case 'map':
      return apply(of.name, all(), of.orders);
    case 'power':
      return power(at(0), of.exponent);
    case 'cases':
      return cases(at(0), at(1), at(2));
    case 'diag':
      return times(same(row, column), at(0, row, one));
    case 'indexedSum': {
      // Placeholders for row and column: substitution renames the bound index where it would capture one of theirs.
      const [r, c] = [indexVariable('%row'), indexVariable('%column')];
      const inner = entry(of.args[0] as Matrix, r, c, new Set([...avoiding, ...namesOf([row, column])]));
      const term = indexedSum(of.index, of.from, of.to, inner);
      return substituteIndices(
        term,
        new Map([
          ['%row', row],
          ['%column', column],
        ]),
      );
    }
  }
}

/** A term at a bound index, whose own bound indices avoid those around it. */
type Summand = (k: Index, avoiding: ReadonlySet<string>) => Expr;

/** Σ_{k=1}^{size} summand(k); a sum of one term is that term. */
function summed(
  size: Index,
  summand: Summand,
  of: Matrix,
  around: readonly Index[],
  avoiding: ReadonlySet<string>,
): Expr {
  if (size.key === '1') return summand(one, avoiding);
  const taken = new Set([...avoiding, ...indicesOf(of), ...namesOf(around)]);
  const k = freshIndex('k', taken);
  return indexedSum(k, one, size, summand(indexVariable(k), new Set([...avoiding, k])));
}

/** a · b, the factor 1 dropped. */
function times(a: Expr, b: Expr): Expr {
  if (a === num(1)) return b;
  return b === num(1) ? a : product(...factors(a), ...factors(b));
}

const factors = (term: Expr): readonly Expr[] => (term.kind === 'product' ? term.args : [term]);

/** [row = column] */
const same = (row: Index, column: Index): Expr =>
  row.key === column.key ? num(1) : bracket({ kind: 'equal', left: row, right: column });

function namesOf(indices: readonly Index[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const each of indices) indexNames(each, names);
  return names;
}

/** Every index and size a matrix mentions, bound ones included. */
export function indicesOf(of: Matrix, into: Set<string> = new Set()): ReadonlySet<string> {
  for (const each of [of.shape.rows, of.shape.columns]) indexNames(each, into);
  const terms: Expr[] = [];
  if (of.kind === 'symbol') terms.push(memberAt(of, one, one));
  if (of.kind === 'gradient') terms.push(of.of, memberAt(of.by, one, one));
  if (of.kind === 'scalar') terms.push(of.value);
  if (of.kind === 'power') terms.push(of.exponent);
  if (of.kind === 'indexedSum') {
    into.add(of.index);
    for (const each of [of.from, of.to]) indexNames(each, into);
  }
  for (const term of terms) for (const name of indicesIn(term)) into.add(name);
  for (const arg of of.args) indicesOf(arg, into);
  return into;
}
