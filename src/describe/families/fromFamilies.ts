/** A file with families of quantities → a draft. */
import { readCommon } from '../common.ts';
import type { FamilyDraft, Mention, WrittenFamily, WrittenSize } from '../draft.ts';
import { roles, stated, withValues, written } from '../fromEquations.ts';
import type { Problems } from '../problems.ts';
import { child, type Entry, entriesIn, type Tree } from '../tree.ts';
import type { SizeValue } from './sizes.ts';

function familiesOf(source: string, entries: readonly Entry[]): readonly WrittenFamily[] {
  return entries.map(({ key, keySpan, node }) => {
    const ranges = written(source, node);
    return { head: key, span: keySpan, ...(ranges === undefined ? {} : { ranges }) };
  });
}

function sizeValue({ value, items }: Tree): SizeValue | undefined {
  const isSize = (each: unknown): each is number => Number.isInteger(each) && Number(each) >= 1;
  if (items === undefined) return isSize(value) ? value : undefined;
  return items.every((item) => isSize(item.value)) ? items.map((item) => Number(item.value)) : undefined;
}

export function sizesOf(source: string, section: Tree): readonly WrittenSize[] {
  const listed = (section.items ?? []).map((item) => ({ head: String(item.value), span: item.span }));
  const mapped = [...(section.entries?.values() ?? [])].map(({ key, keySpan, node }): WrittenSize => {
    const value = sizeValue(node);
    const range = typeof node.value === 'string' ? written(source, node) : undefined;
    return {
      head: key,
      span: keySpan,
      ...(range === undefined ? {} : { range }),
      ...(value === undefined ? {} : { value }),
    };
  });
  return [...listed, ...mapped];
}

/** Whether a value is one of several: a list, or whatever stands for a name that is no quantity by itself. */
const isList = ({ key, node }: Entry, scalars: ReadonlySet<string>): boolean =>
  node.items !== undefined || !scalars.has(key);

/** The statements of a file whose quantities have indices or shapes, with their values, and the values that are lists. */
export function declaredIn(
  source: string,
  root: Tree,
  problems: Problems,
): Pick<FamilyDraft, 'statements' | 'given' | 'lists'> {
  const { statements, given } = stated(source, root);
  const scalars = new Set(statements.map(({ name }) => name));
  const values = entriesIn(root, 'values');
  return {
    statements: withValues(
      statements,
      values.filter((each) => !isList(each, scalars)),
      problems,
    ),
    given,
    lists: listsOf(root, scalars, problems),
  };
}

/** The values that are lists, wherever they stand; a second list for one name is reported. */
function listsOf(
  root: Tree,
  scalars: ReadonlySet<string>,
  problems: Problems,
): ReadonlyMap<string, Mention<Tree>> {
  const lists = new Map<string, Mention<Tree>>();
  const sections = [...roles].filter(([, role]) => role !== 'defined').map(([key]) => key);
  for (const section of [...sections, 'values']) {
    for (const entry of entriesIn(root, section)) {
      if (!isList(entry, scalars)) continue;
      const { key, keySpan, node } = entry;
      if (lists.has(key)) problems.error(keySpan, `${key} has values already`, 'remove one of the two');
      lists.set(key, { of: node, span: keySpan });
    }
  }
  return lists;
}

/** Makes a draft of a file with families, in its own order; what is wrong goes to `problems`. */
export function fromFamilies(source: string, root: Tree, problems: Problems): FamilyDraft {
  const sizes = child(root, 'sizes');
  return {
    ...readCommon(root, problems),
    ...declaredIn(source, root, problems),
    families: familiesOf(source, entriesIn(root, 'families')),
    ...(sizes === undefined ? {} : { sizes: sizesOf(source, sizes) }),
  };
}
