import { describe, expect, test } from 'vitest';
import { summaryDifferences } from '../../src/cli/summaryDifferences.ts';
import { check, checkMatrices, readDerivation, readMatrices } from '../../src/proof/index.ts';
import { backproof, networkFile } from './command.ts';

const exported = (name: string, ...args: readonly string[]): string =>
  backproof(['derive', networkFile(name), '--format', 'json', ...args]).stdout;

/** What the file says otherwise than its theorems, all of which are accepted. */
function lies(file: unknown): readonly string[] {
  const derivation = readDerivation(file);
  const matrices = readMatrices(file);
  const verdicts = check(derivation);
  const judged = checkMatrices(derivation, verdicts, matrices);
  expect([...verdicts, ...judged].every(({ accepted }) => accepted)).toBe(true);
  return summaryDifferences({ file, derivation, verdicts, matrices, judged });
}

/** The file with one field, by its path, replaced. */
function forged(text: string, path: string, value: unknown): unknown {
  const file: unknown = JSON.parse(text);
  const keys = path.split('.');
  const last = keys.pop() as string;
  const inner = keys.reduce((each, key) => (each as Record<string, unknown>)[key], file);
  (inner as Record<string, unknown>)[last] = value;
  return JSON.parse(JSON.stringify(file));
}

describe.each([
  ['a matrix form', exported('general/layers', '--wrt', 'w')],
  ['in a house style', exported('general/layers', '--wrt', 'z,w', '--house', 'ng')],
  ['matrices', exported('matrix/ridge', '--wrt', 'A,x,lambda')],
  ['rows', exported('matrix/row-regression', '--wrt', 'w,c')],
  ['components', exported('general/recurrence', '--wrt', 'W', '--notation', 'index')],
  ['one scalar gradient', exported('two-two-two', '--wrt', 'w5')],
  ['two', exported('two-two-two', '--wrt', 'w1,w5')],
  ['superscripts', exported('deep', '--wrt', 'w1_1_1')],
])('%s', (_what, text) => {
  test('is summed up truly', () => {
    expect(lies(JSON.parse(text))).toEqual([]);
  });
});

const layers = exported('general/layers', '--wrt', 'w');
const scalar = exported('two-two-two', '--wrt', 'w1,w5');

describe('a lying summary is refused', () => {
  test.each<[string, string, string, unknown, RegExp]>([
    [
      'another closed form',
      layers,
      'closedForm.text',
      '0',
      /^closedForm\.text is delta\[l,j\]\*a\[l-1,k\], the file says 0$/,
    ],
    ['another LaTeX', layers, 'closedForm.latex', '0', /^closedForm\.latex is .*, the file says 0$/],
    ['by something else', layers, 'wrt', 'b[l,j]', /^wrt is w\[l,j,k\], the file says b\[l,j\]$/],
    ['of something else', layers, 'of', 'a', /^of is C, the file says a$/],
    ['no ranges', layers, 'ranges', [], /^ranges is \[\{.*, the file says \[\]$/],
    ['another theorem', layers, 'theorem', 4, /^closedForm\.text is /],
    ['no theorem', layers, 'theorem', undefined, /^theorem: no theorem about a derivative$/],
    [
      'another shape',
      layers,
      'matrix.rhs.shape',
      ['7', '7'],
      /^matrix\.rhs\.shape\[0\] is n\[l\], the file says 7$/,
    ],
    ['another matrix', layers, 'matrix.rhs.latex', '0', /^matrix\.rhs\.latex is .*, the file says 0$/],
    ["another theorem's matrix", layers, 'matrix', JSON.parse(layers).underlying[0].matrix, /^matrix\./],
    [
      'a matrix of no equation',
      layers,
      'matrices',
      [],
      /^matrix: no equation of matrices says it of theorem 2$/,
    ],
    [
      'no conditions',
      layers,
      'underlying.0.given',
      [],
      /^underlying\[0\]\.given is \[\{.*, the file says \[\]$/,
    ],
    [
      'another value',
      scalar,
      'gradients.0.closedForm.value',
      0.00043857,
      /^gradients\[0\]\.closedForm\.value is 0\.000438567/,
    ],
    ['gradients that change places', scalar, 'wrt', ['w5', 'w1'], /^wrt\[0\] is w1, the file says w5$/],
    [
      'a refusal',
      scalar,
      'gradients.1.checks.kernel',
      'refused',
      /^gradients\[1\]\.checks\.kernel is accepted/,
    ],
    ['something besides', layers, 'closedForm.value', 3, /^closedForm\.value is nothing, the file says 3$/],
    ['no answer', scalar, 'gradients.0', null, /^gradients\[0\]\.: expected an answer$/],
  ])('%s', (_what, text, path, value, message) => {
    expect(lies(forged(text, path, value))).toContainEqual(expect.stringMatching(message));
  });

  test('by the command, which accepts a file without a summary', () => {
    const input = JSON.stringify(forged(layers, 'closedForm.text', '0'));
    const refused = backproof(['check', '-'], { input });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toBe('stdin: closedForm.text is delta[l,j]*a[l-1,k], the file says 0\n');
    const { format, network, terms, theorems } = JSON.parse(layers);
    const bare = backproof(['check', '-'], { input: JSON.stringify({ format, network, terms, theorems }) });
    expect(bare).toMatchObject({ status: 0, stderr: '' });
  });
});

test('a closed form too long to be written is not summed up', () => {
  const file = JSON.parse(exported('general/half-squared-error', '--wrt', 'b', '--notation', 'index'));
  for (let i = 0; i < 40; i++) file.terms.push(['sum', file.terms.length - 1, file.terms.length - 1]);
  file.theorems[file.theorem].goal[1] = file.terms.length - 1;
  const derivation = readDerivation(file);
  const verdicts = check(derivation);
  const found = summaryDifferences({ file, derivation, verdicts, matrices: [], judged: [] });
  expect(found).toContainEqual('closedForm: theorem 2 is too long to be written');
});
