/**
 * A language: its sentences from an .ftl file, spliced with formulas into mdast. A formula or a link travels through the message as a
 * private character and is put back afterwards, so that TeX never meets the braces of a message.
 */
import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { PhrasingContent } from 'mdast';
import type { MessageId, messages } from './messages.ts';
import { type Inline, spaced } from './phrasing.ts';

/** The languages documents are written in. */
export type LocaleName = 'en' | 'zh';

const sources: { readonly [Name in LocaleName]: () => { readonly tag: string; readonly text: string } } = {
  en: () => ({ tag: 'en', text: readFileSync(new URL('./locales/en.ftl', import.meta.url), 'utf8') }),
  zh: () => ({ tag: 'zh-CN', text: readFileSync(new URL('./locales/zh.ftl', import.meta.url), 'utf8') }),
};

/** Every language by name. */
export const locales = Object.keys(sources) as readonly LocaleName[];

/** What a message may be given: counts choose plurals, the rest is put in as it is. */
export type Argument = number | string | Inline | readonly Inline[];

type Arguments<Id extends MessageId> = { readonly [Name in (typeof messages)[Id][number]]: Argument };

const firstPlace = 0xe000;

export class Locale {
  readonly name: LocaleName;
  /** BCP 47, for `lang`. */
  readonly tag: string;
  readonly #bundle: FluentBundle;

  constructor(name: LocaleName) {
    const { tag, text } = sources[name]();
    this.name = name;
    this.tag = tag;
    this.#bundle = new FluentBundle(tag, { useIsolating: false });
    const errors = this.#bundle.addResource(new FluentResource(text));
    if (errors.length > 0) throw errors[0];
  }

  /** Whether the language sets spaces between Chinese characters and formulas. */
  get isChinese(): boolean {
    return this.name === 'zh';
  }

  /** A message as mdast. Throws: Error if the locale lacks it or an argument. */
  say<Id extends MessageId>(
    id: Id,
    ...[given]: (typeof messages)[Id]['length'] extends 0 ? [] : [Arguments<Id>]
  ): PhrasingContent[] {
    const places: PhrasingContent[][] = [];
    const values: Record<string, string | number> = {};
    for (const [name, value] of Object.entries<Argument>(given ?? {})) {
      if (typeof value === 'number') {
        values[name] = value;
        continue;
      }
      values[name] = String.fromCharCode(firstPlace + places.length);
      places.push(asInlines(value));
    }
    return spaced(spliced(this.#format(id, values), places), this.isChinese);
  }

  /** Sentences one after the other; those of nothing are left out. */
  sentences(parts: readonly (readonly PhrasingContent[])[]): PhrasingContent[] {
    const gap: PhrasingContent[] = this.isChinese ? [] : [{ type: 'text', value: ' ' }];
    const said = parts.filter((each) => each.length > 0);
    return said.flatMap((each, i) => (i === 0 ? each : [...gap, ...each]));
  }

  /** A message that has no formulas in it. */
  text(id: MessageId, count?: number): string {
    return this.#format(id, count === undefined ? {} : { count });
  }

  /** Several things in a row. Example: a, b and c; a、b 与 c */
  list(items: readonly (readonly Inline[])[], closing: 'and' | 'comma' = 'comma'): PhrasingContent[] {
    const comma = this.text('comma') + (this.isChinese ? '' : ' ');
    const last = items.at(-1);
    if (items.length > 1 && closing === 'and' && last !== undefined) {
      return this.say('and', { first: this.list(items.slice(0, -1)), last });
    }
    const row = items.flatMap((item, i) =>
      i === 0 ? item : [{ type: 'text' as const, value: comma }, ...item],
    );
    return spaced(row, this.isChinese);
  }

  #format(id: MessageId, values: Record<string, string | number>): string {
    const pattern = this.#bundle.getMessage(id)?.value;
    if (pattern === undefined || pattern === null) throw new Error(`${this.name}.ftl does not say ${id}`);
    const errors: Error[] = [];
    const text = this.#bundle.formatPattern(pattern, values, errors);
    if (errors[0] !== undefined) throw errors[0];
    return text;
  }
}

const asInlines = (value: Exclude<Argument, number>): PhrasingContent[] => {
  if (typeof value === 'string') return [{ type: 'text', value }];
  return [...(Array.isArray(value) ? (value as readonly Inline[]) : [value as Inline])];
};

/** A formatted message with its arguments back in place and **…** as strong. */
function spliced(text: string, places: readonly PhrasingContent[][]): PhrasingContent[] {
  const plain = (part: string): PhrasingContent[] =>
    part.split(/([\ue000-\uf8ff])/).flatMap((piece): PhrasingContent[] => {
      const place = piece.length === 1 ? places[piece.charCodeAt(0) - firstPlace] : undefined;
      if (place !== undefined) return place;
      return piece === '' ? [] : [{ type: 'text', value: piece }];
    });
  return text
    .split('**')
    .flatMap((part, i): PhrasingContent[] =>
      i % 2 === 0 ? plain(part) : [{ type: 'strong', children: plain(part) }],
    );
}
