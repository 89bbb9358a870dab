/**
 * Sums of matrices as people write them: like terms joined, and a factor at one end that all terms of a difference share
 * outside of it, so that residuals stay whole.
 */
import { type Expr, entry, Fraction, indexVariable, type Matrix, matrix, num } from '../expr/index.ts';
import { apart, multiplied, scaled } from './scaled.ts';

/** A number times the rest. */
interface Term {
  readonly coefficient: Fraction;
  readonly of: Matrix;
}

/** The sum. Example: AᵀAx − Aᵀb → Aᵀ(Ax − b). Throws: ShapeError unless all shapes are the same. */
export function summed(terms: readonly Matrix[]): Matrix {
  const joined = likeJoined(terms.map(termOf));
  const all = joined.map(matrixOf);
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  const isDifference = joined.some(
    ({ coefficient }) => coefficient.s < 0n !== (joined[0] as Term).coefficient.s < 0n,
  );
  return (isDifference ? factored(all) : undefined) ?? matrix.sum(...all);
}

function termOf(whole: Matrix): Term {
  const { scalars, of } = apart(whole);
  let coefficient = new Fraction(1);
  const others: Matrix[] = [];
  for (const each of scalars) {
    const factors =
      each.kind !== 'scalar' ? [] : each.value.kind === 'product' ? each.value.args : [each.value];
    const [first, ...rest] = factors;
    if (first?.kind !== 'number') others.push(each);
    else {
      coefficient = coefficient.mul(first.value);
      others.push(...rest.map(matrix.scalar));
    }
  }
  return { coefficient, of: others.length === 0 ? of : scaled(others, of) };
}

const matrixOf = ({ coefficient, of }: Term): Matrix =>
  coefficient.equals(1) ? of : scaled([matrix.scalar(num(coefficient))], of);

/** Entries at a row and a column that occur nowhere: equal for matrices that are written in the same way. */
const keyOf = (of: Matrix): Expr =>
  entry(productOf(chainOf(of)), indexVariable('%row'), indexVariable('%column'));

/** Columns of ones of all lengths have the same entries. */
const isSame = (a: Matrix, b: Matrix): boolean =>
  a.shape.rows.key === b.shape.rows.key &&
  a.shape.columns.key === b.shape.columns.key &&
  keyOf(a) === keyOf(b);

function likeJoined(terms: readonly Term[]): readonly Term[] {
  const found = new Map<Expr, Term>();
  for (const each of terms) {
    const key = keyOf(each.of);
    const before = found.get(key);
    const coefficient = before === undefined ? each.coefficient : before.coefficient.add(each.coefficient);
    found.set(key, { of: before?.of ?? each.of, coefficient });
  }
  const kept = [...found.values()].filter(({ coefficient }) => coefficient.n !== 0n);
  return kept.length === 0 ? terms : kept;
}

/** With the factor at one end that all terms share outside. */
function factored(terms: readonly Matrix[]): Matrix | undefined {
  const products = terms.map((each) => {
    const { scalars, of } = apart(each);
    return { scalars, chain: chainOf(of) };
  });
  if (products.some(({ chain }) => chain.length < 2)) return undefined;
  for (const end of [0, -1]) {
    const shared = products[0]?.chain.at(end) as Matrix;
    if (!products.every(({ chain }) => isSame(chain.at(end) as Matrix, shared))) continue;
    const inner = products.map(({ scalars, chain }) => {
      const rest = end === 0 ? chain.slice(1) : chain.slice(0, -1);
      return scaled(
        scalars,
        rest.reduceRight((right, left) => matrix.product(left, right)),
      );
    });
    const sum = matrix.sum(...inner);
    return end === 0 ? multiplied(shared, sum) : multiplied(sum, shared);
  }
  return undefined;
}

const chainOf = (of: Matrix): readonly Matrix[] => (of.kind === 'product' ? of.args.flatMap(chainOf) : [of]);

const productOf = (chain: readonly Matrix[]): Matrix =>
  chain.reduceRight((right, left) => matrix.product(left, right));
