/** The text of a network file → a network. The format is `schema.ts`; its two ways of writing meet in `draft.ts`. */
import type { Quantity, Shape } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { Diagnostic } from '../source/index.ts';
import { fromFamilies } from './families/fromFamilies.ts';
import { lowerFamilies } from './families/lowerFamilies.ts';
import type { SizeValue } from './families/sizes.ts';
import { fromEquations } from './fromEquations.ts';
import { fromLayers } from './fromLayers.ts';
import { fromLayersIndexed } from './fromLayersIndexed.ts';
import { lower } from './lower.ts';
import { fromMatrices } from './matrices/fromMatrices.ts';
import { lowerMatrices } from './matrices/lowerMatrices.ts';
import { between, type Place, Problems } from './problems.ts';
import { checkShape, shapeOf } from './shape.ts';
import { readTree } from './tree.ts';

export interface ReadNetwork {
  readonly network: Network;
  /** What is odd but no error, such as symbols that nothing uses. */
  readonly warnings: readonly Diagnostic[];
  /** Of a network with families: the sizes that have values, L: 2, n: [2, 3, 2]. */
  readonly sizeValues?: ReadonlyMap<string, SizeValue>;
  /** Of a network with families: where the file defines a quantity, or members of its family, for messages. */
  readonly placeOf?: (defined: Quantity) => Place | undefined;
  /** Of a network by matrices: the shape of every quantity, samples as columns. */
  readonly shapes?: ReadonlyMap<string, Shape>;
}

export interface ReadOptions {
  /** The file's, for messages. */
  readonly name?: string;
  /** How a list of layers is written out: one name for each quantity (the default), or families with indices. */
  readonly notation?: 'scalar' | 'index';
}

/** Without folders and ending. Example: `nets/two-two-two.yaml` → two-two-two */
const bareName = (file: string): string => file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '') || 'network';

const example = 'begin with layers: [2, 2, 2], or with inputs:, parameters:, equations: and loss:';

/**
 * Reads a network from YAML, by equations, with families, by matrices, or by layers.
 *
 * Throws: InputError with every error found, each at its place in the text.
 * Example: `readNetwork(text, { name: 'two-two-two.yaml' }).network.graph`
 */
export function readNetwork(text: string, options: ReadOptions = {}): ReadNetwork {
  const name = options.name ?? 'network';
  const problems = new Problems({ name, text });
  const tree = readTree(problems);
  if (tree?.value === null) problems.error(between(0, 0), 'the file is empty', example);
  else if (tree !== undefined && tree.entries === undefined) {
    problems.error(tree.span, 'this is not a map of keys', example);
  }
  if (tree?.entries === undefined) return nothing(problems);
  const { form, root } = shapeOf(tree, problems);
  if (!checkShape(root, form, problems)) return nothing(problems);
  if (form === 'shapes') {
    const lowered = lowerMatrices(fromMatrices(text, root, problems), bareName(name), problems);
    return { ...lowered, warnings: problems.warnings };
  }
  if (form === 'families' || (form === 'layers' && options.notation === 'index')) {
    const draft =
      form === 'families' ? fromFamilies(text, root, problems) : fromLayersIndexed(root, problems);
    if (draft === undefined) return nothing(problems);
    const lowered = lowerFamilies(draft, bareName(name), problems);
    return { ...lowered, warnings: problems.warnings };
  }
  const draft = form === 'layers' ? fromLayers(root, problems) : fromEquations(text, root, problems);
  if (draft === undefined) return nothing(problems);
  return { network: lower(draft, bareName(name), problems), warnings: problems.warnings };
}

function nothing(problems: Problems): never {
  problems.stopIfFailed();
  throw new TypeError('no network, and nothing wrong');
}
