/** A file with families of quantities → a draft. */
import { readCommon } from '../common.ts';
import type { FamilyDraft, Mention, Statement, WrittenFamily, WrittenSize } from '../draft.ts';
import { roles, statementsOf, withValues, written } from '../fromEquations.ts';
import type { Problems } from '../problems.ts';
import type { Tree } from '../tree.ts';
import type { SizeValue } from './sizes.ts';

function familiesOf(source: string, section: Tree | undefined): readonly WrittenFamily[] {
  return [...(section?.entries?.values() ?? [])].map(({ key, keySpan, node }) => {
    const ranges = written(source, node);
    return { head: key, span: keySpan, ...(ranges === undefined ? {} : { ranges }) };
  });
}

function sizeValue({ value, items }: Tree): SizeValue | undefined {
  if (items === undefined) return typeof value === 'number' ? value : undefined;
  return items.flatMap((item) => (typeof item.value === 'number' ? item.value : []));
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

/** The values that are lists, wherever they stand; a second list for one name is reported. */
export function listsOf(root: Tree, problems: Problems): ReadonlyMap<string, Mention<Tree>> {
  const lists = new Map<string, Mention<Tree>>();
  const sections = [...roles].filter(([, role]) => role !== 'defined').map(([key]) => key);
  for (const section of [...sections, 'values']) {
    for (const { key, keySpan, node } of root.entries?.get(section)?.node.entries?.values() ?? []) {
      if (node.items === undefined) continue;
      if (lists.has(key)) problems.error(keySpan, `${key} has values already`, 'remove one of the two');
      lists.set(key, { of: node, span: keySpan });
    }
  }
  return lists;
}

/** Makes a draft of a file with families, in its own order; what is wrong goes to `problems`. */
export function fromFamilies(source: string, root: Tree, problems: Problems): FamilyDraft {
  const statements: Statement[] = [];
  for (const { key, node } of root.entries?.values() ?? []) {
    const role = roles.get(key);
    if (role !== undefined) statements.push(...statementsOf(source, node, role));
  }
  const values = [...(root.entries?.get('values')?.node.entries?.values() ?? [])];
  const sizes = root.entries?.get('sizes')?.node;
  return {
    ...readCommon(root),
    statements: withValues(
      statements,
      values.filter(({ node }) => node.items === undefined),
      problems,
    ),
    given: (root.entries?.get('given')?.node.items ?? []).flatMap((item) => written(source, item) ?? []),
    families: familiesOf(source, root.entries?.get('families')?.node),
    ...(sizes === undefined ? {} : { sizes: sizesOf(source, sizes) }),
    lists: listsOf(root, problems),
  };
}
