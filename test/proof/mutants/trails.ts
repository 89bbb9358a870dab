// Where the steps of a theorem stand, and theorems with one of them changed.
import type { Step, Theorem } from '../../../src/proof/index.ts';

/** Where a step stands: positions along the nesting of steps. */
export type Trail = readonly number[];

/** Every step, outer ones before those inside. */
export function trailsIn(steps: readonly Step[], prefix: Trail = []): readonly Trail[] {
  return steps.flatMap((step, i) => {
    const own = [...prefix, i];
    return 'steps' in step.by ? [own, ...trailsIn(step.by.steps, own)] : [own];
  });
}

/** The steps with the one at a trail replaced by others. */
export function changeAt(
  steps: readonly Step[],
  [head, ...tail]: Trail,
  change: (step: Step) => readonly Step[],
): readonly Step[] {
  return steps.flatMap((step, i) => {
    if (i !== head) return [step];
    if (tail.length === 0) return change(step);
    return 'steps' in step.by
      ? [{ after: step.after, by: { steps: changeAt(step.by.steps, tail, change) } }]
      : [step];
  });
}

export const stepsOf = ({ proof }: Theorem): readonly Step[] => (proof.by === 'steps' ? proof.steps : []);
export const withSteps = (theorem: Theorem, steps: readonly Step[]): Theorem => ({
  ...theorem,
  proof: { by: 'steps', steps },
});

export const stepAt = (steps: readonly Step[], trail: Trail): Step => {
  const [head, ...tail] = trail as [number, ...number[]];
  const step = steps[head] as Step;
  return tail.length > 0 && 'steps' in step.by ? stepAt(step.by.steps, tail) : step;
};
