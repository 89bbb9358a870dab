/** The attributes of directives: what each may be, read from what an author wrote. Which directive takes which is `directives/`. */
import type { Problems } from '../describe/problems.ts';
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { parametersOf } from '../numeric/index.ts';
import type { Span } from '../source/index.ts';

/** A word of an attribute's value and its place. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** What a reader of attributes knows of the document. */
export interface Surroundings {
  readonly network: Network;
  readonly problems: Problems;
  /** The parameters that gradient descent changes. */
  readonly learned: readonly Quantity[];
}

/** One kind of value. */
export interface Kind<T> {
  /** What may stand here, for messages. */
  readonly expects: string;
  /** The value, or undefined once a problem was noted. */
  readonly read: (value: Word, around: Surroundings) => T | undefined;
}

/** An attribute of a directive. */
export interface Attribute<T, Required extends boolean = boolean> {
  readonly kind: Kind<T>;
  readonly required: Required;
}

export const required = <T>(kind: Kind<T>): Attribute<T, true> => ({ kind, required: true });
export const optional = <T>(kind: Kind<T>): Attribute<T, false> => ({ kind, required: false });

export type Attributes = Readonly<Record<string, Attribute<unknown>>>;

/** The values of some attributes, as a directive receives them. */
export type Given<A extends Attributes> = {
  readonly [Name in keyof A]: A[Name] extends Attribute<infer T, infer R>
    ? R extends true
      ? T
      : T | undefined
    : never;
};

/** The words of a value. */
export const wordsOf = ({ text, span }: Word): readonly Word[] =>
  [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    span: { offset: span.offset + match.index, length: match[0].length },
  }));

function known({ text, span }: Word, { network, problems }: Surroundings): Quantity | undefined {
  const found = network.named(text);
  if (found === undefined) {
    const names = network.symbols.map(({ quantity }) => quantity.name);
    problems.unknown(span, `unknown symbol ${text}`, text, names);
  }
  return found;
}

/** A quantity with the place where it was named. */
export interface Named {
  readonly quantity: Quantity;
  readonly span: Span;
}

/** One symbol of the network. */
export const symbol: Kind<Named> = {
  expects: 'one symbol',
  read: (value, around) => {
    const words = wordsOf(value);
    if (words.length !== 1) {
      around.problems.error(value.span, `expected one symbol, not ${words.length}`);
      return undefined;
    }
    const quantity = known(words[0] as Word, around);
    return quantity && { quantity, span: value.span };
  },
};

/** Several symbols, each once. */
export const symbols: Kind<readonly Named[]> = {
  expects: 'symbols with spaces between',
  read: (value, around) => {
    const words = wordsOf(value);
    if (words.length === 0) around.problems.error(value.span, 'expected at least one symbol');
    const found = words.map((word) => ({ quantity: known(word, around), span: word.span }));
    const again = found.filter(
      ({ quantity }, i) => quantity && found.findIndex((each) => each.quantity === quantity) < i,
    );
    for (const { quantity, span } of again) around.problems.error(span, `${quantity?.name} is named twice`);
    const complete = found.filter((each): each is Named => each.quantity !== undefined);
    return words.length > 0 && again.length === 0 && complete.length === words.length ? complete : undefined;
  },
};

/** Parameters: some, or `all` that the document learns. */
export const parameters: Kind<readonly Named[]> = {
  expects: 'parameters with spaces between, or all',
  read: (value, around) => {
    if (value.text.trim() === 'all')
      return around.learned.map((quantity) => ({ quantity, span: value.span }));
    const found = symbols.read(value, around);
    const all = parametersOf(around.network);
    const others = (found ?? []).filter(({ quantity }) => !all.includes(quantity));
    for (const { quantity, span } of others) {
      around.problems.error(
        span,
        `${quantity.name} is no parameter`,
        `parameters: ${all.map(({ name }) => name).join(', ')}`,
      );
    }
    return others.length === 0 ? found : undefined;
  },
};

/** One of a few words. */
export const choice = <const T extends string>(values: readonly T[]): Kind<T> => ({
  expects: values.join(', '),
  read: ({ text, span }, { problems }) => {
    const found = values.find((each) => each === text);
    if (found === undefined)
      problems.unknown(span, `unknown value ${text}`, text, values, `one of ${values.join(', ')}`);
    return found;
  },
});

/** Some of a few words. */
export const choices = <const T extends string>(values: readonly T[]): Kind<readonly T[]> => ({
  expects: `some of ${values.join(', ')}`,
  read: (value, around) => {
    const words = wordsOf(value);
    if (words.length === 0) around.problems.error(value.span, `expected some of ${values.join(', ')}`);
    const found = words.map((word) => choice(values).read(word, around));
    return words.length === 0 || found.includes(undefined) ? undefined : (found as T[]);
  },
});

export const yesOrNo: Kind<boolean> = {
  expects: 'yes or no',
  read: (value, around) => {
    const found = choice(['yes', 'no']).read(value, around);
    return found && found === 'yes';
  },
};

/** A whole number from 1. */
export const count = (most: number): Kind<number> => ({
  expects: `a whole number from 1 to ${most}`,
  read: ({ text, span }, { problems }) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
    if (value >= 1 && value <= most) return value;
    problems.error(span, `expected a whole number from 1 to ${most}, not ${text === '' ? 'nothing' : text}`);
    return undefined;
  },
});

/** A name that references use. */
const identifier = /^[\p{L}\p{N}][\p{L}\p{N}._:-]*$/u;

export const identifiers: Kind<readonly Word[]> = {
  expects: 'ids with spaces between',
  read: (value, { problems }) => {
    const words = wordsOf(value);
    const bad = words.filter(({ text }) => !identifier.test(text));
    for (const { text, span } of bad)
      problems.error(span, `${text} is no id`, 'ids have letters, digits and - . _ : only');
    if (words.length === 0) problems.error(value.span, 'expected an id');
    return words.length > 0 && bad.length === 0 ? words : undefined;
  },
};

export const prose: Kind<string> = {
  expects: 'text',
  read: ({ text, span }, { problems }) => {
    if (text.trim() !== '') return text;
    problems.error(span, 'expected text');
    return undefined;
  },
};
