/** Why the kernel refuses a theorem: its number, its goal, the step and the reason, in words. */
import type { Derivation, Step, Theorem, Verdict } from '../proof/index.ts';
import { printable } from '../source/index.ts';
import { conditionText, termText } from './conditionText.ts';

type Refusal = Verdict & { readonly accepted: false };

/** A refusal as lines. */
export function refusalText(
  { theorems }: Derivation,
  id: number,
  { reason, step, missing }: Refusal,
): string {
  const { goal } = theorems[id] as Theorem;
  const lines = [
    `theorem ${id} is refused`,
    `  goal    ${termText(goal.lhs)} = ${termText(goal.rhs)}`,
    ...(step.length > 0 ? [`  step    ${stepText(theorems, id, step)}`] : []),
    `  reason  ${printable(reason)}${missing === undefined ? '' : ` (${conditionText(missing)})`}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A step by its number from 1, its place in the file and its rule. Example: `2.1, theorems[3].steps[1].steps[0], by algebra` */
function stepText(theorems: readonly Theorem[], id: number, trail: readonly number[]): string {
  const { proof } = theorems[id] as Theorem;
  const owner = proof.by === 'renaming' ? proof.of : id;
  const replayed = theorems[owner]?.proof;
  let steps: readonly Step[] = replayed?.by === 'steps' ? replayed.steps : [];
  let step: Step | undefined;
  for (const position of trail) {
    step = steps[position];
    steps = step !== undefined && 'steps' in step.by ? step.by.steps : [];
  }
  const place = `theorems[${owner}]${trail.map((position) => `.steps[${position}]`).join('')}`;
  const number = trail.map((position) => position + 1).join('.');
  return `${number}, ${place}${proof.by === 'renaming' ? ' renamed' : ''}${step === undefined ? '' : `, by ${ruleText(step)}`}`;
}

function ruleText({ by }: Step): string {
  if ('use' in by) return printable(by.use.rule);
  return 'cite' in by ? `citing ${by.cite.map(({ theorem }) => theorem).join(', ')}` : 'the steps below it';
}
