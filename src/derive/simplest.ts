/** The shortest way found to write a closed form. */
import { type Condition, type Expr, Fraction, isInteger, productOf, sumOf } from '../expr/index.ts';
import { isFraction, scaled, unscaled } from './coefficient.ts';
import { expandedForms, type Form } from './expanded.ts';
import { reading } from './reading.ts';
import { tidy } from './tidy.ts';

const one = new Fraction(1);

/** Whether multiplying out can only make a tidy term longer: bare factors and sums of bare summands, no symbol in two of them. */
function isShortest(term: Expr, given: readonly Condition[]): boolean {
  if (given.some(({ kind }) => kind === 'equal')) return false;
  const { coefficient, factors } = scaled(term);
  if (!coefficient.equals(one)) return false;
  const met = new Set<Expr>();
  for (const factor of factors) {
    const summands = (factor.kind === 'sum' ? factor.args : [factor]).map(atomsOf);
    const own = new Set(summands.flatMap((atoms) => atoms ?? []));
    const isBare = summands.every((atoms) => atoms !== undefined);
    const isShared = (each: Expr): boolean =>
      met.has(each) || (summands.length > 1 && summands.every((atoms) => atoms?.includes(each)));
    if (!isBare || [...own].some(isShared)) return false;
    for (const each of own) met.add(each);
  }
  return true;
}

/** The symbols and applications that a term ±a·b²·… is the product of; undefined for other terms. */
function atomsOf(term: Expr): readonly Expr[] | undefined {
  const { coefficient, factors } = scaled(term);
  if (!coefficient.abs().equals(one)) return undefined;
  const atoms: Expr[] = [];
  for (const factor of factors) {
    const [base, exponent] = factor.args;
    const isPower = factor.kind === 'power' && exponent?.kind === 'number' && isInteger(exponent.value);
    if (isPower && exponent.value.s < 0n) return undefined;
    const atom = isPower ? (base as Expr) : factor;
    if (atom.kind !== 'quantity' && atom.kind !== 'apply') return undefined;
    atoms.push(atom);
  }
  return atoms;
}

/** Whether a sum's terms stand over different lines. */
const isMixed = (term: Expr): boolean =>
  term.kind === 'sum' &&
  new Set(term.args.map((each) => productOf(scaled(each).factors.filter(isFraction)))).size > 1;

/** A sum with the factors that all its summands have before it. Example: ga − as → a(g − s) */
function sharedInFront(term: Expr): readonly Form[] {
  if (term.kind !== 'sum') return [];
  const [first, ...others] = term.args.map((each) => scaled(each).factors);
  const shared = [...new Set(first)].filter((factor) => others.every((each) => each.includes(factor)));
  if (shared.length === 0) return [];
  const rest = term.args.map((each) => {
    const { coefficient, factors } = scaled(each);
    return unscaled({ coefficient, factors: shared.reduce<readonly Expr[]>(withoutOne, factors) });
  });
  return [{ term: tidy(productOf([...shared, sumOf(rest)])) }];
}

const withoutOne = (factors: readonly Expr[], factor: Expr): readonly Expr[] =>
  factors.toSpliced(factors.indexOf(factor), 1);

/** The shortest form found: tidied as it stands, or multiplied out and cancelled where that reads shorter. */
export function simplest(term: Expr, given: readonly Condition[] = []): Form {
  const neat = tidy(term);
  let best: Form = { term: neat };
  let length = reading(neat);
  if (length > 200 || isShortest(neat, given)) return best;
  for (const candidate of [...sharedInFront(neat), ...expandedForms(neat, given)]) {
    const divisors = scaled(candidate.term).factors.filter(isFraction).length;
    const fraction = divisors > 1 || (divisors > 0 && isMixed(neat));
    // Over a common denominator only where that is much shorter: −y/a + (1 − y)/(1 − a) reads better than its quotient.
    const other = reading(candidate.term) * (fraction ? 1.6 : 1);
    if (other < length - 0.1) [best, length] = [candidate, other];
  }
  return best;
}
