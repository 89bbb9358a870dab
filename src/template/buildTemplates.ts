/**
 * Template files → document files. A template is written whole or not at all: into a temporary file, which is then renamed. What a
 * template means is `expandTemplate.ts`.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type FormatName, formatNames, formats, type LocaleName, locales } from '../document/index.ts';
import { type Diagnostic, InputError, type Source } from '../source/index.ts';
import { compareLanguages } from './compareLanguages.ts';
import { type Expanded, expandTemplate } from './expandTemplate.ts';
import { findTemplates, type Template } from './findTemplates.ts';

export interface BuildTemplatesOptions {
  /** The folder that documents go to. */
  readonly out: string;
  /** Default: Markdown. */
  readonly formats?: readonly string[];
  /** Only templates in these languages; default: all. */
  readonly locales?: readonly string[];
  /** Called before each template and at the end. */
  readonly onProgress?: (done: number, total: number, name: string) => void;
}

/** A document that was written. */
export interface Written {
  readonly file: string;
  readonly locale: LocaleName;
  /** Numbered equations. */
  readonly equations: number;
  /** Theorems that a kernel accepted. */
  readonly checked: number;
}

export interface Built {
  readonly written: readonly Written[];
  /** Templates of which nothing was written. */
  readonly failed: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Builds templates: files, and every .md file in folders and folders below them.
 *
 * Throws: RangeError for an unknown format or language; InputError if two templates would be written to one file; an Error of the file system if a path cannot be read
 */
export async function buildTemplates(
  paths: readonly string[],
  options: BuildTemplatesOptions,
): Promise<Built> {
  const wanted = options.formats ?? ['md'];
  known(wanted, formatNames, 'format');
  known(options.locales ?? [], locales, 'language');
  const templates = findTemplates(paths);
  const written: Written[] = [];
  const diagnostics: Diagnostic[] = [];
  const expanded: { readonly template: Template; readonly source: Source; readonly result: Expanded }[] = [];
  let failed = 0;
  for (const [done, template] of templates.entries()) {
    options.onProgress?.(done, templates.length, template.path);
    // Lets a progress bar, or a signal to stop, have its turn.
    await new Promise(setImmediate);
    const source = { name: template.path, text: readFileSync(template.path, 'utf8').replace(/^\ufeff/, '') };
    try {
      const result = expandTemplate(source, { locale: template.locale, load: loaderFor(template.path) });
      diagnostics.push(...result.warnings);
      expanded.push({ template, source, result });
      if (options.locales !== undefined && !options.locales.includes(result.locale)) continue;
      written.push(...(await write(result, template, wanted as readonly FormatName[], options.out)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failed++;
      diagnostics.push(...error.diagnostics);
    }
  }
  options.onProgress?.(templates.length, templates.length, '');
  diagnostics.push(
    ...compareLanguages(
      expanded.map(({ template, source, result }) => ({ ...result, source, lesson: template.lesson })),
    ),
  );
  return { written, failed, diagnostics };
}

function known(names: readonly string[], all: readonly string[], what: string): void {
  for (const name of names) {
    if (!all.includes(name)) throw new RangeError(`unknown ${what} ${name}; there are ${all.join(', ')}`);
  }
}

/** Reads network files by the paths that a template gives, and calls them by their own. */
const loaderFor =
  (template: string) =>
  (path: string): Source | undefined => {
    const name = isAbsolute(path) ? path : join(dirname(template), path);
    if (statSync(name, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
    return { name, text: readFileSync(name, 'utf8').replace(/^\ufeff/, '') };
  };

async function write(
  { root, locale, equations, checked }: Expanded,
  { target }: Template,
  wanted: readonly FormatName[],
  out: string,
): Promise<Written[]> {
  const made: { readonly file: string; readonly temporary: string; readonly text: string }[] = [];
  for (const name of new Set(wanted)) {
    const { ending, write: make } = formats[name];
    const file = join(out, `${target}.${ending}`);
    made.push({ file, temporary: `${file}.${process.pid}.part`, text: await make(root, { locale }) });
  }
  // Everything is written before anything takes its place.
  try {
    for (const { file, temporary, text } of made) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(temporary, text);
    }
    for (const { file, temporary } of made) renameSync(temporary, file);
  } finally {
    for (const { temporary } of made) rmSync(temporary, { force: true });
  }
  return made.map(({ file }) => ({ file, locale, equations, checked }));
}
