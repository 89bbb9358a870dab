import type { Unit, WrittenEquation } from './activation.ts';

/** Every unit weighs every source: net = Σ source·weight + bias. Shape: (sources), (units, sources) → (units) */
export function dense(units: readonly Unit[], sources: readonly string[]): readonly WrittenEquation[] {
  return units.map(({ net, weights, bias }) => {
    const terms = sources.map((source, position) => `${source}*${weights[position]}`);
    return { name: net, formula: [...terms, ...(bias === undefined ? [] : [bias])].join(' + ') };
  });
}
