/** Matrices are written as capitals, unless somebody else bears the letter. */
import type { Network } from '../network/index.ts';

/**
 * The name of a matrix whose entries have a name. `written` says how a document calls a name.
 *
 * Example: w → W, w_2 → W_2; but w → w where the network has a W, in whatever role
 */
export function capitals(
  network: Network,
  written: (name: string) => string = (name) => name,
): typeof written {
  const taken = new Set([
    ...network.symbols.map(({ quantity: { name } }) => written(name)),
    ...network.sizes,
    ...network.opaque.keys(),
  ]);
  return (name) => {
    const own = written(name);
    const capital = capitalised(own);
    return taken.has(capital) ? own : capital;
  };
}

/** A name that is one letter, with what it is numbered by, begun with a capital. */
export const capitalised = (name: string): string =>
  name.replace(/^[a-z](?=$|[\d_])/, (letter) => letter.toUpperCase());
