/** `[](#id)`: an equation's number, the same in every language and format. */
import type { Link, Nodes, PhrasingContent, Root } from 'mdast';
import type { Problems } from '../describe/problems.ts';
import { type Locale, labelOf, type Reference } from '../document/index.ts';
import { link, text } from '../document/phrasing.ts';
import { spanOf } from './readMarkdown.ts';

export interface Known {
  readonly references: ReadonlyMap<string, Reference>;
  readonly locale: Locale;
  readonly problems: Problems;
}

/** Whether a node is a reference to be filled in. */
const isReference = (node: Nodes): node is Link =>
  node.type === 'link' && node.children.length === 0 && node.url.startsWith('#');

/** A document with every reference filled in; unknown ones are problems. */
export function fillReferences(root: Root, known: Known): Root {
  return filled(root, known);
}

function filled<T extends Nodes>(node: T, known: Known): T {
  if (!('children' in node)) return node;
  const children: Nodes[] = [];
  for (const child of node.children as readonly Nodes[]) {
    if (isReference(child)) place(children, child, known);
    else children.push(filled(child, known));
  }
  return { ...node, children } as T;
}

/** Example: (7), 式 (7) */
function place(row: Nodes[], node: Link, { references, locale, problems }: Known): void {
  const id = node.url.slice(1);
  const reference = references.get(id);
  if (reference === undefined) {
    const known = [...references.keys()].filter((each) => !/^eq-\d+$/.test(each));
    const otherwise = known.length === 0 ? undefined : `ids: ${known.join(', ')}`;
    problems.unknown(spanOf(node), `no equation has the id ${id}`, id, known, otherwise);
    return;
  }
  const number: PhrasingContent = link(reference.anchor, [text(`(${labelOf(reference)})`)]);
  if (locale.isChinese) {
    // An author leaves a space before what might be a formula; 式 wants none.
    const before = row.at(-1);
    if (before?.type === 'text')
      row[row.length - 1] = text(before.value.replace(/(?<=\p{Script=Han}) $/u, ''));
    row.push(text('式 '));
  }
  row.push(number);
}
