/** Equalities that the author of a file vouches for: none of them may be one that cannot hold. */
import { type Condition, type Equation, type Quantity, subtract } from '../expr/index.ts';
import { constantOf } from './constantOf.ts';
import { contradiction } from './contradiction.ts';
import type { Written } from './draft.ts';
import { between, type Problems } from './problems.ts';

/** What stands left and right of =; undefined if there is not one =, which is then reported. */
export function sidesOf(
  { text, place }: Written,
  problems: Problems,
): readonly [Written, Written] | undefined {
  const [left = '', right = '', ...more] = text.split('=');
  if (more.length > 0 || left.trim() === '' || right.trim() === '') {
    problems.error(
      place(between(0, text.length)),
      'not an equality',
      'write one = between two formulas, as in y1 + y2 = 1',
    );
    return undefined;
  }
  const shift = left.length + 1;
  const shifted: Written['place'] = ({ offset, length }) =>
    place(between(offset + shift, offset + shift + length));
  return [
    { text: left, place },
    { text: right, place: shifted },
  ];
}

/** A declared equality; that it cannot hold, at the given values or at any, is reported. */
export function equality(
  equation: Equation,
  { text, place }: Written,
  problems: Problems,
  values: ReadonlyMap<Quantity, number> = new Map(),
): Condition {
  const found = contradiction(equation, values);
  const gap = constantOf(subtract(equation.lhs, equation.rhs));
  const why =
    gap !== undefined && gap.n !== 0n
      ? 'holds for no values'
      : found && `does not hold for the values: ${found.left} is not ${found.right}`;
  if (why !== undefined) problems.error(place(between(0, text.length)), `${text} ${why}`);
  return { kind: 'equal', equation };
}
