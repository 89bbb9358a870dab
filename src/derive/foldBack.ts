/**
 * Slopes written through the quantities they belong to: σ(z)(1 − σ(z)) as a(1 − a), a softmax through its own outputs.
 * Only proposes; the steps unfold the definitions again and fold them one by one.
 */
import {
  divide,
  type Expr,
  Fraction,
  nodes,
  num,
  type Path,
  power,
  product,
  productOf,
  type Quantity,
  quantitiesIn,
  reciprocal,
  replace,
  subtract,
  sumOf,
} from '../expr/index.ts';
import { type Canonical, Field, LimitError, type Polynomial, type Ratio } from '../proof/index.ts';
import { reading } from './reading.ts';
import type { Rewriting } from './rewriting.ts';
import { simplest } from './simplest.ts';
import { tidy } from './tidy.ts';

/** A quantity and its equation's right-hand side. */
export interface Made {
  readonly quantity: Quantity;
  readonly rhs: Expr;
}

/** A slope written through quantities whose equations it contains. */
interface Folded {
  readonly term: Expr;
  readonly through: readonly Made[];
}

/** Ends a slope's proof: written through `own` and `others` where that reads shorter, otherwise simplified as it stands. */
export function foldBack(proof: Rewriting, own: Made, others: readonly Made[], canonical: Canonical): void {
  const back = shortest(proof.term, own, others, canonical);
  const { term } = simplest(proof.term);
  if (back === undefined || reading(back.term) > reading(term) - 0.1) {
    proof.line(() => proof.algebra(term));
    return;
  }
  const made = new Map<Expr, Expr>(back.through.map(({ quantity, rhs }) => [quantity, rhs]));
  proof.line(() => {
    proof.algebra(replace(back.term, (node) => made.get(node)));
    for (const [path, quantity] of occurrences(back.term, made)) {
      proof.use('definition.fold', path, quantity, { quantity });
    }
    proof.algebra(back.term);
  });
}

/** The shortest way found to write a slope through quantities of one make. */
function shortest(slope: Expr, own: Made, others: readonly Made[], canonical: Canonical): Folded | undefined {
  const { rhs } = own;
  if (rhs.kind !== 'apply' && rhs.kind !== 'product' && rhs.kind !== 'power') return undefined;
  const present = quantitiesIn(slope);
  const through = [own, ...others].filter(({ quantity }) => !present.has(quantity));
  const equals = new Map<Expr, Quantity>(through.map((each) => [canonical.of(each.rhs), each.quantity]));
  const neat = tidy(slope);
  const candidates = [foldOccurrences(neat, equals, canonical)];
  if (rhs.kind === 'product') {
    const terms = neat.kind === 'sum' ? neat.args : [neat];
    const inverse = rhs.args.map(inverted);
    const share = tidy(sumOf(terms.map((term) => tidy(productOf([term, ...inverse])))));
    candidates.push(tidy(product(own.quantity, foldOccurrences(share, equals, canonical))));
  }
  if (!present.has(own.quantity)) candidates.push(...solved(neat, own.quantity, rhs));
  const folded = new Set<Quantity>(equals.values());
  const divisors = new Set(divisorsIn([neat, slope, rhs]).map((base) => canonical.of(base)));
  const made = new Map<Expr, Expr>(through.map((each) => [each.quantity, each.rhs]));
  const written = (base: Expr): Expr => canonical.of(replace(base, (node) => made.get(node)));
  const used = candidates.filter(
    (term) =>
      [...quantitiesIn(term)].some((each) => folded.has(each)) &&
      // The slope 3x²y of E = x³y has a value where x is 0; 3E/x has none.
      divisorsIn([term]).every((base) => divisors.has(written(base))),
  );
  const [best] = used.sort((a, b) => reading(a) - reading(b));
  return best && { term: best, through };
}

/** What terms divide by. */
const divisorsIn = (terms: readonly Expr[]): readonly Expr[] =>
  terms
    .flatMap(nodes)
    .flatMap(({ kind, args: [base, exponent] }) =>
      kind === 'power' && base && exponent?.kind === 'number' && exponent.value.s < 0n ? [base] : [],
    );

const inverted = (factor: Expr): Expr => {
  const [base, exponent] = factor.args;
  if (factor.kind !== 'power' || base === undefined || exponent?.kind !== 'number') return reciprocal(factor);
  return power(base, num(exponent.value.neg()));
};

const ratioWithin = (field: Field, term: Expr): Ratio | undefined => {
  try {
    return field.ratio(term);
  } catch (error) {
    if (error instanceof LimitError) return undefined;
    throw error;
  }
};

/** For an equation q = (αt + β)/(γt + δ) in one function value t: the slope with t = (δq − β)/(α − γq). */
function solved(slope: Expr, of: Quantity, rhs: Expr): readonly Expr[] {
  const field = new Field();
  const ratio = ratioWithin(field, rhs);
  if (ratio === undefined) return [];
  const { numerator, denominator } = ratio;
  const [bottom, ...more] = [...denominator.values()];
  const [t] = field.atoms;
  if (t?.kind !== 'apply' || field.atoms.length > 1 || more.length > 0 || bottom?.exponent !== 1) return [];
  const [top, base] = [linear(numerator), linear(bottom.base)];
  if (top === undefined || base === undefined) return [];
  const value = divide(
    subtract(product(num(base[0]), of), num(top[0])),
    subtract(num(top[1]), product(num(base[1]), of)),
  );
  return [simplest(replace(slope, (node) => (node === t ? value : undefined))).term];
}

/** The constant and the coefficient of a polynomial a + b·t in its one atom. */
function linear(value: Polynomial): readonly [Fraction, Fraction] | undefined {
  const found: [Fraction, Fraction] = [new Fraction(0), new Fraction(0)];
  for (const { powers, coefficient } of value.values()) {
    const exponent = powers[0]?.[1] ?? 0;
    if (exponent > 1) return undefined;
    found[exponent === 0 ? 0 : 1] = coefficient;
  }
  return found;
}

/** Replaces subterms, and groups of factors, that are the equation of a quantity. */
function foldOccurrences(term: Expr, equals: ReadonlyMap<Expr, Quantity>, canonical: Canonical): Expr {
  const whole = (node: Expr): Expr | undefined => equals.get(canonical.of(node));
  const grouped = replace(term, whole);
  return replace(grouped, (node) => {
    if (node.kind !== 'product') return undefined;
    for (const [form, quantity] of equals) {
      const rest = withoutFactors(node.args, form.kind === 'product' ? form.args : [], canonical);
      if (rest !== undefined) return tidy(product(...rest, quantity));
    }
    return undefined;
  });
}

/** A list of factors without some of them, or undefined if one is missing. */
function withoutFactors(
  factors: readonly Expr[],
  removed: readonly Expr[],
  canonical: Canonical,
): readonly Expr[] | undefined {
  if (removed.length === 0) return undefined;
  const left = [...factors];
  for (const each of removed) {
    const at = left.findIndex((factor) => canonical.of(factor) === each);
    if (at < 0) return undefined;
    left.splice(at, 1);
  }
  return left;
}

/** Where some quantities stand in a term; terms here are small, and each place counts. */
function occurrences(root: Expr, wanted: ReadonlyMap<Expr, Expr>): readonly (readonly [Path, Quantity])[] {
  const found: (readonly [Path, Quantity])[] = [];
  const open: (readonly [Expr, Path])[] = [[root, []]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, path] = next;
    if (node.kind === 'quantity' && wanted.has(node)) found.push([path, node]);
    node.args.forEach((arg, i) => {
      open.push([arg, [...path, i]]);
    });
  }
  return found;
}
