/**
 * What a layer list knows of a layer: the equations it adds, as text, exactly as an author would write them. Weighted sums
 * are `dense.ts`; activations are records, listed in `index.ts`.
 */

/** One named equation, as an author would write it. */
export interface WrittenEquation {
  readonly name: string;
  readonly formula: string;
}

/** The names of one unit's quantities. */
export interface Unit {
  /** Pre-activation. */
  readonly net: string;
  /** Activation. */
  readonly out: string;
  /** One for each source, in their order. */
  readonly weights: readonly string[];
  readonly bias?: string;
}

export interface Activation {
  /** As written after `activation:`. */
  readonly name: string;
  /** Fewest units for which it makes sense. Default: 1. */
  readonly atLeast?: number;
  /** Whether its values are known to lie strictly between 0 and 1. */
  readonly probabilities: boolean;
  /** Whether each value needs every pre-activation of the layer; then all of these come first. */
  readonly coupled?: boolean;
  readonly equations: (units: readonly Unit[]) => readonly WrittenEquation[];
  /** The formula of a[layer,j] over z[layer,·], with indices. */
  readonly indexed: (layer: string) => string;
}
