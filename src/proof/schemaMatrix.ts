/** The part of the JSON Schema of derivation files that is about matrices. */
import { closed, is, listOf, natural, ref, row, type Schema, text } from './schemaParts.ts';

const shape: Schema = { ...row(ref('index'), ref('index')), description: 'Rows and columns.' };

/** One operation: its own fields, and how many parts it has at least and at most. */
function operation(names: readonly string[], own: Schema, least: number, most?: number): Schema {
  const parts: Schema = {
    type: 'array',
    items: ref('matrix'),
    minItems: least,
    ...(most && { maxItems: most }),
  };
  const [only, ...more] = names;
  return closed(
    {
      operation: more.length === 0 ? is(only as string) : { enum: names },
      shape: ref('shape'),
      ...own,
      ...(least > 0 && { args: parts }),
    },
    [
      'operation',
      'shape',
      ...Object.keys(own).filter((key) => key !== 'latex'),
      ...(least > 0 ? ['args'] : []),
    ],
  );
}

const symbol: Schema = {
  name: ref('name'),
  indices: listOf(
    { anyOf: [{ enum: ['row', 'column'] }, ref('index')] },
    'Axes of the matrix, and fixed indices.',
  ),
  latex: text,
};

export const matrixDefinitions: Schema = {
  shape,
  matrix: {
    description: 'An expression in matrices; its meaning is its entries.',
    anyOf: [
      operation(['symbol'], symbol, 0),
      operation(['gradient'], { of: ref('term'), by: closed(symbol, ['name', 'indices']) }, 0),
      operation(['scalar'], { value: ref('term') }, 0),
      operation(['ones', 'identity'], {}, 0),
      operation(['transpose', 'diag', 'trace'], {}, 1, 1),
      operation(['product', 'scale'], {}, 2, 2),
      operation(['hadamard', 'sum'], {}, 1),
      operation(['map'], { name: ref('name'), orders: listOf(natural) }, 1),
      operation(['power'], { exponent: ref('term') }, 1, 1),
      operation(['cases'], {}, 3, 3),
      operation(['indexedSum'], { index: ref('name'), from: ref('index'), to: ref('index') }, 1, 1),
    ],
  },
  matrixTheorem: closed(
    {
      lhs: ref('matrix'),
      rhs: ref('matrix'),
      row: { ...text, description: 'What the generic row is called in the theorem about entries.' },
      column: { ...text, description: 'What the generic column is called there.' },
      given: listOf(ref('condition'), 'Where the other indices run, and what is assumed.'),
      entries: { ...ref('theoremId'), description: 'The theorem that says it entry by entry.' },
    },
    ['lhs', 'rhs', 'row', 'column', 'given', 'entries'],
  ),
};

const range = closed({ index: text, from: text, to: text }, ['index', 'from', 'to']);
const side = closed({ latex: text, shape: row(text, text) }, ['latex', 'shape']);

/** Where the free indices of a theorem run, as text. */
export const rangeAnswers: Schema = listOf(range);

/** What `derive --notation matrix` says of a gradient; null where no matrix form exists. */
export const matrixAnswer: Schema = {
  anyOf: [
    { type: 'null' },
    closed(
      {
        lhs: side,
        rhs: side,
        ranges: listOf(range),
        row: text,
        column: text,
        entries: ref('theoremId'),
        checks: closed(
          { kernel: { enum: ['accepted', 'refused'] }, entries: { enum: ['accepted', 'refused'] } },
          ['kernel', 'entries'],
        ),
      },
      ['lhs', 'rhs', 'ranges', 'row', 'column', 'entries', 'checks'],
    ),
  ],
};
