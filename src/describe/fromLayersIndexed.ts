/**
 * A file that lists layers → a draft with families: z[l,j], a[l,j] and w[l,j,k] for l in 1..L, for every depth and width at
 * once; the numbers of the list become values of L and n. The equations of single units are `fromLayers.ts`.
 */
import type { Span } from '../source/index.ts';
import { readCommon } from './common.ts';
import type { FamilyDraft, Mention, Statement, Written, WrittenFamily } from './draft.ts';
import { activationsOf, lossOf } from './fromLayers.ts';
import type { Activation } from './layers/index.ts';
import type { Biases } from './naming.ts';
import { penalise } from './penalty.ts';
import type { Problems } from './problems.ts';
import { child, type Tree } from './tree.ts';

const unit = 'l in 1..L, j in 1..n[l]';

/** Families in the order in which people name them. */
function familiesOf(biases: Biases): Readonly<Record<string, string>> {
  return {
    'x[k]': 'k in 1..n[0]',
    'y[j]': 'j in 1..n[L]',
    'w[l,j,k]': `${unit}, k in 1..n[l-1]`,
    ...(biases === 'per_unit' ? { 'b[l,j]': unit } : {}),
    ...(biases === 'shared' ? { 'b[l]': 'l in 1..L' } : {}),
    'z[l,j]': unit,
    'a[l,j]': 'l in 0..L, j in 1..n[l]',
  };
}

const biasTerm: Readonly<Record<Biases, string>> = { per_unit: ' + b[l,j]', shared: ' + b[l]', none: '' };

/** The activation of all layers, and that of the last if it is another; undefined if hidden layers differ. */
function activationEquations(
  activations: readonly Activation[],
  at: Span,
  problems: Problems,
): Readonly<Record<string, string>> | undefined {
  const last = activations.at(-1) as Activation;
  const hidden = activations.slice(0, -1);
  const common = hidden[0] ?? last;
  if (hidden.some(({ name }) => name !== common.name)) {
    const hint = 'one for all hidden layers, and one for the last';
    problems.error(at, 'hidden layers with different activations have no common index form', hint);
    return undefined;
  }
  const general = { 'a[l,j]': common.indexed('l') };
  return last.name === common.name ? general : { ...general, 'a[L,j]': last.indexed('L') };
}

/** The values of a layer list, under the names of the families. */
function listsOf(root: Tree): ReadonlyMap<string, Mention<Tree>> {
  const values = child(root, 'values');
  const places: Readonly<Record<string, Tree | undefined>> = {
    x: child(root, 'inputs'),
    y: child(root, 'targets'),
    w: child(values, 'weights'),
    b: child(values, 'biases'),
  };
  const found = Object.entries(places).flatMap(([name, of]) =>
    of === undefined ? [] : [[name, of] as const],
  );
  return new Map(found.map(([name, of]) => [name, { of, span: of.span }]));
}

/** Makes a draft with families of a file by layers; what is wrong goes to `problems`. Undefined if there is nothing to go on with. */
export function fromLayersIndexed(root: Tree, problems: Problems): FamilyDraft | undefined {
  const common = readCommon(root, problems);
  const layers = root.entries?.get('layers');
  const sizes = (layers?.node.items ?? []).map(({ value }) => Number(value));
  const at = layers?.keySpan ?? root.span;
  const biases = (child(root, 'biases')?.value ?? 'per_unit') as Biases;
  const activations = activationsOf(root, sizes, common.opaque, problems);
  const loss = lossOf(root, activations?.at(-1), problems);
  if (activations === undefined || loss === undefined) return undefined;
  const answers = activationEquations(activations, child(root, 'activation')?.span ?? at, problems);
  if (answers === undefined) return undefined;

  const write = (text: string, span = at): Written => ({ text, place: () => span });
  const families = familiesOf(biases);
  const penalty = penalise(
    child(root, 'regularisation'),
    (ofOne) => `sum(l, sum(j, sum(k, ${ofOne('w[l,j,k]')})))`,
    loss.indexed,
  );
  const equations = {
    'a[0,k]': 'x[k]',
    'z[l,j]': `sum(k, w[l,j,k]*a[l-1,k])${biasTerm[biases]}`,
    ...answers,
    ...Object.fromEntries(penalty.equations.map(({ name, formula }) => [name, formula])),
  };
  const known = new Set([...Object.keys(families).map((head) => head.charAt(0)), ...Object.keys(equations)]);
  return {
    ...common,
    latex: new Map([...common.latex].filter(([name]) => known.has(name))),
    families: Object.entries(families).map(
      ([head, ranges]): WrittenFamily => ({ head, span: at, ranges: write(ranges) }),
    ),
    sizes: [
      { head: 'L', span: at, value: sizes.length - 1 },
      { head: 'n', span: at, value: sizes },
    ],
    lists: listsOf(root),
    statements: [
      { name: 'x', role: 'input', span: at },
      { name: 'y', role: 'target', span: at },
      ...penalty.constants.map((constant): Statement => ({ ...constant, role: 'constant', span: at })),
      ...Object.entries(equations).map(
        ([name, formula]): Statement => ({ name, role: 'defined', span: at, formula: write(formula) }),
      ),
    ],
    given: (loss.givenIndexed ?? []).map((text) => write(text, child(root, 'targets')?.span ?? at)),
    loss: { of: penalty.loss, span: at },
  };
}
