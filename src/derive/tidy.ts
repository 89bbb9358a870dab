/**
 * Closed forms as people write them: ones and zeros dropped, −(y − a) turned into (a − y), like terms joined, fractions
 * cancelled, brackets kept as long as that is shorter. Only proposes; `algebra` in the kernel decides.
 */
import {
  cases,
  type Expr,
  Fraction,
  fold,
  isInteger,
  num,
  power,
  productOf,
  rebuild,
  sumOf,
} from '../expr/index.ts';
import { negative, opposite, positiveFirst, scaled, unscaled } from './coefficient.ts';
import { tidyProduct } from './tidyProduct.ts';

const one = new Fraction(1);

/** −(y − a) as (a − y): a minus before a product goes into its first sum of mixed signs. */
function withoutMinus(term: Expr): Expr {
  if (term.kind === 'cases') {
    const [guard, here, there] = term.args as [Expr, Expr, Expr];
    return cases(guard, withoutMinus(here), withoutMinus(there));
  }
  const { coefficient, factors } = scaled(term);
  const mixed = factors.findIndex(
    (each) => each.kind === 'sum' && each.args.some(negative) && !each.args.every(negative),
  );
  if (coefficient.s >= 0n || mixed < 0) return term;
  const turned = sumOf(positiveFirst((factors[mixed] as Expr).args.map(opposite)));
  return unscaled({
    coefficient: coefficient.neg(),
    factors: factors.map((each, i) => (i === mixed ? turned : each)),
  });
}

function tidySum(args: readonly Expr[]): Expr {
  const terms = new Map<Expr, Fraction>();
  for (const term of args.flatMap((arg) => (arg.kind === 'sum' ? arg.args : [arg]))) {
    const { coefficient, factors } = scaled(term);
    const key = productOf(factors);
    terms.set(key, (terms.get(key) ?? new Fraction(0)).add(coefficient));
  }
  const kept = [...terms].filter(([, coefficient]) => coefficient.n !== 0n);
  return sumOf(kept.map(([key, coefficient]) => unscaled({ coefficient, factors: scaled(key).factors })));
}

const isArithmetic = (node: Expr): boolean =>
  node.kind === 'sum' ||
  node.kind === 'product' ||
  (node.kind === 'power' && node.args[1]?.kind === 'number');

/** A term with its sums, products and whole powers tidied; what stands inside functions is left alone. */
export const tidy = (term: Expr): Expr => withoutMinus(tidied(term));

const tidied = (term: Expr): Expr =>
  fold<Expr>(
    term,
    (node, args) => {
      if (node.kind === 'product') return tidyProduct(args);
      if (node.kind === 'sum') return tidySum(args);
      if (node.kind !== 'power') return rebuild(node, args);
      const [base, exponent] = args as [Expr, Expr];
      if (exponent.kind !== 'number') return node;
      if (exponent.value.equals(one)) return base;
      return base.kind === 'number' &&
        isInteger(exponent.value) &&
        base.value.n !== 0n &&
        exponent.value.n < 64n
        ? num(base.value.pow(exponent.value) as Fraction)
        : power(base, exponent);
    },
    new Map(),
    (node) => (isArithmetic(node) ? undefined : tidyAtom(node)),
  );

/** Branches of a distinction of cases are terms of their own; other atoms stay as they are. */
const tidyAtom = (node: Expr): Expr => {
  if (node.kind !== 'cases') return node;
  const [guard, here, there] = node.args as [Expr, Expr, Expr];
  return cases(tidied(guard), tidied(here), tidied(there));
};

/** The factors of a product within a product; one with a number in front, such as −y/a, stays together. */
export const opened = (term: Expr): readonly Expr[] =>
  term.kind === 'product' && term.args[0]?.kind !== 'number' ? term.args : [term];

/** 2^(−1) as the number 1/2, where it leads a product. */
const asNumber = (factor: Expr): Expr => {
  const [base, exponent] = factor.args;
  return factor.kind === 'power' && base?.kind === 'number' && base.value.n !== 0n && exponent === num(-1)
    ? num(base.value.inverse())
    : factor;
};

/** Drops factors 1 and the nesting they leave, and nothing else: how the line reads before it is simplified. */
export const withoutOnes = (term: Expr): Expr =>
  fold<Expr>(
    term,
    (node, args) => {
      if (node.kind !== 'product') return rebuild(node, args);
      const factors = args.flatMap(opened);
      const kept = factors.filter((each) => each.kind !== 'number' || !each.value.equals(one));
      return productOf(kept.map((each, i) => (i === 0 && kept.length > 1 ? asNumber(each) : each)));
    },
    new Map(),
    (node) => (isArithmetic(node) || node.kind === 'cases' ? undefined : node),
  );
