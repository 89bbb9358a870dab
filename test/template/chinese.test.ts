// Chinese in our own templates and documents: terms and typography.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Nodes } from 'mdast';
import { describe, expect, test } from 'vitest';
import { readMarkdown } from '../../src/template/readMarkdown.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../../${name}/`, import.meta.url));

const texts = ['templates', 'out'].flatMap((name) =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith('.zh.md'))
    .map((file): [string, string] => [`${name}/${file}`, readFileSync(folder(name) + file, 'utf8')]),
);

/** Terms that our texts avoid, each with the one they use. */
const avoided: readonly (readonly [RegExp, string])[] = [
  [/后向传播/, '反向传播'],
  [/向前传递/, '前向传播'],
  [/链规则/, '链式法则'],
  [/偏微分/, '偏导数'],
  [/倾斜/, '导数'],
  [/渐变/, '梯度'],
  [/净值/, '净输入'],
  [/激活功能/, '激活函数'],
  [/损耗函数/, '损失函数'],
  [/(?<!相对)误差(?!项|过大)/, '误差项'],
  [/重量/, '权重'],
  [/偏差|偏见/, '偏置'],
  [/隐含层|隐层/, '隐藏层'],
  [/学习速度/, '学习率'],
  [/梯度下滑/, '梯度下降法'],
  [/点乘|点积/, '逐元素乘积'],
  [/换位/, '转置'],
  [/横熵/, '交叉熵'],
  [/目标函数/, '目标值'],
  [/中央差异/, '中心差分'],
  [/您/, '我们'],
  [/显然|易知/, '说出理由'],
];

/** Running text in rows; formulas and values are ∎, which counts as a letter, displays are left out. */
function rowsOf(node: Nodes): { text: string; isHeading: boolean }[] {
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
    const isHeading = node.type === 'heading';
    const [first, ...rest] = node.children;
    // A bold run-in head stands for itself; a space follows it.
    const parts = first?.type === 'strong' ? [[first], rest] : [node.children];
    return parts.map((part) => ({ text: part.map(textOf).join('').trim(), isHeading }));
  }
  return 'children' in node ? (node.children as Nodes[]).flatMap(rowsOf) : [];
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'inlineMath' || node.type === 'inlineCode') return '∎';
  if (node.type === 'link' && node.children.length === 0) return '∎';
  return 'children' in node ? (node.children as Nodes[]).map(textOf).join('') : '';
}

const han = '\\p{Script=Han}';
const full = '，。；：？！、（）“”';

/** What running text must not contain. */
const untidy: readonly (readonly [string, RegExp])[] = [
  ['a half-width mark after Chinese', new RegExp(`${han}[,;:?!]|[,;?!]${han}`, 'u')],
  [
    'Chinese next to a formula, letter or number without a space',
    new RegExp(`${han}[A-Za-z0-9∎]|[A-Za-z0-9∎]${han}`, 'u'),
  ],
  ['a space between Chinese characters', new RegExp(`${han} ${han}`, 'u')],
  ['a space before a full-width mark', new RegExp(` [${full}]`, 'u')],
  ['a space after a full-width mark, except before a formula', new RegExp(`[${full}] (?!∎)`, 'u')],
  ['half-width brackets around Chinese', new RegExp(`\\([^)]*${han}`, 'u')],
  ['dots for an ellipsis', /\.\.\./],
  ['straight quotation marks', /["']/],
];

describe.each(texts)('%s', (_name, text) => {
  const rows = rowsOf(readMarkdown(text) as Nodes);

  test('uses the terms of textbooks', () => {
    const found = avoided.flatMap(([term, better]) =>
      rows.filter((row) => term.test(row.text)).map((row) => `${better}: ${row.text}`),
    );
    expect(found).toEqual([]);
  });

  test.each(untidy)('has no %s', (_what, pattern) => {
    const found = rows.filter((row) => pattern.test(row.text)).map((row) => row.text);
    expect(found).toEqual([]);
  });

  test('has headings without an end mark', () =>
    expect(rows.filter((row) => row.isHeading && /[。：；，.:]$/.test(row.text))).toEqual([]));

  test('emphasises in bold only', () =>
    expect(text.replace(/\$[^$\n]*\$/g, '')).not.toMatch(
      /(?<![*\\])\*(?![* ])[^*\n]*\p{Script=Han}[^*\n]*\*(?!\*)/u,
    ));
});
