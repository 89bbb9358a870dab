/** Which files are templates, and where each is written to. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type LocaleName, locales } from '../document/index.ts';
import { InputError, type Source, type Span } from '../source/index.ts';

export interface Template {
  readonly path: string;
  /** Where it goes in the output folder, without an ending. */
  readonly target: string;
  /** The name it shares with its other languages. */
  readonly lesson: string;
  /** The language that its name gives. Example: lesson.zh.md → zh */
  readonly locale: LocaleName | undefined;
}

/** Templates in a steady order, each once. Throws: an Error of the file system for a path that is not there; InputError if two would be written to one file. */
export function findTemplates(paths: readonly string[]): readonly Template[] {
  const found = new Map<string, Template>();
  for (const path of paths) {
    const isFolder = statSync(path).isDirectory();
    for (const file of isFolder ? markdownIn(path) : ['']) {
      const template = templateAt(isFolder ? join(path, file) : path, isFolder ? file : basename(path));
      const other = found.get(template.target);
      if (other !== undefined && other.path !== template.path) {
        const message = `${other.path} and this template would be written to one file, ${template.target}`;
        throw new InputError([
          { severity: 'error', message, hint: 'rename one of them', ...start(template) },
        ]);
      }
      found.set(template.target, template);
    }
  }
  return [...found.values()];
}

/** The beginning of a template. */
const start = ({ path }: Template): { source: Source; span: Span } => ({
  source: { name: path, text: readFileSync(path, 'utf8') },
  span: { offset: 0, length: 0 },
});

/** Every .md file below a folder, by name; hidden folders and READMEs are no templates. */
const markdownIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        name.endsWith('.md') &&
        !/(^|[\\/])(\.|node_modules[\\/])/.test(name) &&
        basename(name) !== 'README.md',
    )
    .sort();

function templateAt(path: string, name: string): Template {
  const target = name.replace(/\.md$/, '').replaceAll('\\', '/');
  const ending = /\.([^./]+)$/.exec(target)?.[1];
  const locale = locales.find((each) => each === ending);
  return {
    path,
    target,
    locale,
    lesson: locale === undefined ? target : target.slice(0, -locale.length - 1),
  };
}
