/** The numbers of a layer list → values of its symbols. A wrong count is an error that says how many are wanted. */
import type { Span } from '../source/index.ts';
import type { Biases, Names } from './naming.ts';
import type { Problems } from './problems.ts';
import type { Tree } from './tree.ts';

export type InitialValues = ReadonlyMap<string, number>;

class Filler {
  readonly found = new Map<string, number>();
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** Whether as many stand there as are wanted, each for one of something. */
  fits(span: Span, count: number, wanted: number, what: string, each?: string): boolean {
    if (count === wanted) return true;
    const are = wanted === 1 ? 'is' : 'are';
    const hint = each === undefined ? undefined : `one for each ${each}`;
    this.#problems.error(span, `wrong number of ${what}: ${count}, but ${wanted} ${are} wanted`, hint);
    return false;
  }

  /** Gives one name one number. */
  one(node: Tree | undefined, name: string): void {
    if (typeof node?.value === 'number' && Number.isFinite(node.value)) this.found.set(name, node.value);
  }

  /** Gives each name the number at its place. */
  row(node: Tree | undefined, names: readonly string[], what: string, each: string): void {
    if (node === undefined) return;
    const items = node.items ?? [];
    if (!this.fits(node.span, items.length, names.length, what, each)) return;
    for (const [i, name] of names.entries()) this.one(items[i], name);
  }
}

function fillBiases(node: Tree, names: Names, biases: Biases, fill: Filler, problems: Problems): void {
  const items = node.items ?? [];
  if (biases === 'none') {
    problems.error(node.span, 'values for biases, but there are none', 'remove them, or biases: none');
    return;
  }
  if (!fill.fits(node.span, items.length, names.layers.length, 'entries', 'layer after the inputs')) return;
  for (const [i, layer] of names.layers.entries()) {
    const item = items[i] as Tree;
    if (biases === 'shared' && item.items === undefined) fill.one(item, layer.biases[0] as string);
    else if (item.items === undefined)
      fill.fits(item.span, 1, layer.biases.length, 'biases', 'unit, as a list');
    else fill.row(item, layer.biases, 'biases', 'unit');
  }
}

/** Reads `inputs`, `targets` and `values` of a file by layers. */
export function initialValues(root: Tree, names: Names, biases: Biases, problems: Problems): InitialValues {
  const fill = new Filler(problems);
  fill.row(root.entries?.get('inputs')?.node, names.inputs, 'inputs', 'input unit');
  fill.row(root.entries?.get('targets')?.node, names.targets, 'targets', 'output unit');
  const values = root.entries?.get('values')?.node.entries;
  const weights = values?.get('weights')?.node;
  if (weights !== undefined) {
    const matrices = weights.items ?? [];
    if (fill.fits(weights.span, matrices.length, names.layers.length, 'matrices', 'layer after the inputs')) {
      for (const [i, { units }] of names.layers.entries()) {
        const matrix = matrices[i] as Tree;
        const rows = matrix.items ?? [];
        if (!fill.fits(matrix.span, rows.length, units.length, 'rows of weights', 'unit')) continue;
        for (const [j, unit] of units.entries()) fill.row(rows[j], unit.weights, 'weights', 'source');
      }
    }
  }
  const given = values?.get('biases')?.node;
  if (given !== undefined) fillBiases(given, names, biases, fill, problems);
  return fill.found;
}
