/** Of which degrees roots are needed, as it becomes known during a run, which then starts again. */

/** Degrees asked for by what came later; a run starts again with them. */
export interface Plan {
  readonly exps: number[];
  readonly roots: number[];
  readonly variables: Map<number, number>;
}

export const newPlan = (): Plan => ({ exps: [], roots: [], variables: new Map() });

/** Thrown when the plan has changed. */
export class Restart extends Error {}

/** No root of a higher degree, and no higher power of a logarithm's argument. */
export const DEGREE = 48;

/** No higher power of what is drawn, as e^u is where e^(u/1000) is met: that takes no root. */
export const POWER = 2 ** 20;

/** No larger numerator or denominator of an exponent that is not whole: what is reckoned with them is exact in doubles. */
export const LARGEST_ROOT = 2n ** 20n;

export const lcm = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
};

/** Whether the field has the roots: every number a cube root, every other one a square root. */
export function hasRoots(degree: number): boolean {
  let rest = degree % 2 === 0 ? degree / 2 : degree;
  while (rest % 3 === 0) rest /= 3;
  return rest === 1;
}
