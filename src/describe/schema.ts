/**
 * The shape of a network file, as one validator: the reader checks files with it, and editors get its JSON Schema. What
 * the names and formulas inside mean is checked by `lower.ts`.
 */
import * as z from 'zod/mini';
import { activationNames } from './layers/index.ts';
import { losses } from './losses/index.ts';

const finite = z.number('a finite number');
const text = z.string('text').check(z.minLength(1, 'text that is not empty'));
const count = z
  .int('a whole number of units')
  .check(z.gte(1, 'at least 1 unit'), z.lte(100_000, 'at most 100000 units'));

const described = <T extends z.ZodMiniType>(schema: T, description: string): z.ZodMiniOptional<T> =>
  z.optional(schema.check(z.meta({ description })));

const required = <T extends z.ZodMiniType>(schema: T, description: string): T =>
  schema.check(z.meta({ description })) as T;

const amounts = z.union(
  [z.record(z.string(), z.nullable(finite)), z.array(z.string('a name'), 'a list of names')],
  'names with their values, like { x1: 0.05 }, or a list of names, like [x1, x2]',
);

/** An opaque function of several arguments. */
export const arity = z.strictObject({
  opaque: z
    .int('a whole number of arguments')
    .check(z.gte(1, 'at least 1 argument'), z.lte(100, 'at most 100 arguments')),
});

const opaque = z.union(
  [z.literal('opaque'), arity],
  'opaque, or { opaque: 2 } for a function of 2 arguments',
);

const common = {
  name: described(text, 'What the network is called. Default: the name of the file.'),
  learning_rate: described(
    finite.check(z.positive('a number above 0')),
    'Step of gradient descent, η in w − η ∂E/∂w.',
  ),
  latex: described(
    z.record(z.string(), text, 'names with their LaTeX'),
    'LaTeX for symbols whose name does not give it; net_h1 prints \\mathrm{net}_{h1} without.',
  ),
  functions: described(
    z.record(z.string(), opaque, 'names of functions, like { G: opaque }'),
    'Functions of which nothing is known but that they have derivatives: { G: opaque } or { J: { opaque: 2 } }.',
  ),
};

/** Equations, and what goes with them. */
const equations = {
  equations: z
    .record(z.string(), z.union([z.string(), finite], 'a formula'), 'names with their formulas')
    .check(
      z.meta({
        description: 'One formula for each defined quantity, in the order in which they are to be shown.',
        examples: [{ net: 'x1*w1 + x2*w2 + b', out: 'sigmoid(net)', E: '1/2*(y - out)^2' }],
      }),
    ),
  given: described(
    z.array(z.string('an equality'), 'a list of equalities'),
    'Equalities between symbols that the author vouches for, such as y1 + y2 = 1.',
  ),
  loss: required(text, 'The quantity to be minimised.'),
};

/** A file that writes its equations out. */
export const equationsFile = z
  .strictObject({
    ...common,
    inputs: described(amounts, 'Symbols that the data give, with their values or without.'),
    targets: described(amounts, 'What the outputs should be.'),
    parameters: described(amounts, 'Weights and biases: what learning changes.'),
    constants: described(amounts, 'Everything else that has no equation, such as lambda.'),
    values: described(
      z.record(z.string(), finite, 'names with their values'),
      'Values of symbols that are declared by name only.',
    ),
    ...equations,
  })
  .check(z.meta({ title: 'Network by equations' }));

/** A number, or lists of numbers nested so deep. */
const nested = (depth: number): z.ZodMiniType =>
  depth === 0
    ? finite
    : z.union(
        [finite, z.array(nested(depth - 1), 'a list')],
        'a number, or a list with one entry for each index',
      );

/** Most indices of a family that is given by values. */
const mostIndices = 4;

const members = z.union(
  [z.record(z.string(), z.nullable(nested(mostIndices))), z.array(z.string('a name'), 'a list of names')],
  'names with their values, like { x: [0.05, 0.1] }, or a list of names, like [x, y]',
);

const size = z
  .int('a whole number')
  .check(z.gte(1, 'at least 1'), z.lte(1_000_000_000, 'at most 1000000000'));

/** A file with families of quantities. */
export const familiesFile = z
  .strictObject({
    ...common,
    families: z.record(z.string(), z.string('the ranges of its indices'), 'families with their ranges').check(
      z.meta({
        description:
          'Families of quantities, each with where its indices run, both ends included; a range may depend on the indices before it.',
        examples: [{ 'w[l,j,k]': 'l in 1..L, j in 1..n[l], k in 1..n[l-1]' }],
      }),
    ),
    sizes: described(
      z.union(
        [
          z.array(z.string('a name'), 'a list of names'),
          z.record(
            z.string(),
            z.nullable(
              z.union(
                [size, z.array(size, 'a list of sizes'), z.string()],
                'a size, a list of sizes, or a range',
              ),
            ),
          ),
        ],
        'names of sizes, like [L, n], or with their values, like { L: 2, n: [2, 3, 2] }',
      ),
      'Symbolic sizes, each at least 1. Default: every name in a range that is neither an index nor a family. "n[l]": l in 0..L says where the index of n runs.',
    ),
    inputs: described(
      members,
      'Families and symbols that the data give; "h[0,i]" gives some members of a family.',
    ),
    targets: described(members, 'What the outputs should be.'),
    parameters: described(
      members,
      'What learning changes; families without an equation are parameters by themselves.',
    ),
    constants: described(members, 'Everything else that has no equation, such as lambda.'),
    values: described(
      z.record(z.string(), nested(mostIndices), 'names with their values'),
      'Values of symbols and families that are declared by name only; lists nest once for each index.',
    ),
    ...equations,
  })
  .check(z.meta({ title: 'Network by families' }));

const sizes = described(
  z.union(
    [
      z.array(z.string('a name'), 'a list of names'),
      z.record(z.string(), z.nullable(size), 'names with their values'),
    ],
    'names of sizes, like [m, n], or with their values, like { m: 3, n: 2 }',
  ),
  'Symbolic sizes, each at least 1. Default: every name in a shape.',
);

const shapeSize = z.union([size, text], 'a size, like 3 or m');

/** A file whose equations are about matrices. */
export const matricesFile = z
  .strictObject({
    ...common,
    shapes: z
      .record(
        z.string(),
        z.array(shapeSize, 'a list of sizes').check(z.maxLength(2, 'at most two sizes, rows and columns')),
        'names with their shapes, like { W: [m, n], x: [n] }',
      )
      .check(
        z.meta({
          description:
            'Rows and columns of every matrix that has no equation; x: [n] is a column, r: [1, n] a row, s: [] a number. What is not listed is a number.',
          examples: [{ W: ['m', 'n'], x: ['n'], b: ['m'] }],
        }),
      ),
    samples: described(
      shapeSize,
      'How many samples there are: every input and target has one column for each, and the equations are those of one sample.',
    ),
    sizes,
    inputs: described(members, 'Matrices and numbers that the data give.'),
    targets: described(members, 'What the outputs should be.'),
    parameters: described(
      members,
      'What learning changes; matrices without an equation are parameters by themselves.',
    ),
    constants: described(members, 'Everything else that has no equation, such as lambda.'),
    values: described(
      z.record(z.string(), nested(mostIndices), 'names with their values'),
      'Values of what is declared by name only; a matrix is a list of rows.',
    ),
    ...equations,
  })
  .check(z.meta({ title: 'Network by matrices' }));

const perLayer = (what: string) =>
  z.union([text, z.array(text)], `the name of ${what}, or a list with one name for each layer`);

/** Penalties on the weights of a layer list. */
export const regularisation = z.strictObject(
  {
    l1: described(z.nullable(finite), 'λ of the penalty λ Σ |w|; empty for a λ without value.'),
    l2: described(z.nullable(finite), 'λ of the penalty λ/2 Σ w²; empty for a λ without value.'),
  },
  'l1, l2 or both, like { l2: 0.01 }',
);

/** Initial values of a layer list. */
export const initial = z.strictObject(
  {
    weights: described(
      z.array(z.array(z.array(finite, 'a row of numbers'), 'rows of numbers'), 'a list of matrices'),
      'One matrix for each layer after the inputs, with one row for each unit and one column for each source.',
    ),
    biases: described(
      z.array(
        z.union([finite, z.array(finite)], 'a number, or a list of numbers'),
        'a list with one entry for each layer',
      ),
      'For each layer after the inputs one value for each unit, or one value if biases are shared.',
    ),
  },
  'weights, biases or both',
);

/** A file that lists layers. */
export const layersFile = z
  .strictObject({
    ...common,
    layers: z
      .array(count, 'a list of numbers of units, like [2, 3, 2]')
      .check(
        z.minLength(2, 'at least 2 layers, the inputs and the outputs'),
        z.meta({ description: 'Numbers of units, from the inputs to the outputs.', examples: [[2, 3, 2]] }),
      ),
    activation: required(
      perLayer('an activation'),
      `One for all layers after the inputs, or a list with one for each: ${activationNames.join(', ')}, or an opaque function.`,
    ),
    loss: required(text, losses.map(({ name, description }) => `${name}: ${description}`).join('\n')),
    biases: described(
      z.enum(['per_unit', 'shared', 'none'], 'per_unit, shared or none'),
      'One bias for each unit (the default), one shared by each layer, or none.',
    ),
    regularisation: described(
      regularisation,
      'A penalty on the weights, biases excepted, which is added to the loss.',
    ),
    inputs: described(z.array(finite, 'a list of numbers'), 'One value for each input unit.'),
    targets: described(z.array(finite, 'a list of numbers'), 'One value for each output unit.'),
    values: described(initial, 'Initial values of the parameters.'),
  })
  .check(z.meta({ title: 'Network by layers' }));
