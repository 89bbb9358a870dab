/** What other formats than Markdown need to know of a document's tree: its title, its anchors, what it folds away. */
import type { Heading, Nodes, Parent, Root, RootContent } from 'mdast';
import { plainLatex } from '../../latex/index.ts';

/** A part that readers open; its first child is the line that stands for it while it is closed. */
interface Folded extends Parent {
  readonly type: 'folded';
}

declare module 'mdast' {
  interface RootContentMap {
    folded: Folded;
  }
}

/** The id of a bare anchor, if a piece of HTML is one. */
export const anchorId = (html: string): string | undefined => /^<a id="([^"<>]*)"><\/a>$/.exec(html)?.[1];

const opening = /^<details>\s*<summary>([^<>]*)<\/summary>$/;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** A document with what stands between <details> and </details> put together. */
export function withFolded(root: Root): Root {
  const open: RootContent[][] = [[]];
  const close = (): void => {
    const children = open.pop() as RootContent[];
    open.at(-1)?.push({ type: 'folded', data: { hName: 'details' }, children });
  };
  for (const node of root.children) {
    const summary = node.type === 'html' ? opening.exec(node.value)?.[1] : undefined;
    if (summary !== undefined) {
      const value = summary.replace(/&(lt|gt|quot|#39|amp);/g, (_all, name: string) => entities[name] ?? '');
      open.push([{ type: 'paragraph', data: { hName: 'summary' }, children: [{ type: 'text', value }] }]);
    } else if (node.type === 'html' && node.value === '</details>' && open.length > 1) close();
    else open.at(-1)?.push(node);
  }
  while (open.length > 1) close();
  return { ...root, children: open[0] as RootContent[] };
}

/** The text of a node, formulas in plain characters. */
function plainText(node: Nodes): string {
  if (node.type === 'inlineMath') return plainLatex(node.value);
  if ('value' in node) return node.type === 'html' ? '' : node.value;
  return 'children' in node ? node.children.map(plainText).join('') : '';
}

/** The first heading. */
export const headingOf = (root: Root): Heading | undefined =>
  root.children.find((node) => node.type === 'heading');

/** The text of the first heading. */
export function titleOf(root: Root): string {
  const first = headingOf(root);
  return first === undefined ? '' : plainText(first);
}

/** A display without its number, and the number. */
export function withoutTag(latex: string): { readonly latex: string; readonly tag: string | undefined } {
  const [whole, tag] = /\\tag\{([^{}]*)\}\s*$/.exec(latex) ?? [];
  return { latex: whole === undefined ? latex : latex.slice(0, -whole.length), tag };
}

/** A tree without the spaces that only GitHub needs: those between a full-width mark and a formula. */
export function withoutGitHubSpaces<Node extends Nodes>(node: Node): Node {
  if (!('children' in node)) return node;
  const list = node.children as readonly Nodes[];
  const children = list.map((child, i) => {
    const isBefore = child.type === 'text' && list[i + 1]?.type === 'inlineMath';
    if (isBefore) return { ...child, value: child.value.replace(/([\u3000-\u303f\uff00-\uffef]) $/, '$1') };
    return withoutGitHubSpaces(child);
  });
  return { ...node, children } as Node;
}
