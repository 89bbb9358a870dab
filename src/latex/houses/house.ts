/** What a house style says. A style is data: it names nothing but kinds of things, so it applies to every network. */

/** Which of the usual notations documents are written in. */
export type HouseName = 'nielsen' | 'ng' | 'mazur' | 'qiu' | 'rows';

export interface House {
  readonly name: HouseName;
  /** Whose notation it is. */
  readonly source: string;
  /** What stands around the number of a layer (or time), which goes up. Example: ['[', ']'] for a^{[l]} */
  readonly layer: readonly [open: string, close: string];
  /** What stands around the number of a sample, which goes up behind the layer, or 'below' if it stays with the units. */
  readonly sample: readonly [open: string, close: string] | 'below';
  /** First words of names, and what this house calls them. Example: { net: 'z' } */
  readonly words: Readonly<Record<string, string>>;
  /** A derivative of the loss that has a name: δ with the scripts of its quantity, or d before it, as for every derivative of the loss. */
  readonly slope: 'delta' | 'differential';
  /** Whether T stands beside the layer's number, a^{[l]T}, or outside brackets, (a^l)^T. */
  readonly transpose: 'beside' | 'outside';
  /** Whether samples are the columns of a matrix or its rows. The network decides; a house only says which it is for. */
  readonly samples: 'columns' | 'rows';
}
