/**
 * The derivative of a multiple: where J = T/m, ∂J/∂w is the derivative of T, found before, times 1/m. So the error terms
 * can be those of the total T, as in courses that write 1/m before the gradient and not into it.
 */
import { partial, productOf, type Quantity, quantitiesIn } from '../expr/index.ts';
import { UndecidedError } from '../network/index.ts';
import type { Justification, RuleUse, Step, TheoremId } from '../proof/index.ts';
import type { IndexedDeriver, IndexedWorked } from './indexed.ts';

/** ∂of/∂wrt for every index, through a quantity that the equation of `of` multiplies. Throws: UndecidedError, UnsoundError. */
export function scaledTheorem(
  deriver: IndexedDeriver,
  of: Quantity,
  wrt: Quantity,
  through: Quantity,
): IndexedWorked {
  const { network } = deriver;
  const rhs = network.equations.find(({ quantity }) => quantity === of)?.rhs;
  const place = rhs?.kind === 'product' ? rhs.args.indexOf(through) : -1;
  const others = rhs?.args.filter((_, i) => i !== place) ?? [];
  const isMultiple = others.every((each) =>
    [...quantitiesIn(each)].every((q) => network.symbol(q)?.role !== 'defined'),
  );
  if (rhs?.kind !== 'product' || place < 0 || !isMultiple)
    throw new UndecidedError(`${of.name} is no multiple of ${through.name}`);
  const [found, ...more] = deriver.derive(through, wrt);
  if (found === undefined || more.length > 0)
    throw new UndecidedError(`the derivative of ${through.name} by ${wrt.name} comes in parts`);
  const { proof } = deriver.theorem(found.theorem);
  if (proof.by !== 'steps') throw new UndecidedError('the proof is no row of steps');
  const slope = partial(through, wrt);
  const inside = (value: Step['after']): Step['after'] =>
    productOf(rhs.args.map((each, i) => (i === place ? value : each)));
  const steps: Step[] = [
    { after: partial(rhs, wrt), by: { use: { rule: 'definition.unfold', at: [0] } } },
    { after: inside(slope), by: { use: { rule: 'diff.product', at: [] } } },
    ...proof.steps.map((step) => moved(step, place, inside)),
  ];
  const last = (steps.at(-1) as Step).after;
  const tidy = withoutOne(last);
  if (tidy !== last) steps.push({ after: tidy, by: { use: { rule: 'algebra', at: [], to: tidy } } });
  const theorem: TheoremId = deriver.prove({ lhs: partial(of, wrt), rhs: tidy }, wrt, { by: 'steps', steps });
  return { of, wrt, ranges: found.ranges, theorem };
}

/** A step inside one factor. */
function moved(step: Step, place: number, inside: (value: Step['after']) => Step['after']): Step {
  return { after: inside(step.after), by: movedBy(step.by, place, inside) };
}

function movedBy(
  by: Justification,
  place: number,
  inside: (value: Step['after']) => Step['after'],
): Justification {
  if ('steps' in by) return { steps: by.steps.map((each) => moved(each, place, inside)) };
  if ('cite' in by) return by;
  const use: RuleUse = { ...by.use, at: [place, ...by.use.at] };
  return { use };
}

/** A product without leading factors 1. */
const withoutOne = (term: Step['after']): Step['after'] =>
  term.kind !== 'product'
    ? term
    : productOf(term.args.filter((each) => !(each.kind === 'number' && each.value.equals(1))));
