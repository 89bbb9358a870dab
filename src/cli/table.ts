/** Tables for terminals: columns aligned by what a terminal shows, where 汉字 take two places and accents none. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const INVISIBLE = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Places that a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += INVISIBLE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Rows below a head and a rule, two spaces between columns. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[] = [],
): string {
  const widths = head.map((title, column) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), widthOf(title)),
  );
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? '';
      const space = ' '.repeat(width - widthOf(cell));
      return align[column] === 'right' ? space + cell : cell + space;
    });
    return `${padded.join('  ').trimEnd()}\n`;
  };
  return [head, widths.map((width) => '─'.repeat(width)), ...rows].map(line).join('');
}
