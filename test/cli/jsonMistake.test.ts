import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonMistake } from '../../src/cli/jsonMistake.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonMistake', () => {
  test.each([
    ['{"a": 1,}', 8, 'expected a key in quotes'],
    ['{"a" 1}', 5, 'expected a colon'],
    ['[1 2]', 3, 'expected a comma or ]'],
    ['{"a": 1 "b": 2}', 8, 'expected a comma or }'],
    ['[1, 2', 5, 'the file ends where a comma or ] is expected'],
    ['', 0, 'the file ends where a value is expected'],
    ['[1] x', 4, 'expected the end of the file'],
    ['[01]', 1, 'expected a value or ]'],
    ["{'a': 1}", 1, 'expected a key in quotes or }'],
    ['["a\nb"]', 3, 'a line break or control character in quotes'],
    ['["\\q"]', 2, 'no character is written so after a backslash'],
    ['["open', 1, 'this text in quotes does not end'],
    ['[1}', 2, 'expected a comma or ]'],
    ['NaN', 0, 'expected a value'],
  ])('%j is wrong at %i', (text, offset, message) => {
    const found = jsonMistake(text);
    expect(found?.message).toBe(message);
    expect(found?.span.offset).toBe(offset);
  });

  test('says nothing of what is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        expect(jsonMistake(JSON.stringify(value, null, indent))).toBeUndefined();
      }),
    );
  });

  test('agrees with the parser on what is not', () => {
    const damaged = fc
      .tuple(fc.jsonValue(), fc.nat(), fc.constantFrom('', '"', ',', ']', '}', '\\', '0', '-', '\n', 'e'))
      .map(([value, at, character]) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        return text.slice(0, place) + character + text.slice(place + 1);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(jsonMistake(text) === undefined, text).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('reads deep nesting', () => {
    expect(jsonMistake('['.repeat(200_000))?.span.offset).toBe(200_000);
  });
});
