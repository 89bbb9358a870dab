/** What numbers say of one theorem at one point: every entry of both sides, in components and in matrices. */
import type { Condition, Equation, Expr } from '../expr/index.ts';
import type { Range } from '../network/index.ts';
import { type Comparison, compareSlope } from '../numeric/index.ts';
import { type Derivation, entriesOf, entryRanges, type MatrixTheorem, type Theorem } from '../proof/index.ts';
import type { ConcretePoint } from './concretePoint.ts';
import type { Finding } from './reportFindings.ts';
import { spelledOut } from './spelledOut.ts';

/** How far an entry of a matrix form may be from the derivative, relative to what was added up. */
const ROUNDING = 1e-12;

export interface Tested {
  readonly entries: number;
  /** The largest relative difference from central differences; none where every entry is 0 or nothing was compared. */
  readonly largest?: number;
  /** What gave the second opinions. Example: `complex step`, `dual numbers` */
  readonly opinions: readonly string[];
  readonly finding: Finding;
}

/** Tests the derivative a theorem states at every value of its indices. */
export function testTheorem(
  { goal, given }: Theorem,
  matrix: MatrixTheorem | undefined,
  { theorems }: Derivation,
  point: ConcretePoint,
): Tested {
  const { instance, duals, values, functions } = point;
  const closed = spelledOut(goal.rhs, theorems);
  const comparisons: Comparison[] = [];
  const met = new Set<Expr>();
  for (const at of instance.assignments(rangesIn(given))) {
    const slope = instance.term(goal.lhs, at);
    // An index that the goal does not mention only says that its range is not empty.
    if (met.has(slope)) continue;
    met.add(slope);
    if (slope.kind !== 'partial') throw new TypeError('a theorem about no derivative');
    const claimed = duals.value(instance.term(closed, at)).value;
    if (!Number.isFinite(claimed)) return untold('no finite value here', comparisons.length);
    const options = { claimed, values, functions };
    comparisons.push(compareSlope(duals, instance.network, slope.args[0] as Expr, slope.by, options));
  }
  const relative = comparisons.flatMap(({ difference }) => difference.relativeError ?? []);
  return {
    entries: comparisons.length,
    ...(relative.length > 0 && { largest: Math.max(...relative) }),
    opinions: [...new Set(comparisons.map(({ second }) => second.by))],
    finding:
      matrix === undefined || matrixHolds(matrix, theorems, point)
        ? findingOf(comparisons)
        : { outcome: 'wrong', result: 'the matrix form has other entries' },
  };
}

/** Nothing is known. */
export const untold = (why: string, entries = 0): Tested => ({
  entries,
  opinions: [],
  finding: { outcome: 'open', result: `not confirmed: ${why}` },
});

/** Whether both sides of an equation of matrices have the same entries. */
function matrixHolds(
  form: MatrixTheorem,
  theorems: readonly Theorem[],
  { instance, duals }: ConcretePoint,
): boolean {
  const { lhs, rhs }: Equation = entriesOf(form);
  const [left, right] = [spelledOut(lhs, theorems), spelledOut(rhs, theorems)];
  return [...instance.assignments([...rangesIn(form.given), ...entryRanges(form)])].every((at) => {
    const [a, b] = [duals.value(instance.term(left, at)), duals.value(instance.term(right, at))];
    return Math.abs(a.value - b.value) <= ROUNDING * Math.max(a.scale, b.scale, Math.abs(a.value));
  });
}

const rangesIn = (given: readonly Condition[]): readonly Range[] =>
  given.flatMap((each) => (each.kind === 'range' ? [each] : []));

const open = [
  ['kink', 'at a kink'],
  ['undefined', 'no finite difference'],
  ['ill-conditioned', 'ill-conditioned difference'],
] as const;

/** What all entries say together: one that is wrong makes the theorem wrong, one that is not told leaves it open. */
function findingOf(comparisons: readonly Comparison[]): Finding {
  const count = (is: (each: Comparison) => boolean): number => comparisons.filter(is).length;
  const of = (some: number): string => `${some} of ${comparisons.length} entries`;
  if (comparisons.length === 0) return untold('no entry at these sizes').finding;
  const contradicted = count(({ second }) => second.agrees === false);
  if (contradicted > 0)
    return { outcome: 'wrong', result: `${of(contradicted)} differ from the second opinion` };
  const apart = count(({ difference }) => difference.verdict === 'ok' && difference.agrees !== true);
  if (apart > 0) return { outcome: 'wrong', result: `${of(apart)} differ from central differences` };
  for (const [verdict, reason] of open) {
    const some = count(({ difference }) => difference.verdict === verdict);
    if (some > 0) return untold(`${reason} for ${of(some)}`).finding;
  }
  const unbounded = count(({ second }) => second.agrees === undefined);
  if (unbounded > 0) return untold(`numbers overflow for ${of(unbounded)}`).finding;
  return { outcome: 'confirmed', result: 'confirmed' };
}
