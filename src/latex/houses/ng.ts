import type { House } from './house.ts';

/** W^{[l]}, dz^{[l]}, the sample's number in round brackets, columns. */
export const ng: House = {
  name: 'ng',
  source: 'Ng, Neural Networks and Deep Learning (course), notation',
  layer: ['[', ']'],
  sample: ['(', ')'],
  words: { net: 'z', out: 'a' },
  slope: 'differential',
  transpose: 'beside',
  samples: 'columns',
};
