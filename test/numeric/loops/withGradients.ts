// A family network with the gradients of its parameters as further families.
import { gradientNetwork } from '../../../src/derive/index.ts';
import type { Quantity } from '../../../src/expr/index.ts';
import type { Network, NetworkSymbol } from '../../../src/network/index.ts';

/** The name of the family that holds the gradient by another, where the network leaves it free. */
export const gradientOf = (family: string): string => `d_${family}`;

export function withGradients(
  network: Network,
  wanted: (symbol: NetworkSymbol) => boolean = () => true,
): Network {
  const wrt = network.symbols.filter((each) => each.role === 'parameter' && wanted(each));
  return gradientNetwork(
    network,
    network.loss as Quantity,
    wrt.map(({ quantity }) => quantity),
  ).network;
}
