/** A network with families at the sizes of its file, every unit by itself: what `--notation scalar` derives in. */
import type { ReadNetwork } from '../describe/index.ts';
import { type Index, index, type Quantity, quantity } from '../expr/index.ts';
import { type House, houses, latexStyle } from '../latex/index.ts';
import { type Instance, InstanceError, instantiate, makeNetwork, type Network } from '../network/index.ts';
import { sizeOf } from './concretePoint.ts';
import { Failure } from './failure.ts';
import { memberNamed } from './input.ts';

export interface ScalarInstance {
  readonly network: Network;
  /** The quantities of the instance that a member or a family of the general network stands for. Throws: Failure. */
  readonly members: (text: string, option: string) => readonly Quantity[];
}

/** Throws: Failure if the file gives no sizes, or sizes that do not fit. */
export function scalarInstance(
  { network, sizeValues = new Map() }: ReadNetwork,
  house?: House,
): ScalarInstance {
  const missing = network.sizes.filter((name) => !sizeValues.has(name));
  if (missing.length > 0)
    throw new Failure(
      `--notation scalar: ${network.name} is for every size, and gives no value of ${missing.join(', ')}`,
      'give all sizes in the file, as in sizes: { L: 2, n: [2, 3, 2] }, or use --notation index or matrix',
    );
  const instance = instanceAt(network, sizeValues);
  const style = latexStyle(network, { house: house ?? houses.nielsen });
  const { symbols } = instance.network;
  const sizes = symbols.flatMap(({ quantity: q }) => {
    const size = sizeOf(q, sizeValues);
    return size === undefined ? [] : [[q, size] as const];
  });
  return {
    network: makeNetwork({
      ...instance.network,
      symbols: symbols.map((each) => ({ latex: style.quantity(each.quantity), ...each })),
      values: new Map([...instance.network.values, ...sizes]),
    }),
    members: (text, option) => membersOf(text, option, network, instance),
  };
}

/** Throws: Failure. */
function instanceAt(network: Network, sizes: NonNullable<ReadNetwork['sizeValues']>): Instance {
  try {
    return instantiate(network, sizes);
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    throw new Failure(`--notation scalar: ${network.name} at its sizes: ${error.message}`);
  }
}

/** Throws: Failure if there is none. */
function membersOf(text: string, option: string, network: Network, instance: Instance): readonly Quantity[] {
  const { member, fixed } = memberNamed(network, text, option);
  const at = new Map(fixed.map((i) => [i, numberOf(member.indices[i] as Index, text, option, instance)]));
  const found = instance.network.symbols
    .map((each) => each.quantity)
    .filter(
      ({ name, indices }) =>
        name === member.name && indices.every(({ key }, i) => (at.get(i) ?? key) === key),
    );
  if (found.length > 0) return found;
  const wanted = quantity(
    member.name,
    member.indices.map((each, i) => (at.has(i) ? index(Number(at.get(i))) : each)),
  );
  const shown = wanted.indices.map(({ key }) => key).join(',');
  throw new Failure(`${option}: at these sizes there is no ${wanted.name}[${shown}]`);
}

/** Throws: Failure unless the sizes decide it. */
function numberOf(at: Index, text: string, option: string, instance: Instance): string {
  try {
    return String(instance.index(at));
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    throw new Failure(
      `${option}: ${text} names no unit: ${error.message}`,
      'write numbers or sizes, as in w[2,1,1] or w[L,j,k]',
    );
  }
}
