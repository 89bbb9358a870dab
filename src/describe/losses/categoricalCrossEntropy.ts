import type { Loss } from './loss.ts';

/** −Σ y log a over the classes, for a softmax; presumes that the targets sum to 1. Domain: a > 0. */
export const categoricalCrossEntropy: Loss = {
  name: 'categorical_cross_entropy',
  alsoCalled: ['cross_entropy', 'crossentropy', 'nll', 'softmax'],
  description: 'Categorical cross-entropy of a softmax, the targets summing to 1: −Σ y log out',
  activation: 'softmax',
  indexed: '-sum(j, y[j]*log(a[L,j]))',
  formula: (pairs) => `-(${pairs.map(({ target, output }) => `${target}*log(${output})`).join(' + ')})`,
  givenIndexed: ['sum(j, y[j]) = 1'],
  given: (pairs) => [`${pairs.map(({ target }) => target).join(' + ')} = 1`],
};
