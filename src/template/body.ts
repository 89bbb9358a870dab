/** The body of a template, node by node: directives begin, values are put in, headings are kept count of. */
import type { Heading, Nodes, Paragraph, RootContent } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import { displayMath, inlineMath } from '../document/phrasing.ts';
import { type Directive, type Use, valueSpan, type Write } from './directive.ts';
import { directives } from './directives/index.ts';
import { valueInText, valuesInFormula } from './inlineValues.ts';
import type { Lesson } from './lesson.ts';
import { findMalformed } from './malformed.ts';
import { inNotation } from './notation.ts';
import { spanOf } from './readMarkdown.ts';

type Block = LeafDirective | ContainerDirective;

const isDirective = (node: Nodes): node is Block =>
  node.type === 'leafDirective' || node.type === 'containerDirective';

/** Whether a directive is used anywhere at the top of a template or in a container. */
export function usesDirective(nodes: readonly Nodes[], name: string): boolean {
  return nodes.some(
    (node) => isDirective(node) && (node.name === name || usesDirective(node.children, name)),
  );
}

/** Everything in order: derives now, writes later. */
export function prepareBody(nodes: readonly RootContent[], lesson: Lesson, inside?: string): Write {
  const parts = nodes.map((node): Write => {
    if (isDirective(node)) return begin(node, lesson, inside) ?? (() => []);
    if (node.type === 'heading' && inside === undefined) lesson.depth = node.depth;
    const written = withValues(node, lesson);
    return () => [inNotation(written, lesson) as RootContent];
  });
  return () => parts.flatMap((write) => write());
}

function begin(node: Block, lesson: Lesson, inside: string | undefined): Write | undefined {
  const { problems } = lesson;
  const span = openingOf(node, problems.source.text);
  const known = directives.find(({ name }) => name === node.name);
  if (known === undefined) {
    const names = directives.map(({ name }) => name);
    problems.unknown(
      span,
      `unknown directive ${node.name}`,
      node.name,
      names,
      `directives: ${names.join(', ')}`,
    );
    return undefined;
  }
  if (!isWellPlaced(known, node, lesson, inside)) return undefined;
  const children =
    node.type === 'containerDirective' ? prepareBody(node.children, lesson, node.name) : () => [];
  const at = (attribute: string) => valueSpan(node, attribute, problems.source.text, span);
  const use: Use = { node, span, at, inside, children };
  return known.begin(lesson, use);
}

/** The opening line, as far as it is the directive's. */
function openingOf(node: Block, text: string): ReturnType<typeof spanOf> {
  const { offset, length } = spanOf(node);
  const line = /^[^\r\n]*/.exec(text.slice(offset, offset + length))?.[0] ?? '';
  return { offset, length: line.trimEnd().length };
}

function isWellPlaced(
  { name, form, within }: Directive,
  node: Block,
  { problems }: Lesson,
  inside?: string,
): boolean {
  const span = openingOf(node, problems.source.text);
  const wanted = form === 'leaf' ? `::${name}{…}` : `:::${name}{…} … :::`;
  const isContainer = node.type === 'containerDirective';
  const closing = (node.data as { position?: { closing?: unknown } } | undefined)?.position?.closing;
  const label = isContainer ? node.children[0] : node;
  const hasLabel =
    label !== undefined && (isContainer ? isLabel(label) : 'children' in label && label.children.length > 0);
  if (isContainer !== (form === 'container'))
    problems.error(span, `${name} is written otherwise`, `write ${wanted}`);
  else if (isContainer && closing === undefined)
    problems.error(span, `this ${name} is never closed`, 'end it with ::: alone in a line');
  else if (hasLabel) problems.error(span, `${name} takes no text in brackets`, `write ${wanted}`);
  else if (within !== undefined && within !== inside)
    problems.error(span, `${name} stands only inside ${within}`);
  else if (inside !== undefined && isContainer)
    problems.error(span, `${name} does not stand inside ${inside}`);
  else return true;
  return false;
}

const isLabel = (node: Nodes): boolean =>
  node.type === 'paragraph' &&
  (node.data as { directiveLabel?: boolean } | undefined)?.directiveLabel === true;

/** The formula of a paragraph that is nothing but $$…$$: authors mean a display, the parser reads running text. */
function loneDisplay({ children }: Paragraph, text: string): string | undefined {
  const [only, ...others] = children;
  if (only?.type !== 'inlineMath' || others.length > 0) return undefined;
  return text.startsWith('$$', spanOf(only).offset) ? only.value : undefined;
}

/** A node with the values it asks for. */
function withValues<T extends Nodes>(node: T, lesson: Lesson): T;
function withValues(node: Nodes, lesson: Lesson): Nodes {
  if (isDirective(node)) {
    const message = 'a directive does not stand in lists or quotations';
    lesson.problems.error(
      openingOf(node, lesson.problems.source.text),
      message,
      'begin it at the left margin',
    );
    return node;
  }
  if (node.type === 'paragraph') {
    findMalformed(node, lesson.problems);
    const formula = loneDisplay(node, lesson.problems.source.text);
    if (formula !== undefined) return displayMath(valuesInFormula(formula, spanOf(node), lesson));
  }
  if (node.type === 'inlineCode') return valueInText(node, spanOf(node), lesson);
  const at = node.position && { position: node.position };
  if (node.type === 'inlineMath')
    return { ...inlineMath(valuesInFormula(node.value, spanOf(node), lesson)), ...at };
  if (node.type === 'math')
    return { ...displayMath(valuesInFormula(node.value, spanOf(node), lesson)), ...at };
  if (!('children' in node)) return node;
  return { ...node, children: node.children.map((child) => withValues(child as Nodes, lesson)) } as Heading;
}
