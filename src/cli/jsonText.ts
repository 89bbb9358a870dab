/** JSON as people read it: what fits on a line stands on one. */
import type { Json } from '../proof/index.ts';

const WIDTH = 100;

/** JSON text, ending in a line break. */
export const jsonText = (value: Json): string => `${lines(value, '', 0)}\n`;

/** A value, `used` characters of its line being taken. */
function lines(value: Json, indent: string, used: number): string {
  const compact = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || used + compact.length <= WIDTH) return compact;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((each) => inner + lines(each, inner, inner.length));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value as { readonly [key: string]: Json }).map(([key, each]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return name + lines(each, inner, name.length);
  });
  return `{\n${fields.join(',\n')}\n${indent}}`;
}
