/** The tokens of a matrix formula, read from the left: where what has been read stands, how deep it nests, what cannot stand here. */
import type { Matrix } from '../../expr/index.ts';
import type { Span } from '../../source/index.ts';
import { spanOf } from '../names.ts';
import { FormulaError } from '../scope.ts';
import { shorten, type Token, Tokens } from '../tokens.ts';
import type { Placed } from './placed.ts';

/** Brackets, powers and signs nest no deeper. */
const DEEPEST = 100;

export class Cursor {
  readonly text: string;
  readonly tokens: Tokens;
  #depth = 0;
  #end = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = new Tokens(text, true);
  }

  /** The next token, which stays. */
  peek(): Token {
    return this.tokens.peek();
  }

  next(): Token {
    const token = this.tokens.next();
    this.#end = token.offset + token.text.length;
    return token;
  }

  /** From an offset to the end of what has been read. */
  since(start: number): Span {
    return { offset: start, length: this.#end - start };
  }

  /** A matrix that has been read from an offset on. */
  placed(of: Matrix, start: number, more: Partial<Placed> = {}): Placed {
    return { of, span: this.since(start), text: this.text.slice(start, this.#end), ...more };
  }

  /** Reads a level deeper. Throws: FormulaError beyond the limit. */
  nested<T>(read: () => T): T {
    if (this.#depth >= DEEPEST)
      throw new FormulaError(`nested more than ${DEEPEST} deep`, spanOf(this.peek()));
    this.#depth += 1;
    const found = read();
    this.#depth -= 1;
    return found;
  }

  /** Takes the closing bracket. Throws: FormulaError if something else stands there. */
  close(open: Token): void {
    const token = this.peek();
    if (token.kind === 'end') throw new FormulaError('this ( is never closed', spanOf(open));
    if (token.text !== ')') throw unexpected(token);
    this.next();
  }
}

/** Why a token cannot follow what has been read. */
export function unexpected(token: Token): FormulaError {
  if (token.text === ')') return new FormulaError('there is no ( before this )', spanOf(token));
  if (token.text === ',')
    return new FormulaError('a comma stands only between the arguments of a function', spanOf(token));
  const hint =
    token.text === '[' ? 'matrices have no indices here; entries are written under families:' : undefined;
  return new FormulaError(`unexpected ${shorten(token.text)}`, spanOf(token), hint);
}

/** Why a token is no operand. */
export function noOperand(token: Token): FormulaError {
  if (token.kind !== 'end')
    return new FormulaError(`expected a number, a name or ( before ${token.text}`, spanOf(token));
  return new FormulaError('the formula breaks off here', spanOf(token), 'a number, a name or ( is missing');
}
