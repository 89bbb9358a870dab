/** Powers: of numbers, and of every entry of a matrix. */
import { entry, index, type Matrix, matrix, num } from '../../expr/index.ts';
import { spanOf } from '../names.ts';
import { FormulaError } from '../scope.ts';
import { shorten, type Token } from '../tokens.ts';
import { around, isNumber, type Placed, shapeText, unfit } from './placed.ts';
import type { MatrixScope } from './scope.ts';

/** Throws: FormulaError for `W^T`, where T is nothing. */
export function refuseTranspose(base: Placed, exponent: Token, scope: MatrixScope): void {
  if (isNumber(base.of) || exponent.text !== 'T' || scope.symbol('T') !== undefined) return;
  throw new FormulaError('T is no exponent', spanOf(exponent), `the transpose is ${shorten(base.text)}'`);
}

/** `base ^ exponent` or `base .^ exponent`. Throws: FormulaError if the shapes do not allow it. */
export function raised(base: Placed, sign: string, exponent: Placed, scope: MatrixScope): Matrix {
  if (sign === '^' && !isNumber(base.of)) {
    const [of, power] = [shorten(base.text), shorten(exponent.text)];
    throw new FormulaError(
      `${of} is ${shapeText(base.of.shape)}, and only numbers have powers`,
      around(base.span, exponent.span),
      `write ${of}.^${power} for every entry`,
    );
  }
  if (!isNumber(exponent.of)) throw unfit(exponent, '1 × 1', 'an exponent is a number');
  const value = entry(exponent.of, index(1), index(1), scope.taken);
  return base.norm !== undefined && value === num(2) ? base.norm : matrix.power(base.of, value);
}
