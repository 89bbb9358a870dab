import type { House } from './house.ts';

/** net_{h1}, out_{o1}. */
export const mazur: House = {
  name: 'mazur',
  source: 'Mazur, A Step by Step Backpropagation Example',
  layer: ['(', ')'],
  sample: 'below',
  words: { z: 'net', a: 'out' },
  slope: 'delta',
  transpose: 'outside',
  samples: 'columns',
};
