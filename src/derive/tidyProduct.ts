/** Products as people write them: one number in front, equal bases joined, what is divided before what divides it. */
import { type Expr, Fraction, isInteger, num, power, sumOf } from '../expr/index.ts';
import { isFraction, positiveFirst, scaled, unscaled } from './coefficient.ts';
import { reading } from './reading.ts';

const one = new Fraction(1);

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
export function tidyProduct(args: readonly Expr[]): Expr {
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
    for (const each of part.factors) {
      const content = contentOf(each);
      coefficient = coefficient.mul(content);
      factors.push(
        positiveLed(content.equals(one) ? each : sumOf(each.args.map((term) => over(term, content)))),
      );
    }
  }
  if (coefficient.n === 0n) return num(0);
  return unscaled({ coefficient, factors: overFractions(joinPowers(factors)) });
}

/** The number that all summands of a factor have, but for its sign: x(2q − 2p) is 2x(q − p). */
function contentOf(factor: Expr): Fraction {
  const [first, ...others] =
    factor.kind === 'sum' ? factor.args.map((each) => scaled(each).coefficient.abs()) : [];
  return first !== undefined && first.n !== 0n && others.every((each) => each.equals(first)) ? first : one;
}

const over = (term: Expr, by: Fraction): Expr => {
  const { coefficient, factors } = scaled(term);
  return unscaled({ coefficient: coefficient.div(by), factors });
};

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
