/** The JSON Schema of derivation files, for whoever writes or reads them with other tools. Reading itself is `readDerivation.ts`. */

import { either, gradient, indexedGradient } from './schemaAnswer.ts';
import { matrixDefinitions } from './schemaMatrix.ts';
import { closed, flag, is, listOf, natural, object, ref, row, type Schema, text } from './schemaParts.ts';

const terms: Schema = {
  name: { type: 'string', minLength: 1, maxLength: 10_000, description: 'The name of a quantity.' },
  member: {
    description: 'A quantity: a name, or for a member of a family the name and its indices.',
    anyOf: [ref('name'), { type: 'array', prefixItems: [ref('name')], items: ref('index'), minItems: 2 }],
  },
  index: {
    description:
      'An index: a constant, then terms [coefficient, name, indices of the name …]. Example: [-1, [1, "l"]] is l-1',
    type: 'array',
    prefixItems: [{ type: 'integer' }],
    items: {
      type: 'array',
      prefixItems: [{ type: 'integer' }, ref('name')],
      items: ref('index'),
      minItems: 2,
    },
    minItems: 1,
  },
  range: {
    ...row(ref('name'), ref('index'), ref('index')),
    description: 'An index, its first value and its last.',
  },
  term: { ...natural, description: 'A term, by its row in `terms`.' },
  theoremId: { ...natural, description: 'A theorem, by its place in `theorems`.' },
  row: {
    description: 'One node of a term; its subterms are earlier rows.',
    anyOf: [
      row(is('number'), { type: 'string', pattern: '^-?[0-9]+(/[0-9]+)?$' }),
      row(is('quantity'), ref('member')),
      {
        type: 'array',
        prefixItems: [{ enum: ['sum', 'product'] }],
        items: ref('term'),
        minItems: 3,
      },
      row(is('power'), ref('term'), ref('term')),
      row(is('cases'), ref('term'), ref('term'), ref('term')),
      row(is('apply'), ref('name'), listOf(ref('term')), listOf(natural)),
      row(is('partial'), ref('term'), ref('member'), listOf(ref('member'))),
      row(is('indexedSum'), ref('name'), ref('index'), ref('index'), ref('term')),
      {
        type: 'array',
        prefixItems: [is('bracket')],
        items: row({ enum: ['equal', 'atMost'] }, ref('index'), ref('index')),
      },
    ],
  },
  condition: {
    description:
      'What a theorem assumes: nonzero, positive, smooth or equal; or where one of its indices runs.',
    anyOf: [
      row({ enum: ['nonzero', 'positive'] }, ref('term')),
      row(is('smooth'), ref('name'), listOf(ref('term'))),
      row(is('equal'), ref('term'), ref('term')),
      row(is('range'), ref('name'), ref('index'), ref('index')),
    ],
  },
};

/** What every theorem says, whatever its proof. */
const stated: Schema = {
  goal: { ...row(ref('term'), ref('term')), description: 'The two sides of what is proved.' },
  name: { ...ref('member'), description: 'A new name for the left-hand side.' },
  given: listOf(ref('condition')),
};

const proofs: Schema = {
  step: {
    description:
      'From the term before to `after`: one use of a rule, citations, or several steps that print as one line.',
    anyOf: [
      closed({ after: ref('term'), steps: listOf(ref('step')) }, ['after', 'steps']),
      closed({ after: ref('term'), cite: listOf(ref('citation')) }, ['after', 'cite']),
      closed(
        {
          after: ref('term'),
          rule: text,
          at: listOf(natural, 'Path of argument numbers to the place of the rule.'),
          to: ref('term'),
          cut: listOf(ref('member')),
          quantity: ref('member'),
          shift: { ...ref('index'), description: 'By how much `sum.reindex` moves an index.' },
          law: closed({ id: text, args: listOf(ref('term')), backward: flag }, ['id', 'args']),
          condition: ref('condition'),
          backward: flag,
        },
        ['after', 'rule', 'at'],
      ),
    ],
  },
  citation: closed(
    {
      theorem: {
        anyOf: [ref('theoremId'), is('hypothesis')],
        description: 'Or, in the step of an induction, its goal one further along.',
      },
      from: ref('side'),
      to: ref('side'),
      at: listOf(row(ref('name'), ref('index')), "What the theorem's free indices are taken to be."),
    },
    ['theorem'],
  ),
  side: { enum: ['lhs', 'rhs', 'name'] },
  renaming: closed(
    {
      of: ref('theoremId'),
      quantities: listOf(row(ref('member'), ref('member'))),
      theorems: listOf(row(ref('theoremId'), ref('theoremId'))),
    },
    ['of', 'quantities', 'theorems'],
    'The proof of an earlier theorem with names replaced.',
  ),
  induction: closed(
    { over: ref('name'), base: listOf(ref('step')), step: listOf(ref('step')) },
    ['over', 'base', 'step'],
    'Downwards from the end of the range of an index: the goal there, and the goal from that one further.',
  ),
  theorem: {
    anyOf: [
      closed({ ...stated, steps: listOf(ref('step')) }, ['goal', 'given', 'steps']),
      closed({ ...stated, renaming: ref('renaming') }, ['goal', 'given', 'renaming']),
      closed({ ...stated, induction: ref('induction') }, ['goal', 'given', 'induction']),
      closed({ ...stated, naming: { ...flag, description: 'Nothing is claimed but a name.' } }, [
        'goal',
        'given',
        'name',
        'naming',
      ]),
    ],
  },
};

const network = closed(
  {
    name: text,
    symbols: listOf(
      closed(
        {
          name: ref('member'),
          role: { enum: ['input', 'target', 'parameter', 'constant', 'defined'] },
          latex: text,
          ranges: listOf(ref('range'), 'Where the indices of a family run.'),
        },
        ['name', 'role'],
      ),
    ),
    equations: listOf({
      anyOf: [row(ref('member'), ref('term')), row(ref('member'), ref('term'), listOf(ref('range')))],
    }),
    sizes: listOf(ref('name'), 'Symbolic sizes, each at least 1.'),
    loss: ref('member'),
    given: listOf(ref('condition'), 'Conditions that the network declares.'),
    opaque: { type: 'object', additionalProperties: natural },
    values: listOf(row(ref('member'), { type: 'number' })),
    learningRate: { type: 'number' },
  },
  ['name', 'symbols', 'equations'],
);

/** JSON Schema of derivation files. */
export function derivationSchema(): Record<string, unknown> {
  const one = Object.keys(gradient);
  const indexed = Object.keys(indexedGradient).filter((key) => key !== 'matrix');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'backproof derivation',
    description:
      'A network and theorems about it with their proofs. format, network, terms and theorems are what a check reads.',
    ...object(
      {
        format: is('backproof-derivation/1'),
        of: ref('name'),
        notation: { enum: ['scalar', 'index', 'matrix'] },
        ...gradient,
        ...indexedGradient,
        closedForm: either('closedForm'),
        checks: either('checks'),
        given: either('given'),
        wrt: { anyOf: [ref('name'), listOf(ref('name'))] },
        gradients: listOf(
          { anyOf: [closed(gradient, one), closed(indexedGradient, indexed)] },
          'Where several gradients were asked for, or one comes in parts.',
        ),
        underlying: listOf(
          closed({ ...indexedGradient, of: ref('name') }, indexed),
          'The named derivatives that these mention, as theorems of their own; of what, where that is another quantity.',
        ),
        network,
        terms: listOf(ref('row'), 'Every term, each built from earlier rows.'),
        theorems: listOf(ref('theorem'), 'Each may cite those before it.'),
        matrices: listOf(ref('matrixTheorem'), 'Equations of matrices that rest on theorems.'),
      },
      ['format', 'network', 'terms', 'theorems'],
    ),
    $defs: { ...terms, ...proofs, ...matrixDefinitions },
  };
}
