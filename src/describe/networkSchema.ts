/** The JSON Schema of network files, for editors: generated from the validator of `schema.ts`, never written by hand. */
import * as z from 'zod/mini';
import { equationsFile, familiesFile, layersFile, matricesFile } from './schema.ts';

/** JSON Schema of network files, generated from the validator, for editors. */
export function networkSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(
    z.union([equationsFile, familiesFile, matricesFile, layersFile]),
  );
  return {
    $schema,
    title: 'backproof network',
    description:
      'A network for backproof, by named equations, with families of quantities, by matrices, or by layers.',
    ...rest,
  };
}
