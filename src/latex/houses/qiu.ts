import type { House } from './house.ts';

/** W^{(l)}, δ^{(l)}. */
export const qiu: House = {
  name: 'qiu',
  source: '邱锡鹏《神经网络与深度学习》第 4 章',
  layer: ['(', ')'],
  sample: 'below',
  words: { net: 'z', out: 'a' },
  slope: 'delta',
  transpose: 'outside',
  samples: 'columns',
};
