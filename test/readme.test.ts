// The READMEs say what is so. `npx vitest run test/readme.test.ts -u` writes the outputs that have changed into README.md.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deriveSlope } from '../src/derive/index.ts';
import { lossNamed } from '../src/describe/losses/index.ts';
import { equationsFile, familiesFile, layersFile, matricesFile } from '../src/describe/schema.ts';
import { functions } from '../src/functions/index.ts';
import { check, rules } from '../src/proof/index.ts';
import { directives } from '../src/template/index.ts';
import { refreshed } from './readme.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readme = text('README.md');

/** What stands below a heading, to the next one of its level. */
function section(heading: string): string {
  const level = /^#+/.exec(heading)?.[0] ?? '';
  const [, after = ''] = readme.split(`\n${heading}\n`);
  return after.split(new RegExp(`\n#{1,${level.length}} `))[0] ?? '';
}

/** The rows of a section's tables whose first cell begins with a code span, as cells of code spans. */
const codeRows = (of: string): string[][][] =>
  [...of.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) =>
    row.split(' | ').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)),
  );

const firstCells = (of: string): string[] => codeRows(of).flatMap(([first = []]) => first);

test('its commands print what it shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backproof-readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const now = refreshed(readme, { folder, root: ROOT, formulaReader: text('src/formula/readFormula.ts') });
  await expect(now).toMatchFileSnapshot(join(ROOT, 'README.md'));
}, 120_000);

describe('it lists', () => {
  test('every key of network files', () => {
    const keys = [equationsFile, familiesFile, matricesFile, layersFile].flatMap(({ shape }) =>
      Object.keys(shape),
    );
    const [table = ''] = section('## The network format').split('\n### ');
    expect(new Set(firstCells(table))).toEqual(new Set(keys));
  });

  test('every function', () => {
    expect(firstCells(section('### Formulas')).sort()).toEqual(functions.map(({ name }) => name).sort());
  });

  test('every loss', () => {
    const named = [...section('## The network format').matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    const files = readdirSync(join(ROOT, 'src/describe/losses')).map((name) => name.replace('.ts', ''));
    expect(named.filter((name) => lossNamed(name) !== undefined)).toHaveLength(
      files.filter((name) => name !== 'index' && name !== 'loss').length,
    );
  });

  test('every directive with its attributes', () => {
    const rows = codeRows(section('## The template language')).filter(([first]) =>
      first?.[0]?.startsWith('::'),
    );
    const listed = rows.map(([[name = ''] = [], attributes = []]) => {
      const directive = directives.find((each) => each.name === name.replaceAll(':', ''));
      const known = Object.keys(directive?.attributes ?? {});
      return [name, attributes.filter((each) => known.includes(each)).sort()];
    });
    const due = directives.map(({ name, form, attributes }) => [
      `${form === 'leaf' ? '::' : ':::'}${name}`,
      Object.keys(attributes).sort(),
    ]);
    expect(listed).toEqual(due);
  });

  test('every file of proof/ that the kernel runs', () => {
    const trusted = new Set(['kernel.ts']);
    for (const file of trusted) {
      const imported = text(`src/proof/${file}`).matchAll(
        /^(?:import|export) (?!type )[^;]*? from '\.\/([^']+)'/gms,
      );
      for (const [, name = ''] of imported) trusted.add(name);
    }
    const named = [...section('## How the proofs are checked').matchAll(/`(\w+\.ts)`/g)].map(
      ([, name]) => name,
    );
    expect(named.sort()).toEqual([...trusted].sort());
  });

  test('every form of the chain rule that cites it', () => {
    const cited = Object.entries(rules).filter(([, { source }]) => source.includes('What ∂ means'));
    expect(cited.length).toBeGreaterThan(3);
    for (const [id] of cited) expect(section('## What ∂ means')).toContain(`\`${id}\``);
  });
});

test.each(
  functions
    .filter(({ definition, arity }) => definition !== undefined && arity === 1)
    .map(({ name }) => name),
)('the slope of %s follows from its definition', (name) => {
  const { derivation, theorem } = deriveSlope(name);
  expect(check(derivation).every(({ accepted }) => accepted)).toBe(true);
  const { goal, given } = derivation.theorems[theorem] as (typeof derivation.theorems)[number];
  expect(goal.lhs.kind).toBe('partial');
  expect(goal.rhs.kind).not.toBe('partial');
  expect(given.every(({ kind }) => kind === 'nonzero' || kind === 'positive')).toBe(true);
});

describe.each(['README.md', 'src/README.md', 'CHANGELOG.md'])('%s', (file) => {
  const source = text(file);
  const folder = dirname(join(ROOT, file));

  test('names only files that exist', () => {
    const links = [...source.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });
});

describe('src/README.md', () => {
  const source = text('src/README.md');

  test('lists every room', () => {
    const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    );
    const listed = [...source.matchAll(/^\| `(\w+)\/` /gm)].map(([, name = '']) => name);
    expect(listed.sort()).toEqual(rooms.map(({ name }) => name).sort());
  });

  test('names only places that exist', () => {
    const places = [...source.matchAll(/`([\w-]+(?:\/[\w.-]*)+)`/g)].map(([, path = '']) => path);
    const missing = places.filter(
      (path) => !existsSync(join(ROOT, 'src', path)) && !existsSync(join(ROOT, path)),
    );
    expect(missing).toEqual([]);
  });
});
