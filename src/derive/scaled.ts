/** Numbers before matrices: the numbers among factors stand in front of everything else. */
import { type Expr, type Matrix, matrix, num, productOf } from '../expr/index.ts';

/** Scalars before a matrix, or multiplied: terms as one factor, then what is itself a matrix product. Example: c((xᵀy)A) → (c(xᵀy))A */
export function scaled(scalars: readonly Matrix[], of?: Matrix): Matrix {
  const terms: Expr[] = [];
  const inner: Matrix[] = [];
  const rest = of === undefined ? undefined : apart(of);
  for (const each of [...scalars, ...(rest?.scalars ?? [])].flatMap(factorsOf)) {
    if (each.kind === 'scalar') terms.push(each.value);
    else inner.push(each);
  }
  const front = terms.length === 0 ? [] : [matrix.scalar(productOf(terms.flatMap(factorsOfTerm)))];
  const all = [...front, ...inner, ...(rest === undefined ? [] : [rest.of])];
  if (all.length === 0) return matrix.scalar(num(1));
  return all.reduceRight((whole, each) => matrix.scale(each, whole));
}

/** The product of two matrices, their scalars in front. Example: A(cB) → c(AB). Throws: ShapeError if the inner sizes differ. */
export function multiplied(a: Matrix, b: Matrix): Matrix {
  const [left, right] = [apart(a), apart(b)];
  const product = matrix.product(left.of, right.of);
  const scalars = [...left.scalars, ...right.scalars];
  return scalars.length === 0 ? product : scaled(scalars, product);
}

/** A matrix and the scalars before it. */
export function apart(whole: Matrix): { readonly scalars: readonly Matrix[]; readonly of: Matrix } {
  const scalars: Matrix[] = [];
  let of = whole;
  for (; of.kind === 'scale'; of = of.args[1] as Matrix) scalars.push(of.args[0] as Matrix);
  return { scalars, of };
}

/** The factors of a number: c(xᵀy) is c and xᵀy. */
const factorsOf = (scalar: Matrix): readonly Matrix[] =>
  scalar.kind === 'scale' ? scalar.args.flatMap(factorsOf) : [scalar];

const factorsOfTerm = (term: Expr): readonly Expr[] => (term.kind === 'product' ? term.args : [term]);
