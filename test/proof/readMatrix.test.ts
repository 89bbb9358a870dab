// Equations of matrices in derivation files: written, read back, judged from the file alone, and damaged.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import {
  check,
  checkMatrices,
  FormatError,
  type Json,
  readDerivation,
  readMatrices,
  writeDerivation,
} from '../../src/proof/index.ts';

const folder = fileURLToPath(new URL('../networks/', import.meta.url));
const files = ['general', 'matrix'].flatMap((each) =>
  readdirSync(`${folder}${each}`).map((file) => `${each}/${file}`),
);

type Fields = { [key: string]: Json };
interface File extends Fields {
  matrices: Fields[];
  terms: Json[];
  theorems: Fields[];
}

/** The derivation of every parameter's gradient, in matrices where there are such, as another process reads it. */
function fileOf(name: string): { readonly count: number; readonly file: File } {
  const { network } = readNetwork(readFileSync(folder + name, 'utf8'), { name });
  const deriver = new IndexedDeriver(network);
  const found = network.symbols
    .filter(({ role }) => role === 'parameter')
    .flatMap(({ quantity }) => deriver.derive(network.loss as Quantity, quantity));
  const forms = new MatrixForms(deriver.derivation);
  const matrices = found.flatMap(({ theorem }) => forms.of(theorem) ?? []);
  const written = writeDerivation(forms.derivation, matrices);
  return { count: matrices.length, file: JSON.parse(JSON.stringify(written)) };
}

/** What a check says of the matrices of a file. */
function judged(file: File): readonly string[] {
  const derivation = readDerivation(file);
  return checkMatrices(derivation, check(derivation), readMatrices(file)).map((each) =>
    each.accepted ? 'accepted' : each.reason,
  );
}

test.each(files)('%s: written, read and accepted', (name) => {
  const { count, file } = fileOf(name);
  expect(judged(file)).toEqual(Array.from({ length: count }, () => 'accepted'));
  const again = writeDerivation(readDerivation(file), readMatrices(file));
  expect(JSON.parse(JSON.stringify(again))).toEqual(file);
});

test('a file without matrices has none', () => {
  const { file } = fileOf('matrix/least-squares.yaml');
  const { matrices: _, ...rest } = file;
  expect(readMatrices(rest)).toEqual([]);
});

/** ∂E/∂x = 2 Aᵀ (A x − b), as data. */
const leastSquares = 'matrix/least-squares.yaml';
const side = (file: File, i: number, key: 'lhs' | 'rhs'): Fields =>
  (file.matrices[i] as Fields)[key] as Fields;
const inner = (of: Fields, ...path: readonly number[]): Fields =>
  path.reduce<Fields>((each, i) => (each.args as Fields[])[i] as Fields, of);

describe('files that are not of the format', () => {
  test.each<[string, string, (file: File) => void]>([
    ['no shape', 'matrices[0].lhs.shape', (file) => delete side(file, 0, 'lhs').shape],
    [
      'another shape than its parts give',
      'matrices[0].rhs.shape',
      (file) => {
        side(file, 0, 'rhs').shape = [[0, [1, 'm']], [1]];
      },
    ],
    [
      'an unknown operation',
      'matrices[0].rhs.operation',
      (file) => {
        side(file, 0, 'rhs').operation = 'inverse';
      },
    ],
    [
      'one part too few',
      'matrices[0].rhs.args',
      (file) => {
        (side(file, 0, 'rhs').args as Json[]).pop();
      },
    ],
    [
      'parts that do not fit',
      'matrices[0].rhs.args[1]',
      (file) => {
        (inner(side(file, 0, 'rhs'), 1).args as Json[]).reverse();
      },
    ],
    [
      'a term that is not there',
      'matrices[0].lhs.of',
      (file) => {
        side(file, 0, 'lhs').of = 10_000;
      },
    ],
    [
      'an axis that is none',
      'matrices[0].lhs.by.indices',
      (file) => {
        (side(file, 0, 'lhs').by as Fields).indices = ['depth'];
      },
    ],
    [
      'entries that are no number',
      'matrices[0].entries',
      (file) => {
        (file.matrices[0] as Fields).entries = 'all';
      },
    ],
    ['matrices that are no list', 'matrices', (file) => Object.assign(file, { matrices: {} })],
  ])('%s', (_, where, damage) => {
    const { file } = fileOf(leastSquares);
    damage(file);
    const read = (): unknown => readMatrices(file);
    expect(read).toThrow(FormatError);
    expect(read).toThrow(`${where}:`);
  });

  test('nesting without end', () => {
    const { file } = fileOf(leastSquares);
    let deep = side(file, 0, 'rhs');
    for (let i = 0; i < 5000; i++) deep = { operation: 'transpose', shape: deep.shape as Json, args: [deep] };
    (file.matrices[0] as Fields).rhs = deep;
    expect(() => readMatrices(file)).toThrow(FormatError);
  });
});

describe('claims that do not hold', () => {
  const low = 'matrix/low-rank.yaml';
  test.each<[string, string, string, (file: File) => void]>([
    [
      'the right side of another',
      low,
      'the two sides have different shapes',
      ({ matrices: [a, b] }) => Object.assign(a as Fields, { rhs: (b as Fields).rhs }),
    ],
    [
      'the theorem of another',
      low,
      'the entries of the lhs are something else',
      ({ matrices: [a, b] }) => Object.assign(a as Fields, { entries: (b as Fields).entries }),
    ],
    [
      'a lost factor 2',
      leastSquares,
      'the entries of the rhs are something else',
      (file) => Object.assign(file.matrices[0] as Fields, { rhs: inner(side(file, 0, 'rhs'), 1) }),
    ],
    [
      'no theorem',
      leastSquares,
      'the theorem about its entries is not accepted',
      ({ matrices: [a] }) => Object.assign(a as Fields, { entries: 999 }),
    ],
    [
      'a theorem whose proof is wrong',
      leastSquares,
      'the theorem about its entries is not accepted',
      ({ matrices: [a], theorems }) =>
        Object.assign(theorems[(a as { entries: number }).entries] as Fields, { steps: [] }),
    ],
    [
      'row and column in one name',
      leastSquares,
      'the row and the column have one name',
      ({ matrices: [a] }) => Object.assign(a as Fields, { column: (a as Fields).row }),
    ],
  ])('%s', (_, name, reason, damage) => {
    const { file } = fileOf(name);
    expect(judged(file)[0]).toBe('accepted');
    damage(file);
    expect(judged(file)[0]).toBe(reason);
  });
});
