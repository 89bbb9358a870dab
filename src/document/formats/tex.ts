/** mdast → LaTeX: article in English, ctexart in Chinese (for XeLaTeX), amsmath, tables with rules. HTML is dropped, but for anchors and folded parts. */
import katex from 'katex';
import type { AlignType, Nodes, Root, Table } from 'mdast';
import { anchorId, headingOf, withFolded, withoutGitHubSpaces, withoutTag } from './blocks.ts';
import type { About } from './format.ts';

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '−': '\\ensuremath{-}',
  '×': '\\ensuremath{\\times}',
  '∞': '\\ensuremath{\\infty}',
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';

/** Text as LaTeX prints it letter for letter. */
export const escapeTex = (text: string): string =>
  text
    .replace(/[\\{}$&#%_^~<>|"−×∞]/g, (character) => escapes[character] ?? character)
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (run) => {
      const digits = [...run].map((each) => '0123456789-'[SUPERSCRIPTS.indexOf(each)]).join('');
      return `\\ensuremath{^{${digits}}}`;
    });

/** A formula, or its source where KaTeX, which knows no command that reads or writes files, does not take it. */
function formula(latex: string, wrap: (latex: string) => string): string {
  try {
    katex.renderToString(latex, { throwOnError: true, strict: 'ignore', displayMode: true });
  } catch {
    return `\\texttt{${escapeTex(latex)}}`;
  }
  return wrap(latex.trim().replace(/\n\s*\n/g, '\n'));
}

const headings = ['section', 'section', 'subsection', 'subsubsection', 'paragraph', 'paragraph'];
/** A link's target; only what cannot end an argument. */
const address = (url: string): string =>
  encodeURI(url)
    .replace(/%25/g, '%')
    .replace(/[\\%#&{}_~^]/g, (mark) => `\\${mark}`);

const columns: Readonly<Record<string, string>> = { left: 'l', right: 'r', center: 'c' };

function table({ align, children }: Table): string {
  const [head, ...rows] = children.map(({ children: cells }) => {
    const row = cells.map(inline).join(' & ');
    // A bracket at the start of a row would be read as an argument of the \\ before it.
    return `${/^\s*[[*]/.test(row) ? '{}' : ''}${row} \\\\`;
  });
  const list = (align ?? []) as readonly AlignType[];
  const preamble = (children[0]?.children ?? []).map((_cell, i) => columns[list[i] ?? 'left']).join('');
  const body = [`\\begin{tabular}{${preamble}}`, '\\toprule', head, '\\midrule', ...rows, '\\bottomrule'];
  return `\\begin{center}\n\\fitted{%\n${body.join('\n')}\n\\end{tabular}}\n\\end{center}`;
}

/** What stands in running text. */
const inline = (node: Nodes): string => {
  const children = (): string => ('children' in node ? node.children.map(inline).join('') : '');
  switch (node.type) {
    case 'text':
      return escapeTex(node.value);
    case 'inlineMath':
      return formula(node.value, (latex) => `$${latex}$`);
    case 'inlineCode':
      return `\\texttt{${escapeTex(node.value)}}`;
    case 'strong':
      return `\\textbf{${children()}}`;
    case 'emphasis':
      return `\\emph{${children()}}`;
    case 'break':
      return '\\newline\n';
    case 'image':
      return `\\emph{${escapeTex(node.alt ?? '')}}`;
    case 'link':
      return node.url.startsWith('#')
        ? `\\hyperlink{${label(node.url.slice(1))}}{${children()}}`
        : `\\href{${address(node.url)}}{${children()}}`;
    case 'html': {
      const id = anchorId(node.value);
      return id === undefined ? '' : `\\hypertarget{${label(id)}}{}`;
    }
    default:
      return children();
  }
};

/** A name that LaTeX takes for a label. */
const label = (id: string): string => id.replace(/[^A-Za-z0-9:.-]/gu, (mark) => `x${mark.codePointAt(0)}x`);

/** A block. */
function block(node: Nodes): string {
  const blocks = (between = '\n\n'): string =>
    'children' in node ? node.children.map(block).filter(Boolean).join(between) : '';
  switch (node.type) {
    case 'heading':
      return `\\${headings[node.depth - 1]}*{${node.children.map(inline).join('')}}`;
    case 'math': {
      const { latex, tag } = withoutTag(node.value);
      return formula(latex, (valid) => `\\[\n${valid}${tag === undefined ? '' : `\n\\tag{${tag}}`}\n\\]`);
    }
    case 'code':
      return `\\begin{flushleft}\\ttfamily\n${node.value.split('\n').map(codeLine).join('\\\\\n')}\n\\end{flushleft}`;
    case 'table':
      return table(node);
    case 'list': {
      const kind = node.ordered === true ? 'enumerate' : 'itemize';
      return `\\begin{${kind}}\n${blocks('\n')}\n\\end{${kind}}`;
    }
    case 'listItem':
      return `\\item ${blocks()}`;
    case 'blockquote':
    case 'folded':
      return `\\begin{quote}\n${blocks()}\n\\end{quote}`;
    case 'thematicBreak':
      return '\\par\\noindent\\hrulefill\\par';
    case 'root':
      return blocks();
    case 'definition':
    case 'yaml':
      return '';
    default:
      return inline(node);
  }
}

const codeLine = (line: string): string => `\\mbox{}${escapeTex(line).replace(/ /g, '~')}`;

const preamble = (className: string, title: string): string => `\\documentclass{${className}}
${className === 'article' ? '\\usepackage[T1]{fontenc}\n\\usepackage{lmodern}\n' : ''}\\usepackage{amsmath,amssymb,booktabs,graphicx}
\\usepackage[margin=2.5cm]{geometry}
\\usepackage[hidelinks,bookmarks=false]{hyperref}
\\allowdisplaybreaks
% No wider than the line.
\\newcommand{\\fitted}[1]{\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{#1}}
\\title{${title}}
\\date{}`;

/** A document as a file of LaTeX. */
export function writeTex(root: Root, { locale, title }: About): string {
  const tree = withFolded(locale === 'zh' ? withoutGitHubSpaces(root) : root);
  const [first, ...rest] = tree.children;
  const isTitled = first?.type === 'heading' && first.depth === 1;
  const heading = isTitled || title === undefined ? headingOf(tree) : undefined;
  const shown = heading === undefined ? escapeTex(title ?? '') : heading.children.map(inline).join('');
  const body = block({ type: 'root', children: isTitled ? rest : tree.children });
  const opening = isTitled || title !== undefined ? '\\maketitle\n\n' : '';
  const start = preamble(locale === 'zh' ? 'ctexart' : 'article', shown);
  return `${start}\n\\begin{document}\n${opening}${body}\n\\end{document}\n`;
}
