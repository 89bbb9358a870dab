/** Operations on matrices as pieces of LaTeX: sums, ⊙ and ⊘, functions. */
import type { Shape } from '../expr/index.ts';
import { isGreek } from './greek.ts';
import { bracketed, joined, type Piece, rank } from './piece.ts';

/** A piece, and whether ⊙ joins it, which binds less than a product. */
export interface Part extends Piece {
  readonly hadamard?: boolean;
  /** What it is the inverse of, element by element. */
  readonly inverse?: Part;
  /** Whether it is a product of matrices, which takes in what is written beside it. */
  readonly chain?: boolean;
}

/** 1 × 1 */
export const isUnit = ({ rows, columns }: Shape): boolean => rows.key === '1' && columns.key === '1';

/** Side by side, a command kept apart from a letter behind it. */
export const spaced = (before: string, after: string): string => before + gap(before, after) + after;

const gap = (before: string, after: string): string =>
  /[A-Za-z]$/.test(before) && /^[A-Za-z]/.test(after) ? ' ' : '';

/** A piece that may carry a superscript. */
export const isBase = (part: Part): boolean =>
  part.rank === rank.atom && part.raised !== true && part.open !== true && part.starts !== 'call';

/** Factors of ⊙; ⊘ before what is inverted element by element. */
export function hadamard(parts: readonly Part[]): Part {
  const [first, ...rest] = parts;
  const lead = first?.inverse === undefined ? -1 : rest.findIndex((part) => part.inverse === undefined) + 1;
  // What is divided stands before what divides it.
  const ordered = lead > 0 ? [parts[lead] as Part, ...parts.toSpliced(lead, 1)] : parts;
  const operands = ordered.map((part, i) =>
    (i > 0 && part.inverse !== undefined) || isRow(part) ? part : operand(part),
  );
  const whole = operands.reduce((left, right) =>
    right.inverse === undefined
      ? join(left, '\\odot', right)
      : join(left, '\\oslash', operand(right.inverse)),
  );
  return { ...whole, rank: rank.product, hadamard: true };
}

/** Factors of ⊙ among those of another: brackets would mean nothing. */
const isRow = (part: Part): boolean =>
  part.hadamard === true && part.inverse === undefined && part.minus !== true;

/** As a factor of ⊙ or ⊘ stands. */
export const operand = (part: Part): Part =>
  part.rank <= rank.product || part.hadamard || part.open ? bracketed(part, true) : part;

/** With an operator between them. */
export const join = (left: Part, operator: string, right: Part): Part =>
  joined(left, operator + gap(operator, right.text), right, rank.sum);

/** Terms with + or the minus sign they begin with. */
export function sum(parts: readonly Part[]): Part {
  return parts
    .map((part) => (part.rank === rank.sum ? bracketed(part) : part))
    .reduce((left, right) => join(left, right.minus === true ? '' : '+', right));
}

/** A function before what it is applied to. */
export function call(head: string, args: readonly Part[]): Part {
  const level = Math.max(0, ...args.map((arg) => arg.level));
  const tall = args.some((arg) => arg.tall === true);
  const text = args.map((arg) => arg.text).join(',\\,');
  const [only] = args;
  const isPlain = args.length === 1 && only?.rank === rank.atom && level === 0 && !tall;
  const list: Piece = { text, rank: rank.sum, starts: 'letter', ends: 'letter', level, tall };
  const inner = bracketed(list, true);
  const isOperator = /^\\[a-zA-Z]/.test(head) && !isGreek(head);
  return {
    text: head + inner.text,
    rank: rank.atom,
    starts: isOperator ? 'upright' : 'call',
    ends: 'call',
    level: isPlain ? 0 : inner.level,
    tall,
    bare: /^[A-Za-z]/.test(head),
    raised: true,
  };
}
