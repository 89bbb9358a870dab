/** The loss of a layer list and its penalty on the weights, each with an equation of its own so that a plain chain rule works. */
import type { WrittenEquation } from './layers/index.ts';
import type { Tree } from './tree.ts';

export interface Penalised {
  /** Each λ, with its value if it has one. */
  readonly constants: readonly { readonly name: string; readonly value?: number }[];
  readonly equations: readonly WrittenEquation[];
  /** What is minimised. */
  readonly loss: string;
}

/** Adds up a formula of one weight over all weights. */
export type OverWeights = (ofOne: (weight: string) => string) => string;

/** One kind of penalty. */
const kinds: Readonly<Record<string, (lambda: string, total: OverWeights) => string>> = {
  l1: (lambda, total) => `${lambda}*${total((weight) => `abs(${weight})`)}`,
  l2: (lambda, total) => `${lambda}/2*${total((weight) => `${weight}^2`)}`,
};

/** Adds what `regularisation` asks for: E = E_data + R. Without it, E is the loss alone. */
export function penalise(regularisation: Tree | undefined, total: OverWeights, data: string): Penalised {
  const asked = [...(regularisation?.entries?.values() ?? [])].filter(({ key }) => Object.hasOwn(kinds, key));
  if (asked.length === 0) return { constants: [], equations: [{ name: 'E', formula: data }], loss: 'E' };
  const lambdas = asked.map(({ key, node }) => ({
    key,
    name: asked.length === 1 ? 'lambda' : `lambda_${key.slice(1)}`,
    ...(typeof node.value === 'number' && Number.isFinite(node.value) ? { value: node.value } : {}),
  }));
  const penalty = lambdas.map(({ key, name }) => kinds[key]?.(name, total)).join(' + ');
  return {
    constants: lambdas.map(({ key: _, ...constant }) => constant),
    equations: [
      { name: 'E_data', formula: data },
      { name: 'R', formula: penalty },
      { name: 'E', formula: 'E_data + R' },
    ],
    loss: 'E',
  };
}
