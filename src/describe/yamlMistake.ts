/** What YAML's parser refuses, in words for who wrote the file: where the mistake begins, and what to do about it. */
import type { CST, ErrorCode, YAMLParseError } from 'yaml';
import type { Span } from '../source/index.ts';
import { between } from './problems.ts';

interface Mistake {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
}

/** What a parser says, with the file that it says it of. */
interface Refusal {
  readonly error: YAMLParseError;
  readonly text: string;
  readonly tokens: Iterable<CST.Token>;
}

const quote = 'put a formula that begins with a sign of YAML such as *, &, [, { or ! in quotes';

/** By the parser's code; undefined where its own words do. */
const explanations: Partial<Record<ErrorCode, (refusal: Refusal) => Mistake | undefined>> = {
  TAB_AS_INDENT: ({ error }) => ({
    span: placeOf(error),
    message: 'a tab indents this line',
    hint: 'indent with spaces',
  }),
  BAD_INDENT: unclosed,
  MISSING_CHAR: (refusal) => unclosed(refusal) ?? withoutValue(refusal) ?? bracketed(refusal),
  MULTILINE_IMPLICIT_KEY: withoutValue,
  BLOCK_AS_IMPLICIT_KEY: colonInside,
  UNEXPECTED_TOKEN: unexpected,
  BAD_SCALAR_START: ({ error, text }) => ({
    span: placeOf(error),
    message: `a value cannot begin with ${text[error.pos[0]] ?? ''}`,
    hint: quote,
  }),
};

/** What is wrong, of the parser's first complaint: those after it follow from it. */
export function yamlMistake(refusal: Refusal): Mistake {
  const { error } = refusal;
  const { code, message } = error;
  const [sentence = ''] = message.split('\n', 1);
  return (
    explanations[code]?.(refusal) ?? {
      span: placeOf(error),
      message: `not YAML: ${sentence.replace(/:$/, '')}`,
      ...(code === 'BAD_ALIAS' && { hint: quote }),
    }
  );
}

const placeOf = ({ pos }: YAMLParseError): Span => between(...pos);

const restOfLine = (text: string, start: number): Span =>
  between(start, start + (/^[^\r\n]*[^\s]/.exec(text.slice(start))?.[0].length ?? 1));

const openings: Readonly<Record<string, string>> = { '}': '{', ']': '[' };

/** A bracket or a quotation mark that nothing closes; the parser notices only where it has to end. */
function unclosed({ error, tokens }: Refusal): Mistake | undefined {
  const [, wanted] = /(?:end with a |Missing closing )(.)/.exec(error.message) ?? [];
  if (wanted === undefined) return undefined;
  const sign = openings[wanted] ?? wanted;
  const starts = [...tokens].flatMap((token) => openAt(token, sign) ?? []);
  const start = Math.max(...starts.filter((offset) => offset < error.pos[1]));
  return Number.isFinite(start)
    ? { span: between(start, start + 1), message: `this ${sign} is never closed` }
    : undefined;
}

/** Where a token that begins with a sign and does not close begins. */
function openAt(token: CST.Token, sign: string): number | undefined {
  if (token.type === 'flow-collection') {
    const isClosed = token.end.some(({ source }) => openings[source] === sign);
    return token.start.source === sign && !isClosed ? token.start.offset : undefined;
  }
  const isQuoted = token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar';
  if (!isQuoted || !token.source.startsWith(sign)) return undefined;
  return token.source.length < 2 || !token.source.endsWith(sign) ? token.offset : undefined;
}

/** A value with a colon of its own, or with the next key in it. */
function colonInside({ error, text }: Refusal): Mistake {
  const span = restOfLine(text, error.pos[0]);
  const line = text.slice(span.offset, span.offset + span.length);
  if (/:(\s|$)/.test(line)) {
    const hint = 'put a formula with a colon, as in z > 0 ? z : 0, in quotes';
    return { span, message: 'a colon stands in this value', hint };
  }
  const hint = 'keys of one map begin in one column';
  return { span, message: 'the next line is indented deeper and belongs to this value', hint };
}

/** A line that should be a key with a value. */
function withoutValue({ error, text }: Refusal): Mistake | undefined {
  if (!/[Ii]mplicit (map )?key/.test(error.message)) return undefined;
  const span = restOfLine(text, error.pos[0]);
  const line = text.slice(span.offset, span.offset + span.length);
  let hint = 'write a key, a colon, a space and a value; a formula goes on in lines that are indented deeper';
  if (/^[^:]+：/u.test(line)) hint = 'write : and a space instead of ：';
  else if (/^[^\s:]+:\S/u.test(line)) hint = 'put a space after the colon';
  return { span, message: 'this line is no key with a value', hint };
}

/** A name with brackets where they would begin a list. */
function bracketed({ error, text }: Refusal): Mistake | undefined {
  const [start] = error.pos;
  const [name] = /[\p{L}\p{M}\p{N}_]+$/u.exec(text.slice(0, start)) ?? [];
  const [indices] = /^\[[^[\]\r\n]*\]/.exec(text.slice(start)) ?? [];
  if (name === undefined || indices === undefined) return undefined;
  return {
    span: between(start - name.length, start + indices.length),
    message: `the brackets of ${name}${indices} begin a list here`,
    hint: `inside { … } and [ … ] put a name with brackets in quotes: "${name}${indices}"`,
  };
}

/** What cannot stand where it stands. */
function unexpected({ error, text }: Refusal): Mistake | undefined {
  const span = placeOf(error);
  const sign = text[span.offset] ?? '';
  const before = text.slice(0, span.offset).trimEnd().at(-1) ?? '';
  const opening = openings[sign];
  if (opening !== undefined) return { span, message: `there is no ${opening} before this ${sign}` };
  if (/at node end/.test(error.message) && /["'}\]]/.test(before))
    return {
      span,
      message: `unexpected text after ${before}`,
      hint: `what begins with ${openings[before] ?? before} ends there: put the whole value in quotes`,
    };
  if (sign === '-' && /\s/.test(text[span.offset + 1] ?? ''))
    return { span, message: 'a value cannot begin with - and a space', hint: 'leave the space out' };
  return sign.trim() === '' ? undefined : { span, message: `unexpected ${sign}`, hint: quote };
}
