import { describe, expect, test } from 'vitest';
import { type Diagnostic, formatDiagnostic, InputError } from '../../src/source/index.ts';

const problem = (
  text: string,
  offset: number,
  length: number,
  more: Partial<Diagnostic> = {},
): Diagnostic => ({
  severity: 'error',
  message: 'unknown symbol',
  source: { name: 'net.yaml', text },
  span: { offset, length },
  ...more,
});

describe('formatDiagnostic', () => {
  test.each<[string, Diagnostic, string[]]>([
    [
      'a word',
      problem('a: 1\nb: a + outh\n', 12, 4, { hint: 'did you mean outh1?' }),
      ['net.yaml:2:8 unknown symbol', '  b: a + outh', '         ^^^^', '  did you mean outh1?'],
    ],
    [
      'a warning',
      problem('ab', 0, 1, { severity: 'warning' }),
      ['net.yaml:1:1 warning: unknown symbol', '  ab', '  ^'],
    ],
    [
      'wide characters',
      problem('误差: 权重', 4, 2),
      ['net.yaml:1:5 unknown symbol', '  误差: 权重', '        ^^^^'],
    ],
    ['full-width punctuation', problem('a（b', 1, 1), ['net.yaml:1:2 unknown symbol', '  a（b', '   ^^']],
    [
      'combining marks',
      problem('y\u0302 + q', 5, 1),
      ['net.yaml:1:6 unknown symbol', '  y\u0302 + q', '      ^'],
    ],
    ['tabs', problem('\ta\tq', 3, 1), ['net.yaml:1:4 unknown symbol', '      a    q', '           ^']],
    ['a place between', problem('a +', 3, 0), ['net.yaml:1:4 unknown symbol', '  a +', '     ^']],
    ['an empty line', problem('a\n\nb', 2, 0), ['net.yaml:2:1 unknown symbol', '', '  ^']],
    ['a span over lines', problem('ab\r\ncd', 1, 5), ['net.yaml:1:2 unknown symbol', '  ab', '   ^']],
    [
      'control characters',
      problem('\u001b[31mx', 5, 1),
      ['net.yaml:1:6 unknown symbol', '  \ufffd[31mx', '       ^'],
    ],
    [
      'other places',
      problem('a\nq + q\nq', 2, 1, {
        hint: 'declare it',
        also: [6, 8].map((offset) => ({ offset, length: 1 })),
      }),
      ['net.yaml:2:1 unknown symbol', '  q + q', '  ^', '  declare it', '  the same at 2:5, 3:1'],
    ],
    [
      'many other places',
      problem('qqqqqqqqq', 0, 1, { also: [1, 2, 3, 4, 5, 6, 7].map((offset) => ({ offset, length: 1 })) }),
      [
        'net.yaml:1:1 unknown symbol',
        '  qqqqqqqqq',
        '  ^',
        '  the same at 1:2, 1:3, 1:4, 1:5, 1:6 and 2 more places',
      ],
    ],
    [
      'control characters in what is said',
      problem('ab', 0, 1, { message: 'found \u001b[31m', hint: 'write \u202e' }),
      ['net.yaml:1:1 found \ufffd[31m', '  ab', '  ^', '  write \ufffd'],
    ],
    ['outside the text', problem('ab', 9, 1), ['net.yaml:1:3 unknown symbol', '  ab', '    ^']],
  ])('shows %s', (_, diagnostic, lines) => expect(formatDiagnostic(diagnostic)).toBe(lines.join('\n')));

  test.each([0, 1, 39, 41, 5000, 9999, 10_000])('trims a long line around column %i', (offset) => {
    const text = `${'.'.repeat(offset)}q${'.'.repeat(10_000 - offset)}`;
    const [head, line, carets] = formatDiagnostic(problem(text, offset, 1)).split('\n') as [
      string,
      string,
      string,
    ];
    expect(head).toBe(`net.yaml:1:${offset + 1} unknown symbol`);
    expect(line.length).toBeLessThan(110);
    expect(line[carets.indexOf('^')]).toBe('q');
    expect([line.includes('…'), line.startsWith('  …')]).toEqual([true, offset > 40]);
  });

  test('cuts a long span with its line', () => {
    const carets = formatDiagnostic(problem('q'.repeat(10_000), 100, 9000)).split('\n')[2] as string;
    expect(carets.length).toBeLessThan(110);
  });

  test('does not cut a character in two', () => {
    for (let offset = 100; offset < 104; offset++) {
      expect(formatDiagnostic(problem(`x${'😀'.repeat(200)}`, offset, 1))).not.toMatch(/\p{Cs}|\ufffd/u);
    }
  });

  test('colours only when asked', () => {
    const diagnostic = problem('ab', 0, 1, { hint: 'c' });
    const sequence = '\u001b[';
    expect(formatDiagnostic(diagnostic)).not.toContain(sequence);
    const coloured = formatDiagnostic(diagnostic, { colour: true });
    expect(coloured.replaceAll(new RegExp(`${'\u001b'}\\[\\d+m`, 'g'), '')).toBe(
      formatDiagnostic(diagnostic),
    );
    expect(coloured).toContain(`${sequence}31m^`);
  });
});

test('an InputError says all its diagnostics', () => {
  const both = [problem('ab', 0, 1), problem('ab', 1, 1)];
  const error = new InputError(both);
  expect(error.diagnostics).toBe(both);
  expect(error.message).toBe(both.map((each) => formatDiagnostic(each)).join('\n'));
});
