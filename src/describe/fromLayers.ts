/**
 * A file that lists layers → a draft: the equations an author would write by hand, as text. Names are `naming.ts`, the
 * equations of a layer `layers/`, of a loss `losses/`.
 */
import { knownElsewhere } from '../formula/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Span } from '../source/index.ts';
import { readCommon } from './common.ts';
import type { Draft, Statement, Written } from './draft.ts';
import {
  type Activation,
  activationNamed,
  activationNames,
  dense,
  type WrittenEquation,
} from './layers/index.ts';
import { type Loss, losses, lossNamed, type Pair } from './losses/index.ts';
import { type Biases, type Names, nameLayers } from './naming.ts';
import { type OverWeights, penalise } from './penalty.ts';
import type { Problems } from './problems.ts';
import { child, type Tree } from './tree.ts';
import { type InitialValues, initialValues } from './values.ts';

/** Most weights that a layer list is written out for. */
const maxWeights = 200_000;

/** The activation of each layer after the inputs; undefined if one is wrong. */
export function activationsOf(
  root: Tree,
  sizes: readonly number[],
  opaque: Draft['opaque'],
  problems: Problems,
) {
  const node = child(root, 'activation');
  const layers = sizes.length - 1;
  if (node === undefined) return undefined;
  const written = node.items ?? sizes.slice(1).map(() => node);
  if (written.length !== layers) {
    const are = layers === 1 ? 'is' : 'are';
    problems.error(
      node.span,
      `wrong number of activations: ${written.length}, but ${layers} ${are} wanted`,
      'one for each layer after the inputs',
    );
    return undefined;
  }
  const arities = new Map([...opaque].map(([name, { of }]) => [name, of]));
  const found: Activation[] = [];
  for (const [layer, { value, span }] of written.entries()) {
    const name = String(value);
    const activation = activationNamed(name, arities);
    if (activation === undefined) {
      const arity = arities.get(name) ?? functionNamed(name)?.arity;
      if (arity === undefined) unknownActivation(name, span, arities, problems);
      else problems.error(span, `${name} takes ${arity} arguments, and an activation takes 1`);
      if (node.items === undefined) return undefined;
    } else if ((sizes[layer + 1] ?? 0) < (activation.atLeast ?? 1)) {
      problems.error(span, `${name} needs a layer of at least ${activation.atLeast} units`);
    } else found.push(activation);
  }
  return found.length === layers ? found : undefined;
}

function unknownActivation(
  name: string,
  span: Span,
  opaque: ReadonlyMap<string, number>,
  problems: Problems,
): void {
  const known = [...activationNames, ...[...opaque].flatMap(([each, arity]) => (arity === 1 ? each : []))];
  const message = `unknown activation ${name}`;
  const hint = knownElsewhere(name);
  if (hint === undefined) problems.unknown(span, message, name, known, `known are ${known.join(', ')}`);
  else problems.error(span, message, hint);
}

/** The loss, if it is known and fits the last activation. */
export function lossOf(root: Tree, last: Activation | undefined, problems: Problems): Loss | undefined {
  const node = child(root, 'loss');
  const names = losses.map(({ name }) => name);
  if (node === undefined) {
    problems.error(
      root.entries?.get('layers')?.keySpan ?? root.span,
      'no loss is named',
      `known are ${names.join(', ')}`,
    );
    return undefined;
  }
  const name = String(node.value);
  const loss = lossNamed(name);
  if (loss === undefined) {
    const same = losses.find(({ alsoCalled }) => alsoCalled.includes(name.toLowerCase()));
    const otherwise = same === undefined ? `known are ${names.join(', ')}` : `write ${same.name}`;
    problems.unknown(node.span, `unknown loss ${name}`, name, names, otherwise);
    return undefined;
  }
  if (last === undefined) return loss;
  if (loss.activation !== undefined && last.name !== loss.activation) {
    problems.error(
      node.span,
      `${name} needs ${loss.activation} on the last layer, which has ${last.name}`,
      `write ${loss.activation} as the last activation`,
    );
  }
  if (loss.probabilities === true && !last.probabilities) {
    problems.warning(
      node.span,
      `${name} needs outputs between 0 and 1, which ${last.name} does not promise`,
      'sigmoid does',
    );
  }
  return loss;
}

function equationsOf(names: Names, activations: readonly Activation[]): readonly WrittenEquation[] {
  let sources = names.inputs;
  return names.layers.flatMap(({ units }, layer) => {
    const activation = activations[layer] as Activation;
    const sums = dense(units, sources);
    const answers = activation.equations(units);
    sources = units.map(({ out }) => out);
    if (activation.coupled === true) return [...sums, ...answers];
    return sums.flatMap((sum, unit) => [sum, answers[unit] as WrittenEquation]);
  });
}

const pairsOf = ({ targets, layers }: Names): readonly Pair[] => {
  const outputs = layers.at(-1)?.units ?? [];
  return targets.map((target, i) => ({ target, output: outputs[i]?.out ?? '' }));
};

/** Everything that has no equation, in order of declaration. */
function declarationsOf(names: Names, values: InitialValues, at: Span): readonly Statement[] {
  const declare =
    (role: Statement['role']) =>
    (name: string): Statement => {
      const value = values.get(name);
      return { name, role, span: at, ...(value === undefined ? {} : { value }) };
    };
  const parameters = names.layers.flatMap(({ units, biases }) => [
    ...units.flatMap(({ weights }) => weights),
    ...biases,
  ]);
  return [
    ...names.inputs.map(declare('input')),
    ...names.targets.map(declare('target')),
    ...parameters.map(declare('parameter')),
  ];
}

/** Makes a draft of a file by layers; what is wrong goes to `problems`. Undefined if there is nothing to go on with. */
export function fromLayers(root: Tree, problems: Problems): Draft | undefined {
  const common = readCommon(root, problems);
  const layers = root.entries?.get('layers');
  const sizes = (layers?.node.items ?? []).map(({ value }) => Number(value));
  const at = layers?.keySpan ?? root.span;
  const weights = sizes.slice(1).reduce((total, size, i) => total + size * (sizes[i] ?? 0), 0);
  if (weights > maxWeights) {
    problems.error(at, `${weights} weights are more than can be written out`, `at most ${maxWeights}`);
    return undefined;
  }
  const biases = (child(root, 'biases')?.value ?? 'per_unit') as Biases;
  const names = nameLayers(sizes, biases);
  const values = initialValues(root, names, biases, problems);
  const activations = activationsOf(root, sizes, common.opaque, problems);
  const loss = lossOf(root, activations?.at(-1), problems);
  if (activations === undefined || loss === undefined) return undefined;

  const write = (text: string, span: Span): Written => ({ text, place: () => span });
  const pairs = pairsOf(names);
  const weightNames = names.layers.flatMap(({ units }) => units.flatMap((unit) => unit.weights));
  const total: OverWeights = (ofOne) => `(${weightNames.map(ofOne).join(' + ')})`;
  const penalty = penalise(child(root, 'regularisation'), total, loss.formula(pairs));
  const equations = [...equationsOf(names, activations), ...penalty.equations];
  return {
    ...common,
    latex: new Map([
      ...[...names.latex].map(([name, of]) => [name, { of, span: at }] as const),
      ...common.latex,
    ]),
    statements: [
      ...declarationsOf(names, values, at),
      ...penalty.constants.map((constant): Statement => ({ ...constant, role: 'constant', span: at })),
      ...equations.map(
        ({ name, formula }): Statement => ({ name, role: 'defined', span: at, formula: write(formula, at) }),
      ),
    ],
    given: (loss.given?.(pairs) ?? []).map((text) => write(text, child(root, 'targets')?.span ?? at)),
    loss: { of: penalty.loss, span: at },
  };
}
