/**
 * Closed forms as people write them: ones and zeros dropped, −(y − a) turned into (a − y), like terms joined, fractions
 * cancelled, brackets kept as long as that is shorter. Only proposes; `algebra` in the kernel decides.
 */
import {
  type Condition,
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
import { expandedForms, type Form } from './expanded.ts';
import { reading } from './reading.ts';

/** A number times the rest. */
interface Scaled {
  readonly coefficient: Fraction;
  readonly factors: readonly Expr[];
}

const one = new Fraction(1);

/** Splits a tidy term into its number and its other factors. */
function scaled(term: Expr): Scaled {
  if (term.kind === 'number') return { coefficient: term.value, factors: [] };
  if (term.kind !== 'product') return { coefficient: one, factors: [term] };
  const [first] = term.args;
  if (first?.kind !== 'number') return { coefficient: one, factors: term.args };
  return { coefficient: first.value, factors: term.args.slice(1) };
}

const unscaled = ({ coefficient, factors }: Scaled): Expr => {
  if (factors.length === 0 || coefficient.n === 0n) return num(coefficient);
  return coefficient.equals(one) ? productOf(factors) : productOf([num(coefficient), ...factors]);
};

const isFraction = (node: Expr): boolean =>
  node.kind === 'power' && node.args[1]?.kind === 'number' && node.args[1].value.s < 0n;

const negative = (term: Expr): boolean => scaled(term).coefficient.s < 0n;
const opposite = (term: Expr): Expr => {
  const { coefficient, factors } = scaled(term);
  return unscaled({ coefficient: coefficient.neg(), factors });
};

/** Positive terms lead, if a negative one would that is no quotient: s − h for −h + s, but −y/a + (1 − y)/(1 − a). */
const positiveFirst = (terms: readonly Expr[]): readonly Expr[] => {
  const [first] = terms;
  if (first === undefined || !negative(first) || scaled(first).factors.some(isFraction)) return terms;
  return [...terms.filter((each) => !negative(each)), ...terms.filter(negative)];
};

const positiveLed = (factor: Expr): Expr =>
  factor.kind === 'sum' ? sumOf(positiveFirst(factor.args)) : factor;

/** Joins equal bases of whole powers, in the place of the first; what stands alone stays as it is. */
function joinPowers(factors: readonly Expr[]): readonly Expr[] {
  const joined = new Map<Expr, { exponent: Fraction; readonly first: Expr; isAlone: boolean }>();
  for (const first of factors) {
    const [base, exponent] = wholePower(first);
    const met = joined.get(base);
    if (met === undefined) joined.set(base, { exponent, first, isAlone: true });
    else Object.assign(met, { exponent: met.exponent.add(exponent), isAlone: false });
  }
  return [...joined].flatMap(([base, { exponent, first, isAlone }]) => {
    if (exponent.n === 0n) return [];
    if (isAlone) return [first];
    return [exponent.equals(one) ? base : power(base, num(exponent))];
  });
}

/** A factor as a whole power of what is not one. Example: (s²)^(−1) → s, −2 */
function wholePower(factor: Expr): readonly [base: Expr, exponent: Fraction] {
  let [base, exponent] = [factor, one];
  while (base.kind === 'power' && base.args[1]?.kind === 'number' && isInteger(base.args[1].value)) {
    exponent = exponent.mul(base.args[1].value);
    base = base.args[0] as Expr;
  }
  return [base, exponent];
}

/** Powers of products stay together unless their factors cancel with others: (uv)^(−2) · v is u^(−2) v^(−1). */
function tidyProduct(args: readonly Expr[]): Expr {
  const whole = multiplied(args);
  if (args.length === 1 || !args.some(isPowerOfProduct)) return whole;
  const apart = multiplied(args.flatMap(powersApart));
  return reading(apart) < reading(whole) ? apart : whole;
}

const isPowerOfProduct = ({ kind, args: [base, exponent] }: Expr): boolean =>
  kind === 'power' && base?.kind === 'product' && exponent?.kind === 'number' && isInteger(exponent.value);

function powersApart(factor: Expr): readonly Expr[] {
  const [base, exponent] = factor.args;
  if (!isPowerOfProduct(factor) || base === undefined || exponent?.kind !== 'number') return [factor];
  const { coefficient, factors } = scaled(base);
  if (coefficient.n === 0n || exponent.value.abs().gt(64)) return [factor];
  return [num(coefficient.pow(exponent.value) as Fraction), ...factors.map((each) => power(each, exponent))];
}

function multiplied(args: readonly Expr[]): Expr {
  let coefficient = one;
  const factors: Expr[] = [];
  for (const arg of args) {
    const part = scaled(arg);
    coefficient = coefficient.mul(part.coefficient);
    factors.push(...part.factors.map(positiveLed));
  }
  if (coefficient.n === 0n) return num(0);
  return unscaled({ coefficient, factors: overFractions(joinPowers(factors)) });
}

/** Single factors above the line of what divides them, unless that is a mere constant: e/s in place of (1/s)e, but (λ/m)w. */
function overFractions(factors: readonly Expr[]): readonly Expr[] {
  const first = factors.findIndex(isFraction);
  if (!factors.some((each) => isFraction(each) && !isConstant(each.args[0] as Expr))) return factors;
  const behind = factors.slice(first);
  return [
    ...factors.slice(0, first),
    ...behind.filter(isSingle),
    ...behind.filter((each) => !isSingle(each)),
  ];
}

const isConstant = (base: Expr): boolean =>
  base.kind === 'number' || (base.kind === 'quantity' && base.indices.length === 0);

const isSingle = (factor: Expr): boolean =>
  factor.kind === 'quantity' ||
  (factor.kind === 'apply' && factor.args.length < 2) ||
  (factor.kind === 'power' && !isFraction(factor) && isSingle(factor.args[0] as Expr));

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

/** The shortest form found: tidied as it stands, or multiplied out and cancelled where that reads shorter. */
export function simplest(term: Expr, given: readonly Condition[] = []): Form {
  const neat = tidy(term);
  let best: Form = { term: neat };
  let length = reading(neat);
  if (length > 200 || isShortest(neat, given)) return best;
  for (const candidate of expandedForms(neat, given)) {
    const fraction = scaled(candidate.term).factors.filter(isFraction).length > 1;
    // Over a common denominator only where that is much shorter: −y/a + (1 − y)/(1 − a) reads better than its quotient.
    const other = reading(candidate.term) * (fraction ? 1.6 : 1);
    if (other < length - 0.1) [best, length] = [candidate, other];
  }
  return best;
}
