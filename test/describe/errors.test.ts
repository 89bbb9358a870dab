// Every kind of mistake in a network file: where it is reported, what is said, and what is suggested.
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/describe/index.ts';
import { errorsOf } from './errorsOf.ts';

function matches(found: string | undefined, expected: string | RegExp): void {
  if (typeof expected === 'string') expect(found).toBe(expected);
  else expect(found).toMatch(expected);
}

const lines = (...text: string[]): string => text.join('\n');
/** A sound file but for one more line or two, which come first. */
const and = (...text: string[]): string =>
  lines(...text, 'inputs: [x1, x2]', 'equations: { E: x1 + x2 }', 'loss: E');
/** A file with one formula, on line 2 from column 6. */
const formula = (text: string): string =>
  lines('equations:', `  E: ${text}`, 'inputs: [x1, x2]', 'functions: { G: opaque }', 'loss: E');
const layers = (...text: string[]): string =>
  lines(...text, 'layers: [2, 3, 2]', 'activation: sigmoid', 'loss: half_squared_error');

describe('errors in names and equations', () => {
  test.each([
    ['unknown symbol', formula('x1 + x3'), '2:11 unknown symbol x3 | did you mean x1?'],
    ['unknown symbol, nothing near', formula('x1 + foobar'), '2:11 unknown symbol foobar'],
    ['unknown function', formula('sigmod(x1)'), '2:6 unknown function sigmod | did you mean sigmoid?'],
    ['wrong number of arguments', formula('x1 + sigmoid(x1, x2)'), '2:11 sigmoid takes 1 argument, not 2'],
    ['wrong number of arguments, opaque', formula('G(x1, x2)'), '2:6 G takes 1 argument, not 2'],
    ['syntax', formula('x1 + * x2'), '2:11 expected a number, a name or ( before *'],
    ['index', formula('x1[2] + x2'), '2:8 x1 has no indices | no index is declared'],
    ['formula is a list', formula('[x1]'), /^2:6 expected a formula, found a list \| put a formula/],
    ['formula is missing', formula(''), /^2:\d expected a formula, found nothing/],
    ['division by 0', formula('x1 + 2/0'), '2:6 a division by 0 | this has a value nowhere'],
    ['power of 0', formula('x1*0^(-1/2)'), '2:6 a division by 0 | this has a value nowhere'],
    ['division by what cancels', formula('x1/(x2 - x2)'), '2:6 a division by 0 | this has a value nowhere'],
    [
      'division by what algebra shows to be 0',
      formula('x1/((x1 + x2)^2 - x1^2 - 2*x1*x2 - x2^2)'),
      '2:6 a division by 0 | this has a value nowhere',
    ],
    [
      'logarithm of 0',
      formula('x1*log(x2 - x2)'),
      '2:6 log of what is not above 0 | this has a slope nowhere',
    ],
    ['root of a negative number', formula('sqrt(2 - 3)'), /^2:6 sqrt of what is not above 0/],
    ['power of a negative number', formula('(-2)^x1'), /^2:6 a power whose exponent is no whole number of/],
    ['formula is infinite', formula('.inf'), /^2:6 expected a formula, found \.inf/],
    [
      'defined twice',
      lines('inputs: [x]', 'equations:', '  E: x', '  E: 2*x', 'loss: E'),
      '4:3 E is defined twice | remove or rename one of the two',
    ],
    [
      'declared and defined',
      lines('parameters: { w: 1 }', 'equations:', '  w: 2', '  E: w', 'loss: E'),
      '3:3 w is defined twice: as parameter and by an equation | remove or rename one of the two',
    ],
    [
      'declared twice',
      and('parameters: { w: 1 }', 'constants: [x3, x3]'),
      '2:17 x3 is defined twice | remove or rename one of the two',
    ],
    [
      'circle',
      lines('equations:', '  E: a', '  a: b + 1', '  b: 2*a', 'loss: E'),
      '3:3 a is defined through itself | each of these needs the next: a → b → a',
    ],
    [
      'circle of one',
      lines('equations:', '  E: E + 1', 'loss: E'),
      '2:3 E is defined through itself | each of these needs the next: E → E',
    ],
    [
      'function as name',
      and('parameters: [exp]'),
      '1:14 exp is a function and cannot name a quantity | choose another name',
    ],
    [
      'constant as name',
      and('constants: { pi: 3 }'),
      '1:14 pi is a function and cannot name a quantity | choose another name',
    ],
    [
      'opaque as name',
      and('functions: { x1: opaque }'),
      '2:10 x1 is a function and cannot name a quantity | choose another name',
    ],
    [
      'known as opaque',
      and('functions: { tanh: opaque }'),
      '1:14 tanh is a function already | give the opaque function another name',
    ],
    ['reserved name', and('parameters: [mod]'), '1:14 mod cannot name a quantity | choose another name'],
    ['invalid name', and('parameters: [2w]'), /^1:14 2w cannot name a quantity \| a name is letters/],
    [
      'space missing',
      and('parameters: { w:0.5 }'),
      '1:15 w:0.5 cannot name a quantity | put a space after the colon',
    ],
    ['latex', and('latex: { x3: x }'), '1:10 LaTeX for x3, which is not declared | did you mean x1?'],
  ] as [string, string, string | RegExp][])('%s', (_, text, expected) => {
    const found = errorsOf(text);
    expect(found).toHaveLength(1);
    matches(found[0], expected);
  });
});

describe('errors in the loss', () => {
  const two = (...text: string[]): string =>
    lines('inputs: [x]', 'equations:', '  E: x', '  F: 2*x', ...text);
  const add = 'add loss: with the quantity to be minimised';
  test.each([
    ['missing', two(), `4:3 no loss is named | ${add}; nothing depends on F, E`],
    [
      'missing, one candidate',
      'inputs: [x]\nequations: { E: x }',
      `2:14 no loss is named | ${add}; nothing depends on E`,
    ],
    ['unknown', two('loss: e'), '5:7 unknown loss e | did you mean E?'],
    ['no equation', two('loss: x'), '5:7 the loss x has no equation | name a quantity that has one'],
    [
      'of layers',
      two('loss: half_squared_error'),
      '5:7 unknown loss half_squared_error | this is a loss of layers; among equations, name the quantity to be minimised',
    ],
    ['not a name', two('loss: [E]'), '5:7 expected text, found a list'],
  ])('%s', (_, text, expected) => expect(errorsOf(text)).toEqual([expected]));
});

describe('errors in values', () => {
  test.each([
    ['undeclared', and('values: { x3: 1 }'), '1:11 a value for x3, which is not declared | did you mean x1?'],
    [
      'of an equation',
      and('values: { E: 1 }'),
      '1:11 a value for E, which has an equation | its equation gives its value',
    ],
    [
      'twice',
      and('constants: { c: 1 }', 'values: { c: 1 }'),
      '2:11 c has a value already | remove one of the two',
    ],
    [
      '.nan',
      and('constants: { c: .nan }'),
      '1:17 expected a finite number, found .nan | numbers are written like 0.5, -3 or 1e-3',
    ],
    [
      '.inf',
      and('constants: { c: -.inf }'),
      '1:17 expected a finite number, found -.inf | numbers are written like 0.5, -3 or 1e-3',
    ],
    [
      '1e999',
      and('constants: { c: 1e999 }'),
      '1:17 expected a finite number, found 1e999 | numbers are written like 0.5, -3 or 1e-3',
    ],
    [
      'text',
      and('constants: { c: one }'),
      '1:17 expected a finite number, found one | numbers are written like 0.5, -3 or 1e-3',
    ],
    ['learning rate', and('learning_rate: -1'), '1:16 expected a number above 0, found -1'],
    ['not an equality', and('given: [x1 + x2]'), /^1:9 not an equality/],
    ['symbol in an equality', and('given: ["x1 = x2 + x3"]'), '1:20 unknown symbol x3 | did you mean x1?'],
    [
      'contradiction',
      and('values: { x1: 0.5, x2: 0.6 }', 'given: [x1 + x2 = 1]'),
      '2:9 x1 + x2 = 1 does not hold for the values: 1.1 is not 1',
    ],
  ] as [string, string, string | RegExp][])('%s', (_, text, expected) => {
    const found = errorsOf(text);
    expect(found).toHaveLength(1);
    matches(found[0], expected);
  });
});

describe('errors in layers', () => {
  const wanted = 'layer after the inputs';
  test.each([
    [
      'inputs',
      layers('inputs: [1, 2, 3]'),
      '1:9 wrong number of inputs: 3, but 2 are wanted | one for each input unit',
    ],
    [
      'targets',
      layers('targets: [1]'),
      '1:10 wrong number of targets: 1, but 2 are wanted | one for each output unit',
    ],
    [
      'matrices',
      layers('values: { weights: [[[1, 2]]] }'),
      `1:20 wrong number of matrices: 1, but 2 are wanted | one for each ${wanted}`,
    ],
    [
      'rows and columns',
      layers('values:', '  weights:', '    - [[1, 2], [3, 4]]', '    - [[1, 2, 3], [4, 5]]'),
      '3:7 wrong number of rows of weights: 2, but 3 are wanted | one for each unit',
      '4:19 wrong number of weights: 2, but 3 are wanted | one for each source',
    ],
    [
      'biases',
      layers('values: { biases: [[1, 2, 3], 4] }'),
      '1:31 wrong number of biases: 1, but 2 are wanted | one for each unit, as a list',
    ],
    [
      'shared biases',
      layers('biases: shared', 'values: { biases: [1, 2, 3] }'),
      `2:19 wrong number of entries: 3, but 2 are wanted | one for each ${wanted}`,
    ],
    [
      'no biases',
      layers('biases: none', 'values: { biases: [1, 2] }'),
      '2:19 values for biases, but there are none | remove them, or biases: none',
    ],
    [
      'units',
      'layers: [2, 0]\nactivation: tanh\nloss: mean_squared_error',
      '1:13 expected at least 1 unit, found 0',
    ],
    [
      'one layer',
      'layers: [2]\nactivation: tanh\nloss: mean_squared_error',
      '1:9 expected at least 2 layers, the inputs and the outputs, found 1',
    ],
    [
      'too many weights',
      'layers: [9999, 9999]\nactivation: tanh\nloss: mean_squared_error',
      '1:1 99980001 weights are more than can be written out | at most 200000',
    ],
    ['kind of biases', layers('biases: own'), '1:9 expected per_unit, shared or none, found own'],
    ['penalty', layers('regularisation: { l3: 1 }'), '1:19 unknown key l3 | did you mean l1?'],
    [
      'equations too',
      layers('equations: { E: 1 }'),
      '1:1 equations has no place beside layers | it belongs to files by equations',
    ],
    [
      'activations',
      'layers: [2, 2]\nactivation: [tanh, tanh]\nloss: mean_squared_error',
      '2:13 wrong number of activations: 2, but 1 is wanted | one for each layer after the inputs',
    ],
    [
      'activation',
      'layers: [2, 2]\nactivation: sofmax\nloss: mean_squared_error',
      '2:13 unknown activation sofmax | did you mean softmax?',
    ],
    [
      'softmax of one',
      'layers: [2, 1]\nactivation: softmax\nloss: mean_squared_error',
      '2:13 softmax needs a layer of at least 2 units',
    ],
    [
      'loss',
      'layers: [2, 2]\nactivation: tanh\nloss: mean_square_error',
      '3:7 unknown loss mean_square_error | did you mean mean_squared_error?',
    ],
    [
      'nothing but layers',
      'layers: [2, 2]',
      '1:1 activation is missing | add activation: the name of an activation, or a list with one name for each layer',
      '1:1 no loss is named | known are half_squared_error, mean_squared_error, binary_cross_entropy, categorical_cross_entropy',
    ],
    [
      'cross-entropy without softmax',
      'layers: [2, 2]\nactivation: sigmoid\nloss: categorical_cross_entropy',
      '3:7 categorical_cross_entropy needs softmax on the last layer, which has sigmoid | write softmax as the last activation',
    ],
    [
      'targets that are no distribution',
      'layers: [2, 2]\nactivation: softmax\nloss: categorical_cross_entropy\ntargets: [1, 1]',
      '4:10 y1 + y2 = 1 does not hold for the values: 2 is not 1',
    ],
  ])('%s', (_, text, ...expected) => expect(errorsOf(text)).toEqual(expected));

  test('logarithms of what may be negative are a warning', () => {
    const { warnings } = readNetwork('layers: [2, 1]\nactivation: tanh\nloss: binary_cross_entropy');
    expect(warnings.map(({ message }) => message)).toEqual([
      'binary_cross_entropy needs outputs between 0 and 1, which tanh does not promise',
    ]);
  });
});

describe('errors in the file', () => {
  test.each([
    ['empty', '', /^1:1 the file is empty/],
    ['comment only', '# nothing\n', /^1:1 the file is empty/],
    ['list', '- 1', /^1:1 this is not a map/],
    ['text', 'hello', /^1:1 this is not a map/],
    [
      'no equations',
      'inputs: [x]',
      /^1:1 equations is missing \| add equations: names with their formulas; or/,
    ],
    ['unknown key', and('learning_rte: 1'), '1:1 unknown key learning_rte | did you mean learning_rate?'],
    [
      'layers’ key',
      and('activation: tanh'),
      '1:1 activation has no place beside equations | it belongs to files by layers',
    ],
    [
      'nested key',
      and('functions: { G: { opaqe: 2 } }'),
      /^1:19 opaque is missing/,
      '1:19 unknown key opaqe | did you mean opaque?',
    ],
    ['key twice', and('name: a', 'name: b'), '2:1 name is defined twice | remove or rename one of the two'],
    [
      'aliases',
      lines('inputs: { x: &a 1, z: *a }', 'equations: { E: x + z }', 'loss: E'),
      /^1:23 aliases are not read/,
    ],
    ['formula that is an alias', formula('*x1 + 2'), /^2:10 unexpected \+ \| put a formula/],
    ['prototype', and('constants: { __proto__: 1 }'), '1:14 this key is not a name'],
    ['two documents', and('name: a').concat('\n---\na: 1'), /^5:1 a second document/],
  ] as [string, string, ...(string | RegExp)[]][])('%s', (_, text, ...expected) => {
    const found = errorsOf(text);
    for (const [i, each] of expected.entries()) matches(found[i], each);
    expect(found).toHaveLength(expected.length);
  });

  test('are all reported, in order of place', () => {
    const text = lines(
      'inputs: { x: .nan }',
      'equations:',
      '  E: x + u',
      '  F: sigmod(x)',
      'learning_rat: 1',
      'loss: G',
    );
    expect(errorsOf(text).map((each) => each.split(' ')[0])).toEqual(['1:14', '3:10', '4:6', '5:1', '6:7']);
  });

  test('stop after a hundred', () => {
    const many = Array.from({ length: 500 }, (_, i) => `  q${i}: u${i}`);
    expect(errorsOf(lines('equations:', ...many, 'loss: q1'))).toHaveLength(100);
  });
});
