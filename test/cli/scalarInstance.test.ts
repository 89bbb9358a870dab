import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backproof, emptyFolder, networkFile } from './command.ts';

describe('in scalars, at the sizes of the file', () => {
  const sized = `${readFileSync(networkFile('general/half-squared-error'), 'utf8')}sizes: { L: 2, n: [2, 3, 2] }\n`;
  const scalar = (...args: readonly string[]) =>
    backproof(['derive', '-', '--notation', 'scalar', ...args], { input: sized });

  test('one weight, with its paths', () => {
    const { status, stdout, stderr } = scalar('--wrt', 'w[1,3,2]');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('### The gradient of $w_{32}^1$');
    expect(stdout).toContain('\\underbrace{\\bigl[w_{13}^2(a_1^2-y_1)');
  });

  test('all of a layer, with indices for sizes', () => {
    expect(scalar('--wrt', 'b[L,j]').stdout).toContain('\\frac{\\partial C}{\\partial b_2^2}');
    expect(JSON.parse(scalar('--wrt', 'w[L,1,k]', '--format', 'json').stdout)).toMatchObject({
      notation: 'scalar',
      wrt: ['w[2,1,1]', 'w[2,1,2]', 'w[2,1,3]'],
    });
  });

  test('as data about the network at its sizes', () => {
    const folder = emptyFolder();
    const network = join(folder, 'net.yaml');
    writeFileSync(network, sized);
    const { stdout: input } = scalar('--wrt', 'w[1,1,1]', '--format', 'json');
    expect(backproof(['check', '-', '--network', network], { input })).toMatchObject({
      status: 0,
      stderr: '',
    });
    writeFileSync(network, sized.replace('[2, 3, 2]', '[2, 2, 2]'));
    const other = backproof(['check', '-', '--network', network], { input });
    expect(other.status).toBe(1);
    expect(other.stderr).toContain('stdin: z[2,1] is ');
  });

  test.each([
    ['w[3,1,1]', 'at these sizes there is no w[3,1,1]'],
    ['w[l+1,1,1]', 'w[l+1,1,1] names no unit: l has no value'],
    ['q', 'unknown symbol q'],
  ])('%s is refused', (member, message) => {
    expect(scalar('--wrt', member)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`--wrt: ${message}`),
    });
  });
});
