/** Functions in matrix formulas: entry by entry, of whole matrices, or opaque. */
import { apply, indexVariable, type Matrix, matrix, quantity } from '../../expr/index.ts';
import { functionNamed } from '../../functions/index.ts';
import type { Span } from '../../source/index.ts';
import { WHOLE } from '../bareRanges.ts';
import { FormulaError } from '../scope.ts';
import { shorten } from '../tokens.ts';
import { conform, isNumber, type Placed, shapeText } from './placed.ts';
import { reductions, squaredNorm } from './reductions.ts';
import type { MatrixScope } from './scope.ts';

/** Number of arguments of a function that takes some, or undefined if the name is no function. */
export function arityOf(name: string, scope: MatrixScope): number | undefined {
  const arity = scope.opaque(name) ?? functionNamed(name)?.arity ?? reductions.get(name)?.arity;
  return arity === 0 ? undefined : arity;
}

/** A function applied; a derivative if it has marks. Throws: FormulaError if the shapes do not fit. */
export function applied(
  name: string,
  marks: number,
  args: readonly Placed[],
  span: Span,
  scope: MatrixScope,
): Omit<Placed, 'text'> {
  const opaque = scope.opaque(name);
  const isEntrywise = opaque === undefined ? functionNamed(name) !== undefined : args.length === 1;
  if (isEntrywise) {
    const all = conform(args);
    const orders = all.map(() => marks);
    return { of: matrix.map(name, all, orders), span };
  }
  if (opaque !== undefined) return { of: ofWholes(name, args), span };
  const found = reductions.get(name);
  if (found === undefined) throw new RangeError(`${name} is no function`);
  const of = found.apply(args, scope);
  return name === 'norm' ? { of, span, norm: squaredNorm((args[0] as Placed).of) } : { of, span };
}

/** An opaque function of several quantities, each as a whole: one number. */
function ofWholes(name: string, args: readonly Placed[]): Matrix {
  if (args.every(({ of }) => isNumber(of)))
    return matrix.map(
      name,
      args.map(({ of }) => of),
    );
  const wholes = args.map(({ of, span, text }) => {
    if (of.kind === 'scalar' && of.value.kind === 'quantity') return of.value;
    if (of.kind !== 'symbol') {
      const message = `${name} takes whole quantities, and ${shorten(text)}, ${shapeText(of.shape)}, is none`;
      throw new FormulaError(message, span, 'give it a name by an equation of its own');
    }
    return quantity(
      of.name,
      of.indices.map((each) => (typeof each === 'string' ? indexVariable(WHOLE) : each)),
    );
  });
  return matrix.scalar(apply(name, wholes));
}
