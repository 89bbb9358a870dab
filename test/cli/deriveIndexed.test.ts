import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backproof, networkFile } from './command.ts';

const layers = networkFile('general/layers');

const run = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = backproof(['derive', ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

describe('derive for families', () => {
  test('prints the theorems of both parts, in components and in matrices', () => {
    const text = run(layers, '--wrt', 'z[l,j],w');
    for (const tag of ['1', '1M', '2', '2M', '3', '3M']) expect(text).toContain(`\\tag{${tag}}`);
  });

  test('tells the error terms that a gradient rests on before it, and those alone', () => {
    const text = run(networkFile('matrix/logistic-regression'), '--wrt', 'w', '--notation', 'matrix');
    expect(text).toContain('\\delta=\\frac{1}{m}(p-y)\\tag{1M}');
    expect(text).toContain('\\frac{\\partial E}{\\partial w}=X^{\\mathrm{T}}\\delta\\tag{2M}');
    expect(run(layers, '--wrt', 'z').match(/\\tag\{\d\}/g)).toHaveLength(2);
  });

  test('in one notation, in a house style, in Chinese', () => {
    expect(run(layers, '--wrt', 'w', '--notation', 'index')).not.toContain('\\tag{1M}');
    const text = run(layers, '--wrt', 'w', '--notation', 'matrix', '--house', 'ng', '--locale', 'zh');
    expect(text).toContain('把 $\\partial C/\\partial q$ 记作 $dq$。');
    expect(text).toContain('dW^{[l]}=dz^{[l]}\\,a^{[l-1]\\mathrm{T}}\\tag{3M}');
  });

  test('with samples in rows the matrices stand the other way round', () => {
    const text = run(networkFile('general/rows'), '--wrt', 'w', '--house', 'rows', '--detail', 'brief');
    expect(text).toContain("(\\delta^{(l+1)}W^{(l+1)\\mathrm{T}})\\odot g'(Z^{(l)})");
    expect(text).toContain('\\partial W^{(l)}}=A^{(l-1)\\mathrm{T}}\\delta^{(l)}');
  });

  test('a list of layers, for every width', () => {
    const text = run(networkFile('two-two-two-layers'), '--wrt', 'w', '--notation', 'index');
    expect(text).toContain('\\frac{\\partial E}{\\partial w_{jk}^l}=\\delta_j^la_k^{l-1}');
  });

  test('as data: ranges, shapes and the verdict of the kernel, and check reads it', () => {
    const text = run(layers, '--wrt', 'w', '--format', 'json');
    const data = JSON.parse(text);
    expect(data).toMatchObject({
      of: 'C',
      notation: 'matrix',
      wrt: 'w[l,j,k]',
      ranges: [
        { index: 'l', from: '1', to: 'L' },
        { index: 'j', from: '1', to: 'n[l]' },
        { index: 'k', from: '1', to: 'n[l-1]' },
      ],
      closedForm: { text: 'delta[l,j]*a[l-1,k]' },
      matrix: {
        lhs: { shape: ['n[l]', 'n[l-1]'] },
        rhs: { latex: '\\delta^l(a^{l-1})^{\\mathrm{T}}', shape: ['n[l]', 'n[l-1]'] },
        checks: { kernel: 'accepted', entries: 'accepted' },
      },
      checks: { kernel: 'accepted' },
      underlying: [{ wrt: 'z[L,j]' }, { wrt: 'z[l,j]', matrix: { rhs: { shape: ['n[l]', '1'] } } }],
    });
    const checked = backproof(['check', '-'], { input: text });
    expect(checked.status).toBe(0);
    expect(checked.stdout).toContain("= (delta[l,:] * a[l-1,:]')   n[l] x n[l-1]   for l in 1..L\n");
    expect(checked.stdout).toContain('3 of 3 equations of matrices accepted');
  });

  test('check refuses an equation of matrices that its theorem does not bear out', () => {
    const file = JSON.parse(run(layers, '--wrt', 'w', '--format', 'json'));
    const [claim] = file.matrices;
    [claim.row, claim.column] = [claim.column, claim.row];
    const { status, stderr } = backproof(['check', '-'], { input: JSON.stringify(file) });
    expect(status).toBe(1);
    expect(stderr).toContain('equation 0 of matrices is refused');
  });

  test.each([
    [['--wrt', 'q'], '--wrt: unknown symbol q'],
    [['--wrt', 'z[l]'], '--wrt: z has 2 indices, not 1'],
    [['--wrt', 'a[L,j]'], '--wrt: nothing more can be said of the derivative by a[L,j]'],
    [['--wrt', 'w', '--house', 'nilsen'], 'Did you mean nielsen?'],
    [['--wrt', 'w', '--of', 'z'], '--of: z[l,j] is a number for each l, j, and one number is differentiated'],
    [['--wrt', 'w', '--of', 'z[L,i]'], '--of: z[L,i] is a number for each i'],
    [['--wrt', 'w', '--of', 'z[l+1,1]'], '--of: z[l+1,1] is a number for each l'],
    [['--wrt', 'w', '--of', 'a[L,1]'], '--of: members of a lead to other members'],
    [
      ['--wrt', 'w', '--notation', 'scalar'],
      '--notation scalar: layers is for every size, and gives no value of ',
    ],
  ])('%j is refused', (args, message) => {
    const { status, stderr, stdout } = backproof(['derive', layers, ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('components are proved before the matrices that rest on them', () => {
    const text = run(layers, '--wrt', 'w', '--notation', 'matrix');
    for (const tag of ['1', '2', '3']) {
      const [own, matrix] = [`**Proof of [(${tag})]`, `**Proof of [(${tag}M)]`];
      expect(text.indexOf(own)).toBeGreaterThan(0);
      expect(text.indexOf(matrix)).toBeGreaterThan(text.indexOf(own));
    }
    expect(run(layers, '--wrt', 'w')).toBe(text);
  });

  test('the backward pass, by induction, on the page and as data that check accepts', () => {
    const text = run(layers, '--wrt', 'z', '--recursion');
    for (const tag of ['1', '2', '3']) expect(text).toContain(`\\tag{${tag}}`);
    expect(text).toContain('By induction on $l$, from $L$ down.');
    const json = run(layers, '--wrt', 'z', '--recursion', '--format', 'json');
    expect(JSON.parse(json).gradients).toMatchObject([
      { wrt: 'z[L,j]' },
      { wrt: 'z[l,j]', ranges: [{ to: 'L-1' }, {}] },
      { wrt: 'z[l,j]', ranges: [{ to: 'L' }, {}], closedForm: { text: 'd[l,j]' } },
    ]);
    const checked = backproof(['check', '-', '--network', layers], { input: json });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(checked.stdout).toContain('layers.yaml, besides which the file defines d[L,j], d[l,j]\n');
  });

  describe('for many samples, with the factor of the mean in front', () => {
    const samples = 'templates/networks/layers-samples.yaml';

    test('on the page', () => {
      const text = run(samples, '--wrt', 'w,b', '--through', 'S', '--house', 'ng', '--detail', 'brief');
      expect(text).toContain('dW^{[l]}=\\frac{1}{m}\\,dZ^{[l]}\\,A^{[l-1]\\mathrm{T}}');
      expect(text).toContain('db^{[l]}=\\frac{1}{m}\\,dZ^{[l]}\\,\\mathbf{1}');
      expect(text).toContain('Where $q$ belongs to a single sample, $dq$ is $\\partial S/\\partial q$.');
    });

    test('as data that check accepts, and refuses where it says of what wrongly', () => {
      const json = run(samples, '--wrt', 'w', '--through', 'S', '--format', 'json');
      expect(JSON.parse(json)).toMatchObject({ of: 'J', underlying: [{ of: 'S' }, { of: 'S' }] });
      expect(backproof(['check', '-', '--network', samples], { input: json })).toMatchObject({
        status: 0,
        stderr: '',
      });
      const forged = backproof(['check', '-'], { input: json.replace('"of": "S"', '"of": "J"') });
      expect(forged.status).toBe(1);
      expect(forged.stderr).toContain('underlying[0].of is S, the file says J');
    });

    test.each([
      [['--wrt', 'w', '--through', 'a'], '--through: J is no multiple of a'],
      [['--wrt', 'w', '--through', 'R'], '--through: unknown symbol R'],
      [['--wrt', 'z', '--through', 'S'], '--through: the derivative of S by z comes in parts'],
      [['--wrt', 'w[1,1,1]', '--through', 'S'], '--through is about whole families'],
      [['--wrt', 'z', '--through', 'S', '--recursion'], '--recursion and --through exclude each other'],
    ])('%j is refused', (args, message) => {
      const { status, stderr, stdout } = backproof(['derive', samples, ...args]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(message);
    });
  });

  test('the step of gradient descent, where the network has a learning rate', () => {
    const input = `${readFileSync(layers, 'utf8')}learning_rate: 0.5\n`;
    const written = backproof(['derive', '-', '--wrt', 'z,w'], { input });
    expect(written).toMatchObject({ status: 0, stderr: '' });
    expect(written.stdout.match(/\\leftarrow/g)).toHaveLength(1);
    expect(written.stdout).toContain('w_{jk}^l-\\eta\\,\\delta_j^la_k^{l-1}');
    expect(run(layers, '--wrt', 'w')).not.toContain('\\leftarrow');
  });

  test.each([
    [['--wrt', 'w'], '∂C/∂w has no recursion'],
    [['--wrt', 'z,w'], '--recursion is about one whole family'],
    [['--wrt', 'z[L,j]'], '--recursion is about one whole family'],
  ])('%j with --recursion is refused', (args, message) => {
    const { status, stderr, stdout } = backproof(['derive', layers, ...args, '--recursion']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('what the indices do not decide has a way out', () => {
    const members = Array.from({ length: 60 }, (_, i) => `x[${i + 1}]`).join('*');
    const input = `families: { "x[i]": i in 1..n+60 }\nequations: { E: "x[n]*${members}" }\nsizes: { n: 60 }\nloss: E\n`;
    const general = backproof(['derive', '-', '--wrt', 'x'], { input });
    expect(general.status).toBe(2);
    expect(general.stderr).toMatch(
      /^stdin:2:14 the derivative by x is not found: x falls into more than 100 parts\n {2}equations: \{ E: "x\[n\]/,
    );
    expect(general.stderr).toContain('use --notation scalar with sizes: in the network');
  });

  test('what a gradient rests on and is not found is said, and why', () => {
    const members = Array.from({ length: 60 }, (_, i) => `d[${i + 1}]`).join('*');
    const input = `families: { "x[i]": i in 1..n+60, "d[i]": i in 1..n+60 }\nparameters: [w]\ninputs: [x]\nequations: { "d[i]": "w*x[i]", E: "d[n]*${members}" }\nloss: E\n`;
    const { status, stdout, stderr } = backproof(['derive', '-', '--wrt', 'w'], { input });
    expect(status).toBe(0);
    expect(stdout).toContain('\\delta_ix_i');
    expect(stderr).toMatch(
      /^note: what diff\(E, d\[i\]\) equals is not told: d falls into more than 100 parts/,
    );
  });

  test('members that stand by themselves, for sizes at which they are apart', () => {
    const input =
      'families: { "x[i]": i in 1..n }\nequations: { E: "x[1]*x[n]" }\nsizes: { n: 3 }\nloss: E\n';
    const general = backproof(['derive', '-', '--wrt', 'x'], { input });
    expect(general.stdout).toContain('For $n\\ge 2$:');
    expect(general.stdout).toContain('\\frac{\\partial E}{\\partial x_1}=x_n\\tag{1}');
    const scalar = backproof(['derive', '-', '--wrt', 'x[1]', '--notation', 'scalar'], { input });
    expect(scalar.stdout).toContain('\\frac{\\partial E}{\\partial x_1}=x_3\\tag{1}');
  });

  test.each([
    [
      'general/rows',
      'w',
      'qiu',
      '\\frac{\\partial E}{\\partial W^{(l)}}=(A^{(l-1)})^{\\mathrm{T}}\\delta^{(l)}',
    ],
    ['matrix/rows', 'W', 'ng', 'dW=X^{\\mathrm{T}}\\,dZ'],
  ])('%s: a house for columns writes rows, and says so', (name, wrt, house, form) => {
    const { status, stdout, stderr } = backproof([
      'derive',
      networkFile(name),
      '--wrt',
      wrt,
      '--house',
      house,
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain(form);
    expect(stderr).toBe(
      `note: --house ${house}: samples are columns there, and rows in this network, whose matrix forms are those of rows\n`,
    );
  });

  test('components are the same for rows and for columns', () => {
    const args = [networkFile('general/samples'), '--wrt', 'w', '--house', 'rows', '--notation', 'index'];
    expect(backproof(['derive', ...args])).toMatchObject({ status: 0, stderr: '' });
  });

  test('a house for rows does not turn columns round', () => {
    const { status, stderr } = backproof([
      'derive',
      networkFile('general/samples'),
      '--wrt',
      'w',
      '--house',
      'rows',
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain('--house rows: samples are rows there, and columns in this network');
  });
});
