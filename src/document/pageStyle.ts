/** How a page writes quantities: in a house style, with what theorems name written as δ (or as its house does). */
import type { Quantity } from '../expr/index.ts';
import { type House, houses, latexStyle, type SlopeOf, type Style } from '../latex/index.ts';
import type { Derivation } from '../proof/index.ts';
import { ErrorTermNames } from './names.ts';

interface Wishes {
  readonly latex?: ReadonlyMap<Quantity, string>;
  readonly house?: House;
}

export function pageStyle(derivation: Derivation, { latex: overrides = new Map(), house }: Wishes): Style {
  const { network } = derivation;
  if (network.families !== undefined) {
    return latexStyle(network, {
      overrides,
      house: house ?? houses.nielsen,
      slopes: slopesNamed(derivation),
    });
  }
  const symbols = latexStyle(network, { overrides, ...(house && { house }) });
  const names = new ErrorTermNames(derivation, symbols);
  const slopes = new NamedSlopes(derivation);
  const quantity = (each: Quantity): string => {
    const own = overrides.get(each);
    if (own !== undefined) return own;
    const slope = slopes.of(each);
    const signed = slope && symbols.slope?.(slope.of, slope.by);
    return signed ?? names.latex(each) ?? symbols.quantity(each);
  };
  return { ...symbols, quantity };
}

/** What the theorems of a derivation name, by name. */
const slopesNamed = ({ theorems }: Derivation): ReadonlyMap<string, SlopeOf> =>
  new Map(
    theorems.flatMap(({ name, goal: { lhs } }) => {
      const of = lhs.kind === 'partial' ? lhs.args[0] : undefined;
      if (name === undefined || lhs.kind !== 'partial' || of?.kind !== 'quantity') return [];
      return [[name.name, { of, by: lhs.by }] as const];
    }),
  );

/** The same for a derivation that grows. */
class NamedSlopes {
  readonly #derivation: Derivation;
  #seen = 0;
  #known: ReadonlyMap<string, SlopeOf> = new Map();

  constructor(derivation: Derivation) {
    this.#derivation = derivation;
  }

  of(name: Quantity): SlopeOf | undefined {
    if (this.#seen < this.#derivation.theorems.length) {
      this.#seen = this.#derivation.theorems.length;
      this.#known = slopesNamed(this.#derivation);
    }
    return this.#known.get(name.name);
  }
}
