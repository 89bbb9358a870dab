// Large files are read, hostile ones refused; neither overflows the stack or takes long.
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { pieceNesting } from '../../src/describe/split.ts';
import { nodes } from '../../src/expr/index.ts';
import { InputError } from '../../src/source/index.ts';

const many = 100_000;

describe('100,000 operations are read', () => {
  const count = ({ network }: ReturnType<typeof readNetwork>, name: string): number =>
    network.equations
      .flatMap(({ rhs }) => nodes(rhs))
      .filter((node) => node.kind === 'apply' && node.name === name).length;

  test.each([
    ['plain', `E: ${'tanh('.repeat(many)}x${')'.repeat(many)}`],
    ['quoted', `E: "${'tanh('.repeat(many)}x${')'.repeat(many)}"`],
    ['folded', `E: >\n${'    tanh(\n'.repeat(many)}    x${')'.repeat(many)}`],
  ])(
    'as one formula, %s',
    (_, equation) => {
      const read = readNetwork(`inputs: [x]\nequations:\n  ${equation}\nloss: E`);
      expect(count(read, 'tanh')).toBe(many);
      expect(read.network.graph.rank(read.network.loss as never)).toBe(Math.ceil(many / pieceNesting));
    },
    120_000,
  );

  test('as equations, in any order', () => {
    const equations = Array.from({ length: many }, (_, i) => `  z${i + 1}: tanh(z${i})\n`);
    for (const order of [equations, equations.toReversed()]) {
      const read = readNetwork(`inputs: [z0]\nequations:\n${order.join('')}loss: z${many}`);
      expect(count(read, 'tanh')).toBe(many);
      expect(read.network.graph.rank(read.network.loss as never)).toBe(many);
    }
  }, 120_000);

  test('as a circle, which is refused', () => {
    const equations = Array.from({ length: many }, (_, i) => `  z${i}: tanh(z${(i + 1) % many})\n`);
    expect(() => readNetwork(`equations:\n${equations.join('')}loss: z0`)).toThrow(/defined through itself/);
  }, 120_000);
});

describe('hostile files are refused', () => {
  const bomb = Array.from({ length: 30 }, (_, i) =>
    i === 0 ? 'a0: &a0 [x, x]' : `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`,
  ).join('\n');
  const unknown = Array.from({ length: many }, (_, i) => `  q${i}: u${i}\n`).join('');

  test.each([
    ['lists in lists', '['.repeat(many) + ']'.repeat(many), /nested more than/],
    ['maps in maps', '{a: '.repeat(many), /nested more than/],
    ['lists in a line', '- '.repeat(many), /nested more than/],
    ['keys of keys', '? '.repeat(many), /nested more than/],
    ['documents', '---\n'.repeat(many), /a second document/],
    ['aliases of aliases', `${bomb}\nequations: { E: 1 }\nloss: E`, /aliases are not read/],
    ['too long', 'x'.repeat(20_000_000), /longer than/],
    [
      'too many weights',
      'layers: [100000, 100000]\nactivation: tanh\nloss: half_squared_error',
      /can be written out/,
    ],
    ['unknown symbols, each with many to compare', `equations:\n${unknown}loss: q1`, /unknown symbol/],
    ['control characters', 'a: \u0000\u0001\n\u0007', /./],
  ])(
    '%s',
    (_, text, message) => {
      let thrown: unknown;
      try {
        readNetwork(text);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(InputError);
      expect(String(thrown)).toMatch(message);
    },
    120_000,
  );
});
