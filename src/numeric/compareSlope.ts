/** What numbers say of a claimed slope: central differences, and a second opinion that knows it to nearly all digits. */
import type { Expr, Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { complexStep } from './complexStep.ts';
import { type Difference, type DifferenceOptions, difference } from './differences.ts';
import type { Duals } from './dual.ts';

/** How far a value may be from the second opinion, relative to the size of what was added up to make it. */
const ROUNDING = 1e-12;
/** Relative difference up to which two ways tell the same number, and not what rounding left of 0. */
const TOLD = 1e-6;
/** Relative difference up to which a complex step knows better than any difference. */
const SURE = 1e-9;

/** A slope that no difference was taken for. */
export interface SecondOpinion {
  /** The complex step, which is told no slope of any function, where all are analytic; otherwise dual numbers. */
  readonly by: 'complex step' | 'dual numbers';
  readonly value: number;
  /** Whether the claim is the same up to rounding; undefined where numbers overflow, so that rounding has no bound. */
  readonly agrees: boolean | undefined;
}

export interface Comparison {
  readonly difference: Difference;
  readonly second: SecondOpinion;
}

/**
 * Compares a claimed ∂of/∂by with central differences and with a second opinion. `duals` must be those of the same network at
 * the same values. A difference that cannot be told from 0 confirms nothing but a 0: for any other claim it is ill-conditioned,
 * as it is where it contradicts alone or by no more than rounding in the claim: of its error it has but an estimate, and the
 * complex step has none.
 */
export function compareSlope(
  duals: Duals,
  network: Network,
  of: Expr,
  by: Quantity,
  options: DifferenceOptions & { readonly claimed: number },
): Comparison {
  const { claimed, hold = [] } = options;
  // Dual numbers say how much rounding there may be, whoever says the value.
  const { value: dual, scale } = duals.partial(of, by, hold);
  const stepped = complexStep(network, of, by, options);
  const found = difference(network, of, by, options);
  const contradicts = found.verdict === 'ok' && found.agrees === false;
  const agreesWith = (value: number): boolean | undefined =>
    Number.isFinite(scale) && Number.isFinite(value)
      ? Math.abs(claimed - value) <= ROUNDING * Math.max(scale, Math.abs(value))
      : undefined;
  const isStep = stepped !== undefined && (agreesWith(stepped) !== false || contradicts || !agreesWith(dual));
  const value = isStep ? stepped : dual;
  // What is left of 0 by rounding is no number that two ways agree on.
  const isTold = claimed !== 0 && Math.abs(claimed - value) <= TOLD * Math.abs(claimed);
  const isZero = Math.abs(claimed) <= ROUNDING * scale && !isTold;
  const isDrowned = found.verdict === 'ok' && found.relativeError === undefined && !isZero;
  const isAlone = stepped !== undefined && Math.abs(claimed - stepped) <= SURE * Math.abs(claimed);
  const isRounding = Math.abs(claimed - found.value) <= ROUNDING * scale;
  const isUnsure = isDrowned || (contradicts && (isAlone || isRounding));
  return {
    difference: isUnsure ? { ...found, verdict: 'ill-conditioned', agrees: false } : found,
    second: { by: isStep ? 'complex step' : 'dual numbers', value, agrees: agreesWith(value) },
  };
}
