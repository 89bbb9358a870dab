/** Terms as a number times the rest, and what follows from its sign. */
import { type Expr, Fraction, num, productOf } from '../expr/index.ts';

/** A number times the rest. */
interface Scaled {
  readonly coefficient: Fraction;
  readonly factors: readonly Expr[];
}

const one = new Fraction(1);

/** Splits a tidy term into its number and its other factors. */
export function scaled(term: Expr): Scaled {
  if (term.kind === 'number') return { coefficient: term.value, factors: [] };
  if (term.kind !== 'product') return { coefficient: one, factors: [term] };
  const [first] = term.args;
  if (first?.kind !== 'number') return { coefficient: one, factors: term.args };
  return { coefficient: first.value, factors: term.args.slice(1) };
}

/** A number times other factors as a term. */
export const unscaled = ({ coefficient, factors }: Scaled): Expr => {
  if (factors.length === 0 || coefficient.n === 0n) return num(coefficient);
  return coefficient.equals(one) ? productOf(factors) : productOf([num(coefficient), ...factors]);
};

/** Whether a factor divides. */
export const isFraction = (node: Expr): boolean =>
  node.kind === 'power' && node.args[1]?.kind === 'number' && node.args[1].value.s < 0n;

/** Whether a term has a minus sign. */
export const negative = (term: Expr): boolean => scaled(term).coefficient.s < 0n;

/** A term with the other sign. */
export const opposite = (term: Expr): Expr => {
  const { coefficient, factors } = scaled(term);
  return unscaled({ coefficient: coefficient.neg(), factors });
};

/** Positive terms lead, if a negative one would; where one of those is a quotient, their order stays: s − h for −h + s, but −y/a + (1 − y)/(1 − a). */
export const positiveFirst = (terms: readonly Expr[]): readonly Expr[] => {
  const minus = terms.filter(negative);
  if (terms[0] !== minus[0] || minus.some((each) => scaled(each).factors.some(isFraction))) return terms;
  return [...terms.filter((each) => !negative(each)), ...minus];
};
