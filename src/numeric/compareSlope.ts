/** What numbers say of a claimed slope: central differences and dual numbers, together. */
import type { Expr, Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { type Difference, type DifferenceOptions, difference } from './differences.ts';
import type { Duals } from './dual.ts';

/** How far a value may be from that of dual numbers, relative to the size of what was added up to make it. */
const DUAL = 1e-12;

export interface Comparison {
  readonly difference: Difference;
  /** Whether dual numbers give the same. */
  readonly dualAgrees: boolean;
}

/**
 * Compares a claimed ∂of/∂by with central differences and with dual numbers, which must be those of the same network. A difference
 * that cannot be told from 0 confirms nothing but a 0: for any other claim it is ill-conditioned.
 */
export function compareSlope(
  duals: Duals,
  network: Network,
  of: Expr,
  by: Quantity,
  options: DifferenceOptions & { readonly claimed: number },
): Comparison {
  const { claimed, hold = [] } = options;
  const dual = duals.partial(of, by, hold);
  const found = difference(network, of, by, options);
  const isZero = Math.abs(claimed) <= DUAL * dual.scale;
  const isDrowned = found.verdict === 'ok' && found.relativeError === undefined && !isZero;
  return {
    difference: isDrowned ? { ...found, verdict: 'ill-conditioned', agrees: false } : found,
    // An error without bound would agree with anything.
    dualAgrees:
      Number.isFinite(dual.scale) &&
      Math.abs(claimed - dual.value) <= DUAL * Math.max(dual.scale, Math.abs(dual.value)),
  };
}
