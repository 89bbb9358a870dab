/**
 * Exact algebra: equality in the field of rational functions over ℚ in atoms. An atom is whatever is not a sum, product or
 * whole power; two applications of one function are the same atom when their arguments are equal by this same algebra.
 * Never sampling. Laws of functions, sums over indices and symbolic powers are other rules.
 *
 * A function outside its domain is some number of which nothing is known, as a quantity is: log(−1)·0 = 0, but no law, sign
 * or slope of log speaks of log(−1). Only what uses more of a function than that it is one asks for its domain, and whatever
 * number stands on the way, an equation whose sides have values is true. Of an inverse x·x⁻¹ = 1 is used: no base may be 0.
 *
 * Order of work: equal up to order; cancel common factors and addends; expand the rest, within limits; otherwise refuse.
 */
import {
  type Condition,
  type Expr,
  fold,
  isInteger,
  nonzero,
  productOf,
  subtract,
  sumOf,
} from '../expr/index.ts';
import { Canonical, LimitError } from './ac.ts';
import * as polynomial from './polynomial.ts';
import { Arithmetic, type Ratio, whole } from './ratio.ts';

export { LimitError };

/** Which arguments of functions have been found equal, and the work done, shared by a field and those it makes for arguments. */
interface Shared {
  readonly verdicts: Map<Expr, Map<Expr, ReadonlySet<Expr> | undefined>>;
  work: number;
  readonly arithmetic: Arithmetic;
}

/** The field in which two or more terms are compared: numbers their atoms, and remembers what it has worked out. */
export class Field {
  /** Atom number → term. */
  readonly atoms: Expr[] = [];
  readonly #atomOf = new Map<Expr, number>();
  readonly #ratios = new Map<Expr, Ratio>();
  readonly #canonical: Canonical;
  readonly #depth: number;
  readonly #shared: Shared;
  /** Every base that stood under a negative power: equality holds where they are not 0. */
  readonly bases = new Set<Expr>();

  constructor(
    canonical: Canonical = new Canonical(),
    depth = 0,
    shared: Shared = { verdicts: new Map(), work: 0, arithmetic: new Arithmetic() },
  ) {
    this.#canonical = canonical;
    this.#depth = depth;
    this.#shared = shared;
    if (depth > 100) throw new LimitError('functions nested too deeply');
  }

  /** A term as a ratio of polynomials in atoms. Throws: LimitError. */
  ratio(term: Expr): Ratio {
    return fold<Ratio>(
      term,
      (node, args) => this.#combine(node, args),
      this.#ratios,
      (node) => (this.#arithmetic(node) ? undefined : whole(polynomial.atom(this.#atom(node)))),
    );
  }

  /** Whether a − b is the zero function of the atoms. Throws: LimitError. */
  equal(a: Expr, b: Expr): boolean {
    const difference = this.ratio(subtract(a, b));
    return difference.numerator.size === 0;
  }

  #arithmetic(node: Expr): boolean {
    if (node.kind === 'number' || node.kind === 'sum' || node.kind === 'product') return true;
    const exponent = node.args[1];
    return node.kind === 'power' && exponent?.kind === 'number' && isInteger(exponent.value);
  }

  #atom(node: Expr): number {
    const form = this.#canonical.of(node);
    const known = this.#atomOf.get(form);
    if (known !== undefined) return known;
    let number = -1;
    if (form.kind === 'apply' || form.kind === 'power' || form.kind === 'cases') {
      number = this.atoms.findIndex((other) => this.#sameAtom(form, this.#canonical.of(other)));
    }
    if (number < 0) number = this.atoms.push(node) - 1;
    this.#atomOf.set(form, number);
    return number;
  }

  #sameAtom(a: Expr, b: Expr): boolean {
    if (a.kind !== b.kind || a.args.length !== b.args.length) return false;
    if (a.kind === 'apply' && b.kind === 'apply') {
      if (a.name !== b.name || a.orders.join() !== b.orders.join()) return false;
    }
    return a.args.every((arg, i) => {
      const other = b.args[i] as Expr;
      if (arg === other) return true;
      const bases = this.#sameArgument(arg, other);
      for (const base of bases ?? []) this.bases.add(base);
      return bases !== undefined;
    });
  }

  /** What must not be 0 for two arguments to be equal; undefined if they are not shown equal. Each pair is worked out once. */
  #sameArgument(a: Expr, b: Expr): ReadonlySet<Expr> | undefined {
    const known = this.#shared;
    const verdicts = known.verdicts.get(a) ?? new Map<Expr, ReadonlySet<Expr> | undefined>();
    known.verdicts.set(a, verdicts);
    if (verdicts.has(b)) return verdicts.get(b);
    known.work += 1;
    if (known.work > 2000) throw new LimitError('too many arguments to compare');
    const field = new Field(this.#canonical, this.#depth + 1, known);
    const verdict = field.equal(a, b) ? field.bases : undefined;
    verdicts.set(b, verdict);
    return verdict;
  }

  #combine(node: Expr, args: readonly Ratio[]): Ratio {
    const { arithmetic } = this.#shared;
    if (node.kind === 'number') return whole(polynomial.constant(node.value));
    if (node.kind === 'sum') return arithmetic.sum(args);
    if (node.kind === 'product') return arithmetic.product(args);
    const [base, exponent] = node.args;
    if (exponent?.kind !== 'number') throw new LimitError('not arithmetic');
    const count = Number(exponent.value.s * exponent.value.n);
    if (Math.abs(count) > 1000) throw new LimitError('an exponent above 1000');
    const ratio = args[0] as Ratio;
    if (count >= 0) return arithmetic.power(ratio, count);
    this.bases.add(base as Expr);
    return arithmetic.power(arithmetic.inverse(ratio), -count);
  }
}

/** Removes what two lists share, each occurrence once. */
function withoutCommon(a: readonly Expr[], b: readonly Expr[]): [Expr[], Expr[]] {
  const count = new Map<Expr, number>();
  for (const each of b) count.set(each, (count.get(each) ?? 0) + 1);
  const left: Expr[] = [];
  for (const each of a) {
    const known = count.get(each) ?? 0;
    if (known > 0) count.set(each, known - 1);
    else left.push(each);
  }
  const right: Expr[] = [];
  for (const each of b) {
    const known = count.get(each) ?? 0;
    if (known > 0) {
      right.push(each);
      count.set(each, known - 1);
    }
  }
  return [left, right];
}

/** Cancels common addends and factors until none is left; both sides in canonical form. */
function cancel(a: Expr, b: Expr, canonical: Canonical): [Expr, Expr] {
  let [x, y] = [a, b];
  for (;;) {
    const kind = x.kind === 'sum' || x.kind === 'product' ? x.kind : y.kind;
    if (x === y || (kind !== 'sum' && kind !== 'product')) return [x, y];
    const parts = (side: Expr): readonly Expr[] => (side.kind === kind ? side.args : [side]);
    const [left, right] = withoutCommon(parts(x), parts(y));
    const zero = kind === 'product' && parts(x).some((each) => each.kind === 'number' && each.value.n === 0n);
    if (zero || left.length === parts(x).length) return [x, y];
    const build = kind === 'sum' ? sumOf : productOf;
    [x, y] = [canonical.of(build(left)), canonical.of(build(right))];
  }
}

/** What must not be 0 for two terms to be equal by algebra, or undefined if algebra does not show them equal. Throws: LimitError. */
export function algebra(a: Expr, b: Expr, canonical: Canonical): readonly Condition[] | undefined {
  const [x, y] = cancel(canonical.of(a), canonical.of(b), canonical);
  if (x === y) return [];
  const field = new Field(canonical);
  if (!field.equal(x, y)) return undefined;
  return [...field.bases].map(nonzero);
}
