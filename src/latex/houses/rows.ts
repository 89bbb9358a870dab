import type { House } from './house.ts';

/** Samples in rows, Z = XW + b, as in PyTorch and Dive into Deep Learning. */
export const rows: House = {
  name: 'rows',
  source: 'Zhang et al., Dive into Deep Learning, chapter 5',
  layer: ['(', ')'],
  sample: 'below',
  words: { net: 'z', out: 'a' },
  slope: 'delta',
  transpose: 'beside',
  samples: 'rows',
};
