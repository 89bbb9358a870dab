import katex from 'katex';
import type { Nodes, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { Deriver, type Worked } from '../../src/derive/index.ts';
import {
  type Detail,
  DocumentWriter,
  type LocaleName,
  locales,
  writeMarkdown,
} from '../../src/document/index.ts';
import type { Network } from '../../src/network/index.ts';
import { difference } from '../../src/numeric/index.ts';
import { chain, softmax, twoTwoTwo, unusual } from './networks.ts';

const named = (network: Network, name: string) => {
  const found = network.named(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

interface Setting {
  readonly locale?: LocaleName;
  readonly detail?: Detail;
  readonly numbers?: boolean;
}

const functions = new Map([
  [
    'g',
    ([z = 0]: readonly number[], [order = 0]: readonly number[]) => (order === 0 ? Math.sin(z) : Math.cos(z)),
  ],
]);

/** Every gradient of a network, one after the other, with everything else a document has. */
function document(
  network: Network,
  setting: Setting = {},
  order?: readonly string[],
): { root: Root; writer: DocumentWriter; works: readonly Worked[] } {
  const deriver = new Deriver(network);
  const writer = new DocumentWriter({ derivation: deriver.derivation, functions, ...setting });
  const loss = network.loss as NonNullable<Network['loss']>;
  const parameters =
    order?.map((name) => named(network, name)) ??
    network.symbols.filter(({ role }) => role === 'parameter').map(({ quantity }) => quantity);
  const children: RootContent[] = [
    ...writer.networkEquations(),
    ...writer.symbolTable(),
    ...writer.forward(),
  ];
  const works: Worked[] = [];
  for (const parameter of parameters) {
    const worked = deriver.derive(loss, parameter);
    works.push(worked);
    children.push(
      ...writer.gradient(worked.theorem, { id: `dE-${parameter.name}`, check: setting.numbers === true }),
    );
  }
  if (setting.numbers === true) {
    const rows = parameters.map((parameter) => {
      const { value } = difference(network, loss, parameter, { functions });
      return {
        parameter,
        gradient: value,
        value,
        difference: value,
        relativeError: 0,
        conclusion: 'accepted' as const,
      };
    });
    children.push(...writer.update(rows), ...writer.checkTable(rows));
  }
  return { root: { type: 'root', children }, writer, works };
}

const mathOf = (root: Nodes): string[] => {
  const found: string[] = [];
  visit(root, (node) => {
    if (node.type === 'math' || node.type === 'inlineMath') found.push(node.value);
    if (node.type === 'code' && node.lang === 'math') found.push(node.value);
  });
  return found;
};
const parse = (markdown: string): Root =>
  unified().use(remarkParse).use(remarkGfm).use(remarkMath).parse(markdown);
const known = new Set<string>();
/** Throws where KaTeX, in strict mode, does not take a formula. */
function valid(latex: string): void {
  if (known.has(latex)) return;
  katex.renderToString(latex, { strict: 'error', throwOnError: true, displayMode: latex.includes('\\tag') });
  known.add(latex);
}
const displays = (root: Root): string[] =>
  root.children.flatMap((node) => (node.type === 'math' ? [node.value] : []));
const textOf = (root: Nodes): string => {
  const parts: string[] = [];
  visit(root, (node) => {
    if (node.type === 'text') parts.push(node.value);
    else if (node.type === 'inlineMath') parts.push('$');
  });
  return parts.join('');
};

const networks: readonly (readonly [string, Network])[] = [
  ['2-2-2', twoTwoTwo()],
  ['2-2-2 with tanh', twoTwoTwo('tanh')],
  ['2-2-2 with ReLU', twoTwoTwo('relu')],
  ['2-2-2 with SiLU', twoTwoTwo('silu')],
  ['a chain of 5', chain(5)],
  ['skip connection, opaque function, regularised', unusual()],
  ['softmax', softmax()],
];
const settings: readonly Setting[] = locales.flatMap((locale) =>
  (['brief', 'standard', 'full'] as const).flatMap((detail) =>
    [true, false].map((numbers) => ({ locale, detail, numbers })),
  ),
);

describe.each(networks)('%s', (_name, network) => {
  test.each(settings)('$locale, $detail, numbers $numbers', (setting) => {
    const { root } = document(network, setting);
    for (const latex of mathOf(root)) valid(latex);
    for (const flavour of ['github', 'plain'] as const) {
      const read = parse(writeMarkdown(root, { flavour }));
      expect(mathOf(read)).toHaveLength(mathOf(root).length);
      for (const latex of mathOf(read)) valid(latex);
    }
  });

  test('numbers its equations from 1 upwards, and every link leads somewhere', () => {
    const { root } = document(network, { numbers: true });
    const tags = displays(root).flatMap((latex) => /\\tag\{(\d+)\}$/.exec(latex)?.[1] ?? []);
    expect(tags).toEqual(tags.map((_, i) => String(i + 1)));
    const markdown = writeMarkdown(root);
    const ids = new Set([...markdown.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]));
    for (const [, id] of markdown.matchAll(/\]\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });

  test('languages agree in formulas and numbers', () => {
    const [en, zh] = locales.map((locale) => displays(document(network, { locale, numbers: true }).root));
    expect(en).toEqual(zh);
  });

  test('derives nothing twice', () => {
    const { root } = document(network, { detail: 'full' });
    const rows = displays(root).filter((latex) => latex.includes('\\partial'));
    expect(new Set(rows).size).toBe(rows.length);
    for (const display of displays(root)) {
      const lines = display.split('\\\\').map((line) => line.replace(/&&.*$/, ''));
      for (const [i, line] of lines.entries()) expect(line).not.toBe(lines[i + 1]);
    }
  });

  test('Chinese keeps its typography once formulas are in place', () => {
    const { root } = document(network, { locale: 'zh', numbers: true });
    visit(root, ['paragraph', 'tableCell', 'heading'], (node) => {
      const line = textOf(node as Nodes);
      expect(line).not.toMatch(/[\u4e00-\u9fff][$A-Za-z0-9]|[$A-Za-z0-9][\u4e00-\u9fff]/);
      expect(line).not.toMatch(/ [，。；：、]|[，。；：]\$| {2}/);
    });
  });
});

describe('GitHub', () => {
  test('finds no Markdown inside inline formulas', () => {
    const markdown = writeMarkdown(document(twoTwoTwo(), { numbers: true }).root);
    const prose = markdown.replace(/```math[\s\S]*?```/g, '');
    for (const [, latex] of prose.matchAll(/\$([^$\n]+)\$/g)) {
      expect(latex).not.toMatch(/\\[^A-Za-z]/);
      expect(latex).not.toMatch(/[^A-Za-z0-9\s]_[^\s]/);
      expect(latex).not.toMatch(/[<>*`|]/);
    }
    expect(prose).not.toContain('$$');
  });
});

describe('the 2-2-2 network', () => {
  const { root } = document(twoTwoTwo(), { numbers: true }, ['w5', 'w7', 'w1', 'w2', 'b2', 'b1']);
  const markdown = writeMarkdown(root, { flavour: 'plain' });

  test('w1 reads as a teacher writes it', () => {
    const start = markdown.indexOf('### The gradient of $w_1$');
    const section = markdown.slice(start, markdown.indexOf('###', start + 3));
    for (const expected of [
      '$w_1$ enters only $\\mathrm{net}_{h1}$. After $\\mathrm{out}_{h1}$ its influence splits',
      'w_1\\to\\mathrm{net}_{h1}\\to\\mathrm{out}_{h1}\\to\\left\\{\\begin{aligned}&\\mathrm{net}_{o1}\\to\\mathrm{out}_{o1}\\\\&\\mathrm{net}_{o2}\\to\\mathrm{out}_{o2}\\end{aligned}\\right\\}\\to E',
      '\\frac{\\partial E}{\\partial w_1}=\\Bigl(\\underbrace{\\frac{\\partial E}{\\partial\\mathrm{net}_{o1}}}_{\\delta_{o1}}\\frac{\\partial\\mathrm{net}_{o1}}{\\partial\\mathrm{out}_{h1}}+\\underbrace{\\frac{\\partial E}{\\partial\\mathrm{net}_{o2}}}_{\\delta_{o2}}\\frac{\\partial\\mathrm{net}_{o2}}{\\partial\\mathrm{out}_{h1}}\\Bigr)\\frac{\\partial\\mathrm{out}_{h1}}{\\partial\\mathrm{net}_{h1}}\\frac{\\partial\\mathrm{net}_{h1}}{\\partial w_1}',
      '| $\\delta_{o1}$ | $(\\mathrm{out}_{o1}-y_1)\\,\\mathrm{out}_{o1}(1-\\mathrm{out}_{o1})$ | found for $w_5$, [(2)](#dE-w5) | 0.1384986 |',
      '| $\\partial\\mathrm{net}_{o1}/\\partial\\mathrm{out}_{h1}$, $\\partial\\mathrm{net}_{o2}/\\partial\\mathrm{out}_{h1}$ | $w_5$, $w_7$ | weighted sums | 0.4, 0.5 |',
      "| $\\partial\\mathrm{out}_{h1}/\\partial\\mathrm{net}_{h1}$ | $\\mathrm{out}_{h1}(1-\\mathrm{out}_{h1})$ | $\\sigma'=\\sigma(1-\\sigma)$ | 0.2413007 |",
      '**Substitute**, and write $\\delta_{h1}$ for the part that $w_2$ and $b_1$ will reuse:',
      '\\frac{\\partial E}{\\partial w_1}=\\underbrace{\\bigl[w_5(\\mathrm{out}_{o1}-y_1)\\,\\mathrm{out}_{o1}(1-\\mathrm{out}_{o1})+w_7(\\mathrm{out}_{o2}-y_2)\\,\\mathrm{out}_{o2}(1-\\mathrm{out}_{o2})\\bigr]\\,\\mathrm{out}_{h1}(1-\\mathrm{out}_{h1})}_{\\delta_{h1}}\\;x_1\\tag{6}',
      'w_1^{+}=0.15-0.5\\times0.0004385677=0.149780716',
      'The two paths pull in opposite directions; the one through $\\mathrm{net}_{o1}$ prevails.',
    ])
      expect(section).toContain(expected);
  });

  test('what was found is referred to', () => {
    expect(markdown).toContain(
      '$w_2$ enters only $\\mathrm{net}_{h1}$, whose error term $\\delta_{h1}$ is known from [(6)](#dE-w1).',
    );
    expect(markdown.match(/weighted sum/g)?.length).toBeLessThanOrEqual(8);
  });

  test('results like one before are a list', () => {
    const network = twoTwoTwo();
    const deriver = new Deriver(network);
    const writer = new DocumentWriter({ derivation: deriver.derivation, numbers: true });
    const w5 = deriver.derive(named(network, 'E'), named(network, 'w5'));
    const like = ['w6', 'w7', 'w8'].map(
      (name) => deriver.derive(named(network, 'E'), named(network, name), w5).theorem,
    );
    writer.gradient(w5.theorem);
    const nodes = writer.sameWay(like, { like: named(network, 'w5'), ids: ['a', undefined, 'c'] });
    const listed = displays({ type: 'root', children: nodes });
    expect(listed).toHaveLength(3);
    expect(listed[1]).toContain('_{\\delta_{o2}}');
    for (const latex of listed)
      expect(latex).toMatch(/^(?:\\begin\{aligned\})?\\frac\{\\partial E\}\{\\partial w_[678]\}/);
    expect(writeMarkdown({ type: 'root', children: nodes })).toContain('<a id="c"></a>');
  });

  test('a derivation may grow while it is written', () => {
    const network = twoTwoTwo();
    const deriver = new Deriver(network);
    const writer = new DocumentWriter({ derivation: deriver.derivation, numbers: true });
    expect(writer.value(named(network, 'E'))).toBe('0.2983711');
    const { theorem } = deriver.derive(named(network, 'E'), named(network, 'b1'));
    expect(writeMarkdown({ type: 'root', children: writer.gradient(theorem) })).toContain('=0.01872561$');
  });
});

describe('a deep chain', () => {
  const lengthOf = (depth: number): number => {
    const network = chain(depth);
    const deriver = new Deriver(network);
    const writer = new DocumentWriter({ derivation: deriver.derivation });
    const { theorem } = deriver.derive(named(network, 'E'), named(network, 'w1'));
    return mathOf({ type: 'root', children: writer.gradient(theorem) }).join('').length;
  };

  test('is written in length linear in its depth, at most 1.5 kB a layer', () => {
    const [short, long] = [lengthOf(20), lengthOf(100)];
    expect(long / short).toBeLessThan(5.5);
    expect(long / 100).toBeLessThan(1500);
  });
});
