import type { Loss } from './loss.ts';

/** Σ ½(y − a)². Source: the ½ cancels the exponent when differentiated. */
export const halfSquaredError: Loss = {
  name: 'half_squared_error',
  alsoCalled: ['sse', 'l2', 'squared_error', 'quadratic'],
  description: 'Half the squared error, summed over the outputs: 1/2 (y − out)²',
  indexed: '1/2*sum(j, (y[j] - a[L,j])^2)',
  formula: (pairs) => pairs.map(({ target, output }) => `1/2*(${target} - ${output})^2`).join(' + '),
};
