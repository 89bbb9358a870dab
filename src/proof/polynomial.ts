/** Polynomials with exact rational coefficients over numbered atoms, the arithmetic beneath `algebra.ts`. */
import { Fraction } from '../expr/index.ts';
import { LimitError } from './ac.ts';

/** At most so many monomials in any polynomial. */
const MONOMIALS = 20_000;

/** No coefficient of more bits. */
const BITS = 20_000;
const LARGEST = 1n << BigInt(BITS);

/** Atom numbers and their exponents, by rising number: `3:1 7:2`; the empty key is the constant. */
type Key = string;

interface Monomial {
  /** [atom, exponent] by rising atom. */
  readonly powers: readonly (readonly [number, number])[];
  readonly coefficient: Fraction;
}

export type Polynomial = ReadonlyMap<Key, Monomial>;

const keyOf = (powers: Monomial['powers']): Key =>
  powers.map(([atom, exponent]) => `${atom}:${exponent}`).join(' ');

function add(into: Map<Key, Monomial>, powers: Monomial['powers'], coefficient: Fraction): void {
  const key = keyOf(powers);
  const known = into.get(key);
  const total = known === undefined ? coefficient : known.coefficient.add(coefficient);
  if (total.n > LARGEST || total.d > LARGEST) throw new LimitError('a coefficient is too large');
  if (total.n === 0n) into.delete(key);
  else into.set(key, { powers, coefficient: total });
  if (into.size > MONOMIALS) throw new LimitError(`more than ${MONOMIALS} monomials`);
}

/** A constant. */
export function constant(value: Fraction): Polynomial {
  const result = new Map<Key, Monomial>();
  add(result, [], value);
  return result;
}

/** A single atom. */
export const atom = (number: number): Polynomial => {
  const result = new Map<Key, Monomial>();
  add(result, [[number, 1]], new Fraction(1));
  return result;
};

export const one: Polynomial = constant(new Fraction(1));

/** a + b·factor */
export function plus(a: Polynomial, b: Polynomial, factor = new Fraction(1)): Polynomial {
  const result = new Map(a);
  for (const { powers, coefficient } of b.values()) add(result, powers, coefficient.mul(factor));
  return result;
}

/** The sum of many. */
export function total(all: readonly Polynomial[]): Polynomial {
  const [first, ...rest] = all;
  if (first === undefined) return new Map();
  if (rest.length === 0) return first;
  const result = new Map(first);
  for (const each of rest)
    for (const { powers, coefficient } of each.values()) add(result, powers, coefficient);
  return result;
}

/** An exponent, while doubles still count it exactly. */
const exact = (exponent: number): number => {
  if (exponent > 1_000_000) throw new LimitError('an exponent above a million');
  return exponent;
};

function timesPowers(a: Monomial['powers'], b: Monomial['powers']): Monomial['powers'] {
  const result: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i];
    const y = b[j];
    if (y === undefined || (x !== undefined && x[0] < y[0])) {
      result.push(x as readonly [number, number]);
      i++;
    } else if (x === undefined || y[0] < x[0]) {
      result.push(y);
      j++;
    } else {
      result.push([x[0], exact(x[1] + y[1])]);
      i++;
      j++;
    }
  }
  return result;
}

export function times(a: Polynomial, b: Polynomial): Polynomial {
  if (a === one) return b;
  if (b === one) return a;
  if (a.size * b.size > 2_000_000) throw new LimitError('two polynomials are too large to multiply');
  const result = new Map<Key, Monomial>();
  for (const x of a.values()) {
    for (const y of b.values()) {
      add(result, timesPowers(x.powers, y.powers), x.coefficient.mul(y.coefficient));
    }
  }
  return result;
}

/** a to a natural power. */
export function toPower(a: Polynomial, exponent: number): Polynomial {
  if (exponent > 1000) throw new LimitError('an exponent above 1000');
  if (exponent === 0) return one;
  const [only] = a.size === 1 ? a.values() : [];
  if (only !== undefined) {
    const { n, d } = only.coefficient;
    const bits = 4 * Math.max(n.toString(16).length, d.toString(16).length);
    if (bits > 4 && bits * exponent > BITS) throw new LimitError('a coefficient is too large');
    const powers = only.powers.map(([number, count]) => [number, exact(count * exponent)] as const);
    const coefficient = only.coefficient.pow(exponent) ?? new Fraction(1);
    return new Map([[keyOf(powers), { powers, coefficient }]]);
  }
  let result = one;
  for (let i = 0; i < exponent; i++) result = times(result, a);
  return result;
}

/** Monomials from the highest down, in the lexicographic order of atom numbers. */
export function monomials(a: Polynomial): readonly Monomial[] {
  return [...a.values()].sort((x, y) => {
    for (let i = 0; ; i++) {
      const [p, q] = [x.powers[i], y.powers[i]];
      if (p === undefined || q === undefined) return (p === undefined ? 1 : 0) - (q === undefined ? 1 : 0);
      if (p[0] !== q[0]) return p[0] - q[0];
      if (p[1] !== q[1]) return q[1] - p[1];
    }
  });
}

/** The leading coefficient, in the order of `monomials`; 0 for the zero polynomial. */
export const leading = (a: Polynomial): Fraction => monomials(a)[0]?.coefficient ?? new Fraction(0);

/** A text that two polynomials share exactly if they are equal. */
export const textOf = (a: Polynomial): string =>
  monomials(a)
    .map((each) => `${each.coefficient.toFraction()}*${keyOf(each.powers)}`)
    .join('+');

const dividePowers = (a: Monomial['powers'], b: Monomial['powers']): Monomial['powers'] | undefined => {
  const left = new Map(a);
  for (const [number, exponent] of b) {
    const rest = (left.get(number) ?? 0) - exponent;
    if (rest < 0) return undefined;
    if (rest === 0) left.delete(number);
    else left.set(number, rest);
  }
  return [...left].sort(([x], [y]) => x - y);
};

/** a / b where the division leaves nothing over, otherwise undefined. */
export function quotient(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const [lead] = monomials(b);
  if (lead === undefined) return undefined;
  let rest = a;
  const result = new Map<Key, Monomial>();
  for (let work = 0; rest.size > 0; work++) {
    if (work > 500) return undefined;
    const [top] = monomials(rest) as [Monomial];
    const powers = dividePowers(top.powers, lead.powers);
    if (powers === undefined) return undefined;
    const coefficient = top.coefficient.div(lead.coefficient);
    add(result, powers, coefficient);
    rest = plus(rest, times(new Map([[keyOf(powers), { powers, coefficient }]]), b), new Fraction(-1));
  }
  return result;
}

/** a = multiple · b + rest, where the multiple makes the given monomial of b meet the highest monomial of a it divides. */
export function reduceOnce(
  a: Polynomial,
  b: Polynomial,
  lead: Monomial,
): { readonly multiple: Polynomial; readonly rest: Polynomial } | undefined {
  for (const each of monomials(a)) {
    const powers = dividePowers(each.powers, lead.powers);
    if (powers === undefined) continue;
    const coefficient = each.coefficient.div(lead.coefficient);
    const multiple = new Map([[keyOf(powers), { powers, coefficient }]]);
    return { multiple, rest: plus(a, times(multiple, b), new Fraction(-1)) };
  }
  return undefined;
}
