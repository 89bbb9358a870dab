// The direction of imports between the rooms of src, and the absence of circles between its files.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/** What each room may import, directly; what those may import comes with them. Listed from the ground floor up. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  source: [],
  expr: [],
  functions: ['expr'],
  formula: ['source', 'expr', 'functions'],
  network: ['expr', 'functions'],
  proof: ['expr', 'functions', 'formula', 'network'],
  numeric: ['expr', 'functions', 'network'],
  compare: ['network', 'proof/algebra', 'numeric'],
  derive: ['network', 'proof'],
  describe: ['source', 'formula', 'network', 'proof/algebra'],
  latex: ['source', 'expr', 'functions', 'network'],
  coq: ['network', 'proof'],
  figure: ['network', 'proof', 'numeric', 'latex'],
  document: ['proof', 'numeric', 'latex'],
  template: ['describe', 'derive', 'figure', 'document', 'coq'],
  grade: ['describe', 'derive', 'compare', 'latex', 'document'],
};

/** The faces of the house see everything. */
const FACES = ['cli', 'index.ts'];

/** Packages that the trusted base may not reach, however indirectly. */
const UNTRUSTED = ['yaml', 'zod'];

interface Edge {
  /** A file, relative to src. */
  from: string;
  /** A file, relative to src, or the name of a package. */
  to: string;
  kind: 'file' | 'package';
}

const SRC = fileURLToPath(new URL('../src', import.meta.url));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Every module that a TypeScript source names: static, dynamic and type imports, and re-exports. */
function modulesNamed(file: string, code: string): string[] {
  const { program, errors } = parseSync(file, code, { lang: 'ts' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const named: string[] = [];
  const pending: unknown[] = [program];
  while (pending.length > 0) {
    const node = pending.pop();
    if (Array.isArray(node)) pending.push(...node);
    if (!isRecord(node) || Array.isArray(node)) continue;
    if (/^(Import|Export)(Named|All)?(Declaration|Expression)$|^TSImportType$/.test(String(node.type))) {
      if (isRecord(node.source)) {
        if (typeof node.source.value !== 'string')
          throw new Error(`${file}: an import whose module is computed`);
        named.push(node.source.value);
      }
    }
    pending.push(...Object.values(node));
  }
  return named;
}

function edgesOf(file: string, code: string): Edge[] {
  return modulesNamed(file, code).map((name) => {
    if (name.startsWith('.')) return { from: file, to: join(dirname(file), name), kind: 'file' };
    const parts = name.split('/');
    return { from: file, to: parts.slice(0, name.startsWith('@') ? 2 : 1).join('/'), kind: 'package' };
  });
}

function edgesOfSource(): Edge[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((file) => edgesOf(file, readFileSync(join(SRC, file), 'utf8')));
}

const roomOf = (file: string): string => file.split('/')[0] ?? file;

/** Whether a file lies in a place: a room, or a part of one (`proof/algebra`, as a file or a folder). */
const liesIn = (file: string, place: string): boolean =>
  file === `${place}.ts` || file.startsWith(`${place}/`);

/** The places a room may import: its own row, and the rows of the rooms in it. */
function placesOpenTo(room: string): Set<string> {
  const open = new Set<string>();
  const pending = [...(ROOMS[room] ?? [])];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (open.has(place)) continue;
    open.add(place);
    pending.push(...(ROOMS[roomOf(place)] ?? []));
  }
  return open;
}

/** The imports that go against the table, as sentences. */
function misdirected(edges: readonly Edge[]): string[] {
  return edges.flatMap(({ from, to, kind }) => {
    const room = roomOf(from);
    if (FACES.includes(room)) return [];
    if (!(room in ROOMS)) return [`${from} is in no room of the table`];
    if (kind === 'package' || roomOf(to) === room) return [];
    const allowed = [...placesOpenTo(room)].some((place) => liesIn(to, place));
    return allowed ? [] : [`${from} may not import ${to}`];
  });
}

/** The files on circles of imports (or between two): what is left when sources and sinks are taken away, again and again. */
function circular(edges: readonly Edge[]): string[] {
  const imports = edges.filter(({ kind }) => kind === 'file');
  const left = new Set(imports.flatMap(({ from, to }) => [from, to]));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const file of left) {
      const goesOn = imports.some(({ from, to }) => from === file && left.has(to));
      const isReached = imports.some(({ from, to }) => to === file && left.has(from));
      if (!(goesOn && isReached)) left.delete(file);
    }
  }
  return [...left].sort();
}

/** Untrusted packages that files of proof/ reach through any chain of imports. */
function untrustedBelowProof(edges: readonly Edge[]): string[] {
  const reached = new Set(edges.map(({ from }) => from).filter((file) => roomOf(file) === 'proof'));
  for (const file of reached) {
    for (const { from, to } of edges) if (from === file) reached.add(to);
  }
  return UNTRUSTED.filter((name) => reached.has(name));
}

const file = (from: string, to: string): Edge => ({ from, to, kind: 'file' });

describe('src', () => {
  const edges = edgesOfSource();

  test('imports go down the list of rooms only', () => expect(misdirected(edges)).toEqual([]));
  test('has no circle of imports', () => expect(circular(edges)).toEqual([]));
  test('keeps YAML and zod out of the trusted base', () => expect(untrustedBelowProof(edges)).toEqual([]));
  test('imports only files that exist', () => {
    const known = new Set(readdirSync(SRC, { recursive: true, encoding: 'utf8' }));
    const inside = edges.filter(({ to, kind }) => kind === 'file' && !to.startsWith('..'));
    expect(inside.filter(({ to }) => !known.has(to))).toEqual([]);
  });
});

describe('the checker', () => {
  test.each([
    ['proof/kernel.ts', 'network/graph.ts'],
    ['proof/kernel.ts', 'source/position.ts'],
    ['compare/identical.ts', 'proof/algebra.ts'],
    ['compare/identical.ts', 'proof/algebra/polynomial.ts'],
    ['document/print.ts', 'network/graph.ts'],
    ['cli/main.ts', 'derive/worked.ts'],
    ['index.ts', 'grade/judge.ts'],
  ])('lets %s import %s', (from, to) => expect(misdirected([file(from, to)])).toEqual([]));

  test.each([
    ['proof/kernel.ts', 'derive/worked.ts'],
    ['proof/kernel.ts', 'describe/read.ts'],
    ['proof/kernel.ts', 'numeric/evaluate.ts'],
    ['expr/expression.ts', 'functions/sigmoid.ts'],
    ['network/network.ts', 'formula/parse.ts'],
    ['compare/identical.ts', 'proof/kernel.ts'],
    ['document/print.ts', 'derive/worked.ts'],
    ['derive/worked.ts', 'index.ts'],
  ])('refuses that %s imports %s', (from, to) =>
    expect(misdirected([file(from, to)])).toEqual([`${from} may not import ${to}`]),
  );

  test('refuses a room that is not in the table', () =>
    expect(misdirected([file('utils/a.ts', 'expr/expression.ts')])).toHaveLength(1));

  test('finds exactly the files of a circle', () => {
    const edges = [file('a.ts', 'b.ts'), file('b.ts', 'c.ts'), file('c.ts', 'b.ts'), file('c.ts', 'd.ts')];
    expect(circular(edges)).toEqual(['b.ts', 'c.ts']);
    expect(circular(edges.slice(0, 2))).toEqual([]);
  });

  test('sees a package through other rooms', () => {
    const edges: Edge[] = [
      file('proof/kernel.ts', 'network/graph.ts'),
      { from: 'network/graph.ts', to: 'yaml', kind: 'package' },
    ];
    expect(untrustedBelowProof(edges)).toEqual(['yaml']);
  });

  test('reads every form of import', () => {
    const code = `import type { A } from './a.ts'; export * from '../expr/b.ts'; export { c } from './c.ts';
      const d = await import('./d.ts'); type E = import('./e.ts').E; import './f.ts'; import { g } from 'zod/mini';`;
    const targets = edgesOf('proof/kernel.ts', code).map(({ to }) => to);
    expect(targets.sort()).toEqual([
      'expr/b.ts',
      ...'acdef'.split('').map((name) => `proof/${name}.ts`),
      'zod',
    ]);
  });
});
