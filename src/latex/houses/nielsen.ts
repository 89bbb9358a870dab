import type { House } from './house.ts';

/** w_{jk}^l, δ_j^l, columns. */
export const nielsen: House = {
  name: 'nielsen',
  source: 'Nielsen, Neural Networks and Deep Learning, chapter 2',
  layer: ['', ''],
  sample: 'below',
  words: { net: 'z', out: 'a' },
  slope: 'delta',
  transpose: 'outside',
  samples: 'columns',
};
