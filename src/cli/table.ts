/** Tables for terminals: columns aligned by what a terminal shows. */
import { widthOf } from '../source/index.ts';

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
