/** What a directive is: a record of its name, its attributes, and what it does in two steps, deriving and writing. */
import type { RootContent } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import { between } from '../describe/problems.ts';
import { MissingFunction, MissingValue } from '../numeric/index.ts';
import type { Span } from '../source/index.ts';
import type { Attributes, Given, Word } from './attributes.ts';
import type { Lesson } from './lesson.ts';

/** Makes what stands in the place of a directive, once everything in the document is derived. */
export type Write = () => readonly RootContent[];

/** One use of a directive. */
export interface Use {
  readonly node: LeafDirective | ContainerDirective;
  /** The opening line. */
  readonly span: Span;
  /** The place of an attribute's value, or of the opening line if it is not written. */
  readonly at: (attribute: string) => Span;
  /** Name of the directive that this one stands in. */
  readonly inside: string | undefined;
  /** What a container contains. */
  readonly children: Write;
}

export interface Directive {
  readonly name: string;
  readonly form: 'leaf' | 'container';
  /** The directive it may only stand in. */
  readonly within?: string;
  readonly attributes: Attributes;
  /** Derives what it needs; undefined once a problem was noted. */
  readonly begin: (lesson: Lesson, use: Use) => Write | undefined;
}

interface Parts<A extends Attributes> extends Omit<Directive, 'begin'> {
  readonly attributes: A;
  readonly prepare: (given: Given<A>, lesson: Lesson, use: Use) => Write | undefined;
}

/** A directive whose attributes are read before it begins. */
export function defineDirective<const A extends Attributes>({ prepare, ...record }: Parts<A>): Directive {
  return {
    ...record,
    begin: (lesson, use) => {
      const given = readAttributes(record, lesson, use);
      if (given === undefined) return undefined;
      return orProblem(lesson, use.span, () => prepare(given as Given<A>, lesson, use));
    },
  };
}

/** Notes what cannot be computed as a problem at the place. */
export function orProblem<T>(lesson: Lesson, span: Span, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MissingValue || error instanceof MissingFunction || error instanceof RangeError))
      throw error;
    const hint = error instanceof MissingValue ? 'give it one in the network' : undefined;
    lesson.problems.error(span, error.message, hint);
    return undefined;
  }
}

/** The place of an attribute as written, name included, and of its value. */
function placeOf(node: Use['node'], name: string, text: string): { whole: Span; value: Span } | undefined {
  // The parser adds these positions in its verbose mode; its types do not say so.
  const data = node.data as
    | { position?: { attributes?: Record<string, { start: { offset: number }; end: { offset: number } }> } }
    | undefined;
  const place = data?.position?.attributes?.[name];
  if (place === undefined) return undefined;
  const whole = between(place.start.offset, place.end.offset);
  const written = text.slice(whole.offset, whole.offset + whole.length);
  const [, head = '', quote = ''] = /^([^=]*=\s*)(["']?)/.exec(written) ?? [];
  if (head === '') return { whole, value: whole };
  const start = whole.offset + head.length + quote.length;
  return { whole, value: between(start, whole.offset + whole.length - quote.length) };
}

/** The place of an attribute's value. */
export function valueSpan(node: Use['node'], name: string, text: string, otherwise: Span): Span {
  return placeOf(node, name, text)?.value ?? otherwise;
}

/** The values of a use's attributes; undefined once a problem was noted. */
function readAttributes(
  { name, attributes }: Pick<Directive, 'name' | 'attributes'>,
  lesson: Lesson,
  use: Use,
): Record<string, unknown> | undefined {
  const { problems } = lesson;
  const written = new Map(Object.entries(use.node.attributes ?? {}));
  const names = Object.keys(attributes);
  let sound = true;
  for (const key of written.keys()) {
    if (names.includes(key)) continue;
    sound = false;
    const place = placeOf(use.node, key, problems.source.text)?.whole ?? use.span;
    const span = { offset: place.offset, length: Math.min(place.length, key.length) };
    const otherwise = names.length === 0 ? `${name} takes none` : `${name} takes ${names.join(', ')}`;
    problems.unknown(span, `unknown attribute ${key}`, key, names, otherwise);
  }
  const given: Record<string, unknown> = {};
  for (const [key, { kind, required }] of Object.entries(attributes)) {
    const text = written.get(key);
    if (text === undefined || text === null) {
      if (!required) continue;
      sound = false;
      problems.error(use.span, `${name} lacks ${key}=`, `expected ${kind.expects}`);
      continue;
    }
    const word: Word = { text, span: use.at(key) };
    const value: unknown = kind.read(word, lesson);
    if (value === undefined) sound = false;
    given[key] = value;
  }
  return sound ? given : undefined;
}
