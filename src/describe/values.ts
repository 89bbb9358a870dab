/** The numbers of a layer list → values of its symbols. A wrong count is an error that says how many are wanted. */
import type { Span } from '../source/index.ts';
import type { Biases, Names } from './naming.ts';
import type { Problems } from './problems.ts';
import { child, type Tree } from './tree.ts';

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
    for (const [i, item] of this.items(node, names.length, what, each).entries())
      this.one(item, names[i] as string);
  }

  /** A list's items if there are as many as are wanted, otherwise none; that it is no list is said before. */
  items(node: Tree | undefined, wanted: number, what: string, each: string): readonly Tree[] {
    const { items, span } = node ?? {};
    if (items === undefined || span === undefined) return [];
    return this.fits(span, items.length, wanted, what, each) ? items : [];
  }
}

function fillBiases(node: Tree, names: Names, biases: Biases, fill: Filler, problems: Problems): void {
  if (biases === 'none') {
    problems.error(node.span, 'values for biases, but there are none', 'remove them, or biases: none');
    return;
  }
  const each = biases === 'shared' ? 'layer, as biases are shared' : 'unit';
  const items = fill.items(node, names.layers.length, 'entries', 'layer after the inputs');
  for (const [i, item] of items.entries()) {
    const { biases: own } = names.layers[i] as Names['layers'][number];
    if (biases === 'shared' && item.items === undefined) fill.one(item, own[0] as string);
    else if (item.items === undefined) fill.fits(item.span, 1, own.length, 'biases', 'unit, as a list');
    else fill.row(item, own, 'biases', each);
  }
}

/** Reads `inputs`, `targets` and `values` of a file by layers. */
export function initialValues(root: Tree, names: Names, biases: Biases, problems: Problems): InitialValues {
  const fill = new Filler(problems);
  fill.row(child(root, 'inputs'), names.inputs, 'inputs', 'input unit');
  fill.row(child(root, 'targets'), names.targets, 'targets', 'output unit');
  const values = child(root, 'values');
  const weights = child(values, 'weights');
  const isNested = weights?.items?.every(({ items }) => items !== undefined) === true;
  const matrices = fill.items(
    isNested ? weights : undefined,
    names.layers.length,
    'matrices',
    'layer after the inputs',
  );
  for (const [i, matrix] of matrices.entries()) {
    const { units } = names.layers[i] as Names['layers'][number];
    const rows = fill.items(matrix, units.length, 'rows of weights', 'unit');
    for (const [j, row] of rows.entries()) fill.row(row, units[j]?.weights ?? [], 'weights', 'source');
  }
  const given = child(values, 'biases');
  if (given !== undefined) fillBiases(given, names, biases, fill, problems);
  return fill.found;
}
