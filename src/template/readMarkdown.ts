/**
 * Markdown text → mdast: GitHub's Markdown, formulas, front matter, and directives in their leaf and container form. The text form
 * (`:name`) is not registered: it would take `10:30` for a directive.
 */
import type { Nodes, Root } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { between } from '../describe/problems.ts';
import type { Span } from '../source/index.ts';

function blockDirectives(this: Processor): void {
  const data = this.data();
  const { flow } = directive();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({ ...(flow !== undefined && { flow }) });
  data.fromMarkdownExtensions ??= [];
  // Verbose: with the place of every attribute, for messages.
  data.fromMarkdownExtensions.push(directiveFromMarkdown({ verbose: true }));
}

const parser = unified()
  .use(remarkParse)
  .use(remarkFrontmatter, ['yaml'])
  .use(remarkGfm)
  .use(remarkMath)
  .use(blockDirectives)
  .freeze();

/** A template as mdast with positions. */
export const readMarkdown = (text: string): Root => parser.parse(text);

/** The place of a node that was read. */
export function spanOf(node: Nodes): Span {
  const { start, end } = node.position ?? {};
  return between(start?.offset ?? 0, end?.offset ?? 0);
}
