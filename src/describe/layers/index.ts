/** Layers a layer list may name: weighted sums, then an activation. A new coupled activation is a file and a row here. */
import { functionNamed, functions } from '../../functions/index.ts';
import type { Activation } from './activation.ts';
import { elementwise } from './elementwise.ts';
import { softmax } from './softmax.ts';

export type { Activation, Unit, WrittenEquation } from './activation.ts';
export { dense } from './dense.ts';

/** Activations that couple the units of a layer. */
const coupled: readonly Activation[] = [softmax];

/** Every name that may stand after `activation:`; every function of one argument is one. */
export const activationNames: readonly string[] = [
  ...functions.filter(({ arity }) => arity === 1).map(({ name }) => name),
  ...coupled.map(({ name }) => name),
];

/** The activation of a name, or undefined. `opaque`: functions of one argument that the network declares. */
export function activationNamed(name: string, opaque: ReadonlyMap<string, number>): Activation | undefined {
  const known = functionNamed(name);
  if (known?.arity === 1) return elementwise(name, known.range);
  if (opaque.get(name) === 1) return elementwise(name);
  return coupled.find((activation) => activation.name === name);
}
