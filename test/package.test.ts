// The packed package, installed into an empty folder as a stranger would: its command runs and its library imports.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const NETWORK = `name: two-two-two
inputs:     { x1: 0.05, x2: 0.10 }
targets:    { y1: 0.01, y2: 0.99 }
parameters: { w1: 0.15, w2: 0.20, w3: 0.25, w4: 0.30, w5: 0.40, w6: 0.45, w7: 0.50, w8: 0.55, b1: 0.35, b2: 0.60 }
equations:
  neth1: x1*w1 + x2*w2 + b1
  neth2: x1*w3 + x2*w4 + b1
  outh1: sigmoid(neth1)
  outh2: sigmoid(neth2)
  neto1: outh1*w5 + outh2*w6 + b2
  neto2: outh1*w7 + outh2*w8 + b2
  outo1: sigmoid(neto1)
  outo2: sigmoid(neto2)
  E: 1/2*(y1 - outo1)^2 + 1/2*(y2 - outo2)^2
loss: E
learning_rate: 0.5
`;

describe('the packed package', () => {
  let folder: string;
  const inside = (path: string) => join(folder, 'node_modules', 'backproof', path);
  const run = (program: string, args: string[], input?: string) => {
    const { stdout, stderr, status } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', input });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout;
  };
  const command = (args: string[], input?: string) => run('node_modules/.bin/backproof', args, input);

  beforeAll(() => {
    const temporary = mkdtempSync(join(tmpdir(), 'backproof-package-'));
    folder = join(temporary, 'empty');
    mkdirSync(folder);
    const pack = ['pack', '--json', '--loglevel=error', '--pack-destination', temporary];
    const packed: unknown = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' }));
    const { filename } = (Array.isArray(packed) ? packed[0] : Object.values(packed as object)[0]) as {
      filename: string;
    };
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', join(temporary, filename), ...quietly], { cwd: folder, stdio: 'pipe' });
    writeFileSync(join(folder, 'two-two-two.yaml'), NETWORK);
  }, 120_000);

  afterAll(() => {
    if (folder) rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  test.each([
    ['a file', 'two-two-two.yaml', undefined],
    ['standard input', '-', NETWORK],
  ])('derives from %s on the command line', (_source, path, input) => {
    const output = JSON.parse(command(['derive', path, '--wrt', 'w5', '--format', 'json'], input));
    expect(output.checks.kernel).toBe('accepted');
  });

  test('is imported by name', () => {
    const script = `import { readNetwork } from 'backproof'; console.log(typeof readNetwork);`;
    expect(run(process.execPath, ['--input-type=module', '--eval', script]).trim()).toBe('function');
  });

  test('ships its schemas, its licence and no source', () => {
    for (const name of ['network', 'derivation']) {
      const schema = JSON.parse(readFileSync(inside(`dist/${name}.schema.json`), 'utf8'));
      expect(schema).toHaveProperty('$schema');
    }
    for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md'])
      expect(existsSync(inside(name)), name).toBe(true);
    for (const name of ['src', 'test', 'out']) expect(existsSync(inside(name)), name).toBe(false);
  });
});
