/** Positions inside the value of a YAML scalar → positions in the file, whatever its style. */
import type { Scalar } from 'yaml';
import type { Span } from '../source/index.ts';
import { between } from './problems.ts';

const blank = /\s/;
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Length in the file of what begins at `at` in a quoted scalar, and whether it yields a visible character. */
function quotedUnit(text: string, at: number, double: boolean): { length: number; units: number } {
  const character = text[at] as string;
  if (!double) return { length: character === "'" ? 2 : 1, units: blank.test(character) ? 0 : 1 };
  if (character !== '\\') return { length: 1, units: blank.test(character) ? 0 : 1 };
  const kind = text[at + 1] ?? '';
  const digits = hexDigits[kind];
  if (digits === undefined) return { length: 2, units: /[nrtvf L_P\s]/.test(kind) ? 0 : 1 };
  const yields = String.fromCodePoint(Number.parseInt(text.slice(at + 2, at + 2 + digits), 16));
  return { length: 2 + digits, units: blank.test(yields) ? 0 : yields.length };
}

/** Where the visible characters of the scalar's value stand in the file, in order. */
function visiblePositions(text: string, scalar: Scalar, start: number, end: number): readonly number[] {
  const positions: number[] = [];
  const { type } = scalar;
  const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
  const block = type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL';
  const last = quoted ? end - 1 : end;
  let at = quoted ? start + 1 : start;
  if (block) at = text.indexOf('\n', start) + 1 || end;
  while (at < last) {
    const unit = quoted
      ? quotedUnit(text, at, type === 'QUOTE_DOUBLE')
      : { length: 1, units: blank.test(text[at] as string) ? 0 : 1 };
    for (let i = 0; i < unit.units; i++) positions.push(at);
    at += unit.length;
  }
  return positions;
}

/**
 * Maps a span inside a scalar's value to the file.
 *
 * Folding and indentation change blanks only, so visible characters are counted off against each other; a blank lies
 * after the visible character before it.
 */
export function inFile(text: string, scalar: Scalar, inner: Span): Span {
  const [start = 0, end = 0] = scalar.range ?? [];
  const value = String(scalar.value);
  if (value === text.slice(start, end)) return { offset: start + inner.offset, length: inner.length };
  const visible = visiblePositions(text, scalar, start, end);
  const place = (offset: number): number => {
    const before = value.slice(0, offset).replace(/\s/g, '').length;
    const isVisible = offset < value.length && !blank.test(value[offset] as string);
    if (isVisible) return visible[before] ?? end;
    return before === 0 ? (visible[0] ?? end) : (visible[before - 1] as number) + 1;
  };
  const from = place(inner.offset);
  if (inner.length <= 0) return between(from, from);
  return between(from, Math.max(from, place(inner.offset + inner.length - 1)) + 1);
}
