/**
 * Names for the quantities of a layer list. With at most one hidden layer they are those of the usual worked example:
 * net_h1, out_h1, net_o1, out_o1, weights w1, w2, … counted unit by unit from the inputs on. Deeper networks number their
 * layers after the inputs: z2_1, a2_1, w2_1_3 (to unit 1 from unit 3), b2_1, printed z_1^{(2)}, a_1^{(2)}, w_{13}^{(2)}, b_1^{(2)}.
 */
import type { Unit } from './layers/index.ts';

export type Biases = 'per_unit' | 'shared' | 'none';

interface LayerNames {
  readonly units: readonly Unit[];
  /** The layer's biases, each once. */
  readonly biases: readonly string[];
}

export interface Names {
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** One for each layer after the inputs. */
  readonly layers: readonly LayerNames[];
  /** LaTeX where the name does not give it. */
  readonly latex: ReadonlyMap<string, string>;
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

function biasName(layer: string, unit: string, biases: Biases): { bias?: string } {
  if (biases === 'none') return {};
  return { bias: biases === 'shared' ? layer : unit };
}

const layerOf = (units: readonly Unit[]): LayerNames => ({
  units,
  biases: [...new Set(units.flatMap(({ bias }) => bias ?? []))],
});

/** Layers called h and o, weights counted through. */
function shallow(sizes: readonly number[], biases: Biases): readonly LayerNames[] {
  let weight = 0;
  return sizes.slice(1).map((size, position) => {
    const letter = position === sizes.length - 2 ? 'o' : 'h';
    const units = upTo(size).map((unit) => ({
      net: `net_${letter}${unit}`,
      out: `out_${letter}${unit}`,
      weights: upTo(sizes[position] ?? 0).map(() => `w${++weight}`),
      ...biasName(`b${position + 1}`, `b_${letter}${unit}`, biases),
    }));
    return layerOf(units);
  });
}

/** Layers called by number, which is printed above. */
function deep(sizes: readonly number[], biases: Biases, latex: Map<string, string>): readonly LayerNames[] {
  return sizes.slice(1).map((size, position) => {
    const layer = position + 1;
    const sources = sizes[position] ?? 0;
    const comma = Math.max(size, sources) > 9 ? ',' : '';
    const named = (letter: string, below: readonly number[]): string => {
      const name = [`${letter}${layer}`, ...below].join('_');
      const subscript = below.join(comma);
      const lower = subscript === '' ? '' : `_${subscript.length === 1 ? subscript : `{${subscript}}`}`;
      latex.set(name, `${letter}${lower}^{(${layer})}`);
      return name;
    };
    const shared = biases === 'shared' ? { bias: named('b', []) } : {};
    const units = upTo(size).map((unit) => ({
      net: named('z', [unit]),
      out: named('a', [unit]),
      weights: upTo(sources).map((source) => named('w', [unit, source])),
      ...(biases === 'per_unit' ? { bias: named('b', [unit]) } : shared),
    }));
    return layerOf(units);
  });
}

/** Names everything in layers of the given sizes, from the inputs to the outputs. */
export function nameLayers(sizes: readonly number[], biases: Biases): Names {
  const latex = new Map<string, string>();
  const layers = sizes.length <= 3 ? shallow(sizes, biases) : deep(sizes, biases, latex);
  return {
    inputs: upTo(sizes[0] ?? 0).map((unit) => `x${unit}`),
    targets: upTo(sizes.at(-1) ?? 0).map((unit) => `y${unit}`),
    layers,
    latex,
  };
}
