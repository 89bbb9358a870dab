/**
 * Text → index expressions: whole numbers, index variables and sizes, added and subtracted.
 *
 *     index = [ "-" | "+" ] part { ( "+" | "-" ) part }
 *     part  = integer [ "*" atom ] | atom
 *     atom  = name [ "[" index { "," index } "]" ]
 */
import { addIndex, type Index, type IndexAtom, index } from '../expr/index.ts';
import { spanOf } from './names.ts';
import { FormulaError } from './scope.ts';
import { shorten, type Token, Tokens } from './tokens.ts';

/** Throws: FormulaError unless a name with so many indices of its own may stand in an index. */
export type Known = (name: Token, indices: number) => void;

/** Sizes of sizes, n[m[l]], nest no deeper. */
const DEEPEST = 8;

const form = 'an index is made of indices, sizes and whole numbers, as in l-1 or i+k';

/** Reads an index from the tokens on, up to what cannot belong to it. Throws: FormulaError. */
export function indexFrom(tokens: Tokens, known: Known, depth = 0): Index {
  let sign = 1;
  const first = tokens.peek();
  if (first.text === '-' || first.text === '+') {
    sign = first.text === '-' ? -1 : 1;
    tokens.next();
  }
  let total = index(0);
  for (;;) {
    total = addIndex(total, part(tokens, known, depth), sign);
    const { text } = tokens.peek();
    if (text !== '+' && text !== '-') return total;
    sign = text === '-' ? -1 : 1;
    tokens.next();
  }
}

/** No number in an index is larger, so that the sums which a formula has room for are exact. */
const LARGEST = 1_000_000_000;

function part(tokens: Tokens, known: Known, depth: number): Index {
  const token = tokens.next();
  if (token.kind === 'name') {
    const only = single(atom(token, tokens, known, depth), 1);
    if (tokens.peek().text === '*') {
      const hint = 'only a whole number may stand before *, as in 2*l';
      throw new FormulaError('an index is not multiplied', spanOf(tokens.peek()), hint);
    }
    return only;
  }
  if (token.kind !== 'number') {
    const before = token.kind === 'end' ? '' : ` before ${shorten(token.text)}`;
    throw new FormulaError(`expected an index${before}`, spanOf(token), form);
  }
  const value = Number(token.text);
  if (!/^\d+$/.test(token.text) || !Number.isSafeInteger(value)) {
    throw new FormulaError(`${shorten(token.text)} is no index`, spanOf(token), 'an index is a whole number');
  }
  if (value > LARGEST)
    throw new FormulaError(
      `${shorten(token.text)} is too large`,
      spanOf(token),
      `an index is at most ${LARGEST}`,
    );
  if (tokens.peek().text !== '*') return index(value);
  tokens.next();
  const name = tokens.next();
  if (name.kind !== 'name') throw new FormulaError('expected an index after *', spanOf(name), form);
  return single(atom(name, tokens, known, depth), value);
}

const single = (only: IndexAtom, coefficient: number): Index => index(0, [{ atom: only, coefficient }]);

function atom(name: Token, tokens: Tokens, known: Known, depth: number): IndexAtom {
  if (tokens.peek().text !== '[') {
    known(name, 0);
    return { name: name.text, indices: [] };
  }
  if (depth >= DEEPEST) throw new FormulaError('sizes of sizes nest too deep', spanOf(name));
  const { items } = listFrom(tokens, () => indexFrom(tokens, known, depth + 1));
  known(name, items.length);
  return { name: name.text, indices: items };
}

/** Reads `[item, …]`. Throws: FormulaError. */
export function listFrom<T>(tokens: Tokens, item: () => T): { items: readonly T[]; close: Token } {
  const open = tokens.next();
  const items: T[] = [];
  for (;;) {
    items.push(item());
    const token = tokens.next();
    if (token.text === ']') return { items, close: token };
    if (token.kind === 'end') throw new FormulaError('this [ is never closed', spanOf(open));
    if (token.text !== ',') {
      throw new FormulaError(`expected , or ] before ${shorten(token.text)}`, spanOf(token), form);
    }
  }
}

/**
 * Reads an index expression that stands alone; `known` is asked about every name in it, with the number of its own indices.
 *
 * Throws: FormulaError if it is none
 * Example: `n[l-1] + 1`
 */
export function readIndex(text: string, known: Known): Index {
  const tokens = new Tokens(text);
  const found = indexFrom(tokens, known);
  const rest = tokens.next();
  if (rest.kind !== 'end') throw new FormulaError(`unexpected ${shorten(rest.text)}`, spanOf(rest), form);
  return found;
}
