import type { Loss } from './loss.ts';

/** −Σ [y log a + (1 − y) log(1 − a)], summed, not averaged, over the outputs. Domain: 0 < a < 1. */
export const binaryCrossEntropy: Loss = {
  name: 'binary_cross_entropy',
  alsoCalled: ['bce', 'log_loss', 'logistic'],
  description: 'Binary cross-entropy, summed over the outputs: −Σ [y log out + (1 − y) log(1 − out)]',
  probabilities: true,
  indexed: '-sum(j, y[j]*log(a[L,j]) + (1 - y[j])*log(1 - a[L,j]))',
  formula: (pairs) => {
    const terms = pairs.map(
      ({ target, output }) => `${target}*log(${output}) + (1 - ${target})*log(1 - ${output})`,
    );
    return `-(${terms.join(' + ')})`;
  },
};
