/**
 * YAML text → a tree with positions. Only what a network file needs: maps, lists and scalars, each key once, no aliases
 * (so that nothing is larger than it was written), limited in size and depth. What the keys mean is `schema.ts`.
 */
import { Composer, type CST, isAlias, isMap, isPair, isScalar, isSeq, Parser, type Scalar } from 'yaml';
import type { Span } from '../source/index.ts';
import { between, type Problems } from './problems.ts';

/** Longest file that is read, in UTF-16 units; 100,000 equations need a third of it. */
const maxLength = 16_000_000;
/** Deepest nesting that is read; network files need 5. */
const maxDepth = 16;

/** One key of a map and what stands there. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly node: Tree;
}

export interface Tree {
  readonly span: Span;
  /** The plain value, for the validator. */
  readonly value: unknown;
  /** Of a map: its entries by key, in written order. */
  readonly entries?: ReadonlyMap<string, Entry>;
  /** Of a list: its items. */
  readonly items?: readonly Tree[];
  /** Of a scalar. */
  readonly scalar?: Scalar;
}

type Composed = NonNullable<ReturnType<Composer['compose']> extends Generator<infer D> ? D : never>;

/** The first token nested too deeply: the package's composer recurses, and overflowing there ends the process. */
function tooDeep(documents: readonly CST.Token[]): CST.Token | undefined {
  const open: { token: CST.Token; depth: number }[] = documents.map((token) => ({ token, depth: 0 }));
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const { token, depth } = each;
    if (depth > maxDepth) return token;
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 });
      if (value) open.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

const sentence = (message: string): string => (message.split('\n', 1)[0] ?? '').replace(/:$/, '');

function compose(problems: Problems): Composed | undefined {
  const { text } = problems.source;
  if (text.length > maxLength) {
    problems.error(between(0, 0), `the file is longer than ${maxLength} characters`);
    return undefined;
  }
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) {
    problems.error(between(deep.offset, deep.offset + 1), `nested more than ${maxDepth} deep`);
    return undefined;
  }
  const composer = new Composer({ uniqueKeys: false, keepSourceTokens: false, logLevel: 'silent' });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return undefined;
  for (const { code, message, pos } of document.errors) {
    const hint = quotable.has(code) ? quote : undefined;
    problems.error(between(...pos), `not YAML: ${sentence(message)}`, hint);
  }
  for (const { message, pos } of document.warnings) {
    problems.warning(between(...pos), sentence(message));
  }
  if (second !== undefined) {
    const start = second.range[0];
    problems.error(between(start, start + 1), 'a second document begins here', 'one file holds one network');
  }
  return document;
}

/** Errors of YAML that an unquoted formula causes. */
const quotable = new Set(['BAD_SCALAR_START', 'BAD_ALIAS', 'UNEXPECTED_TOKEN', 'BAD_COLLECTION_TYPE']);

const quote = 'put a formula that begins with a sign of YAML such as *, &, [, { or ! in quotes';

/** The name that a key is: as written, so that 1.0 stays 1.0; undefined if it is no scalar. */
function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

class Reader {
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** Depth is limited by `tooDeep`, so recursion is safe here. */
  read(node: unknown, at: number): Tree {
    if (isMap(node)) return this.#map(node.items, this.#span(node, at));
    if (isSeq(node)) {
      const span = this.#span(node, at);
      const items = node.items.map((item) => this.read(item, span.offset));
      return { span, items, value: items.map(({ value }) => value) };
    }
    if (isScalar(node)) return { span: this.#span(node, at), scalar: node, value: node.value };
    const span = this.#span(node, at);
    if (isAlias(node)) this.#problems.error(span, 'aliases are not read in network files', quote);
    return { span, value: null };
  }

  #span(node: unknown, at: number): Span {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return between(range?.[0] ?? at, range?.[1] ?? at);
  }

  #map(pairs: readonly unknown[], span: Span): Tree {
    const entries = new Map<string, Entry>();
    const value: Record<string, unknown> = {};
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const keySpan = this.#span(pair.key, span.offset);
      const key = keyText(pair.key);
      if (key === undefined || key === '' || key === '__proto__') {
        this.#problems.error(keySpan, 'this key is not a name');
      } else if (entries.has(key)) {
        this.#problems.error(keySpan, `${key} is defined twice`, 'remove or rename one of the two');
      } else {
        const node = this.read(pair.value, keySpan.offset + keySpan.length);
        entries.set(key, { key, keySpan, node });
        value[key] = node.value;
      }
    }
    return { span, entries, value };
  }
}

/** Reads YAML; what is wrong goes to `problems`. Undefined if there is no tree to go on with. */
export function readTree(problems: Problems): Tree | undefined {
  const document = compose(problems);
  if (document === undefined || problems.failed) return undefined;
  return new Reader(problems).read(document.contents, 0);
}
