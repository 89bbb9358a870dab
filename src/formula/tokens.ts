/** Text → tokens, one at a time. What a name may be is said here; what tokens mean, in `readFormula.ts`. */
import { FormulaError } from './scope.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly offset: number;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{Mn}\p{Nd}_]*`;
const name = new RegExp(NAME, 'uy');
const wholeName = new RegExp(`^${NAME}$`, 'u');
const space = /\s*/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const badNumber = /[\d.]+/y;
const sign = /[<>]=?|[-+*/^()?:,'[\]]/y;
/** The same where .* ./ and .^ act entry by entry: the point of 2.*x belongs to the operator, as in math.js. */
const matrixNumber = /(?:\d+(?:\.(?![*/^]))?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const matrixBadNumber = /\d[\d.]*(?<!\.(?=[*/^]))|[\d.]+/y;
const matrixSign = /\.[*/^]|[<>]=?|[-+*/^()?:,'[\]]/y;

/** Words that mean something else to math.js, whatever the scope. */
const reserved = new Set('mod to in and xor or not true false null undefined NaN Infinity end'.split(' '));

/** Signs that people write, and ours for them; those of full width are told by their compatible form. */
const instead: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '∗': '*',
  '÷': '/',
  '≥': '>=',
  '≤': '<=',
  '′': "'",
  '’': "'",
  '²': '^2',
  '³': '^3',
  '√': 'sqrt(…)',
  '∑': 'sum(k, …)',
  '{': '(',
  '}': ')',
};

/** The same in formulas of matrices. */
const insteadOfMatrix: Readonly<Record<string, string>> = {
  '⊙': '.*',
  '∘': '.*',
  '⊘': './',
  ᵀ: "'",
  '⊤': "'",
};

/** Whether a text can name a quantity or a function in a formula. Example: `net_h1`, `误差`; not `2x`, not `mod` */
export const isName = (text: string): boolean => wholeName.test(text) && !reserved.has(text);

function match(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

/** Reads tokens from the left; `peek` sees the next without taking it. */
export class Tokens {
  readonly #text: string;
  #offset = 0;
  #ahead: Token | undefined;
  readonly #entrywise: boolean;

  /** `entrywise`: whether .* ./ and .^ are operators. */
  constructor(text: string, entrywise = false) {
    this.#text = text;
    this.#entrywise = entrywise;
  }

  next(): Token {
    const token = this.peek();
    this.#ahead = undefined;
    return token;
  }

  peek(): Token {
    this.#ahead ??= this.#read();
    return this.#ahead;
  }

  #read(): Token {
    this.#offset += match(space, this.#text, this.#offset).length;
    const offset = this.#offset;
    const token = this.#at(offset);
    this.#offset += token.text.length;
    return token;
  }

  #at(offset: number): Token {
    const character = String.fromCodePoint(this.#text.codePointAt(offset) ?? 0);
    if (offset >= this.#text.length) return { kind: 'end', text: '', offset };
    const isMatrix = this.#entrywise;
    const digits = match(isMatrix ? matrixNumber : number, this.#text, offset);
    if (digits !== '') {
      const all = match(isMatrix ? matrixBadNumber : badNumber, this.#text, offset);
      if (all.length > digits.length) {
        throw new FormulaError(`not a number: ${shorten(all)}`, { offset, length: all.length });
      }
      return { kind: 'number', text: digits, offset };
    }
    const signText = match(isMatrix ? matrixSign : sign, this.#text, offset);
    if (signText !== '') return { kind: 'sign', text: signText, offset };
    const nameText = match(name, this.#text, offset);
    if (nameText === '') throw unexpected(character, offset, isMatrix ? insteadOfMatrix : instead);
    if (reserved.has(nameText)) {
      const span = { offset, length: nameText.length };
      throw new FormulaError(`${nameText} cannot name a quantity`, span, 'math.js gives this word a meaning');
    }
    return { kind: 'name', text: nameText, offset };
  }
}

/** A long piece of the user's text, shortened for a message. */
export function shorten(text: string): string {
  const letters = text.length > 44 ? [...text.slice(0, 41), '…'] : [...text];
  return letters.join('');
}

function unexpected(character: string, offset: number, more: Readonly<Record<string, string>>): FormulaError {
  const span = { offset, length: character.length };
  const compatible = character.normalize('NFKC');
  const plain = /^[!-~]$/.test(compatible) && compatible !== character ? compatible : undefined;
  const ours = more[character] ?? instead[character] ?? plain;
  if (ours !== undefined) return new FormulaError(`unexpected ${character}`, span, `write ${ours} instead`);
  const shown = /[\p{C}\p{Z}\p{M}]/u.test(character)
    ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : character;
  return character === '='
    ? new FormulaError('unexpected =', span, 'a condition compares with <, >, <= or >=')
    : new FormulaError(`unexpected ${shown}`, span);
}
