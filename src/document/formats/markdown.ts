/**
 * mdast → Markdown. The `github` flavour, the default, renders on GitHub as it stands and elsewhere too: GitHub reads a backslash before
 * a punctuation mark and an underscore between brackets as Markdown even inside formulas, so displays are fenced and formulas in running
 * text avoid both.
 */
import type { Code, Nodes, Root } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { mathToMarkdown } from 'mdast-util-math';
import { type Options, toMarkdown } from 'mdast-util-to-markdown';

export interface MarkdownOptions {
  /** `plain` keeps displays between $$ and formulas as they are. */
  readonly flavour?: 'github' | 'plain';
  /** What else the tree contains, such as directives or front matter. */
  readonly extensions?: readonly Options[];
}

const words: Readonly<Record<string, string>> = {
  ',': '\\thinspace ',
  ':': '\\medspace ',
  ';': '\\thickspace ',
  '!': '\\negthinspace ',
  '{': '\\lbrace ',
  '}': '\\rbrace ',
  '|': '\\Vert ',
  '\\': '\\cr ',
};

/** A formula for running text on GitHub. Example: (a)\,b_{1} → (a)\thinspace b_{1} */
function inlineForGitHub(latex: string): string {
  return latex
    .replace(/\\([,:;!{}|\\])/g, (_whole, mark: string) => words[mark] ?? mark)
    .replace(/</g, '\\lt ')
    .replace(/>/g, '\\gt ')
    .replace(/([)}\]'])_/g, '$1_ ')
    .replace(/ +(?=[\\^_}&]|$)/g, '')
    .replace(/\*/g, '\\ast ');
}

function forGitHub(node: Nodes): Nodes {
  if (node.type === 'math') {
    const code: Code = { type: 'code', lang: 'math', value: node.value };
    return code;
  }
  if (node.type === 'inlineMath') return { ...node, value: inlineForGitHub(node.value) };
  if (!('children' in node)) return node;
  return { ...node, children: node.children.map(forGitHub) } as Nodes;
}

/** A document as Markdown. */
export function writeMarkdown(root: Root, options: MarkdownOptions = {}): string {
  const tree = options.flavour === 'plain' ? root : (forGitHub(root) as Root);
  return toMarkdown(tree, {
    bullet: '-',
    rule: '-',
    extensions: [
      gfmTableToMarkdown({ tablePipeAlign: false }),
      mathToMarkdown(),
      ...(options.extensions ?? []),
    ],
  });
}
