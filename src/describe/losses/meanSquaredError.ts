import type { Loss } from './loss.ts';

/** (1/n) Σ (y − a)² over the n outputs. */
export const meanSquaredError: Loss = {
  name: 'mean_squared_error',
  alsoCalled: ['mse'],
  description: 'The squared error, averaged over the n outputs: 1/n Σ (y − out)²',
  indexed: '1/n[L]*sum(j, (y[j] - a[L,j])^2)',
  formula: (pairs) => {
    const squares = pairs.map(({ target, output }) => `(${target} - ${output})^2`);
    return squares.length === 1 ? squares.join() : `1/${squares.length}*(${squares.join(' + ')})`;
  },
};
