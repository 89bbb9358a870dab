/** Members of families as a formula mentions them, `w[l,j,k]`, and the whole slices that an opaque function takes, `J(a[L], y)`. */
import { type Index, indexVariable, type Quantity } from '../expr/index.ts';
import { WHOLE } from './bareRanges.ts';
import type { Binders } from './binders.ts';
import { arityOf, noIndices, spanOf, suggest, termNamed } from './names.ts';
import { listFrom } from './readIndex.ts';
import { FormulaError, type IndexScope, type Scope, UnknownNameError } from './scope.ts';
import { shorten, type Token, type Tokens } from './tokens.ts';

const whole = indexVariable(WHOLE);

export class Members {
  readonly #text: string;
  readonly #scope: Scope;
  readonly #indices: IndexScope;
  readonly #tokens: Tokens;
  readonly #binders: Binders;

  constructor(text: string, scope: Scope, indices: IndexScope, tokens: Tokens, binders: Binders) {
    this.#text = text;
    this.#scope = scope;
    this.#indices = indices;
    this.#tokens = tokens;
    this.#binders = binders;
  }

  /** Whether a name without indices is a family's or an index's. */
  concerns = (name: string): boolean =>
    this.#scope.quantity(name, []) === undefined &&
    (this.#indices.ranges(name) !== undefined || this.#binders.isIndex(name));

  /** A name that `concerns` us: a whole family, where an opaque function takes it. Throws: FormulaError otherwise. */
  bare(name: Token, opaque: boolean): { quantity: Quantity; last: Token } {
    if (this.#indices.ranges(name.text) === undefined) {
      throw new FormulaError(`${name.text} is an index, not a quantity`, spanOf(name));
    }
    return this.#member(name, [], name, opaque);
  }

  /** A name before `[`. `opaque`: whether it begins an argument of an opaque function. */
  indexed(name: Token, opaque: boolean): { quantity: Quantity; last: Token } {
    const open = this.#tokens.peek();
    if (this.#indices.ranges(name.text) === undefined) {
      if (this.#scope.quantity(name.text, []) !== undefined)
        throw noIndices(name, open, this.#text, this.#scope);
      const families = [...this.#scope.names()].filter((each) => this.#indices.ranges(each) !== undefined);
      if (arityOf(name.text, this.#scope) !== undefined) termNamed(name, this.#scope);
      throw new UnknownNameError(
        `unknown family ${shorten(name.text)}`,
        spanOf(name),
        suggest(name.text, families),
      );
    }
    const { items, close } = listFrom(this.#tokens, () => this.#index(opaque));
    return this.#member(name, items, close, opaque);
  }

  #index(opaque: boolean): Index {
    if (!opaque || this.#tokens.peek().text !== '*') return this.#binders.read(this.#tokens);
    this.#tokens.next();
    return whole;
  }

  #member(name: Token, written: readonly Index[], last: Token, opaque: boolean) {
    const ranges = this.#indices.ranges(name.text) ?? [];
    const next = this.#tokens.peek().text;
    const isArgument = opaque && (next === ',' || next === ')');
    const missing = ranges.length - written.length;
    const span = { offset: name.offset, length: last.offset + last.text.length - name.offset };
    const slice = missing > 0 || written.includes(whole);
    if (missing < 0 || (slice && !isArgument)) {
      const shown = `${name.text}[${ranges.map(({ index }) => index).join(',')}]`;
      const has = `${ranges.length} ${ranges.length === 1 ? 'index' : 'indices'}`;
      const also = written.length === 0 ? '; only opaque functions take whole families' : '';
      throw new FormulaError(`${name.text} has ${has}, not ${written.length}`, span, `write ${shown}${also}`);
    }
    const indices = [...written, ...ranges.slice(written.length).map(() => whole)];
    const quantity = this.#scope.quantity(name.text, indices);
    if (quantity === undefined) throw new FormulaError(`${name.text} is no quantity here`, span);
    this.#binders.member(quantity, span);
    return { quantity, last };
  }
}
