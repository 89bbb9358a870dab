/** A README brought up to date: its files are written, its commands run, and what they print stands where it is shown. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND } from './cli/command.ts';

/** A fenced block, its fence, language, and what stands beside the language: for a file, its name. */
const block = /^(`{3,})(\w+)(?: (\S+))?\n([\s\S]*?)^\1$/gm;
/** Output that is to be rendered, between two comments. */
const region = /^<!-- \$ (.*) -->\n[\s\S]*?^<!-- end -->$/gm;

/** A shell in an empty folder, where `backproof` is the built command and the package can be imported. */
class Shell {
  readonly #folder: string;
  #status = 0;

  constructor(folder: string, root: string) {
    this.#folder = folder;
    const wrapper = join(folder, 'bin', 'backproof');
    for (const name of ['bin', 'node_modules']) mkdirSync(join(folder, name));
    writeFileSync(wrapper, `#!/bin/sh\nexec '${process.execPath}' '${COMMAND}' "$@"\n`);
    chmodSync(wrapper, 0o755);
    symlinkSync(root, join(folder, 'node_modules', 'backproof'));
    this.write('package.json', '{ "type": "module" }');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.#folder, name), text);
  }

  /** What a terminal shows of a command. */
  run(command: string): string {
    const PATH = `${join(this.#folder, 'bin')}:${process.env.PATH}`;
    const script = `exec 2>&1\n(exit ${this.#status})\n${command}`;
    const { stdout, status } = spawnSync('bash', ['-c', script], {
      cwd: this.#folder,
      encoding: 'utf8',
      env: { ...process.env, PATH },
    });
    this.#status = status ?? 1;
    return stdout.endsWith('\n') || stdout === '' ? stdout : `${stdout}\n`;
  }
}

/** The grammar as the reader of formulas states it. */
const grammarIn = (source: string): string =>
  [...source.matchAll(/^ \* {5}(.*\n)/gm)].map((match) => match[1]).join('');

interface Surroundings {
  /** An empty folder. */
  readonly folder: string;
  /** The package. */
  readonly root: string;
  /** The text of formula/readFormula.ts. */
  readonly formulaReader: string;
}

/** The same text with every output as it is now. */
export function refreshed(readme: string, { folder, root, formulaReader }: Surroundings): string {
  const shell = new Shell(folder, root);
  for (const [, , language, name, text = ''] of readme.matchAll(block)) {
    if (name !== undefined && language !== 'text') shell.write(name, text);
  }
  const transcript = (text: string): string =>
    [...text.matchAll(/^\$ (.*)$/gm)]
      .map(([line, command = '']) => `${line}\n${shell.run(command)}`)
      .join('');
  return readme
    .replace(block, (whole, fence: string, language: string, name: string | undefined, text: string) => {
      if (name === 'grammar') return `${fence}text grammar\n${grammarIn(formulaReader)}${fence}`;
      return language === 'console' ? `${fence}console\n${transcript(text)}${fence}` : whole;
    })
    .replace(region, (_whole, command: string) => {
      return `<!-- $ ${command} -->\n\n${shell.run(command)}\n<!-- end -->`;
    });
}
