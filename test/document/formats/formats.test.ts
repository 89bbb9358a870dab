import { readdirSync } from 'node:fs';
import type { Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { Deriver } from '../../../src/derive/index.ts';
import { escapeTex } from '../../../src/document/formats/tex.ts';
import {
  DocumentWriter,
  type FormatName,
  formatNames,
  formats,
  type LocaleName,
} from '../../../src/document/index.ts';
import { twoTwoTwo } from '../networks.ts';

const parse = (markdown: string): Root =>
  unified().use(remarkParse).use(remarkGfm).use(remarkMath).parse(markdown);

function lesson(locale: LocaleName): Root {
  const network = twoTwoTwo('relu');
  const deriver = new Deriver(network);
  const works = ['w5', 'w1'].map((name) =>
    deriver.derive(network.loss as never, network.named(name) as never),
  );
  const writer = new DocumentWriter({ derivation: deriver.derivation, locale, numbers: true });
  const heading: RootContent = {
    type: 'heading',
    depth: 1,
    children: [{ type: 'text', value: 'One & <two>' }],
  };
  return {
    type: 'root',
    children: [
      heading,
      ...writer.symbolTable(),
      ...works.flatMap(({ theorem }) => writer.gradient(theorem, { check: true })),
    ],
  };
}

const write = (format: FormatName, root: Root, locale: LocaleName = 'en'): Promise<string> =>
  formats[format].write(root, { locale });

test('every format is listed', () => {
  const folder = new URL('../../../src/document/formats/', import.meta.url);
  const files = readdirSync(folder);
  expect(formatNames).toEqual(['md', 'html', 'tex']);
  for (const file of ['markdown.ts', 'html.ts', 'tex.ts']) expect(files).toContain(file);
  for (const name of formatNames) expect(formats[name].ending).toBe(name);
});

describe('a title with formulas', () => {
  const root = parse('### 误差项 $\\delta_j^L$\n\ntext');

  test('is plain text in HTML', async () => {
    expect(await write('html', root, 'zh')).toContain('<title>误差项 δ_j^L</title>');
  });

  test('is set in LaTeX', async () => {
    const text = await write('tex', root, 'zh');
    expect(text).toContain('\\title{误差项 $\\delta_j^L$}');
    expect(text).not.toContain('textbackslash');
  });
});

test('on a narrow screen the number of an equation stands below it', async () => {
  const page = await write('html', lesson('en'));
  expect(page).toMatch(/@media \(max-width: 40rem\) \{ \.equation \{ flex-wrap: wrap; \}/);
});

describe('html', () => {
  test.each([
    ['en', 'en'],
    ['zh', 'zh-CN'],
  ] as const)('%s is a whole page', async (locale, tag) => {
    const page = await write('html', lesson(locale), locale);
    expect(page).toMatch(new RegExp(`^<!doctype html>\n<html lang="${tag}"><head><meta charset="utf-8">`));
    expect(page).toContain('<title>One &#x26; &#x3C;two></title>');
    expect(page).toContain('<h1>One &#x26; &#x3C;two></h1>');
    // Nothing is loaded from elsewhere, nothing runs, no formula failed.
    expect(page).not.toMatch(/<script|<link|\bsrc=|url\(|katex-error|<img/);
    expect(page.match(/<math /g)?.length).toBeGreaterThan(40);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`<a id="${id}"></a>`);
    expect([...page.matchAll(/<span class="equation-number">\((\d+)\)/g)].map((match) => match[1])).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(page).not.toContain('\\tag');
  });

  test('Chinese has no space between a full-width mark and a formula, and no line begins with a mark', async () => {
    const page = await write('html', lesson('zh'), 'zh');
    expect(page).not.toMatch(/[，。；：、] <span/);
    expect(page).toMatch(/<span class="kept"><span class="math-inline">.*?<\/span>、<\/span>/);
  });

  test.each([
    ['<script>alert(1)</script>', /<script|alert/],
    ['a <img src=x onerror=alert(1)> b', /<img|onerror/],
    ['<a id="x" onclick="alert(1)"></a>', /onclick/],
    ['[link](javascript:alert)', /javascript:/],
    ['$\\href{javascript:alert(1)}{x}$', /href="javascript/],
    ['$\\htmlData{x=1}{y}$', /data-x/],
    ['<details>\n<summary><b onclick="x">s</b></summary>\n\ntext\n\n</details>', /onclick/],
    ['<!-- secret -->', /secret/],
  ])('%s does no harm', async (markdown, harm) => {
    const page = await write('html', parse(markdown));
    expect(page.slice(page.indexOf('<main>'))).not.toMatch(harm);
  });

  test('what is folded away stays together, nested too', async () => {
    const page = await write(
      'html',
      parse(
        '<details>\n<summary>Show &amp; tell</summary>\n\none $x$\n\n<details>\n<summary>In</summary>\n\ntwo\n\n</details>\n\n</details>\n\nthree',
      ),
    );
    expect(page).toMatch(
      /<details><summary>Show &#x26; tell<\/summary>\n?<p>one .*<details><summary>In<\/summary>\n?<p>two<\/p><\/details><\/details>\n?<p>three/s,
    );
  });

  test('a formula that cannot be set is shown', async () => {
    expect(await write('html', parse('$\\nonsense{x}$'))).toContain('\\nonsense');
  });

  test('the column of ones is bold where browsers know no bold of MathML', async () => {
    const page = await formats.html.write(parse('$\\mathbf{1}-1$'), { locale: 'en' });
    expect(page).toContain('<mn>\u{1d7cf}</mn><mo>−</mo><mn>1</mn>');
    expect(page).not.toContain('mathvariant="bold"');
  });

  test('footnotes and reference links still work', async () => {
    const page = await write('html', parse('a[^1] and [b][c]\n\n[^1]: note\n\n[c]: https://example.org'));
    expect(page).toContain('href="https://example.org"');
    expect(page).toContain('note');
  });
});

describe('tex', () => {
  test.each([
    ['en', 'article'],
    ['zh', 'ctexart'],
  ] as const)('%s is a whole document', async (locale, name) => {
    const text = await write('tex', lesson(locale), locale);
    expect(text.startsWith(`\\documentclass{${name}}\n`)).toBe(true);
    expect(text).toContain('\\title{One \\& \\textless{}two\\textgreater{}}');
    expect(text.trimEnd().endsWith('\\end{document}')).toBe(true);
    expect(text).not.toMatch(/[−×⁻⁰-⁹]/);
    const opened = [...text.matchAll(/\\begin\{(\w+)\}/g)].map((match) => match[1]).sort();
    const closed = [...text.matchAll(/\\end\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(opened).toEqual(closed);
    for (const [, display = ''] of text.matchAll(/\\\[\n([\s\S]*?)\n\\\]/g))
      expect(display).not.toMatch(/\n\s*\n/);
    for (const [, id] of text.matchAll(/\\hyperlink\{([^}]+)\}/g))
      expect(text).toContain(`\\hypertarget{${id}}{}`);
  });

  test.each([
    [
      '100% & #1_a ~ {b} \\c $d^',
      '100\\% \\& \\#1\\_a \\textasciitilde{} \\{b\\} \\textbackslash{}c \\$d\\textasciicircum{}',
    ],
    ['−3.5×10⁻⁵', '\\ensuremath{-}3.5\\ensuremath{\\times}10\\ensuremath{^{-5}}'],
    ['权重', '权重'],
  ])('%s', (text, tex) => expect(escapeTex(text)).toBe(tex));

  test.each(['$\\input{secret}$', '$\\write18{rm}$', '$\\catcode`\\%=12$', '$$\n\\include{a}\n$$'])(
    '%s is shown, not run',
    async (markdown) => {
      const text = await write('tex', parse(markdown));
      const body = text.slice(text.indexOf('\\begin{document}'));
      expect(body).toContain('\\texttt{\\textbackslash{}');
      expect(body).not.toMatch(/\\(?:input|write|catcode|include)\b/);
    },
  );

  test('lists, quotes, code and tables', async () => {
    const text = await write(
      'tex',
      parse('- a\n- *b*\n\n1. c\n\n> d\n\n```\ne  f\n```\n\n| [g] | h |\n|:-|-:|\n| [1] | $x$ |\n'),
    );
    for (const part of [
      '\\begin{itemize}\n\\item a\n\\item \\emph{b}\n\\end{itemize}',
      '\\begin{enumerate}\n\\item c\n\\end{enumerate}',
      '\\begin{quote}\nd\n\\end{quote}',
      '\\mbox{}e~~f',
      '\\begin{tabular}{lr}\n\\toprule\n{}[g] & h \\\\\n\\midrule\n{}[1] & $x$ \\\\\n\\bottomrule',
    ])
      expect(text).toContain(part);
  });
});
