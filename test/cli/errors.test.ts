import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backproof, COMMAND, emptyFolder, networkFile } from './command.ts';

const net = networkFile('two-two-two');

describe('usage', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['a misspelt command', ['deriv', net], /unknown command 'deriv'\n\(Did you mean derive\?\)/],
    [
      'a misspelt option',
      ['derive', net, '--wrtt', 'w5'],
      /unknown option '--wrtt'\n\(Did you mean --wrt\?\)/,
    ],
    ['a misspelt value', ['derive', net, '--wrt', 'w5', '--detail', 'brif'], /Did you mean brief\?/],
    ['an unknown value', ['derive', net, '--wrt', 'w5', '--locale', 'klingon'], /Expected zh or en\./],
    ['a misspelt quantity', ['derive', net, '--wrt', 'w55'], /no quantity w55\n {2}did you mean w5\?/],
    [
      'a misspelt goal',
      ['derive', net, '--wrt', 'w5', '--of', 'neto11'],
      /--of: .*neto11\n {2}did you mean neto1\?/,
    ],
    ['an unknown quantity', ['derive', net, '--wrt', 'nothing_like_it'], /it has x1, x2, y1/],
    ['nothing to derive by', ['derive', net], /derive needs --wrt/],
    ['a hole in a list', ['derive', net, '--wrt', 'w5,,w6'], /Expected names between commas/],
    [
      'a notation that does not fit',
      ['derive', net, '--wrt', 'w5', '--notation', 'matrix'],
      /has no matrices/,
    ],
    ['too many digits', ['derive', net, '--wrt', 'w5', '--digits', '18'], /whole number from 1 to 17/],
    ['no network', ['derive'], /missing required argument 'network'/],
    ['too many networks', ['verify', net, net], /too many arguments/],
    [
      'a misspelt file',
      ['verify', net.replace('.yaml', '.yml')],
      /no such file or folder\n {2}did you mean .*two-two-two\.yaml\?/,
    ],
    ['a folder', ['verify', '.'], /\. cannot be read: it is a folder/],
    [
      'an output that cannot be',
      ['derive', net, '--wrt', 'w5', '-o', 'no/such/folder/w5.md'],
      /cannot be written: no such file or folder/,
    ],
    ['a folder as output', ['derive', net, '--wrt', 'w5', '-o', '.'], /\. cannot be written: it is a folder/],
    ['no output', ['derive', net, '--wrt', 'w5', '-o', ''], /argument '' is invalid\. Expected a path/],
    ['two standard inputs', ['check', '-', '--network', '-'], /standard input cannot be both/],
    ['an unknown format', ['build', '--format', 'pdf'], /Expected md, html or tex\./],
    ['no template', ['build', 'no-such-folder'], /no-such-folder: no such file or folder/],
  ])('%s ends in 2', (_what, args, message) => {
    const { status, stdout, stderr } = backproof(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('nothing at all prints the help as a mistake', () => {
    const { status, stdout, stderr } = backproof([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('backproof derive net.yaml --wrt w5');
  });

  test.each(['derive', 'verify', 'check', 'build'])('%s --help shows an example', (command) => {
    const { status, stdout, stderr } = backproof([command, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`Examples?:\n  backproof ${command} `));
  });

  test('prints the version of the package', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(backproof(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });
});

describe('a mistake in a network', () => {
  const text = 'inputs: { x: 1 }\nparameters: { w: 2 }\nequations:\n  E: w*xx\nloss: E\n';

  test('is shown with file, line, column, the line and a suggestion', () => {
    const file = join(emptyFolder(), 'net.yaml');
    writeFileSync(file, text);
    const { status, stdout, stderr } = backproof(['derive', file, '--wrt', 'w']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`${file}:4:8 `);
    expect(stderr).toContain('\n    E: w*xx\n         ^^\n');
    expect(stderr).toMatch(/did you mean x\?/);
  });

  test('is placed in standard input', () => {
    expect(backproof(['verify', '-'], { input: text }).stderr).toMatch(/^stdin:4:8 /);
  });

  test('that is only odd is a warning', () => {
    const { status, stderr } = backproof(['derive', '-', '--wrt', 'w'], {
      input: text.replace('xx', 'x').replace('{ w: 2 }', '{ w: 2, unused: 1 }'),
    });
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^stdin:2:21 warning: /),
    });
  });

  test('text that is not UTF-8 is refused', () => {
    const file = join(emptyFolder(), 'net.yaml');
    writeFileSync(file, Buffer.from([0x61, 0xff, 0xfe]));
    expect(backproof(['verify', file])).toMatchObject({
      status: 2,
      stderr: `error: ${file} is not text in UTF-8\n`,
    });
  });

  test('a network without a loss asks what to differentiate', () => {
    const input = 'inputs: { x: 1 }\nparameters: { w: 2 }\nequations:\n  a: w*x\n';
    const { status, stderr } = backproof(['verify', '-'], { input });
    expect(status).toBe(2);
    expect(stderr).toMatch(/loss/);
  });

  test('a network without parameters has nothing to verify', () => {
    const input = 'inputs: { x: 1 }\nequations:\n  E: x^2\nloss: E\n';
    expect(backproof(['verify', '-'], { input })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no parameters to verify/),
    });
  });
});

describe('streams', () => {
  test('have no colour where nobody looks', () => {
    const { stderr } = backproof(['verify', '-'], { input: 'equations:\n  E: w*xx\nloss: E\n' });
    expect(stderr).not.toContain('\u001b');
  });

  test('a reader that goes away ends the command quietly', () => {
    const script = '"$0" "$1" derive "$2" --wrt w1 --detail full --format json 2>err | head -c 10; cat err';
    const cwd = emptyFolder();
    const { stdout } = spawnSync('sh', ['-c', script, process.execPath, COMMAND, net], {
      cwd,
      encoding: 'utf8',
    });
    expect(stdout).toBe('{\n  "forma');
  });
});
