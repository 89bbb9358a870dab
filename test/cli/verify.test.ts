import { describe, expect, test } from 'vitest';
import { widthOf } from '../../src/source/index.ts';
import { backproof, networkFile } from './command.ts';

/** The cells of a table, by its first column. */
const cells = (stdout: string): Record<string, readonly string[]> =>
  Object.fromEntries(
    stdout
      .split('\n')
      .map((line) => line.split(/ {2,}/))
      .map(([name, ...rest]) => [name, rest]),
  );

describe('verify', () => {
  test('confirms every gradient of the example', () => {
    const { status, stdout, stderr } = backproof(['verify', networkFile('two-two-two'), '--digits', '9']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(cells(stdout).w5?.slice(0, 2)).toEqual(['0.0821670406', '0.0821670406']);
    expect(cells(stdout).w5?.slice(3)).toEqual(['accepted', 'confirmed']);
    expect(stdout).toMatch(/\n10 of 10 confirmed; second opinions: complex step\n$/);
  });

  test.each(['deep', 'logistic', 'penalty', 'relu', 'skip', 'softmax', 'twice'])('confirms %s', (name) => {
    expect(backproof(['verify', networkFile(name)])).toMatchObject({ status: 0, stderr: '' });
  });

  test('of another quantity than the loss', () => {
    const { status, stdout } = backproof(['verify', networkFile('two-two-two'), '--of', 'outh1']);
    expect(status).toBe(0);
    expect(cells(stdout).w5?.slice(0, 2)).toEqual(['0', '0']);
    expect(Number(cells(stdout).w1?.[0])).toBeCloseTo(0.2413007 * 0.05, 8);
  });

  test.each([
    ['a kink', 'z: w*x + b\n  E: relu(z) + v^2', 'b: -1', 'w', 'at a kink'],
    [
      'a difference drowned in rounding',
      'E: 10^16*v + 0.3*w*x + b',
      'b: 0',
      'w',
      'ill-conditioned difference',
    ],
    [
      'a slope whose difference is absorbed',
      'E: (10^14 + w*x - 10^14)^2 + v + b',
      'b: 0',
      'w',
      'ill-conditioned difference',
    ],
    [
      'a slope whose rounding overflows',
      'E: 10^200*(10^150*w*b - 10^150*b*w) + v',
      'b: 1',
      'b',
      'numbers overflow',
    ],
    ['a loss without a value', 'E: log(b*w*x + v)', 'b: -3', 'w', 'no finite difference here'],
    ['a slope without a value', 'E: log(b*w*x + v)', 'b: -2', 'w', 'no finite value here'],
  ])('%s is not a success', (_what, equations, b, parameter, reason) => {
    const input = `inputs: { x: 1 }\nparameters: { w: 1, v: 2, ${b} }\nequations:\n  ${equations}\nloss: E\n`;
    const { status, stdout } = backproof(['verify', '-'], { input });
    expect(status).toBe(1);
    expect(cells(stdout)[parameter]?.at(-1)).toBe(`not confirmed: ${reason}`);
    expect(stdout).toMatch(/not confirmed(; second opinions: [^\n]*)?\n$/);
  });

  test('the second opinion is the complex step wherever that exists: on either side of a kink, not at it', () => {
    const at = (u: number): string =>
      backproof(['verify', '-'], {
        input: `parameters: { u: ${u} }\nequations:\n  E: relu(u) + abs(u)\nloss: E\n`,
      }).stdout;
    expect(at(1)).toMatch(/\n1 of 1 confirmed; second opinions: complex step\n$/);
    expect(at(0)).toMatch(/\n0 of 1 confirmed, 1 not confirmed; second opinions: dual numbers\n$/);
  });

  test('without numbers the kernel alone speaks, which confirms nothing', () => {
    const { status, stdout, stderr } = backproof(['verify', networkFile('opaque')]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^nothing to compare with: /);
    expect(cells(stdout).w1).toEqual([
      '–',
      '–',
      '–',
      'accepted',
      'not confirmed: no numbers to compare with',
    ]);
  });

  test('columns stand below each other, also with 汉字', () => {
    const input =
      'inputs: { 输入: 1 }\nparameters: { 权重: 0.5, b: -1 }\nequations:\n  E: (权重*输入 + b)^2\nloss: E\n';
    const { stdout } = backproof(['verify', '-'], { input });
    const rows = stdout.split('\n').slice(2, 4);
    expect(rows[0]).toContain('权重');
    const ends = rows.map((row) => widthOf(row.slice(0, row.indexOf('accepted'))));
    expect(ends[0]).toBe(ends[1]);
  });
});
