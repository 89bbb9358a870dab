import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { networkSchema } from '../../src/describe/index.ts';

const folder = fileURLToPath(new URL('../networks/', import.meta.url));
const schema = networkSchema();
/** The schema read back by an independent reader, as an editor would. */
const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

describe('networkSchema', () => {
  test('is a JSON Schema that describes itself and every key', () => {
    expect(schema.$schema).toMatch(/^https:\/\/json-schema\.org\/draft/);
    expect(schema.title).toBe('backproof network');
    const forms = schema.anyOf as { title: string; properties: Record<string, { description?: string }> }[];
    expect(forms.map(({ title }) => title)).toEqual([
      'Network by equations',
      'Network by families',
      'Network by matrices',
      'Network by layers',
    ]);
    for (const { properties } of forms) {
      for (const [key, property] of Object.entries(properties))
        expect([key, property.description]).toEqual([key, expect.any(String)]);
    }
  });

  test.each(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')),
  )('accepts %s', (file) => {
    expect(validator.safeParse(parse(readFileSync(folder + file, 'utf8'))).success).toBe(true);
  });

  test.each([
    ['an unknown key', { equations: { E: 'x' }, loss: 'E', los: 1 }],
    ['no equations', { inputs: ['x'], loss: 'E' }],
    ['no loss', { equations: { E: 1 } }],
    ['ranges that are no text', { families: { 'x[k]': 1 }, equations: { E: 1 }, loss: 'E' }],
    ['sizes below 1', { families: { 'x[k]': 'k in 1..n' }, sizes: { n: 0 }, equations: { E: 1 }, loss: 'E' }],
    ['layers and equations', { layers: [1, 1], activation: 'tanh', loss: 'x', equations: {} }],
    ['no units', { layers: [1, 0], activation: 'tanh', loss: 'x' }],
    ['text for a number', { inputs: { x: 'one' }, equations: { E: 'x' }, loss: 'E' }],
  ])('refuses %s', (_, value) => expect(validator.safeParse(value).success).toBe(false));
});
