import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { derive } from '../../src/cli/derive.ts';
import { exportDerivation } from '../../src/cli/exported.ts';
import { backwardPass, IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import {
  Deriver,
  derivationSchema,
  type Json,
  readDerivation,
  readNetwork,
  writeDerivation,
} from '../../src/index.ts';
import { randomNetwork } from '../networks/random.ts';

const validator = z.fromJSONSchema(derivationSchema() as Parameters<typeof z.fromJSONSchema>[0]);

const networkText = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../networks/${name}.yaml`, import.meta.url)), 'utf8');

/** An exported file, as another process would read it. */
function exported(name: string, count: number) {
  const { network } = readNetwork(networkText(name), { name });
  const deriver = new Deriver(network);
  const parameters = network.symbols.filter(({ role }) => role === 'parameter').slice(0, count);
  if (network.loss === undefined) throw new Error('no loss');
  const loss = network.loss;
  const first = parameters[0] && deriver.derive(loss, parameters[0].quantity);
  const found = parameters.map(({ quantity }) => deriver.derive(loss, quantity, first));
  return JSON.parse(JSON.stringify(exportDerivation(deriver.derivation, found)));
}

type Fields = { [key: string]: Json };

const yamlIn = (folder: string): readonly string[] =>
  readdirSync(fileURLToPath(new URL(`../networks/${folder}/`, import.meta.url)))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file.replace('.yaml', '')}`);

/** Everything proved about a network with families, with its matrix forms. */
function general(name: string) {
  const { network } = readNetwork(networkText(name), { name });
  const deriver = new IndexedDeriver(network);
  const loss = network.loss as Quantity;
  const wanted = network.symbols.filter(
    ({ quantity: q, role }) => role === 'parameter' && !network.sizes.includes(q.name),
  );
  const found = wanted.flatMap(({ quantity }) => deriver.derive(loss, quantity));
  const forms = new MatrixForms(deriver.derivation);
  const matrices = found.flatMap(({ theorem }) => forms.of(theorem) ?? []);
  return { matrices, file: JSON.parse(JSON.stringify(writeDerivation(forms.derivation, matrices))) };
}

describe('derivationSchema', () => {
  test.each([
    ['two-two-two', 1],
    ['two-two-two', 10],
    ['opaque', 2],
    ['softmax', 3],
    ['relu', 4],
    ['skip', 3],
  ])('accepts the derivation of %s for %i parameters', (name, count) => {
    expect(validator.safeParse(exported(name, count)).error).toBeUndefined();
  });

  test.each([...yamlIn('general'), ...yamlIn('matrix')])('accepts what is proved about %s', (name) => {
    const { file } = general(name);
    expect(validator.safeParse(file).error).toBeUndefined();
  });

  test.each([
    ['matrix/least-squares', 'matrix', ['x']],
    ['matrix/samples', 'matrix', ['W', 'b']],
    ['general/layers', 'matrix', ['z', 'w']],
    ['general/layers', 'index', ['b']],
    ['general/convolution', 'matrix', ['w']],
  ] as const)('accepts what derive writes of %s in %s notation', async (name, notation, wrt) => {
    const folder = mkdtempSync(join(tmpdir(), 'backproof-schema-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const output = join(folder, 'derivation.json');
    const file = fileURLToPath(new URL(`../networks/${name}.yaml`, import.meta.url));
    await derive(file, {
      wrt,
      notation,
      detail: 'standard',
      format: 'json',
      locale: 'en',
      digits: 6,
      output,
    });
    const written = JSON.parse(readFileSync(output, 'utf8'));
    expect(written.notation).toBe(notation);
    expect(validator.safeParse(written).error).toBeUndefined();
  });

  test('accepts an induction', () => {
    const { network } = readNetwork(networkText('general/half-squared-error'));
    const { derivation } = backwardPass(network, network.loss as Quantity, network.named('z') as Quantity);
    const file = JSON.parse(JSON.stringify(writeDerivation(derivation)));
    expect(file.theorems.some((each: Fields) => each.induction !== undefined)).toBe(true);
    expect(validator.safeParse(file).error).toBeUndefined();
  });

  test.each<[string, (file: { theorems: Fields[]; matrices: Fields[]; network: Fields } & Fields) => void]>([
    ['an index that is a text', ({ network }) => Object.assign(network, { loss: ['w', 'l'] })],
    [
      'a range without an end',
      ({ theorems }) => Object.assign(theorems[0] as Fields, { given: [['range', 'l', [1]]] }),
    ],
    ['a matrix without a shape', ({ matrices }) => delete ((matrices[0] as Fields).lhs as Fields).shape],
    [
      'an operation that is none',
      ({ matrices }) => Object.assign(matrices[0]?.rhs as Fields, { operation: 'contraction' }),
    ],
    [
      'entries that are no theorem',
      ({ matrices }) => Object.assign(matrices[0] as Fields, { entries: 'all' }),
    ],
    [
      'an axis that is none',
      ({ matrices }) =>
        Object.assign(((matrices[0] as Fields).lhs as Fields).by as Fields, { indices: ['depth'] }),
    ],
  ])('refuses %s', (_what, damage) => {
    const { file } = general('matrix/least-squares');
    expect(validator.safeParse(file).success).toBe(true);
    damage(file);
    expect(validator.safeParse(file).success).toBe(false);
  });

  test('accepts the derivations of random networks', () => {
    fc.assert(
      fc.property(randomNetwork, (network) => {
        const deriver = new Deriver(network);
        const parameter = network.symbols.find(({ role }) => role === 'parameter');
        if (network.loss && parameter) deriver.derive(network.loss, parameter.quantity);
        const file = JSON.parse(JSON.stringify(writeDerivation(deriver.derivation)));
        expect(validator.safeParse(file).error).toBeUndefined();
      }),
      { numRuns: 10 },
    );
  });

  test.each<[string, (file: { terms: Json[]; theorems: Fields[]; network: Fields } & Fields) => void]>([
    ['another format', (file) => Object.assign(file, { format: 'backproof-derivation/0' })],
    ['a term of an unknown kind', ({ terms }) => terms.push(['integral', 0])],
    ['a sum of one term', ({ terms }) => terms.push(['sum', 0])],
    ['a number that is no fraction', ({ terms }) => terms.push(['number', '0.5'])],
    ['a power of three terms', ({ terms }) => terms.push(['power', 0, 0, 0])],
    ['a negative row', ({ theorems }) => Object.assign(theorems[0] as Fields, { goal: [-1, 0] })],
    ['a theorem without a proof', ({ theorems }) => delete theorems[0]?.steps],
    [
      'a theorem with two proofs',
      ({ theorems }) =>
        Object.assign(theorems[0] as Fields, { renaming: { of: 0, quantities: [], theorems: [] } }),
    ],
    [
      'a step without a reason',
      ({ theorems }) => Object.assign(theorems[0] as Fields, { steps: [{ after: 0 }] }),
    ],
    [
      'a step with two reasons',
      ({ theorems }) => Object.assign(theorems[0] as Fields, { steps: [{ after: 0, cite: [], steps: [] }] }),
    ],
    [
      'a role that is none',
      ({ network }) => Object.assign((network.symbols as Fields[])[0] as Fields, { role: 'king' }),
    ],
    ['a verdict that is none', (file) => Object.assign(file.checks as Fields, { kernel: 'perhaps' })],
    ['no terms', (file) => delete (file as Fields).terms],
  ])('refuses %s', (_what, damage) => {
    const file = exported('two-two-two', 1);
    expect(validator.safeParse(file).success).toBe(true);
    damage(file);
    expect(validator.safeParse(file).success).toBe(false);
  });

  test('speaks of the same files as the reader', () => {
    const file = exported('softmax', 2);
    expect(readDerivation(file).theorems).toHaveLength(file.theorems.length);
  });
});
