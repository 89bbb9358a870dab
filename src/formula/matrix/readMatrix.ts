/**
 * Text → matrices with shapes, in math.js's expression syntax. What a matrix means entry by entry is `expr/entry.ts`.
 *
 *     matrix      = sum [ comparison sum "?" matrix ":" matrix ]
 *     comparison  = ">" | "<" | ">=" | "<="
 *     sum         = product { ( "+" | "-" ) product }
 *     product     = signed { ( "*" | "/" | ".*" | "./" ) signed }
 *     signed      = { "-" | "+" } power
 *     power       = transposed [ ( "^" | ".^" ) signed ]
 *     transposed  = atom { "'" }
 *     atom        = number | name | "(" matrix ")" | name [ "'" … ] "(" matrix { "," matrix } ")"
 *                 | "ones" "(" size [ "," size ] ")" | "identity" "(" size ")"
 *
 * A * B is the product of matrices, .* ./ and .^ go entry by entry; a number (1 × 1) multiplies every entry, and beside + - .*
 * stands for a matrix full of it. Otherwise nothing is repeated to fit: both shapes are in the message, at their place. A power
 * of a matrix is not read; A.^2 squares every entry. Functions act on every entry, except sum, mean, tr (or trace), norm, dot and
 * diag; norm(A) is Frobenius's, the root of the sum of all squares. An opaque function of one argument acts on every entry, one of
 * several takes whole quantities and gives a number.
 *
 * The mark ' after the name of a function is a derivative, g'(z); after anything else it is the transpose, W'*x, (A*B)', g(z)'.
 * No name is both. Where samples are numbered, sum(e) and mean(e) of one number for each sample run over the samples.
 *
 * Nesting is bounded, so the reader may recurse.
 */
import { type Matrix, matrix, num } from '../../expr/index.ts';
import { checkMarks } from '../frame.ts';
import { missingOperator, notAFunction, spanOf } from '../names.ts';
import { literal } from '../operand.ts';
import { FormulaError } from '../scope.ts';
import type { Token } from '../tokens.ts';
import { applied, arityOf } from './call.ts';
import { chosen, compared } from './comparison.ts';
import { Cursor, noOperand, unexpected } from './cursor.ts';
import { type Comparison, conform, isComparison, isNumber, type Placed } from './placed.ts';
import { ProductRow } from './productRow.ts';
import { raised, refuseTranspose } from './raised.ts';
import { reductions } from './reductions.ts';
import type { MatrixScope } from './scope.ts';
import { constantFrom, constantNames, isConstant, namesIn, symbolOf } from './symbols.ts';

/** The longest formula, in UTF-16 units. */
const LONGEST = 100_000;

/** Whether a name is a function of matrices, which no quantity can have. */
export const isMatrixFunction = (name: string): boolean =>
  isConstant(name) || arityOf(name, nothing) !== undefined;

/** Functions of whole matrices, and those that make one of its sizes. */
const matrixFunctions = [...reductions.keys(), ...constantNames];

const nothing: MatrixScope = {
  symbol: () => undefined,
  isSize: () => false,
  opaque: () => undefined,
  names: () => [],
  taken: new Set(),
};

class Reader {
  readonly #scope: MatrixScope;
  readonly #cursor: Cursor;

  constructor(text: string, scope: MatrixScope) {
    this.#scope = scope;
    this.#cursor = new Cursor(text);
  }

  read(): Matrix {
    const first = this.#cursor.peek();
    if (first.kind === 'end') throw new FormulaError('the formula is empty', spanOf(first));
    const whole = this.#plain(this.#matrix());
    const token = this.#cursor.peek();
    if (token.kind !== 'end') throw unexpected(token);
    return whole.of;
  }

  #matrix(): Placed | Comparison {
    return this.#cursor.nested(() => {
      const first = this.#sum();
      const comparison = isComparison(first) ? first : this.#comparison(first);
      if (comparison === undefined || this.#cursor.peek().text !== '?') return comparison ?? first;
      const question = this.#cursor.next();
      const positive = this.#plain(this.#matrix());
      if (this.#cursor.peek().text !== ':')
        throw new FormulaError('this ? has no :', spanOf(question), 'write g > 0 ? a : b');
      this.#cursor.next();
      const other = this.#plain(this.#matrix());
      const of = chosen(comparison, positive, other);
      return this.#cursor.placed(of, comparison.span.offset);
    });
  }

  #comparison(left: Placed): Comparison | undefined {
    const sign = this.#cursor.peek();
    if (!/^[<>]=?$/.test(sign.text)) return undefined;
    this.#cursor.next();
    const right = this.#plain(this.#sum());
    const { guard, swapped } = compared(left, sign.text, right);
    const placed = this.#cursor.placed(guard, left.span.offset);
    return { guard: placed, swapped, span: placed.span };
  }

  #plain(value: Placed | Comparison): Placed {
    if (!isComparison(value)) return value;
    throw new FormulaError('a condition without ? and :', value.span, 'write g > 0 ? a : b');
  }

  #sum(): Placed | Comparison {
    const first = this.#product();
    if (isComparison(first) || !/^[-+]$/.test(this.#cursor.peek().text)) return first;
    const terms: Placed[] = [first];
    for (let sign = this.#cursor.peek().text; sign === '+' || sign === '-'; ) {
      this.#cursor.next();
      const term = this.#plain(this.#product());
      terms.push(sign === '-' ? { ...term, of: negated(term) } : term);
      sign = this.#cursor.peek().text;
    }
    return this.#cursor.placed(matrix.sum(...conform(terms)), first.span.offset);
  }

  #product(): Placed | Comparison {
    const first = this.#signed();
    if (isComparison(first)) return first;
    const row = new ProductRow(first, this.#cursor.text);
    for (;;) {
      const sign = this.#cursor.peek().text;
      if (!/^\.?[*/]$/.test(sign)) return row.value();
      this.#cursor.next();
      const factor = this.#plain(this.#signed());
      if (sign === '*') row.times(factor);
      else if (sign === '/') row.over(factor);
      else row.entrywise(factor, sign === './');
    }
  }

  #signed(): Placed | Comparison {
    const sign = this.#cursor.peek();
    if (sign.text !== '-' && sign.text !== '+') return this.#power();
    this.#cursor.next();
    const operand = this.#plain(this.#cursor.nested(() => this.#signed()));
    if (sign.text === '+') return this.#cursor.placed(operand.of, sign.offset);
    const isLiteral = operand.literal === 'unsigned';
    return this.#cursor.placed(negated(operand), sign.offset, isLiteral ? { literal: 'signed' } : {});
  }

  #power(): Placed | Comparison {
    const base = this.#transposed();
    const sign = this.#cursor.peek();
    if (isComparison(base) || !/^\.?\^$/.test(sign.text)) return base;
    this.#cursor.next();
    if (sign.text === '^') refuseTranspose(base, this.#cursor.peek(), this.#scope);
    const exponent = this.#plain(this.#cursor.nested(() => this.#signed()));
    return this.#cursor.placed(raised(base, sign.text, exponent, this.#scope), base.span.offset);
  }

  #transposed(): Placed | Comparison {
    let inner = this.#atom();
    while (this.#cursor.peek().text === "'") {
      const { of, span } = this.#plain(inner);
      this.#cursor.next();
      inner = this.#cursor.placed(isNumber(of) ? of : matrix.transpose(of), span.offset);
    }
    const next = this.#cursor.peek();
    if (next.kind === 'name' || next.kind === 'number' || next.text === '(')
      throw missingOperator(isComparison(inner) ? ')' : inner.text, next);
    return inner;
  }

  #atom(): Placed | Comparison {
    const token = this.#cursor.peek();
    if (token.kind === 'name') return this.#name();
    if (token.kind === 'number') {
      this.#cursor.next();
      const { expr, literal: kind } = literal(token);
      return this.#cursor.placed(
        matrix.scalar(expr),
        token.offset,
        kind === undefined ? {} : { literal: kind },
      );
    }
    if (token.text !== '(') throw noOperand(token);
    this.#cursor.next();
    const inner = this.#matrix();
    this.#cursor.close(token);
    return isComparison(inner) ? inner : this.#cursor.placed(inner.of, token.offset);
  }

  #name(): Placed {
    const name = this.#cursor.next();
    const arity = arityOf(name.text, this.#scope);
    const next = this.#cursor.peek();
    const isCalled = next.text === '(' || (next.text === "'" && arity !== undefined);
    if (isConstant(name.text) && next.text === '(') return constantFrom(name, this.#cursor, this.#scope);
    if (!isCalled) return this.#cursor.placed(symbolOf(name, this.#scope), name.offset);
    if (arity === undefined) throw notAFunction(name, next, namesIn(this.#scope), matrixFunctions);
    if (next.text === "'") checkMarks(name, next, this.#scope.opaque(name.text));
    let marks = 0;
    for (; this.#cursor.peek().text === "'"; marks++) this.#cursor.next();
    const open = this.#cursor.next();
    if (open.text !== '(') throw new FormulaError("expected ( after the mark '", spanOf(open));
    const args = this.#arguments(open);
    const span = this.#cursor.since(name.offset);
    if (args.length !== arity) {
      const plural = arity === 1 ? '' : 's';
      throw new FormulaError(`${name.text} takes ${arity} argument${plural}, not ${args.length}`, span);
    }
    const { of, norm } = applied(name.text, marks, args, span, this.#scope);
    return this.#cursor.placed(of, name.offset, norm === undefined ? {} : { norm });
  }

  #arguments(open: Token): readonly Placed[] {
    const args: Placed[] = [];
    if (this.#cursor.peek().text === ')') {
      this.#cursor.next();
      return args;
    }
    for (;;) {
      args.push(this.#plain(this.#matrix()));
      if (this.#cursor.peek().text !== ',') break;
      this.#cursor.next();
    }
    this.#cursor.close(open);
    return args;
  }
}

const negated = ({ of, literal: kind }: Placed): Matrix =>
  kind === 'unsigned' && of.kind === 'scalar' && of.value.kind === 'number'
    ? matrix.scalar(num(of.value.value.neg()))
    : matrix.scale(matrix.scalar(num(-1)), of);

/**
 * Reads a matrix formula.
 *
 * Throws: FormulaError, with the place in `text`, if it is none or its shapes do not fit
 * Example: `norm(g(W*x + b) - y)^2`
 */
export function readMatrix(text: string, scope: MatrixScope): Matrix {
  if (text.length > LONGEST) {
    throw new FormulaError(
      'the formula is too long',
      { offset: LONGEST, length: 0 },
      `at most ${LONGEST} characters`,
    );
  }
  try {
    return new Reader(text, scope).read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FormulaError(
      error.message,
      { offset: 0, length: text.length },
      'give parts of it names of their own',
    );
  }
}
