/** The arithmetic of dual numbers with a running error analysis. The functions' rules are `jets.ts`. */
import type { Jet } from './jets.ts';

/**
 * A number with the size of what was added up to make it: its rounding error is about scale · 2⁻⁵³. Two computations of
 * one number agree when they differ by a small multiple of that.
 */
export interface Scaled {
  readonly value: number;
  readonly scale: number;
}

/** The slope of what does not vary; known by identity, so that 0 · ∞ never arises from it. */
export const ZERO: Scaled = { value: 0, scale: 0 };
/** The slope of what a slope is taken by. */
export const ONE: Scaled = { value: 1, scale: 0 };

/** a + b */
export const add = (a: Scaled, b: Scaled): Scaled => {
  const value = a.value + b.value;
  return { value, scale: a.scale + b.scale + Math.abs(value) };
};

/** a · b */
export const multiply = (a: Scaled, b: Scaled): Scaled => {
  const value = a.value * b.value;
  return {
    value,
    scale: Math.abs(a.value) * b.scale + Math.abs(b.value) * a.scale + Math.abs(value),
  };
};

/** A value with its scale. */
export const scaled = (value: number, scale: number): Scaled => ({ value, scale });

/** The value of f(args) with its scale. */
export function valueAt(jet: Jet, args: readonly Scaled[]): Scaled {
  let scale = jet.spread;
  for (const [i, slope] of jet.slopes.entries()) {
    const own = (args[i] as Scaled).scale;
    if (own !== 0) scale += moved(slope * own, jet.value, args[i] as Scaled);
  }
  return scaled(jet.value, scale);
}

/** Σ f_i(args) · slopes[i] with its scale; arguments that do not vary take no part. */
export function slopeAt(jet: Jet, args: readonly Scaled[], slopes: readonly Scaled[]): Scaled {
  let sum = ZERO;
  for (const [i, slope] of slopes.entries()) {
    if (slope === ZERO || i >= jet.slopes.length) continue;
    let scale = jet.slopeSpreads[i] as number;
    for (const [j, curvature] of (jet.curvatures[i] as readonly number[]).entries()) {
      const own = (args[j] as Scaled).scale;
      if (own !== 0 && curvature !== 0)
        scale += moved(curvature * own, jet.slopes[i] as number, args[j] as Scaled);
    }
    const summand = multiply(scaled(jet.slopes[i] as number, scale), slope);
    sum = sum === ZERO ? summand : add(sum, summand);
  }
  return sum;
}

/** What an argument's error moves: |slope · scale|. Where a power law's slope overflows near 0, its value over its argument says the same. */
const moved = (product: number, own: number, { value, scale }: Scaled): number =>
  Number.isFinite(product) ? Math.abs(product) : Math.abs(own) * (scale / Math.abs(value));

/** Numbers below have lost digits, or lose some in their next product. */
const SMALL = 2 ** -960;

/** The slope of u^e, whose value is given; e · u^e · (u′/u) where u^(e−1) overflows or underflows although u^e does not. */
export function powerSlope(
  jet: Jet,
  power: Scaled,
  args: readonly Scaled[],
  slopes: readonly Scaled[],
): Scaled {
  const direct = slopeAt(jet, args, slopes);
  const [base, exponent] = args as readonly [Scaled, Scaled];
  const [slope, other] = slopes as readonly [Scaled, Scaled];
  const plain = jet.slopes[0] as number;
  if (
    other !== ZERO ||
    base.value === 0 ||
    exponent.value === 0 ||
    Math.abs(power.value) < SMALL ||
    (Math.abs(plain) > SMALL && Number.isFinite(plain))
  )
    return direct;
  const ratio = slope.value / base.value;
  const scale =
    slope.scale / Math.abs(base.value) + Math.abs(ratio) * (base.scale / Math.abs(base.value) + 1);
  return multiply(multiply(exponent, power), { value: ratio, scale });
}

/** The slope of a product, its factors taken from the left. */
export function productSlope(factors: readonly Scaled[], slopes: readonly Scaled[]): Scaled {
  let value = factors[0] as Scaled;
  let slope = slopes[0] as Scaled;
  for (let i = 1; i < factors.length; i++) {
    const factor = factors[i] as Scaled;
    const left = slope === ZERO ? ZERO : multiply(slope, factor);
    const right = slopes[i] === ZERO ? ZERO : multiply(value, slopes[i] as Scaled);
    slope = left === ZERO ? right : right === ZERO ? left : add(left, right);
    value = multiply(value, factor);
  }
  return slope;
}
