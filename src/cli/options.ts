/** Values of options: each parser takes what was typed and says what was expected instead. */
import { InvalidArgumentError } from 'commander';
import { itemsOf } from '../formula/items.ts';
import { didYouMean } from '../source/index.ts';

/** Example: `a, b or c` */
const alternatives = (values: readonly string[]): string =>
  values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

/** One of some words. */
export const oneOf =
  <const Value extends string>(...values: readonly Value[]) =>
  (given: string): Value => {
    const found = values.find((each) => each === given);
    if (found !== undefined) return found;
    const meant = didYouMean(given, values);
    throw new InvalidArgumentError(
      meant === undefined ? `Expected ${alternatives(values)}.` : `Did you mean ${meant}?`,
    );
  };

/** Some of some words, between commas, each once. */
export const listOf =
  <const Value extends string>(...values: readonly Value[]) =>
  (given: string): readonly Value[] => [
    ...new Set(given.split(',').map((each) => oneOf(...values)(each.trim()))),
  ];

/** Names between commas or blanks, after those of the same option given before; each once. */
export function listOfNames(given: string, before: readonly string[] = []): readonly string[] {
  // Templates put blanks between names, and a shell between quotes lets them through.
  const names = itemsOf(given).flatMap(({ text }) =>
    itemsOf(text.trim().replace(/\s+/g, ' '), ' ').map((each) => each.text),
  );
  if (names.includes('')) throw new InvalidArgumentError('Expected names between commas, like w5,w6.');
  return [...new Set([...before, ...names])];
}

/** Where a file or a folder stands. */
export function path(given: string): string {
  if (given === '') throw new InvalidArgumentError('Expected a path.');
  return given;
}

/** A number of significant digits. */
export function digits(given: string): number {
  const count = Number(given);
  if (!/^\d+$/.test(given) || count < 1 || count > 17)
    throw new InvalidArgumentError('Expected a whole number from 1 to 17.');
  return count;
}

/** Where random draws begin. */
export function seed(given: string): number {
  const value = Number(given);
  if (!/^\d+$/.test(given) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Expected a whole number from 0.');
  return value;
}
