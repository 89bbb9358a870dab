/** Names for error terms: δ with the subscript of the quantity it belongs to. */
import { type Quantity, quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';

/** What follows the first underscore, otherwise the whole name. */
const subscript = (name: string): string => name.slice(name.indexOf('_') + 1) || name;

/** A new name for ∂of/∂by: `delta_h1` for `net_h1`, longer where that is taken. */
export function errorTermName(
  of: Quantity,
  by: Quantity,
  network: Network,
  taken: ReadonlySet<string>,
): Quantity {
  const free = (name: string): boolean => network.named(name) === undefined && !taken.has(name);
  const names = [`delta_${subscript(by.name)}`, `delta_${by.name}`, `delta_${by.name}_${of.name}`];
  const known = names.find(free);
  if (known !== undefined) return quantity(known);
  for (let count = 2; ; count++) {
    const name = `delta_${by.name}_${of.name}_${count}`;
    if (free(name)) return quantity(name);
  }
}
