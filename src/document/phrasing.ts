/** Small mdast nodes, and the spaces between Chinese characters and what is not Chinese. */
import type {
  BlockContent,
  Heading,
  Html,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
  TableCell,
} from 'mdast';
import type { InlineMath, Math as MathBlock } from 'mdast-util-math';

/** What stands inside a paragraph. */
export type Inline = PhrasingContent;

export const text = (value: string): Inline => ({ type: 'text', value });

/** A formula in running text. */
export const inlineMath = (value: string): InlineMath => ({
  type: 'inlineMath',
  value,
  data: {
    hName: 'code',
    hProperties: { className: ['language-math', 'math-inline'] },
    hChildren: [{ type: 'text', value }],
  },
});

/** A formula of its own. */
export const displayMath = (value: string): MathBlock => ({
  type: 'math',
  value,
  data: {
    hName: 'pre',
    hChildren: [
      {
        type: 'element',
        tagName: 'code',
        properties: { className: ['language-math', 'math-display'] },
        children: [{ type: 'text', value }],
      },
    ],
  },
});

export const paragraph = (children: readonly Inline[]): Paragraph => ({
  type: 'paragraph',
  children: [...children],
});

export const heading = (depth: Heading['depth'], children: readonly Inline[]): Heading => ({
  type: 'heading',
  depth,
  children: [...children],
});

/** A place that links lead to. */
export const anchor = (id: string): Html => ({ type: 'html', value: `<a id="${id}"></a>` });

export const link = (id: string, children: readonly Inline[]): Inline => ({
  type: 'link',
  url: `#${id}`,
  children: [...children] as never,
});

type Cell = readonly Inline[];

/** A table; columns are aligned left or right. */
export function table(
  align: readonly ('left' | 'right')[],
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
): Table {
  const cell = (children: Cell): TableCell => ({ type: 'tableCell', children: children.map(withoutBars) });
  return {
    type: 'table',
    align: [...align],
    children: [head, ...rows].map((row) => ({ type: 'tableRow', children: row.map(cell) })),
  };
}

/** A bar would end the cell. */
const withoutBars = (node: Inline): Inline =>
  node.type === 'inlineMath' && node.value.includes('|')
    ? inlineMath(node.value.replaceAll('|', '\\vert '))
    : node;

const wide = /[\u3000-\u303f\uff00-\uffef\u201c\u201d\u2018\u2019]/;
const han = /[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;

const firstOf = (node: Inline): string =>
  'children' in node
    ? firstOf((node.children[0] as Inline) ?? text(''))
    : node.type === 'text'
      ? node.value.slice(0, 1)
      : '$';
const lastOf = (node: Inline): string =>
  'children' in node
    ? lastOf((node.children.at(-1) as Inline) ?? text(''))
    : node.type === 'text'
      ? node.value.slice(-1)
      : '$';

/**
 * Joins neighbouring text and sees to the spaces: one between a Chinese character and a formula, a Latin letter or a digit, one before
 * every formula that follows a full-width mark (GitHub reads no formula there otherwise), none before a full-width mark.
 */
export function spaced(nodes: readonly Inline[], isChinese: boolean): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes) {
    const previous = result.at(-1);
    if (previous === undefined) {
      result.push(node);
      continue;
    }
    const gap = isChinese && needsSpace(lastOf(previous), firstOf(node), node) ? ' ' : '';
    if (previous.type === 'text' && node.type === 'text') {
      result[result.length - 1] = text(previous.value + gap + node.value);
    } else if (gap === '') result.push(node);
    else if (previous.type === 'text') result.splice(-1, 1, text(previous.value + gap), node);
    else if (node.type === 'text') result.push(text(gap + node.value));
    else result.push(text(gap), node);
  }
  return result;
}

function needsSpace(before: string, after: string, node: Inline): boolean {
  if (before === '' || after === '' || before === ' ' || after === ' ') return false;
  if (wide.test(after)) return false;
  if (wide.test(before)) return node.type === 'inlineMath';
  return han.test(before) !== han.test(after);
}

/** Anything a section of a document is made of. */
export type Block = BlockContent | RootContent;
