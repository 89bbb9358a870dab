/**
 * Values and slopes of functions for forward-mode dual numbers, written by hand and independent of what the records claim.
 * Primitives have their calculus rule; sigmoid, tanh and softplus have forms that stay finite where their definitions
 * overflow. Every other function is evaluated through its definition (`dual.ts`).
 */
import { exponentialFunctions, LARGER, LOG_ADD_EXP, PART, PLAIN_EXP, SIZE } from './exponential.ts';
import { COMPLEMENT } from './stable.ts';

/** A function's local behaviour at a point. */
export interface Jet {
  readonly value: number;
  /** Slope by each argument. */
  readonly slopes: readonly number[];
  /** Size of the terms that a formula for the value or a slope adds up, as in σ(1 − σ) = σ + σ²; rounding is relative to these. */
  readonly spread: number;
  readonly slopeSpreads: readonly number[];
  /** Second derivatives. */
  readonly curvatures: readonly (readonly number[])[];
}

type Rule = (...args: readonly number[]) => Jet;

/** The jet of a function of one argument; spreads default to the sizes themselves. */
function jet(value: number, slope: number, curvature: number, slopeSpread = Math.abs(slope)): Jet {
  return {
    value,
    slopes: [slope],
    spread: Math.abs(value),
    slopeSpreads: [slopeSpread],
    curvatures: [[curvature]],
  };
}

/** e^(−|z|), from which the three bounded forms are made. */
const decay = (z: number): number => Math.exp(-Math.abs(z));

function sigmoid(z: number): Jet {
  const e = decay(z);
  const value = (z >= 0 ? 1 : e) / (1 + e);
  const slope = e / ((1 + e) * (1 + e));
  return jet(value, slope, slope * (1 - 2 * value), value * (1 + value));
}

function tanh(z: number): Jet {
  const e = Math.exp(-2 * Math.abs(z));
  const value = (-Math.sign(z) * Math.expm1(-2 * Math.abs(z))) / (1 + e);
  const slope = (4 * e) / ((1 + e) * (1 + e));
  return jet(value, slope, -2 * value * slope, 1 + value * value);
}

function softplus(z: number): Jet {
  const inner = sigmoid(z);
  return jet(Math.max(z, 0) + Math.log1p(decay(z)), inner.value, inner.slopes[0] as number);
}

function max(u: number, v: number): Jet {
  const value = Math.max(u, v);
  const slopes = [u > v ? 1 : 0, v > u ? 1 : 0];
  return {
    value,
    slopes,
    spread: 0,
    slopeSpreads: [0, 0],
    curvatures: [
      [0, 0],
      [0, 0],
    ],
  };
}

function exp(z: number): Jet {
  const value = Math.exp(z);
  return jet(value, value, value);
}

function sqrt(z: number): Jet {
  const value = Math.sqrt(z);
  return jet(value, 0.5 / value, -0.25 / (z * value));
}

/** log(e^a + e^b) */
function logAddExp(a: number, b: number): Jet {
  const value = a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(decay(a - b));
  const [first, second] = [sigmoid(a - b), sigmoid(b - a)];
  const curvature = first.slopes[0] as number;
  return {
    value,
    slopes: [first.value, second.value],
    spread: Math.abs(value) + Math.abs(Math.max(a, b)),
    slopeSpreads: [first.value, second.value],
    curvatures: [
      [curvature, -curvature],
      [-curvature, curvature],
    ],
  };
}

const functionOf = new Map(exponentialFunctions);

/** A size is a unit: any number serves, so that neither its error nor its slope is one of the term. */
function size(name: string, args: readonly number[]): Jet {
  const none = args.map(() => 0);
  return {
    value: functionOf.get(name)?.(...args) as number,
    slopes: none,
    spread: 0,
    slopeSpreads: none,
    curvatures: args.map(() => none),
  };
}

/** r · e^(a − m) */
function part(r: number, a: number, m: number): Jet {
  const value = r === 0 ? 0 : r * Math.exp(a - m);
  const slope = Math.exp(a - m);
  const slopes = [slope, value, 0];
  return {
    value,
    slopes,
    spread: Math.abs(value),
    slopeSpreads: slopes.map(Math.abs),
    curvatures: [
      [0, slope, 0],
      [slope, value, 0],
      [0, 0, 0],
    ],
  };
}

/** 1 − s for s = σ(z): as the difference where s is small, as σ(−z) elsewhere. */
function complement(s: number, z: number): Jet {
  const mirrored = sigmoid(-z);
  const isSmall = s < 1 / 2;
  return {
    value: isSmall ? 1 - s : mirrored.value,
    slopes: isSmall ? [-1, 0] : [0, -(mirrored.slopes[0] as number)],
    spread: isSmall ? 1 : mirrored.value,
    slopeSpreads: [1, 1],
    curvatures: [
      [0, 0],
      [0, 0],
    ],
  };
}

/** Hand-written rules by the function's name. At a kink they take the slope that its function's record takes there. */
export const jets: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['exp', (z) => exp(z as number)],
  ['log', (z) => jet(Math.log(z as number), 1 / (z as number), -1 / ((z as number) * (z as number)))],
  ['sqrt', (z) => sqrt(z as number)],
  ['abs', (z) => jet(Math.abs(z as number), Math.sign(z as number), 0)],
  ['sign', (z) => jet(Math.sign(z as number), 0, 0)],
  ['max', (u, v) => max(u as number, v as number)],
  ['sigmoid', (z) => sigmoid(z as number)],
  ['tanh', (z) => tanh(z as number)],
  ['softplus', (z) => softplus(z as number)],
  [LOG_ADD_EXP, (a, b) => logAddExp(a as number, b as number)],
  [PLAIN_EXP, (z) => exp(z as number)],
  [SIZE, (...args) => size(SIZE, args)],
  [LARGER, (...args) => size(LARGER, args)],
  [PART, (r, a, m) => part(r as number, a as number, m as number)],
  [COMPLEMENT, (s, z) => complement(s as number, z as number)],
]);

/** u^e for a number e that does not vary. */
export function powerJet(u: number, e: number): Jet {
  if (e === 0) return jet(1, 0, 0);
  if (e === 1) return jet(u, 1, 0);
  return jet(u ** e, e * u ** (e - 1), e * (e - 1) * u ** (e - 2));
}

/** u^e for u > 0, both varying. */
export function generalPowerJet(u: number, e: number): Jet {
  const value = u ** e;
  const logarithm = Math.log(u);
  const slopes = [e * u ** (e - 1), value * logarithm];
  const mixed = u ** (e - 1) * (1 + e * logarithm);
  return {
    value,
    slopes,
    spread: Math.abs(value) * (1 + Math.abs(e * logarithm)),
    slopeSpreads: slopes.map((slope) => Math.abs(slope) * (1 + Math.abs(e * logarithm))),
    curvatures: [
      [e * (e - 1) * u ** (e - 2), mixed],
      [mixed, value * logarithm * logarithm],
    ],
  };
}

/** f′ as a function of its own, from the jet of f; its second slopes are not known and count as none. */
export function derivativeJet(jet: Jet, position: number): Jet {
  const slopes = jet.curvatures[position] as readonly number[];
  return {
    value: jet.slopes[position] as number,
    slopes,
    spread: jet.slopeSpreads[position] as number,
    slopeSpreads: slopes.map(Math.abs),
    curvatures: slopes.map(() => slopes.map(() => 0)),
  };
}
