/** The half-read part of a formula: open constructs, and the operand just read. Precedence lives here. */
import { negate, power, sumOf } from '../expr/index.ts';
import { type Frame, strength, unfinished } from './frame.ts';
import { spanOf } from './names.ts';
import { choose, compare, Factors, minus, type Operand, type Term, term } from './operand.ts';
import { FormulaError } from './scope.ts';
import type { Token } from './tokens.ts';

export class Stack {
  readonly #open: Frame[] = [];
  /** The operand just read; undefined where one is expected. */
  operand: Operand | undefined;

  push(frame: Frame): void {
    this.#open.push(frame);
  }

  pop(): Frame | undefined {
    return this.#open.pop();
  }

  get top(): Frame | undefined {
    return this.#open[this.#open.length - 1];
  }

  /** The operand just read, which must be a term. */
  take(): Term {
    const operand = this.operand as Operand;
    this.operand = undefined;
    if (operand.kind === 'term') return operand;
    throw new FormulaError('a comparison is no number', operand.span, 'write g > 0 ? a : b');
  }

  /** Closes every open construct that binds at least so tightly. */
  close(least: number): void {
    for (let frame = this.top; frame !== undefined && strength[frame.kind] >= least; frame = this.top) {
      this.operand = this.#closed(frame);
      this.pop();
    }
  }

  factor(over: boolean): void {
    this.close(strength.power);
    if (this.top?.kind === 'product') {
      this.#addFactor(this.top);
      this.top.over = over;
    } else this.push({ kind: 'product', factors: new Factors(this.take()), over });
  }

  summand(subtracted: boolean): void {
    this.close(strength.product);
    if (this.top?.kind === 'sum') {
      this.#addSummand(this.top);
      this.top.minus = subtracted;
    } else this.push({ kind: 'sum', terms: [this.take().expr], minus: subtracted });
  }

  comparison(sign: Token): void {
    this.close(strength.sum);
    if (this.top?.kind === 'comparison') {
      throw new FormulaError('comparisons do not chain', spanOf(sign), 'write one comparison a condition');
    }
    this.push({ kind: 'comparison', left: this.take().expr, sign });
  }

  condition(sign: Token): void {
    this.close(strength.comparison);
    const condition = this.operand;
    if (condition?.kind !== 'comparison') {
      throw new FormulaError('? needs a comparison before it', spanOf(sign), 'write g > 0 ? a : b');
    }
    this.operand = undefined;
    this.push({ kind: 'branch', condition, sign });
  }

  otherwise(sign: Token): void {
    this.close(strength.otherwise);
    const frame = this.top;
    if (frame?.kind !== 'branch') throw new FormulaError('there is no ? before this :', spanOf(sign));
    this.pop();
    this.push({ kind: 'otherwise', condition: frame.condition, first: this.take().expr });
  }

  #closed(frame: Frame): Operand {
    switch (frame.kind) {
      case 'sign':
        return frame.minus ? minus(this.take()) : term(this.take().expr);
      case 'power':
        return term(power(frame.base, this.take().expr));
      case 'product':
        this.#addFactor(frame);
        return term(frame.factors.product());
      case 'sum':
        this.#addSummand(frame);
        return term(sumOf(frame.terms));
      case 'comparison':
        return compare(frame.left, frame.sign.text, this.take().expr, spanOf(frame.sign));
      case 'otherwise':
        return term(choose(frame.condition, frame.first, this.take().expr));
      default:
        throw unfinished(frame);
    }
  }

  #addFactor({ factors, over }: Frame & { kind: 'product' }): void {
    if (over) factors.over(this.take());
    else factors.times(this.take());
  }

  #addSummand(frame: Frame & { kind: 'sum' }): void {
    const { expr } = this.take();
    frame.terms.push(frame.minus ? negate(expr) : expr);
  }
}
