// Builds dist/: the library by tsc, the command by vite, the JSON schemas from the library's own validators.
// With --if-stale it does nothing when dist/ is newer than everything it is made from.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const STAMP = 'dist/.built';
const MADE_FROM = [
  'src',
  'scripts',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
];

/** The schemas the package publishes, and the library export each is written from: a value, or a function that makes it. */
const SCHEMAS = { 'network.schema.json': 'networkSchema', 'derivation.schema.json': 'derivationSchema' };

/** @param {string} path */
const filesUnder = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : [path];

const isFresh = () => {
  const built = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs;
  // Folders count too, so that a deleted file makes the build stale.
  return (
    built !== undefined &&
    [...MADE_FROM, ...MADE_FROM.flatMap(filesUnder)].every((path) => statSync(path).mtimeMs < built)
  );
};

/**
 * Runs the program a development dependency installs, and ends the build with its exit code when it fails.
 * @param {string} packageName @param {string} bin @param {string[]} args
 */
const run = (packageName, bin, args) => {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const { status, error } = spawnSync(process.execPath, [join(dirname(manifest), bin), ...args], {
    stdio: ['ignore', 2, 2],
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

const writeSchemas = async () => {
  const library = await import(pathToFileURL(join(root, 'dist/index.js')).href);
  for (const [file, name] of Object.entries(SCHEMAS)) {
    const made = library[name];
    if (made === undefined)
      throw new Error(`dist/index.js exports no ${name}, from which ${file} is written`);
    writeFileSync(
      join('dist', file),
      `${JSON.stringify(typeof made === 'function' ? made() : made, null, 2)}\n`,
    );
  }
};

/** Text that a module reads from beside itself; the bundle has it inlined (vite.config.ts). */
const copyTexts = () => {
  for (const path of filesUnder('src').filter((name) => name.endsWith('.ftl'))) {
    const target = join('dist', path.slice('src/'.length));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target);
  }
};

if (!(process.argv.includes('--if-stale') && isFresh())) {
  rmSync('dist', { recursive: true, force: true });
  run('typescript', 'bin/tsc', ['-p', 'tsconfig.build.json']);
  run('vite', 'bin/vite.js', ['build', '--logLevel', 'warn']);
  copyTexts();
  chmodSync('dist/cli/main.js', 0o755);
  await writeSchemas();
  writeFileSync(STAMP, '');
}
