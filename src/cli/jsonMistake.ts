/**
 * Where a text stops being JSON. Node's own parser does not always say; this reader is used only after it has refused.
 * It keeps a stack of its own, so that no nesting overflows.
 */
import type { Span } from '../source/index.ts';

/** What is wrong, and where. */
export interface JsonMistake {
  readonly message: string;
  readonly span: Span;
}

/** What may come next. */
type State = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or ]' | 'comma or }' | 'end';

const expected: Readonly<Record<State, string>> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  key: 'a key in quotes',
  'key or }': 'a key in quotes or }',
  colon: 'a colon',
  'comma or ]': 'a comma or ]',
  'comma or }': 'a comma or }',
  end: 'the end of the file',
};

type Kind = 'string' | 'word' | '[' | ']' | '{' | '}' | ':' | ',';

interface Token {
  readonly kind: Kind;
  readonly end: number;
}

const space = /[ \t\r\n]*/y;
const word = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const anyWord = /[\w.+-]+/y;
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

const endOf = (pattern: RegExp, text: string, offset: number): number | undefined => {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

const at = (message: string, offset: number, length = 1): JsonMistake => ({
  message,
  span: { offset, length },
});

/** The text in quotes that begins at an offset, or what is wrong in it. */
function stringAt(text: string, start: number): Token | JsonMistake {
  let offset = start + 1;
  for (;;) {
    const code = text.charCodeAt(offset);
    if (code === 34) return { kind: 'string', end: offset + 1 };
    if (Number.isNaN(code)) return at('this text in quotes does not end', start);
    if (code < 32) return at('a line break or control character in quotes', offset);
    if (code !== 92) offset += 1;
    else {
      const end = endOf(escaped, text, offset);
      if (end === undefined) return at('no character is written so after a backslash', offset, 2);
      offset = end;
    }
  }
}

function tokenAt(text: string, offset: number, state: State): Token | JsonMistake {
  const first = text.charAt(offset);
  if (first === '"') return stringAt(text, offset);
  if (first !== '' && '[]{}:,'.includes(first)) return { kind: first as Kind, end: offset + 1 };
  const end = endOf(word, text, offset);
  if (end !== undefined) return { kind: 'word', end };
  return at(`expected ${expected[state]}`, offset, (endOf(anyWord, text, offset) ?? offset + 1) - offset);
}

/** The first mistake of a text that is not JSON; undefined if there is none. */
export function jsonMistake(text: string): JsonMistake | undefined {
  const open: Kind[] = [];
  let state: State = 'value';
  for (let offset = 0; ; ) {
    offset = endOf(space, text, offset) as number;
    if (offset === text.length) {
      return state === 'end'
        ? undefined
        : at(`the file ends where ${expected[state]} is expected`, offset, 0);
    }
    const found = tokenAt(text, offset, state);
    if ('message' in found) return found;
    const next = follow(state, found.kind, open);
    if (next === undefined) return at(`expected ${expected[state]}`, offset, found.end - offset);
    state = next;
    offset = found.end;
  }
}

/** What may come after a token, or undefined if it may not stand here; `open` is brought up to date. */
function follow(state: State, kind: Kind, open: Kind[]): State | undefined {
  const isValue = state === 'value' || state === 'value or ]';
  if (isValue && (kind === '[' || kind === '{')) {
    open.push(kind);
    return kind === '[' ? 'value or ]' : 'key or }';
  }
  if (isValue && (kind === 'string' || kind === 'word')) return afterValue(open);
  if ((state === 'key' || state === 'key or }') && kind === 'string') return 'colon';
  if (state === 'colon' && kind === ':') return 'value';
  if (state === 'comma or ]' && kind === ',') return 'value';
  if (state === 'comma or }' && kind === ',') return 'key';
  if ((kind !== ']' && kind !== '}') || !state.endsWith(` ${kind}`)) return undefined;
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly Kind[]): State {
  const innermost = open.at(-1);
  if (innermost === undefined) return 'end';
  return innermost === '[' ? 'comma or ]' : 'comma or }';
}
