/** What a name in a matrix formula stands for: a quantity, a constant, or ones(…) and identity(…). */
import { entry, type Index, index, type Matrix, matrix } from '../../expr/index.ts';
import { functionNamed } from '../../functions/index.ts';
import { spanOf, termNamed } from '../names.ts';
import { indexFrom } from '../readIndex.ts';
import { FormulaError, type Scope } from '../scope.ts';
import { shorten, type Token } from '../tokens.ts';
import { arityOf } from './call.ts';
import type { Cursor } from './cursor.ts';
import type { Placed } from './placed.ts';
import type { MatrixScope } from './scope.ts';

/** Matrices by their sizes, and how many these are at most. */
const constants: Readonly<Record<string, number>> = { ones: 2, identity: 1 };

export const constantNames: readonly string[] = Object.keys(constants);

export const isConstant = (name: string): boolean => Object.hasOwn(constants, name);

/** The matrix of a name. Throws: FormulaError if it has none. */
export function symbolOf(name: Token, scope: MatrixScope): Matrix {
  const found = scope.symbol(name.text);
  if (found !== undefined) return found;
  const isWhole = isConstant(name.text) || arityOf(name.text, scope) !== undefined;
  if (isWhole && functionNamed(name.text) === undefined)
    throw new FormulaError(`${name.text} is a function`, spanOf(name), `write ${name.text}(…)`);
  const bare = name.text.replace(/[ᵀ⊤]$/u, '');
  if (bare !== name.text && scope.symbol(bare) !== undefined)
    throw new FormulaError(`unknown symbol ${name.text}`, spanOf(name), `the transpose is ${bare}'`);
  return matrix.scalar(termNamed(name, namesIn(scope)));
}

/** The names as formulas of numbers know them, for messages. */
export const namesIn = (scope: MatrixScope): Scope => ({
  quantity: (name) => {
    const found = scope.symbol(name);
    const first = found && entry(found, index(1), index(1));
    return first?.kind === 'quantity' ? first : undefined;
  },
  opaque: (name) => scope.opaque(name),
  names: () => scope.names(),
});

/** Reads `(m, n)` after ones or identity. Throws: FormulaError. */
export function constantFrom(name: Token, cursor: Cursor, scope: MatrixScope): Placed {
  const open = cursor.next();
  const sizes: Index[] = [];
  const known = (token: Token, indices: number): void => {
    if (indices === 0 && scope.isSize(token.text)) return;
    throw new FormulaError(`unknown size ${shorten(token.text)}`, spanOf(token), 'sizes stand under shapes');
  };
  do {
    const start = cursor.peek();
    const size = indexFrom(cursor.tokens, known);
    if (size.terms.length === 0 && size.constant < 1)
      throw new FormulaError('a size is at least 1', spanOf(start));
    sizes.push(size);
  } while (cursor.peek().text === ',' && cursor.next());
  cursor.close(open);
  const [rows, columns] = sizes as [Index, Index?];
  const most = constants[name.text] as number;
  if (sizes.length > most) {
    const message = `${name.text} takes ${most} size${most === 1 ? '' : 's'}, not ${sizes.length}`;
    throw new FormulaError(message, cursor.since(name.offset));
  }
  const of = name.text === 'ones' ? matrix.ones(rows, columns) : matrix.identity(rows);
  return cursor.placed(of, name.offset);
}
