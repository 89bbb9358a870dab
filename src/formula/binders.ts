/** Indices while a formula is read: which sums are open, where each member and each sum stands, and what an index may be. */
import { type Expr, type Index, indexedSum, type Quantity } from '../expr/index.ts';
import { didYouMean, type Span } from '../source/index.ts';
import { type BareRanges, bareRanges } from './bareRanges.ts';
import { indexText, rangeText } from './indexText.ts';
import { spanOf } from './names.ts';
import { indexFrom } from './readIndex.ts';
import { FormulaError, type IndexRange, type IndexScope, type Scope } from './scope.ts';
import { shorten, type Token, type Tokens } from './tokens.ts';

/** A sum that is open or has been. */
export interface Binder {
  readonly index: Token;
  /** As written, or as its families say; undefined while a sum without bounds is open. */
  range: IndexRange | undefined;
  readonly around: readonly Binder[];
}

/** A member of a family as it stands in a formula. */
export interface Member {
  readonly quantity: Quantity;
  readonly span: Span;
  /** The sums around it, outermost first. */
  readonly sums: readonly IndexRange[];
}

/** Where a sum runs. */
export interface SumRange {
  readonly range: IndexRange;
  readonly span: Span;
  /** The sums around it, outermost first. */
  readonly sums: readonly IndexRange[];
}

/** Sums nest no deeper. */
const DEEPEST = 100;

export class Binders {
  readonly #scope: IndexScope;
  readonly #isQuantity: (name: string) => boolean;
  readonly #members: { quantity: Quantity; span: Span; around: readonly Binder[] }[] = [];
  readonly #all: Binder[] = [];
  readonly #memo = new Map<Expr, BareRanges>();
  #open: readonly Binder[] = [];

  constructor(scope: Scope, indices: IndexScope) {
    this.#scope = indices;
    this.#isQuantity = (name) => scope.quantity(name, []) !== undefined || indices.ranges(name) !== undefined;
  }

  /** Opens a sum over an index; without bounds, what is summed says where it runs. */
  open(index: Token, bounds: readonly [Index, Index] | undefined): Binder {
    const { text } = index;
    const taken = this.#isBound(text) || (this.#scope.rebinds !== true && this.#scope.free.has(text));
    const again = taken ? `${text} is an index here already` : undefined;
    const wrong = this.#scope.sizes.has(text) ? `${text} is a size, not an index` : again;
    if (wrong !== undefined) throw new FormulaError(wrong, spanOf(index), 'sum over another letter');
    if (this.#open.length >= DEEPEST) {
      throw new FormulaError(`sums nest more than ${DEEPEST} deep`, spanOf(index));
    }
    const range = bounds && { index: text, from: bounds[0], to: bounds[1] };
    const binder: Binder = { index, range, around: this.#open };
    this.#open = [...this.#open, binder];
    this.#all.push(binder);
    return binder;
  }

  /** The sum over what has been read. Throws: FormulaError if no range can be inferred. */
  close(binder: Binder, body: Expr): Expr {
    const name = binder.index.text;
    this.#open = binder.around;
    binder.range ??= this.#inferred(binder.index, body);
    return indexedSum(name, binder.range.from, binder.range.to, body);
  }

  member(quantity: Quantity, span: Span): void {
    this.#members.push({ quantity, span, around: this.#open });
  }

  /** Whether a name is an index at this place. */
  isIndex(name: string): boolean {
    return this.#scope.free.has(name) || this.#isBound(name);
  }

  #isBound(name: string): boolean {
    return this.#open.some(({ index }) => index.text === name);
  }

  /** Reads one index. Throws: FormulaError, also if an index in it has no range here. */
  read(tokens: Tokens): Index {
    return indexFrom(tokens, (name, count) => this.#check(name, count));
  }

  /** All members that were read, in order of place. */
  get members(): readonly Member[] {
    return this.#members.map(({ quantity, span, around }) => ({ quantity, span, sums: rangesOf(around) }));
  }

  /** All sums that were read. */
  get sums(): readonly SumRange[] {
    return this.#all.flatMap(({ index, range, around }) =>
      range === undefined ? [] : [{ range, span: spanOf(index), sums: rangesOf(around) }],
    );
  }

  #inferred(index: Token, body: Expr): IndexRange {
    const name = index.text;
    const found = bareRanges(body, (family) => this.#scope.ranges(family), this.#memo).get(name);
    const explicit = `write sum(${name}, from, to, …)`;
    if (found === undefined) {
      const hint = `${name} stands alone in no index position of the sum; ${explicit}`;
      throw new FormulaError(`where ${name} runs is not known`, spanOf(index), hint);
    }
    const { from, to, by, clash, inner } = found;
    if (clash !== undefined) {
      const message = `clash of ranges: ${name} is in ${rangeText(found)} by ${memberText(by)}, in ${rangeText(clash)} by ${memberText(clash.by)}`;
      throw new FormulaError(message, spanOf(index), `if it is no slip, ${explicit}`);
    }
    if (inner !== undefined) {
      const message = `${name} runs in ${rangeText(found)}, where ${inner} is bound only further in`;
      throw new FormulaError(
        message,
        spanOf(index),
        `sum over ${inner} first: sum(${inner}, sum(${name}, …))`,
      );
    }
    return { index: name, from, to };
  }

  #check(name: Token, count: number): void {
    const { text } = name;
    const isIndex = this.isIndex(text);
    const own = isIndex ? 0 : this.#scope.sizes.get(text);
    if (own === count) return;
    if (own !== undefined) {
      const has = own === 0 ? 'no indices' : `${own} ${own === 1 ? 'index' : 'indices'}`;
      throw new FormulaError(`${text} has ${has}, not ${count}`, spanOf(name));
    }
    if (this.#all.some(({ index }) => index.text === text)) {
      const hint = `${text} is bound only inside sum(${text}, …)`;
      throw new FormulaError(`the index ${text} has left its sum`, spanOf(name), hint);
    }
    if (this.#isQuantity(text)) {
      throw new FormulaError(`${text} is a quantity, not an index`, spanOf(name));
    }
    const known = [
      ...this.#scope.free,
      ...this.#open.map(({ index }) => index.text),
      ...this.#scope.sizes.keys(),
    ];
    const meant = didYouMean(text, known);
    const hint = meant === undefined ? `bind it: sum(${text}, …)` : `did you mean ${meant}?`;
    throw new FormulaError(`the index ${shorten(text)} is not bound here`, spanOf(name), hint);
  }
}

const rangesOf = (binders: readonly Binder[]): readonly IndexRange[] =>
  binders.flatMap(({ range }) => range ?? []);

const memberText = ({ name, indices }: Quantity): string => `${name}[${indices.map(indexText).join(',')}]`;
