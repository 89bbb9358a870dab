/** How a network's quantities and functions are written: their names' LaTeX, the network's overrides, the caller's, a house style. */
import type { MatrixSymbol, Quantity } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Network } from '../network/index.ts';
import { capitals } from './capitals.ts';
import type { House } from './houses/index.ts';
import { HouseWriter, type SlopeOf } from './houseWriter.ts';
import { indexLatex } from './indexLatex.ts';
import { nameLatex, spelt } from './nameLatex.ts';

/** A way of writing quantities and functions. */
export interface Style {
  readonly quantity: (quantity: Quantity) => string;
  /** What stands before the argument. */
  readonly function: (name: string) => string;
  /** A derivative that has a sign of its own, such as dw for ∂J/∂w. */
  readonly slope?: (of: Quantity, by: Quantity) => string | undefined;
  /** A family as a matrix or a vector. */
  readonly matrix?: (symbol: MatrixSymbol) => string;
  /** The name of a matrix whose entries have a name; without it a capital. */
  readonly capital?: (name: string) => string;
  /** The slope of the loss by a matrix or a vector, if it has a sign of its own. */
  readonly matrixSlope?: (of: Quantity, symbol: MatrixSymbol) => string | undefined;
  /** The sign of a transpose: ⊤ beside a quantity or a size T. */
  readonly transpose: string;
  /** A transposed symbol, given its LaTeX, where its sign does not stand outside brackets. */
  readonly transposed?: (symbol: string) => string | undefined;
}

export interface StyleOptions {
  /** LaTeX for quantities, over what the network says. */
  readonly overrides?: ReadonlyMap<Quantity, string>;
  readonly house?: House;
  /** What families that theorems name stand for, by name: delta is ∂C/∂z. */
  readonly slopes?: ReadonlyMap<string, SlopeOf>;
}

const byName = (quantity: Quantity): string => nameLatex(quantity.name, quantity.indices.map(indexLatex));

/**
 * The style of a network. No two of its symbols are written alike: where names collide (`w_11`, `w11`), the later one
 * is spelt out.
 */
export function latexStyle(network: Network, options: StyleOptions = {}): Style {
  const { overrides = new Map<Quantity, string>(), house, slopes = new Map<string, SlopeOf>() } = options;
  const houseWriter = house && new HouseWriter(network, house, slopes, (member) => overrides.get(member));
  const written = new Map<Quantity, string>();
  const taken = new Set<string>();
  for (const symbol of network.symbols) {
    const own = symbol.latex && (houseWriter?.restyled(symbol.latex) ?? symbol.latex);
    const chosen = overrides.get(symbol.quantity) ?? (symbol.ranges === undefined ? own : undefined);
    if (chosen === undefined) continue;
    written.set(symbol.quantity, chosen);
    taken.add(chosen);
  }
  const write = (quantity: Quantity): string => {
    const known = written.get(quantity);
    if (known !== undefined) return known;
    let latex = overrides.get(quantity) ?? houseWriter?.quantity(quantity) ?? byName(quantity);
    if (taken.has(latex)) latex = spelt(quantity.name);
    written.set(quantity, latex);
    taken.add(latex);
    return latex;
  };
  for (const { quantity } of network.symbols) write(quantity);
  const transpose = taken.has('T') || network.sizes.includes('T') ? '\\top' : '\\mathrm{T}';
  return {
    quantity: write,
    transpose,
    function: (name) => functionNamed(name)?.latex ?? nameLatex(name),
    capital: capitals(network),
    ...(houseWriter && {
      slope: (of: Quantity, by: Quantity) => houseWriter.slope(of, by),
      matrix: (symbol: MatrixSymbol) => houseWriter.matrix(symbol),
      matrixSlope: (of: Quantity, symbol: MatrixSymbol) => houseWriter.matrixSlope(of, symbol),
      transposed: (symbol: string) => houseWriter.transposed(symbol, transpose),
    }),
  };
}
