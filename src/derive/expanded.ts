/** A term multiplied out over the field of its atoms, fractions cancelled, and with declared equalities used where they shorten it. */
import { type Condition, type Expr, Fraction, num, power, productOf, sumOf } from '../expr/index.ts';
import { Field, LimitError, type Polynomial, polynomial } from '../proof/index.ts';

/** A shorter form, and the declared equality it rests on: the term is multiple · lhs + rest, hence multiple · rhs + rest. */
export interface Form {
  readonly term: Expr;
  readonly using?: {
    readonly condition: Condition & { kind: 'equal' };
    readonly multiple: Expr;
    readonly rest: Expr;
  };
}

/** Candidates, at most a few; none where the term is too large to multiply out. */
export function expandedForms(term: Expr, given: readonly Condition[]): readonly Form[] {
  try {
    const field = new Field();
    const { numerator, denominator } = field.ratio(term);
    let top = numerator;
    const bottom: Expr[] = [];
    for (const { base, exponent } of denominator.values()) {
      let left = exponent;
      for (let rest = polynomial.quotient(top, base); left > 0 && rest !== undefined; left--) {
        top = rest;
        rest = polynomial.quotient(top, base);
      }
      if (left > 0) bottom.push(power(asTerm(base, field), num(-left)));
    }
    if (top.size > 60) return [];
    const forms = [asTerm(top, field), ...factored(top, field)];
    const over = (each: Expr): Expr =>
      bottom.length === 0 ? each : productOf([...factorsOf(each), ...bottom]);
    const reduced = reductions(top, given, field).map(({ term: form, using }) => ({
      term: over(form),
      ...(using && { using: { ...using, multiple: over(using.multiple), rest: over(using.rest) } }),
    }));
    return [...forms.map((each) => ({ term: over(each) })), ...reduced];
  } catch (error) {
    if (error instanceof LimitError) return [];
    throw error;
  }
}

const factorsOf = (term: Expr): readonly Expr[] => (term.kind === 'product' ? term.args : [term]);

/** A polynomial with what all its monomials share in front. */
function factored(value: Polynomial, field: Field): readonly Expr[] {
  const all = polynomial.monomials(value);
  const [first] = all;
  if (first === undefined || all.length < 2) return [];
  const shared = first.powers.flatMap(([atom]) => {
    const exponents = all.map(({ powers }) => powers.find(([other]) => other === atom)?.[1] ?? 0);
    const least = Math.min(...exponents);
    return least > 0 ? [polynomial.toPower(polynomial.atom(atom), least)] : [];
  });
  if (shared.length === 0) return [];
  const front = shared.reduce(polynomial.times);
  const rest = polynomial.quotient(value, front);
  return rest === undefined ? [] : [productOf([...factorsOf(asTerm(front, field)), asTerm(rest, field)])];
}

/** What remains as multiples of a declared equality are taken away: one, or one leading term after the other. */
function reductions(start: Polynomial, given: readonly Condition[], field: Field): readonly Form[] {
  const found: Form[] = [];
  const minus = new Fraction(-1);
  for (const condition of given) {
    if (condition.kind !== 'equal') continue;
    const left = field.ratio(condition.equation.lhs);
    const right = field.ratio(condition.equation.rhs);
    if (left.denominator.size > 0 || right.denominator.size > 0) continue;
    const relation = polynomial.plus(left.numerator, right.numerator, minus);
    const add = (rest: Polynomial, multiple: Polynomial): void => {
      const remainder = polynomial.plus(rest, polynomial.times(multiple, right.numerator), minus);
      const using = { condition, multiple: asTerm(multiple, field), rest: asTerm(remainder, field) };
      for (const term of [asTerm(rest, field), ...factored(rest, field)]) found.push({ term, using });
    };
    for (const lead of polynomial.monomials(relation)) {
      // a(y₁ + y₂) − y₁ becomes a − y₁ in one go: −y₁ is better left alone.
      for (const [key, only] of start) {
        const multiple = polynomial.reduceOnce(new Map([[key, only]]), relation, lead)?.multiple;
        if (multiple !== undefined)
          add(polynomial.plus(start, polynomial.times(multiple, relation), minus), multiple);
      }
      let rest = start;
      let multiple: Polynomial = new Map();
      for (let i = 0; i < 20; i++) {
        const next = polynomial.reduceOnce(rest, relation, lead);
        if (next === undefined) break;
        rest = next.rest;
        multiple = polynomial.plus(multiple, next.multiple);
        add(rest, multiple);
      }
    }
  }
  return found;
}

function asTerm(value: Polynomial, field: Field): Expr {
  const terms = polynomial.monomials(value).map(({ powers, coefficient }) => {
    const factors = powers.map(([atom, exponent]) => {
      const base = field.atoms[atom] as Expr;
      return exponent === 1 ? base : power(base, num(exponent));
    });
    const bare = coefficient.equals(1) && factors.length > 0;
    return { term: productOf(bare ? factors : [num(coefficient), ...factors]), negative: coefficient.s < 0n };
  });
  const leads = terms.filter(({ negative }) => !negative);
  return sumOf([...leads, ...terms.filter(({ negative }) => negative)].map(({ term }) => term));
}
