import type { Activation } from './activation.ts';

/** out_k = e^{net_k} / Σ_i e^{net_i}. */
export const softmax: Activation = {
  name: 'softmax',
  atLeast: 2,
  probabilities: true,
  coupled: true,
  indexed: (layer) => `exp(z[${layer},j])/sum(i, exp(z[${layer},i]))`,
  equations: (units) => {
    const total = units.map(({ net }) => `exp(${net})`).join(' + ');
    return units.map(({ net, out }) => ({ name: out, formula: `exp(${net})/(${total})` }));
  },
};
