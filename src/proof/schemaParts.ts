/** What the JSON Schema of derivation files is put together from. */

export type Schema = { readonly [key: string]: unknown };

export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
export const listOf = (items: Schema, description?: string): Schema => ({
  type: 'array',
  items,
  ...(description && { description }),
});
export const row = (...items: readonly Schema[]): Schema => ({
  type: 'array',
  prefixItems: items,
  minItems: items.length,
  maxItems: items.length,
});
export const is = (value: string): Schema => ({ const: value });
export const object = (properties: Schema, required: readonly string[], description?: string): Schema => ({
  type: 'object',
  properties,
  required,
  ...(description && { description }),
});
/** An object of the format, which has nothing beyond it. */
export const closed = (properties: Schema, required: readonly string[], description?: string): Schema => ({
  ...object(properties, required, description),
  additionalProperties: false,
});

export const text: Schema = { type: 'string' };
export const natural: Schema = { type: 'integer', minimum: 0 };
export const numberOrNull: Schema = { type: ['number', 'null'] };
export const flag: Schema = { const: true };
