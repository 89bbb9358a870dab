/** What stands in for an opaque function where numbers are wanted: smooth, its derivatives of every order known. */
import type { Random } from '../compare/random.ts';
import type { Implementation } from '../numeric/index.ts';

const WAVES = 3;

/** Σ_r sin(d_r + Σ_i c_ri·u_i) with constants of its own, so that no two of its slopes agree by chance. Example: ∂/∂u_2 of it is Σ_r c_r2·cos(…) */
export function testFunction(random: Random): Implementation {
  const draw = (): number => random.below(2 ** 32) / 2 ** 32;
  const waves = Array.from({ length: WAVES }, () => ({ shift: 6 * draw(), weights: [] as number[] }));
  return (args, orders) =>
    waves.reduce((total, { shift, weights }) => {
      while (weights.length < args.length) weights.push(0.4 + draw());
      let phase = shift;
      let factor = 1;
      for (const [i, arg] of args.entries()) {
        const weight = weights[i] as number;
        const order = orders[i] ?? 0;
        phase += weight * arg + (order * Math.PI) / 2;
        factor *= weight ** order;
      }
      return total + factor * Math.sin(phase);
    }, 0);
}
