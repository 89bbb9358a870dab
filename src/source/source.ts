/** Texts that a user wrote, and places in them. How a place is shown is `diagnostic.ts`. */

/** A text with the name under which messages speak of it, usually a file's. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A stretch of a text, in UTF-16 units as JavaScript counts them; a length of 0 is a place between two characters. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

const starts = new WeakMap<Source, readonly number[]>();

/** Where each line of a source begins; found once, so that many messages about one long text stay cheap. */
function lineStarts(source: Source): readonly number[] {
  const known = starts.get(source);
  if (known !== undefined) return known;
  const found = [0];
  for (const { index, 0: end } of source.text.matchAll(/\r\n?|\n/g)) found.push(index + end.length);
  starts.set(source, found);
  return found;
}

/** Line and column of an offset, both from 1; an offset outside the text counts as its nearer end. */
export function lineAndColumn(source: Source, offset: number): { line: number; column: number } {
  const place = Math.min(Math.max(offset, 0), source.text.length);
  const lines = lineStarts(source);
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: place - (lines[low] as number) + 1 };
}

/** Start and end of a line (counted from 1), its line break left out. */
export function lineBounds(source: Source, line: number): { start: number; end: number } {
  const lines = lineStarts(source);
  const start = lines[line - 1] ?? source.text.length;
  let end = lines[line] ?? source.text.length;
  while (end > start && /[\r\n]/.test(source.text.charAt(end - 1))) end--;
  return { start, end };
}
