/** Members of families and matrices in a house style: the layer's number up, units below, derivatives of the loss as δ or d. */
import { type Index, type MatrixSymbol, type Quantity, quantity } from '../expr/index.ts';
import { EVERY, mentionsIn, type Network } from '../network/index.ts';
import { capitals } from './capitals.ts';
import type { House } from './houses/index.ts';
import { indexLatex } from './indexLatex.ts';
import { nameLatex } from './nameLatex.ts';
import { type Places, placesOf } from './places.ts';

/** A derivative by a family, at the family's own indices. */
export interface SlopeOf {
  readonly of: Quantity;
  readonly by: Quantity;
}

/** A letter with what stands above and below it. */
interface Scripted {
  readonly base: string;
  readonly below: readonly string[];
  readonly above: string;
}

export class HouseWriter {
  readonly #network: Network;
  readonly #house: House;
  readonly #places: Places;
  readonly #slopes: ReadonlyMap<string, SlopeOf>;
  /** The name of a matrix, by that of its entries. */
  readonly #capital: (name: string) => string;
  readonly #chosen: (member: Quantity) => string | undefined;
  /** The family whose slope is written with bare δ: the only one that has a name, or the only one of these that parameters enter. */
  readonly #bare: string | undefined;
  /** What theorems differentiate beside the loss, such as the sum of the samples' losses. */
  readonly #summed: Quantity | undefined;

  /** `chosen` answers how the caller wants single members written. */
  constructor(
    network: Network,
    house: House,
    slopes: ReadonlyMap<string, SlopeOf>,
    chosen: (member: Quantity) => string | undefined,
  ) {
    this.#network = network;
    this.#house = house;
    this.#places = placesOf(network);
    this.#slopes = slopes;
    this.#capital = capitals(network, (name) => this.#renamed(name));
    this.#chosen = chosen;
    this.#bare = bareOf(network, slopes);
    this.#summed = [...slopes.values()].find(({ of }) => of !== network.loss)?.of;
  }

  /** A quantity; undefined for what this style leaves to its name. */
  quantity(quantity: Quantity): string | undefined {
    const slope = this.#slopes.get(quantity.name);
    if (slope !== undefined) return this.#named(slope, quantity.indices);
    if (quantity.indices.length === 0 && this.#renamed(quantity.name) === quantity.name) return undefined;
    return scripted(this.#scripts(quantity.name, quantity.indices));
  }

  /** A symbol's own LaTeX with its layer's number as this house writes it. Example: z_1^{(2)} → z_1^{[2]} */
  restyled(latex: string): string {
    const [open, close] = this.#house.layer;
    const [, word = '', rest = ''] = /^([A-Za-z]|\\mathrm\{[A-Za-z]+\})(.*\^\{\(\d+\)\})$/.exec(latex) ?? [];
    if (rest === '') return latex;
    const name = /^\\mathrm\{(.*)\}$/.exec(word)?.[1] ?? word;
    const base = nameLatex(this.#house.words[name] ?? name);
    return base + rest.replace(/\^\{\((\d+)\)\}$/, (_, layer: string) => raised(open + layer + close));
  }

  /** dw for the slope of the loss. */
  slope(of: Quantity, by: Quantity): string | undefined {
    if (of !== this.#goalOf(by)) return undefined;
    const inner = this.#chosen(by) ?? this.quantity(by) ?? nameLatex(by.name);
    return `d${/^[A-Za-z]/.test(inner) || inner.startsWith('\\') ? '' : ' '}${inner}`;
  }

  matrix(symbol: MatrixSymbol): string {
    const slope = this.#slopes.get(symbol.name);
    if (slope === undefined) return scripted(this.#matrixScripts(symbol));
    const by = this.#matrixScripts({ ...symbol, name: slope.by.name });
    return this.#sloped(slope, by);
  }

  matrixSlope(of: Quantity, symbol: MatrixSymbol): string | undefined {
    return of === this.#goalOf(symbol) ? `d${this.matrix(symbol)}` : undefined;
  }

  /** Whose derivative d before a member means: the loss's, but of one sample's that of what theorems name beside the loss. */
  #goalOf({ name, indices }: Quantity | MatrixSymbol): Quantity | undefined {
    if (this.#house.slope !== 'differential') return undefined;
    const isSampled = indices.some((_, position) => this.#places(name, position) === 'sample');
    return (isSampled ? this.#summed : undefined) ?? this.#network.loss;
  }

  /** Example: a^{[l]} → a^{[l]T} */
  transposed(symbol: string, sign: string): string | undefined {
    if (this.#house.transpose !== 'beside') return undefined;
    const [, front, above] = /^([^^]*)\^(\{.*\}|[^{}])$/.exec(symbol) ?? [];
    if (front === undefined || above === undefined) return `${symbol}^{${sign}}`;
    return `${front}^{${above.replace(/^\{(.*)\}$/, '$1')}${sign}}`;
  }

  /** As this house calls a name, unless the network has something else of that name. */
  #renamed(name: string): string {
    const [, word = '', rest = ''] = /^([^_\d]*)(.*)$/su.exec(name) ?? [];
    const renamed = (this.#house.words[word] ?? word) + rest;
    const isTaken = renamed !== name && this.#network.named(renamed) !== undefined;
    return isTaken ? name : renamed;
  }

  #scripts(name: string, indices: readonly Index[]): Scripted {
    const kept = indices.map((each, position) => [each, this.#places(name, position)] as const);
    const shown = kept.filter(([each]) => each.key !== EVERY);
    const { above, below } = this.#sorted(shown);
    const own = this.#network.named(name);
    const latex = own && this.#network.symbol(own)?.latex;
    return { base: latex ?? nameLatex(this.#renamed(name)), above, below };
  }

  #sorted(indices: readonly (readonly [Index, string])[]): Pick<Scripted, 'above' | 'below'> {
    const [layers, below]: [string[], string[]] = [[], []];
    const samples: string[] = [];
    const { layer, sample } = this.#house;
    for (const [each, place] of indices) {
      const latex = indexLatex(each);
      if (place === 'layer') layers.push(latex);
      else if (place === 'sample' && sample !== 'below') samples.push(sample[0] + latex + sample[1]);
      else below.push(latex);
    }
    const above = layers.length === 0 ? '' : layer[0] + layers.join(',') + layer[1];
    return { above: above + samples.join(''), below };
  }

  #matrixScripts(symbol: MatrixSymbol): Scripted {
    const axes = symbol.indices.filter((each) => typeof each === 'string').length;
    const fixed = symbol.indices.flatMap((each, position) =>
      typeof each === 'string' ? [] : [[each, this.#places(symbol.name, position)] as const],
    );
    const own = this.#network.named(symbol.name);
    const latex = symbol.latex ?? (own && this.#network.symbol(own)?.latex);
    const name = axes === 2 ? this.#capital(symbol.name) : this.#renamed(symbol.name);
    const base = latex ?? nameLatex(name);
    return { base, ...this.#sorted(fixed) };
  }

  #named(slope: SlopeOf, indices: readonly Index[]): string {
    const chosen = this.#chosen(quantity(slope.by.name, indices));
    if (chosen === undefined) return this.#sloped(slope, this.#scripts(slope.by.name, indices));
    return this.#sloped(slope, { base: chosen, below: [], above: '' });
  }

  /** δ with the scripts of a quantity; where that is not said of one family only, its letter stands above in brackets. */
  #sloped({ by }: SlopeOf, scripts: Scripted): string {
    if (this.#house.slope === 'differential') return `d${scripted(scripts)}`;
    const isBare = by.name === this.#bare;
    const [, own] = (isBare ? /^[^_^]+_(.|\{.*\})$/s.exec(scripts.base) : undefined) ?? [];
    const letter = isBare ? [] : [`(${this.#scripts(by.name, []).base})`];
    const above = [...letter, ...(scripts.above === '' ? [] : [scripts.above])].join(',');
    // A member that the caller calls z_4 has δ_4.
    return scripted({ ...scripts, base: own === undefined ? '\\delta' : `\\delta_${own}`, above });
  }
}

function bareOf(network: Network, slopes: ReadonlyMap<string, SlopeOf>): string | undefined {
  const named = new Set([...slopes.values()].map(({ by }) => by.name));
  const parameters = new Set(
    network.symbols.flatMap(({ quantity: each, role }) => (role === 'parameter' ? [each.name] : [])),
  );
  const isEntered = (name: string): boolean =>
    network.equations.some(
      ({ quantity: own, rhs }) =>
        own.name === name && mentionsIn(rhs).some(({ quantity: each }) => parameters.has(each.name)),
    );
  const [only, ...others] = named.size > 1 ? [...named].filter(isEntered) : named;
  return others.length === 0 ? only : undefined;
}

const raised = (above: string): string =>
  above === '' ? '' : `^${above.length === 1 ? above : `{${above}}`}`;

/** Example: w, jk, l → w_{jk}^l */
function scripted({ base, below, above }: Scripted): string {
  // A name with a subscript of its own takes further ones behind it.
  const [, letter = base, own = ''] = /^(.*?)_(\{.*\}|.)$/s.exec(base) ?? [];
  const named = own.replace(/^\{(.*)\}$/s, '$1');
  const parts = [...(named === '' ? [] : [named]), ...below];
  // The 2 of a name is no index: Z_{2,ij}.
  const isNumbered = /^\d+$/.test(named) && below.length > 0;
  const isPlain = parts.every((each) => /^(?:[A-Za-z\d]|\\[a-z]+)$/.test(each));
  const joined = isNumbered && isPlain ? `${named},${below.join('')}` : parts.join(isPlain ? '' : ',');
  const lower = joined === '' ? '' : `_${joined.length === 1 ? joined : `{${joined}}`}`;
  return letter + lower + raised(above);
}
