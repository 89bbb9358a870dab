import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readNetwork } from '../../src/describe/index.ts';
import { InputError, lineAndColumn } from '../../src/source/index.ts';

/** The text in the file that the only error points at, and its line. */
function pointedAt(text: string): { marked: string; line: number } {
  try {
    readNetwork(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [{ span, source }] = error.diagnostics as [InputError['diagnostics'][number]];
    return {
      marked: text.slice(span.offset, span.offset + span.length),
      line: lineAndColumn(source, span.offset).line,
    };
  }
  throw new Error('no error');
}

const file = (scalar: string): string => `inputs: [x]\nequations:\n  E: ${scalar}\nloss: E`;

test.each([
  ['plain', 'x + oops*2', 3],
  ['plain over lines', 'x +\n    x\n\n    + oops', 6],
  ['single quotes', "'x + oops'", 3],
  ['double quotes', '"x + oops"', 3],
  ['double quotes with escapes', '"x\\t+\\x20\\u0078 +\\n oops"', 3],
  ['double quotes over lines', '"x \\\n    + x\n    + oops"', 5],
  ['literal', '|\n    x +\n      oops', 5],
  ['folded', '>-\n    x\n\n    + oops\n', 6],
  ['folded with a comment', '> # a comment\n    x + oops', 4],
])('an error in a formula in %s is shown at its place', (_, scalar, line) => {
  expect(pointedAt(file(scalar))).toEqual({ marked: 'oops', line });
});

test('quotes inside quotes are counted', () => {
  const text = "inputs: [x]\nfunctions: { G: opaque }\nequations:\n  E: 'G''(x) + G''''(x) + oops'\nloss: E";
  expect(pointedAt(text)).toEqual({ marked: 'oops', line: 4 });
});

test('in whatever style YAML is written, the place is right', () => {
  const blanks = fc.constantFrom('', ' ', '  ', '\n', '\n\n', '\t', ' \n ');
  const pieces = fc.array(fc.tuple(blanks, fc.constantFrom('x', '(x)', '12'), blanks), { maxLength: 12 });
  const styles = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL');
  fc.assert(
    fc.property(
      pieces,
      pieces,
      styles,
      fc.integer({ min: 20, max: 80 }),
      (before, after, style, lineWidth) => {
        const side = (list: typeof before, oops: string): string =>
          list.map(([a, b, c]) => `${a}${b}${c}+`).join('') + oops;
        const formula = `${side(before, 'oops')} +${side(after, 'x')}`;
        const text = stringify(
          { inputs: ['x'], equations: { E: formula }, loss: 'E' },
          { defaultStringType: style as 'PLAIN', defaultKeyType: 'PLAIN', lineWidth },
        );
        // YAML may break a word between double quotes.
        expect(pointedAt(text).marked.replace(/\\\n\s*/, '')).toBe('oops');
      },
    ),
    { numRuns: 500 },
  );
});
