import type { Activation } from './activation.ts';

/** out = f(net) for each unit by itself. `range`: bounds of f's values, if known. */
export const elementwise = (
  name: string,
  range?: { readonly above?: number; readonly below?: number },
): Activation => ({
  name,
  probabilities: (range?.above ?? -1) >= 0 && (range?.below ?? 2) <= 1,
  indexed: (layer) => `${name}(z[${layer},j])`,
  equations: (units) => units.map(({ net, out }) => ({ name: out, formula: `${name}(${net})` })),
});
