/**
 * YAML text → a tree with positions. Only what a network file needs: maps, lists and scalars, each key once, no aliases
 * (so that nothing is larger than it was written), limited in size and depth. What the keys mean is `schema.ts`.
 */
import { Composer, type CST, isAlias, isMap, isPair, isScalar, isSeq, Parser, type Scalar } from 'yaml';
import type { Span } from '../source/index.ts';
import { between, type Problems } from './problems.ts';
import { yamlMistake } from './yamlMistake.ts';

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

/** What stands under a key of a map. */
export const child = (tree: Tree | undefined, key: string): Tree | undefined => tree?.entries?.get(key)?.node;

/** The entries of the map under a key. */
export const entriesIn = (tree: Tree, key: string): readonly Entry[] => [
  ...(child(tree, key)?.entries?.values() ?? []),
];

type Composed = NonNullable<ReturnType<Composer['compose']> extends Generator<infer D> ? D : never>;

/** Every token below a file's, with its depth; the package's composer recurses, and overflowing there ends the process. */
function* below(documents: readonly CST.Token[]): Generator<{ token: CST.Token; depth: number }> {
  const open = documents.map((token) => ({ token, depth: 0 }));
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    yield each;
    const { token, depth } = each;
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 });
      if (value) open.push({ token: value, depth: depth + 1 });
    }
  }
}

function* tokensIn(documents: readonly CST.Token[]): Generator<CST.Token> {
  for (const { token } of below(documents)) yield token;
}

/** The first token nested too deeply. */
function tooDeep(documents: readonly CST.Token[]): CST.Token | undefined {
  for (const { token, depth } of below(documents)) if (depth > maxDepth) return token;
  return undefined;
}

function compose(problems: Problems): Composed | undefined {
  const { text } = problems.source;
  if (text.length > maxLength) {
    problems.error(between(0, 0), `the file is longer than ${maxLength} characters`);
    return undefined;
  }
  // A return without a line feed ends a line too, which the package does not know.
  const tokens = [...new Parser().parse(text.replace(/\r(?!\n)/g, '\n'))];
  const deep = tooDeep(tokens);
  if (deep !== undefined) {
    problems.error(between(deep.offset, deep.offset + 1), `nested more than ${maxDepth} deep`);
    return undefined;
  }
  const composer = new Composer({ uniqueKeys: false, keepSourceTokens: false, logLevel: 'silent' });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return undefined;
  const [error] = document.errors;
  if (error !== undefined) {
    const { span, message, hint } = yamlMistake({ error, text, tokens: tokensIn(tokens) });
    problems.error(span, message, hint);
    return undefined;
  }
  for (const { message, pos } of document.warnings) {
    problems.warning(between(...pos), message.split('\n', 1)[0] ?? '');
  }
  if (second !== undefined) {
    const start = second.range[0];
    problems.error(between(start, start + 1), 'a second document begins here', 'one file holds one network');
  }
  return document;
}

/** The name that a key is: as written, so that 1.0 stays 1.0; undefined if it is no scalar. */
function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

/** What is left of `max(a, b)` after its comma. */
const restOfCall = /^[^(]*\)/;

class Reader {
  readonly #problems: Problems;
  /** Whether something stands there of which nothing can be read, so that what follows would only be reported again. */
  isUnreadable = false;

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
    if (isAlias(node)) {
      this.isUnreadable = true;
      const hint = 'write out what it stands for; a formula that begins with * stands in quotes';
      this.#problems.error(span, 'aliases are not read in network files', hint);
    }
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
      if (key !== undefined && pair.value === null && restOfCall.test(key)) {
        this.isUnreadable = true;
        const hint = 'put a formula with a comma in quotes, or each formula on a line of its own';
        this.#problems.error(keySpan, 'inside { } a comma ends a formula', hint);
      } else if (key === undefined || key === '' || key === '__proto__') {
        this.#problems.incomplete = true;
        this.#problems.error(keySpan, 'this key is not a name');
      } else if (entries.has(key)) {
        if (isMap(pair.value)) this.#problems.incomplete = true;
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
  const reader = new Reader(problems);
  const tree = reader.read(document.contents, 0);
  return reader.isUnreadable ? undefined : tree;
}
