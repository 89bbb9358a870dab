/**
 * mdast → a page of HTML that needs nothing else: formulas as MathML, one small style sheet inside. Whatever HTML a document
 * brings is dropped, but for anchors and folded parts; the tree is sanitised before formulas, which are ours, go in.
 */
import type { Element, ElementContent, Nodes as HastNodes } from 'hast';
import { defaultSchema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import katex from 'katex';
import type { Html, Root } from 'mdast';
import type { InlineMath, Math as MathBlock } from 'mdast-util-math';
import { type Handlers, type State, toHast } from 'mdast-util-to-hast';
import { visibleWidth } from '../../latex/index.ts';
import { Locale } from '../locale.ts';
import { anchorId, titleOf, withFolded, withoutGitHubSpaces, withoutTag } from './blocks.ts';
import type { About } from './format.ts';
import { pageStyle } from './pageStyle.ts';

type Child = ElementContent;

const element = (
  tagName: string,
  className: string | undefined,
  children: readonly Child[],
  properties: Element['properties'] = {},
): Element => ({
  type: 'element',
  tagName,
  properties: { ...(className !== undefined && { className: [className] }), ...properties },
  children: [...children],
});

const text = (value: string): Child => ({ type: 'text', value });

/** A numbered display: what the number is hung beside can be scrolled by itself. */
function displayed({ value }: MathBlock): Element {
  const { latex, tag } = withoutTag(value);
  const formula = element('div', 'math-display', [text(latex)]);
  if (tag === undefined) return element('div', 'equation', [formula]);
  return element('div', 'equation', [formula, element('span', 'equation-number', [text(`(${tag})`)])]);
}

const handlers: Handlers = {
  math: (_state: State, node: MathBlock) => displayed(node),
  inlineMath: (_state: State, node: InlineMath) => element('span', 'math-inline', [text(node.value)]),
  html: (_state: State, node: Html) => {
    const id = anchorId(node.value);
    return id === undefined ? undefined : element('a', undefined, [], { id });
  },
};

const schema: typeof defaultSchema = {
  ...defaultSchema,
  clobberPrefix: '',
  attributes: {
    ...defaultSchema.attributes,
    div: [['className', 'equation', 'math-display']],
    span: [['className', 'math-inline', 'equation-number']],
  },
};

/** Sets formulas and gives wide tables a frame of their own, in a sanitised tree. */
function finished(node: HastNodes): HastNodes {
  if (node.type !== 'element' && node.type !== 'root') return node;
  if (node.type === 'element') {
    const className = node.properties.className;
    const classes = Array.isArray(className) ? className : [];
    const isDisplay = classes.includes('math-display');
    if (isDisplay) return { ...node, children: [set(node, true)] };
    if (classes.includes('kept')) {
      const [formula, mark] = node.children as [Element, Child];
      return { ...node, children: [finished(formula) as Child, mark] };
    }
    if (classes.includes('math-inline')) {
      const isWide = visibleWidth(sourceOf(node)) > WIDE;
      return element('span', isWide ? 'math-wide' : 'math-inline', [set(node, false)]);
    }
  }
  const children = kept(node.children as Child[]).map((child) => finished(child) as Child);
  const whole = { ...node, children } as HastNodes;
  const isTable = node.type === 'element' && node.tagName === 'table';
  return isTable ? element('div', 'table', [whole as Element], { tabIndex: 0 }) : whole;
}

const isInlineMath = (node: Child | undefined): node is Element =>
  node?.type === 'element' &&
  Array.isArray(node.properties.className) &&
  node.properties.className[0] === 'math-inline';

/** Formulas in running text with the mark behind them, so that no line begins with it. */
function kept(children: readonly Child[]): Child[] {
  return children.flatMap((node, i): Child[] => {
    const next = children[i + 1];
    const previous = children[i - 1];
    if (isInlineMath(node)) {
      const mark = next?.type === 'text' ? leadingMark.exec(next.value)?.[0] : undefined;
      return mark === undefined ? [node] : [element('span', 'kept', [node, text(mark)])];
    }
    if (node.type !== 'text' || !isInlineMath(previous)) return [node];
    return [text(node.value.replace(leadingMark, ''))];
  });
}

const leadingMark = /^[\u3001-\u3002\uff01-\uff1f,.;:)]+/;

/** Formulas in running text wider than this many characters can be scrolled. */
const WIDE = 60;

const sourceOf = ({ children: [first] }: Element): string => (first?.type === 'text' ? first.value : '');

/** A formula as MathML; one that cannot be set is shown as it was written. */
function set(node: Element, displayMode: boolean): Child {
  const value = katex.renderToString(sourceOf(node), {
    displayMode,
    output: 'mathml',
    throwOnError: false,
    strict: 'ignore',
    maxSize: 20,
  });
  return { type: 'raw', value: withBoldDigits(value) } as unknown as Child;
}

/** Browsers know no bold by `mathvariant`, only by the characters themselves: the column of ones would be the number 1. */
const withBoldDigits = (mathml: string): string =>
  mathml.replace(/<mn mathvariant="bold">(\d+)<\/mn>/g, (_, digits: string) => {
    const bold = [...digits].map((digit) => String.fromCodePoint(0x1d7ce + Number(digit)));
    return `<mn>${bold.join('')}</mn>`;
  });

/** A document as a page of HTML. */
export function writeHtml(root: Root, { locale: name, title = titleOf(root) }: About): string {
  const locale = new Locale(name);
  const tree = locale.isChinese ? withoutGitHubSpaces(root) : root;
  const main = finished(sanitize(toHast(withFolded(tree), { handlers }), schema));
  const head = [
    element('meta', undefined, [], { charSet: 'utf-8' }),
    element('meta', undefined, [], { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', undefined, [text(title)]),
    element('style', undefined, [text(pageStyle)]),
  ];
  const page = element(
    'html',
    undefined,
    [
      element('head', undefined, head),
      element('body', undefined, [
        element('main', undefined, main.type === 'root' ? (main.children as Child[]) : []),
      ]),
    ],
    { lang: locale.tag },
  );
  return `<!doctype html>\n${toHtml(page, { allowDangerousHtml: true })}\n`;
}
