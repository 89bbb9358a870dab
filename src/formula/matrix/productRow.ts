/** A row of factors while it is read: numbers stand in front, matrices multiply from left to right. */
import { isInteger, type Matrix, matrix, type Num, num } from '../../expr/index.ts';
import { around, conform, isNumber, misfit, type Placed, productHint, unfit } from './placed.ts';

export class ProductRow {
  readonly #text: string;
  #scalars: Matrix[] = [];
  /** Matrices that fit one another and whose product is no number yet. */
  #run: Matrix[] = [];
  #whole: Placed;
  /** Whether nothing but the first factor has been read. */
  #fresh = true;

  constructor(first: Placed, text: string) {
    this.#text = text;
    this.#whole = first;
    this.#add(first.of);
  }

  /** Throws: FormulaError if the shapes do not fit. */
  times(factor: Placed): void {
    const [rows, columns] = [this.#rows, factor.of.shape.rows.key];
    if (rows !== undefined && !isNumber(factor.of) && rows !== columns) {
      const left = this.value();
      throw misfit(left, factor, productHint(left, factor));
    }
    this.#extend(factor);
    this.#add(factor.of);
  }

  /** Throws: FormulaError unless the divisor is a number. */
  over(divisor: Placed): void {
    if (!isNumber(divisor.of)) {
      throw unfit(divisor, '1 × 1', 'only numbers divide; ./ divides entry by entry');
    }
    const quotient = this.#fresh ? quotientOf(this.#whole, divisor) : undefined;
    this.#extend(divisor);
    if (quotient !== undefined) this.#scalars = [quotient];
    else this.#add(matrix.power(divisor.of, num(-1)));
  }

  /** Entry by entry. Throws: FormulaError. */
  entrywise(factor: Placed, isInverse: boolean): void {
    const left = this.value();
    const all = isInverse ? [left, { ...factor, of: matrix.power(factor.of, num(-1)) }] : [left, factor];
    const product = isNumber(left.of)
      ? matrix.scale(left.of, (all[1] as Placed).of)
      : isNumber(factor.of)
        ? matrix.scale((all[1] as Placed).of, left.of)
        : matrix.hadamard(...conform(all));
    this.#extend(factor);
    this.#scalars = [];
    this.#run = [];
    this.#add(product);
  }

  value(): Placed {
    if (this.#fresh) return this.#whole;
    const { span, text } = this.#whole;
    return { of: this.#product(), span, text };
  }

  /** The columns of what has been read, unless that is a number. */
  get #rows(): string | undefined {
    return this.#run.at(-1)?.shape.columns.key;
  }

  #extend(factor: Placed): void {
    const span = around(this.#whole.span, factor.span);
    this.#whole = {
      of: factor.of,
      span,
      text: this.#text.slice(span.offset, span.offset + span.length),
    };
    this.#fresh = false;
  }

  #add(factor: Matrix): void {
    if (isNumber(factor)) {
      this.#scalars.push(factor);
      return;
    }
    this.#run.push(factor);
    const [first, last] = [this.#run[0] as Matrix, this.#run.at(-1) as Matrix];
    if (first.shape.rows.key !== '1' || last.shape.columns.key !== '1') return;
    this.#scalars.push(nested(this.#run));
    this.#run = [];
  }

  #product(): Matrix {
    const all = this.#run.length === 0 ? this.#scalars : [...this.#scalars, nested(this.#run)];
    return all.reduceRight((whole, each) => matrix.scale(each, whole));
  }
}

/** A (B C): sums nest in the order of the factors. */
const nested = (run: readonly Matrix[]): Matrix =>
  run.reduceRight((whole, each) => matrix.product(each, whole));

/** Two integer literals p/q are one number. */
function quotientOf(above: Placed, below: Placed): Matrix | undefined {
  const [p, q] = [above.of, below.of];
  if (above.literal === undefined || below.literal !== 'unsigned') return undefined;
  if (p.kind !== 'scalar' || q.kind !== 'scalar') return undefined;
  const [a, b] = [(p.value as Num).value, (q.value as Num).value];
  return b.n !== 0n && isInteger(b) ? matrix.scalar(num(a.div(b))) : undefined;
}
