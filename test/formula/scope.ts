// Scopes for tests.
import { quantity } from '../../src/expr/index.ts';
import type { Scope } from '../../src/formula/index.ts';

/** A scope of quantities without indices and opaque functions. */
export function scopeOf(names: readonly string[], opaque: Readonly<Record<string, number>> = {}): Scope {
  const known = new Set(names);
  return {
    quantity: (name, indices) => (known.has(name) && indices.length === 0 ? quantity(name) : undefined),
    opaque: (name) => (Object.hasOwn(opaque, name) ? opaque[name] : undefined),
    names: () => [...names, ...Object.keys(opaque)],
  };
}
