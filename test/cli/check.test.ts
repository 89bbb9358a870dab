import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { backproof, emptyFolder, networkFile } from './command.ts';

const net = networkFile('two-two-two');

type Row = (string | number | Row)[];
interface Step {
  after: number;
  rule?: string;
  at?: number[];
  steps?: Step[];
  cite?: { theorem: number }[];
}
interface File {
  network: {
    name: string;
    symbols: { name: string }[];
    equations: [string, number][];
    given: Row[];
    sizes?: string[];
  };
  terms: Row[];
  theorems: { goal: [number, number]; given: Row[]; name?: string; steps?: Step[] }[];
}

let text = '';
beforeAll(() => {
  text = backproof(['derive', net, '--wrt', 'w1,w5', '--format', 'json']).stdout;
});

/** The exported file with something in it changed. */
const altered = (change: (file: File) => void): string => {
  const file: File = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
};

const checked = (input: string, ...args: readonly string[]) => backproof(['check', '-', ...args], { input });

describe('check', () => {
  test('accepts what derive exports, and prints equations, goals and conditions', () => {
    const { status, stdout, stderr } = checked(text);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('  neth1 = x1*w1 + x2*w2 + b1\n');
    expect(stdout).toMatch(/ {2}\d+ {2}diff\(E, w5\) = \(outo1 - y1\)\*outo1\*\(1 - outo1\)\*outh1\n/);
    expect(stdout).toMatch(/where\n {2}none\n/);
    expect(stdout).toMatch(/(\d+) of \1 theorems accepted\n$/);
  });

  test('prints the conditions that theorems rest on', () => {
    const file = backproof(['derive', networkFile('relu'), '--wrt', 'w1', '--format', 'json']).stdout;
    expect(checked(file).stdout).toMatch(/where\n( {2}.* != 0\n)+/);
  });

  test('prints what the file takes for a size', () => {
    const file = altered(({ network }) => {
      network.sizes = ['lambda'];
    });
    expect(checked(file).stdout).toContain('  lambda is any whole number from 1\n');
  });

  test('knows the network that the file is about', () => {
    const { status, stdout } = checked(text, '--network', net);
    expect(status).toBe(0);
    expect(stdout).toMatch(/the equations are those of .*two-two-two\.yaml\n$/);
  });

  test('refuses another network, saying where they part', () => {
    const folder = emptyFolder();
    const other = join(folder, 'other.yaml');
    writeFileSync(other, readFileSync(net, 'utf8').replace('outh2*w6', '2*outh2*w6'));
    const { status, stdout, stderr } = checked(text, '--network', other);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'stdin: neto1 is outh1*w5 + 2*outh2*w6 + b2, the file says outh1*w5 + outh2*w6 + b2\n',
    );
    expect(stdout).not.toContain('the equations are those of');
  });

  test('refuses values that the network does not give', () => {
    const input = text.replace('["w1",0.15]', '["w1",0.25]');
    expect(input).not.toBe(text);
    const { status, stderr } = checked(input, '--network', net);
    expect(status).toBe(1);
    expect(stderr).toContain('stdin: the value of w1 is 0.15, the file says 0.25\n');
  });

  test('refuses conditions that the network does not declare', () => {
    const input = altered(({ network, terms }) => {
      network.given.push([
        'equal',
        terms.findIndex(([kind]) => kind === 'number'),
        network.equations[0]?.[1] ?? 0,
      ]);
    });
    const { status, stderr } = checked(input, '--network', net);
    expect(status).toBe(1);
    expect(stderr).toContain('the network does not declare ');
  });

  test.each<[string, (file: File) => void, RegExp]>([
    [
      'another goal',
      ({ theorems }) => {
        const [first, second] = theorems.slice(-2) as [File['theorems'][0], File['theorems'][0]];
        second.goal = [second.goal[0], first.goal[1]];
      },
      /theorem \d+ is refused\n {2}goal {4}diff\(.*\n {2}reason {2}the steps end elsewhere than the goal\n/,
    ],
    [
      'an unknown rule',
      ({ theorems }) => {
        const step = theorems[0]?.steps?.[0];
        const inner = step?.steps?.[0] ?? step;
        if (inner) inner.rule = 'wish\u001b[2J';
      },
      /theorem 0 is refused\n.*\n {2}step {4}1(\.1)?, theorems\[0\]\.steps\[0\](\.steps\[0\])?, by wish\ufffd\[2J\n {2}reason {2}unknown rule wish\ufffd/,
    ],
    [
      'a condition that is neither of the domain nor declared',
      ({ theorems, terms }) => {
        theorems[0]?.given.push(['nonzero', terms.length - 1]);
      },
      /reason {2}a given that is neither/,
    ],
  ])('refuses %s', (_what, change, message) => {
    const { status, stdout, stderr } = checked(altered(change));
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    const [, accepted, all] = /(\d+) of (\d+) theorems accepted/.exec(stdout) ?? [];
    expect(Number(accepted)).toBeLessThan(Number(all));
  });

  test.each<[string, (file: File) => void, string]>([
    ['a term that looks ahead', ({ terms }) => void terms.unshift(['sum', 5, 6]), 'terms[0]: '],
    [
      'a theorem without a goal',
      ({ theorems }) => {
        delete (theorems[2] as { goal?: unknown }).goal;
      },
      'theorems[2].goal: expected a list',
    ],
    [
      'a name that would pretend to be an equation',
      ({ theorems }) => {
        if (theorems[2]) theorems[2].name = 'a = 0\n';
      },
      'theorems[2].name: expected a name',
    ],
    [
      'a circle',
      ({ network, terms }) => {
        terms.push(['quantity', 'E']);
        network.equations[0] = ['neth1', terms.length - 1];
      },
      'network: defined through itself',
    ],
    [
      'another format',
      (file) => void Object.assign(file, { format: 'backproof-derivation/9' }),
      'format: expected',
    ],
  ])('%s is no derivation', (_what, change, message) => {
    const { status, stdout, stderr } = checked(altered(change));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`error: stdin: ${message}`);
  });

  test('places what is not JSON', () => {
    const { status, stderr } = checked('{\n  "format": "x",\n  "terms": [1, 2,]\n}');
    expect(status).toBe(2);
    expect(stderr).toBe(
      'stdin:3:18 not JSON: expected a value\n    "terms": [1, 2,]\n                   ^\n',
    );
  });

  test.each([0.1, 0.5, 0.9, 0.999])('a file cut off at %f of its length is refused', (part) => {
    const { status, stderr } = checked(text.slice(0, text.length * part));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^stdin:\d+:\d+ not JSON: /);
  });

  test.each(['null', '[]', '3', '{}', '""'])('%s is no derivation', (input) => {
    expect(checked(input)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^error: stdin: /) });
  });
});
