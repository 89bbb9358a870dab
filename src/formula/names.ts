/** What a name in a formula stands for, or why it stands for nothing. */
import { apply, type Expr } from '../expr/index.ts';
import { functionNamed, functions } from '../functions/index.ts';
import { didYouMean, type Span } from '../source/index.ts';
import { FormulaError, type Scope, UnknownNameError } from './scope.ts';
import { shorten, type Token } from './tokens.ts';

/** What to write for what is known elsewhere; nothing is read under these names. */
const elsewhere: Readonly<Record<string, string>> = {
  ln: 'write log',
  logistic: 'write sigmoid',
  σ: 'write sigmoid',
  swish: 'write silu',
  id: 'write identity',
  linear: 'write identity',
  softmax: 'write its quotient, exp(z[j])/sum(k, exp(z[k])), or name it as the activation of a layer',
  det: 'determinants have no rules here',
  inv: 'inverses of matrices have no rules here',
  e: 'e^x is written exp(x)',
  π: 'write pi',
};

/** What to write for a name that other systems know, or undefined. */
export const knownElsewhere = (name: string): string | undefined =>
  Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;

export const spanOf = (token: Token): Span => ({ offset: token.offset, length: token.text.length });

/** Number of arguments of a function that takes some, or undefined if the name is no function. */
export function arityOf(name: string, scope: Scope): number | undefined {
  const arity = scope.opaque(name) ?? functionNamed(name)?.arity;
  return arity === 0 ? undefined : arity;
}

/** A name that stands alone: a quantity or a constant. Throws: FormulaError if it is neither. */
export function termNamed(token: Token, scope: Scope): Expr {
  const { text } = token;
  const found = scope.quantity(text, []);
  if (found !== undefined) return found;
  const arity = arityOf(text, scope);
  if (arity !== undefined) {
    const blanks = Array.from({ length: arity }, () => '…').join(', ');
    throw new FormulaError(`${text} is a function`, spanOf(token), `write ${text}(${blanks})`);
  }
  if (functionNamed(text)?.arity === 0) return apply(text, []);
  const hint = knownElsewhere(text) ?? suggest(text, symbols(scope));
  throw new UnknownNameError(`unknown symbol ${shorten(text)}`, spanOf(token), hint);
}

/** Why a name before `(` or a mark is no function. `more`: functions that are known besides. */
export function notAFunction(
  token: Token,
  next: Token,
  scope: Scope,
  more: readonly string[] = [],
): FormulaError {
  const { text } = token;
  const isValue = scope.quantity(text, []) !== undefined || functionNamed(text)?.arity === 0;
  if (isValue && next.text === '(') return missingOperator(text, next);
  if (isValue) {
    return new FormulaError(
      `${text} is not a function`,
      spanOf(next),
      "' marks the derivative of an opaque function, as in g'(z)",
    );
  }
  const named = functions.filter(({ arity }) => arity > 0).map(({ name }) => name);
  const opaque = [...scope.names()].filter((name) => scope.opaque(name) !== undefined);
  const known = [...named, ...opaque, ...more];
  const other = `known are ${known.join(', ')}; any other can be opaque, as in functions: { G: opaque }`;
  const own = text === 'sum' ? 'a sum runs over an index, and no index is declared' : knownElsewhere(text);
  return new UnknownNameError(
    `unknown function ${shorten(text)}`,
    spanOf(token),
    own ?? suggest(text, known) ?? other,
  );
}

/** Two operands in a row. */
export const missingOperator = (before: string, next: Token): FormulaError =>
  new FormulaError(`write * between ${shorten(before)} and ${shorten(next.text)}`, spanOf(next));

/** Indices where none can stand; the span reaches to the closing bracket. */
export function noIndices(before: Token | undefined, next: Token, text: string, scope: Scope): FormulaError {
  if (before?.kind === 'name') termNamed(before, scope);
  const close = text.indexOf(']', next.offset);
  const length = close === -1 ? 1 : close + 1 - next.offset;
  const what = before?.kind === 'name' ? before.text : 'this';
  const hint = scope.indices === undefined ? 'no index is declared' : undefined;
  return new FormulaError(`${what} has no indices`, { offset: next.offset, length }, hint);
}

function* symbols(scope: Scope): Iterable<string> {
  for (const name of scope.names()) if (scope.quantity(name, []) !== undefined) yield name;
  for (const { name, arity } of functions) if (arity === 0) yield name;
}

export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const meant = didYouMean(word, candidates);
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}
