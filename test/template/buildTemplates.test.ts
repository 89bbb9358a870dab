// The templates of the repository, and what they expand to.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import katex from 'katex';
import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { afterAll, describe, expect, test } from 'vitest';
import { buildTemplates, directives } from '../../src/template/index.ts';
import { readMarkdown } from '../../src/template/readMarkdown.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort();

const read = (path: string): string => readFileSync(path, 'utf8');

const built = await buildTemplates([join(root, 'templates')], { out: join(scratch, 'out') });
const documents = filesIn(join(root, 'out'));

/** Every formula of a document. */
function formulasIn(text: string): { latex: string; displayMode: boolean }[] {
  const found: { latex: string; displayMode: boolean }[] = [];
  visit(readMarkdown(text) as Nodes, (node) => {
    if (node.type === 'inlineMath') found.push({ latex: node.value, displayMode: false });
    if (node.type === 'math') found.push({ latex: node.value, displayMode: true });
    if (node.type === 'code' && node.lang === 'math') found.push({ latex: node.value, displayMode: true });
  });
  return found;
}

describe('out/', () => {
  test('is what a fresh build writes', () => {
    expect(built.diagnostics).toEqual([]);
    expect(filesIn(join(scratch, 'out'))).toEqual(documents);
    for (const name of documents)
      expect(read(join(scratch, 'out', name))).toBe(read(join(root, 'out', name)));
  });

  test('has every lesson in Chinese and English', () => {
    const lessons = documents.map((name) => name.replace(/\.(en|zh)\.md$/, ''));
    expect(new Set(lessons).size).toBe(7);
    expect(lessons.filter((name, i) => lessons.indexOf(name) === i)).toHaveLength(lessons.length / 2);
  });

  test.each(documents)('%s has formulas that KaTeX takes in strict mode', (name) => {
    const formulas = formulasIn(read(join(root, 'out', name)));
    expect(formulas.length).toBeGreaterThan(30);
    for (const { latex, displayMode } of formulas)
      katex.renderToString(latex, { strict: 'error', displayMode });
  });

  test.each(documents)('%s has no link that leads nowhere', (name) => {
    const text = read(join(root, 'out', name));
    const anchors = [...text.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]);
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(links.filter((id) => !anchors.includes(id))).toEqual([]);
    expect(links.length).toBeGreaterThan(3);
  });

  test.each(documents.filter((name) => name.endsWith('.en.md')))(
    '%s numbers its equations as in Chinese',
    (name) => {
      const numbers = (text: string) =>
        [...text.matchAll(/<a id="([^"]+)">|\\tag\{(\d+)\}/g)].map(([, id, tag]) => id ?? tag);
      expect(numbers(read(join(root, 'out', name)))).toEqual(
        numbers(read(join(root, 'out', name.replace('.en.md', '.zh.md')))),
      );
    },
  );
});

describe('what is printed', () => {
  const text = read(join(root, 'out', 'two-two-two.en.md'));

  // The numbers of the well-known example, to the digits that others give.
  test.each([
    '0.2983711',
    '0.2910278',
    '0.149780716',
    '0.561370121',
    '0.358916480',
    '3.510188',
    '0.0159136',
    '0.9840643',
  ])('has %s in the walk-through', (number) => expect(text).toContain(number));

  test('repeats no mistake about a shared bias', () => {
    const symbols = read(join(root, 'out', 'two-two-two-symbols.en.md'));
    expect(symbols).toContain('\\frac{\\partial E}{\\partial b_2}&=\\delta_{o1}+\\delta_{o2}');
    expect(symbols).toContain('\\frac{\\partial E}{\\partial b_1}&=\\delta_{h1}+\\delta_{h2}');
  });
});

describe('a build', () => {
  const folder = join(scratch, 'lessons');
  mkdirSync(join(folder, 'deep'), { recursive: true });
  const body = (text: string) =>
    `---\ntitle: T\nnetwork:\n  parameters: { w: 1 }\n  equations: { C: w^2 }\n  loss: C\n---\n${text}\n`;
  const template = (name: string, text: string) => {
    writeFileSync(join(folder, name), body(text));
    return join(folder, name);
  };
  let runs = 0;
  const build = async (paths: string[], options: { locales?: string[]; formats?: string[] } = {}) => {
    const out = join(scratch, `build-${runs++}`);
    mkdirSync(out);
    const result = await buildTemplates(paths, { out, ...options });
    return { ...result, files: filesIn(out), all: readdirSync(out, { recursive: true }) };
  };

  test('writes nothing for a template with a mistake, and the others all the same', async () => {
    const good = template('good.en.md', '`=C`');
    const bad = template('bad.en.md', '`=C`\n\n`=D`');
    const { files, all, failed, diagnostics, written } = await build([bad, good]);
    expect([files, all]).toEqual([['good.en.md'], ['good.en.md']]);
    expect(failed).toBe(1);
    expect(written).toEqual([expect.objectContaining({ locale: 'en', equations: 0, checked: 0 })]);
    expect(diagnostics.map(({ message }) => message)).toEqual(['unknown symbol D']);
  });

  test('leaves an older document as it was when its template has a mistake', async () => {
    const path = template('same.en.md', 'old');
    const out = join(scratch, 'same');
    await buildTemplates([path], { out });
    template('same.en.md', '`=D`');
    await buildTemplates([path], { out });
    expect(read(join(out, 'same.en.md'))).toContain('old');
  });

  test('keeps folders, and takes each file once', async () => {
    const nested = join(scratch, 'nested');
    mkdirSync(join(nested, 'a', '.hidden'), { recursive: true });
    for (const name of ['x.en.md', 'a/y.zh.md', 'a/README.md', 'a/.hidden/z.en.md'])
      writeFileSync(join(nested, name), body('Text'));
    expect((await build([nested, join(nested, 'x.en.md')])).files).toEqual(['a/y.zh.md', 'x.en.md']);
  });

  test('chooses languages and formats', async () => {
    const paths = [template('l.en.md', 'one'), template('l.zh.md', '一')];
    expect((await build(paths, { locales: ['zh'] })).files).toEqual(['l.zh.md']);
    const { all } = await build(paths, { formats: ['md', 'html', 'md'] });
    expect(all.toString().split(',').sort()).toEqual(['l.en.html', 'l.en.md', 'l.zh.html', 'l.zh.md']);
    await expect(build(paths, { locales: ['fr'] })).rejects.toThrow('unknown language fr; there are en, zh');
    await expect(build(paths, { formats: ['doc'] })).rejects.toThrow(/^unknown format doc; there are md/);
  });

  test('warns when languages derive other things, or in another order', async () => {
    const warnings = async (en: string, zh: string) => {
      const { diagnostics } = await build([template('w.en.md', en), template('w.zh.md', zh)]);
      return diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
    };
    expect(await warnings('::derive{wrt=w}', '::derive{wrt=w}')).toEqual([]);
    expect(await warnings('::derive{wrt=w}', '::derive{wrt=w id=a}')).toEqual([
      'warning: the zh version has no equation with the id dC-dw, the en version has',
      'warning: the en version has no equation with the id a, the zh version has',
    ]);
    expect(
      await warnings(
        '::derive{wrt=w}\n\n::slope{function=tanh}',
        '::slope{function=tanh}\n\n::derive{wrt=w}',
      ),
    ).toEqual([
      expect.stringMatching(/^warning: dC-dw is equation \d+ here and 1 in the en version$/),
      expect.stringMatching(/^warning: slope-tanh is equation 1 here and \d+ in the en version$/),
    ]);
  });

  test('refuses two templates for one document', async () => {
    writeFileSync(join(folder, 'deep', 'x.en.md'), body('one'));
    const paths = [join(folder, 'deep', 'x.en.md'), template('x.en.md', 'two')];
    await expect(build(paths)).rejects.toThrow('would be written to one file');
  });

  test('says how far it is', async () => {
    const seen: string[] = [];
    const paths = [template('p.en.md', 'one'), template('q.en.md', 'two')];
    const onProgress = (done: number, total: number, name: string) =>
      void seen.push(`${done}/${total} ${basename(name)}`);
    await buildTemplates(paths, { out: join(scratch, 'progress'), onProgress });
    expect(seen).toEqual(['0/2 p.en.md', '1/2 q.en.md', '2/2 ']);
  });
});

test('every directive has a file of its own, and every file is listed', () => {
  const files = readdirSync(join(root, 'src/template/directives')).filter((name) => name !== 'index.ts');
  expect(files.sort()).toEqual(directives.map(({ name }) => `${name}.ts`).sort());
});
