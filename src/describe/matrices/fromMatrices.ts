/** A file by matrices → a draft. */
import { readCommon } from '../common.ts';
import type { MatrixDraft, WrittenShape } from '../draft.ts';
import { declaredIn, sizesOf } from '../families/fromFamilies.ts';
import { written } from '../fromEquations.ts';
import type { Problems } from '../problems.ts';
import { child, type Entry, entriesIn, type Tree } from '../tree.ts';

const shapesOf = (source: string, entries: readonly Entry[]): readonly WrittenShape[] =>
  entries.map(({ key, keySpan, node }) => ({
    name: key,
    span: keySpan,
    sizes: (node.items ?? []).flatMap((item) => written(source, item) ?? []),
  }));

/** Makes a draft of a file by matrices, in its own order; what is wrong goes to `problems`. */
export function fromMatrices(source: string, root: Tree, problems: Problems): MatrixDraft {
  const [sizes, samples] = ['sizes', 'samples'].map((key) => child(root, key));
  const count = samples === undefined ? undefined : written(source, samples);
  return {
    ...readCommon(root, problems),
    ...declaredIn(source, root, problems),
    shapes: shapesOf(source, entriesIn(root, 'shapes')),
    ...(sizes === undefined ? {} : { sizes: sizesOf(source, sizes) }),
    ...(count === undefined ? {} : { samples: count }),
  };
}
