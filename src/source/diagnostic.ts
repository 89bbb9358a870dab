/**
 * What is wrong in what a user wrote, and how it is shown: `file:line:column message`, the line, a caret below the place,
 * a hint. Where messages go, and whether in colour, is the command line's business.
 */
import { lineAndColumn, lineBounds, type Source, type Span } from './source.ts';
import { printable, widthOf } from './terminal.ts';

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly source: Source;
  readonly span: Span;
  /** Where else the same is wrong. */
  readonly also?: readonly Span[];
}

/** Places listed at most where the same is wrong at several. */
const PLACES = 5;
/** Characters of a line shown at most, and how many of them before the place. */
const SHOWN = 100;
const BEFORE = 40;

/** Moves a cut that would fall inside a surrogate pair to before it. */
const wholeCharacter = (text: string, cut: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(cut)) && /[\ud800-\udbff]/.test(text.charAt(cut - 1)) ? cut - 1 : cut;

/** The line that a span begins in, trimmed around it, and a line with carets below the span. */
function excerpt(source: Source, span: Span): { line: string; padding: string; carets: string } {
  const { text } = source;
  const { start, end } = lineBounds(source, lineAndColumn(source, span.offset).line);
  const from = wholeCharacter(text, Math.min(Math.max(span.offset, start), end));
  const trimmed = end - start > SHOWN;
  const first = trimmed ? wholeCharacter(text, Math.max(start, Math.min(from - BEFORE, end - SHOWN))) : start;
  const last = trimmed ? wholeCharacter(text, Math.min(end, first + SHOWN)) : end;
  const to = Math.max(from, wholeCharacter(text, Math.min(span.offset + span.length, last)));
  const before = (first > start ? '…' : '') + printable(text.slice(first, from));
  const marked = printable(text.slice(from, to));
  const after = printable(text.slice(to, last)) + (last < end ? '…' : '');
  return {
    line: before + marked + after,
    padding: ' '.repeat(widthOf(before)),
    carets: '^'.repeat(Math.max(1, widthOf(marked))),
  };
}

/** Example: `the same at 4:9, 5:9 and 2 more places` */
function elsewhere(source: Source, spans: readonly Span[]): string {
  const shown = spans.length > PLACES + 1 ? PLACES : spans.length;
  const places = spans.slice(0, shown).map(({ offset }) => {
    const { line, column } = lineAndColumn(source, offset);
    return `${line}:${column}`;
  });
  const rest = spans.length - shown;
  return `the same at ${places.join(', ')}${rest > 0 ? ` and ${rest} more places` : ''}`;
}

/**
 * A diagnostic as lines for a terminal.
 *
 * Example: `net.yaml:3:10 unknown symbol outh`, the line, a line of carets, `did you mean outh1?`
 */
export function formatDiagnostic(
  diagnostic: Diagnostic,
  options: { readonly colour?: boolean } = {},
): string {
  const { severity, message, hint, source, span, also = [] } = diagnostic;
  const paint = (code: string, text: string): string =>
    options.colour === true ? `\u001b[${code}m${text}\u001b[0m` : text;
  const tone = severity === 'error' ? '31' : '33';
  const { line, column } = lineAndColumn(source, span.offset);
  const shown = excerpt(source, span);
  const lines = [
    `${paint('1', `${source.name}:${line}:${column}`)} ${severity === 'warning' ? paint(tone, 'warning: ') : ''}${printable(message)}`,
    `  ${shown.line}`.trimEnd(),
    `  ${shown.padding}${paint(tone, shown.carets)}`,
  ];
  if (hint !== undefined) lines.push(`  ${paint('36', printable(hint))}`);
  if (also.length > 0) lines.push(`  ${elsewhere(source, also)}`);
  return lines.join('\n');
}

/** What a user handed in cannot be used; the message is the formatted diagnostics. */
export class InputError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((each) => formatDiagnostic(each)).join('\n'));
    this.name = 'InputError';
    this.diagnostics = diagnostics;
  }
}
