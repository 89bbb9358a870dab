import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate as evaluateText } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { evaluate, readNetwork } from '../../src/index.ts';
import { visibleWidth } from '../../src/latex/index.ts';
import { backproof, emptyFolder, networkFile } from './command.ts';

const net = networkFile('two-two-two');

const markdown = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = backproof(['derive', ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

describe('derive to Markdown', () => {
  test('ends in the factored closed form, its numbers and the update', () => {
    const text = markdown(net, '--wrt', 'w5');
    expect(text).toMatch(/^### The gradient of \$w_5\$\n/);
    expect(text).toContain(String.raw`(\mathrm{out}_{o1}-y_1)\,\mathrm{out}_{o1}(1-\mathrm{out}_{o1})`);
    expect(text).toContain('0.08216704');
    expect(text).toContain('0.35891648');
  });

  test('in Chinese, of another quantity, to fewer digits', () => {
    const text = markdown(net, '--wrt', 'w5', '--of', 'outo1', '--locale', 'zh', '--digits', '3');
    expect(text).toMatch(/对 \$w_5\$ 的偏导数/);
    expect(text).toContain('0.111');
    // The line of check has two digits more.
    expect(text).toContain('0.11083');
    expect(text).not.toMatch(/0\.11083\d/);
  });

  test('says more at each level of detail', () => {
    const lengths = ['brief', 'standard', 'full'].map(
      (detail) => markdown(net, '--wrt', 'w1', '--detail', detail).length,
    );
    expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
  });

  test('several in one document refer to what was found before', () => {
    const text = markdown(net, '--wrt', 'w5, w1');
    expect(text.match(/^### /gm)).toHaveLength(2);
    expect(text).toMatch(/\(#eq-\d\)/);
  });

  test('is a page of HTML or a file of LaTeX where that is asked for', () => {
    const html = markdown(net, '--wrt', 'w5', '--format', 'html', '--locale', 'zh');
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain('<math');
    expect(html).toContain('0.358916480');
    const tex = markdown(net, '--wrt', 'w5', '--format', 'tex');
    expect(tex).toMatch(/^\\documentclass\{article\}/);
    expect(tex).toContain(String.raw`\frac{\partial E}{\partial w_5}`);
    expect(tex).toMatch(/\\end\{document\}\n$/);
  });

  test('what has the same proof under other names is a list, in the order asked for', () => {
    const text = markdown(net, '--wrt', 'w5,w6,w1,w8,w2,w7');
    const heads = [...text.matchAll(/^### .*\$(w_\d)\$$|^In the same way as for \$(w_\d)\$:$/gm)];
    expect(heads.map(([, own, like]) => own ?? `like ${like}`)).toEqual([
      'w_5',
      'like w_5',
      'w_1',
      'like w_5',
      'like w_1',
      'like w_5',
    ]);
    const results = [...text.matchAll(/partial E\}\{\\partial (w_\d)\}.*\\tag/g)].map(([, name]) => name);
    expect([...new Set(results)]).toEqual(['w_5', 'w_6', 'w_1', 'w_8', 'w_2', 'w_7']);
  });

  test('neighbours that are alike share one sentence', () => {
    const text = markdown(net, '--wrt', 'w5,w6', '--wrt', 'w7,w8,b1');
    expect(text).toBe(markdown(net, '--wrt', 'w5,w6,w7,w8,b1'));
    expect(text).toBe(markdown(net, '--wrt', 'w5 w6, w7  w8,b1'));
    expect(text.match(/In the same way/g)).toHaveLength(1);
    expect(text.match(/^### /gm)).toHaveLength(2);
  });

  test('ends in a line of check, which says what it cannot know', () => {
    expect(markdown(net, '--wrt', 'w5')).toMatch(/\*\*Check\.\*\* The central difference is .*\n$/);
    const input =
      'inputs: { x: 1 }\nparameters: { v: 1, w: 1 }\nequations: { E: 10^16*v + 0.5*w*x }\nloss: E\n';
    expect(backproof(['derive', '-', '--wrt', 'w'], { input }).stdout).toMatch(/ill-conditioned/);
    expect(backproof(['verify', '-'], { input }).stdout).toMatch(/^w .*not confirmed: ill-conditioned/m);
  });

  test('the derivative by what is no parameter is not called a gradient, and its name is explained', () => {
    const text = markdown(net, '--wrt', 'neth1');
    expect(text).toMatch(/^### The derivative of \$E\$ with respect to/);
    expect(text).toMatch(/\\delta_\{h1\}&=\\frac\{\\partial E\}\{\\partial\\mathrm\{net\}_\{h1\}\}\\\\&=/);
  });

  test('a factor with a chain rule of its own is found before it is used', () => {
    const text = markdown(networkFile('softmax'), '--wrt', 'w5');
    const found = text.indexOf('**On the way** we need $\\partial E/\\partial\\mathrm{net}_ {o1}$');
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(text.indexOf('$w_5$ enters only'));
    expect(text).toMatch(/since \}y_1\+y_2\+y_3=1.*\\tag\{1\}/);
    expect(text).toMatch(/net\}_ \{o1\}-?.*see \[\(1\)\]|see \[\(1\)\]/);
    expect(text).not.toContain('found for $w_5$');
  });

  test('no line is wider than a page, however wide the network', () => {
    const input = 'layers: [3, 5, 5, 4]\nactivation: sigmoid\nloss: half_squared_error\n';
    const text = backproof(['derive', '-', '--wrt', 'w1_1_1,w1_2_1'], { input }).stdout;
    const rows = [...text.matchAll(/```math\n([\s\S]*?)\n```/g)].flatMap(([, display = '']) =>
      display.split(String.raw`\\&`),
    );
    expect(rows.length).toBeGreaterThan(20);
    const widths = rows.filter((row) => !row.includes('underbrace')).map((row) => visibleWidth(row));
    expect(Math.max(...widths)).toBeLessThan(100);
    expect(text).toMatch(/\\delta_1\^\{\(2\)\}/);
  });

  test('reads standard input', () => {
    const { status, stdout } = backproof(['derive', '-', '--wrt', 'w5'], {
      input: readFileSync(net, 'utf8'),
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: markdown(net, '--wrt', 'w5') });
  });

  test('writes symbols where the network has no numbers', () => {
    expect(markdown(networkFile('opaque'), '--wrt', 'w1')).not.toMatch(/NaN|undefined|null/);
  });

  test('an output file holds what would have been printed, and nothing is left beside it', () => {
    const folder = emptyFolder();
    const file = join(folder, 'w5.md');
    expect(backproof(['derive', net, '--wrt', 'w5', '-o', file])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(file, 'utf8')).toBe(markdown(net, '--wrt', 'w5'));
    expect(readdirSync(folder)).toEqual(['w5.md']);
  });

  test('a mistake leaves an older output file as it was', () => {
    const folder = emptyFolder();
    const file = join(folder, 'w5.md');
    writeFileSync(file, 'older');
    expect(backproof(['derive', net, '--wrt', 'w55', '-o', file]).status).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('older');
    expect(readdirSync(folder)).toEqual(['w5.md']);
  });
});

interface Form {
  readonly text: string;
  readonly latex: string;
  readonly value: number | null;
  readonly definitions?: readonly { readonly name: string; readonly text: string; readonly latex: string }[];
}

interface Exported {
  readonly of: string;
  readonly wrt: string;
  readonly notation: string;
  readonly network: {
    readonly values: Readonly<Record<string, number>>;
    readonly symbols: readonly { readonly name: string; readonly role: string }[];
    readonly equations: readonly (readonly [string, number])[];
  };
  readonly closedForm: Form;
  readonly given: readonly { readonly kind: string; readonly text: string }[];
  readonly terms: readonly unknown[];
  readonly theorems: readonly unknown[];
  readonly checks: {
    readonly kernel: string;
    readonly finiteDifferences: Readonly<Record<string, number | string | boolean | null>>;
    readonly secondOpinion: Readonly<Record<string, number | string | boolean | null>> | null;
  };
}

const exported = (args: readonly string[], input = ''): Exported => {
  const { status, stdout, stderr } = backproof(['derive', ...args, '--format', 'json'], { input });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
};

/** What math.js makes of a closed form at given values. */
function valueByMathjs(form: Form, values: Readonly<Record<string, number>>): number {
  const scope: Record<string, unknown> = {
    ...values,
    sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
    relu: (z: number) => Math.max(0, z),
    softplus: (z: number) => Math.log1p(Math.exp(z)),
  };
  for (const { name, text } of form.definitions ?? []) scope[name] = evaluateText(text, scope);
  return evaluateText(form.text, scope);
}

/** The value of every quantity of a network file. */
const valuesOf = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries([...evaluate(readNetwork(text).network)].map(([{ name }, value]) => [name, value]));

/** Example: `tanh(w*tanh(w*x))` */
const nested = (of: string, depth: number): string => `${`${of}(w*`.repeat(depth)}x${')'.repeat(depth)}`;

describe('derive to JSON', () => {
  test('has every field, and the values of the example', () => {
    const file = exported([net, '--wrt', 'w5']);
    expect(file).toMatchObject({ of: 'E', wrt: 'w5', notation: 'scalar', given: [] });
    expect(file.closedForm.text).toBe('(outo1 - y1)*outo1*(1 - outo1)*outh1');
    expect(file.closedForm.value).toBeCloseTo(0.0821670405642308, 14);
    expect(file.checks.kernel).toBe('accepted');
    expect(file.checks.finiteDifferences).toMatchObject({ verdict: 'ok', agrees: true });
    expect(file.checks.secondOpinion).toMatchObject({ by: 'complex step', agrees: true });
    expect(file.checks.finiteDifferences.value).toBeCloseTo(0.0821670405642308, 9);
    expect(Number(file.checks.finiteDifferences.relativeError)).toBeLessThan(1e-9);
  });

  test('several gradients share one derivation', () => {
    const file = exported([net, '--wrt', 'w5,b2']) as unknown as {
      wrt: string[];
      gradients: { wrt: string; closedForm: Form }[];
    };
    expect(file.wrt).toEqual(['w5', 'b2']);
    expect(file.gradients.map(({ closedForm }) => closedForm.text)).toEqual([
      '(outo1 - y1)*outo1*(1 - outo1)*outh1',
      '(outo1 - y1)*outo1*(1 - outo1) + (outo2 - y2)*outo2*(1 - outo2)',
    ]);
  });

  test('without numbers the values are null', () => {
    const { closedForm, checks, given } = exported([networkFile('opaque'), '--wrt', 'w1']);
    expect(closedForm.value).toBeNull();
    expect(checks).toMatchObject({
      kernel: 'accepted',
      finiteDifferences: { value: null, relativeError: null, errorEstimate: null, verdict: 'no-values' },
      secondOpinion: null,
    });
    expect(given.map(({ kind }) => kind)).toContain('smooth');
  });

  test.each(['two-two-two', 'skip', 'twice', 'softmax', 'logistic', 'penalty', 'deep'])(
    'math.js reads the closed forms of %s and finds their values',
    (name) => {
      const { network } = readNetwork(readFileSync(networkFile(name), 'utf8'));
      const parameters = network.symbols.filter(({ role }) => role === 'parameter');
      const values = valuesOf(readFileSync(networkFile(name), 'utf8'));
      for (const each of [parameters[0], parameters.at(-1)]) {
        const { closedForm } = exported([networkFile(name), '--wrt', each?.quantity.name ?? '']);
        expect(valueByMathjs(closedForm, values)).toBeCloseTo(closedForm.value as number, 12);
      }
    },
  );

  test('a long closed form is given in named error terms, in order', () => {
    const layers = `layers: [${'1, '.repeat(80)}1]\nactivation: sigmoid\nloss: half_squared_error\n`;
    const { closedForm } = exported(['-', '--wrt', 'w1_1_1'], layers);
    const names = (closedForm.definitions ?? []).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(50);
    for (const [i, { text }] of (closedForm.definitions ?? []).entries()) {
      const used = text.match(/delta_\w+/g) ?? [];
      expect(used.every((each) => names.indexOf(each) < i)).toBe(true);
    }
    expect(closedForm.text.length).toBeLessThanOrEqual(2000);
    // Error terms are written as documents write them.
    expect(closedForm.definitions?.[0]?.latex).toMatch(/a_1\^\{\(/);
    expect(closedForm.latex).toMatch(/\\delta_1\^\{\(\d+\)\}/);
  });

  test('a long closed form grows with the network, not with the unfolded tree', () => {
    const sizes = [75, 150].map((depth) => {
      const input = `inputs: { x: 1.3 }\nparameters: { w: 0.9 }\nequations: { E: ${nested('tanh', depth)} }\nloss: E\n`;
      const { closedForm } = exported(['-', '--wrt', 'w'], input);
      const value = valueByMathjs(closedForm, valuesOf(input));
      expect(value / (closedForm.value as number)).toBeCloseTo(1, 9);
      return JSON.stringify(closedForm).length;
    });
    expect(sizes[1]).toBeLessThan(2.3 * (sizes[0] as number));
  });
});
