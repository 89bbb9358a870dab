/**
 * What stands for e^u, log u, roots and opaque functions when values are residues: an element drawn at random for each that
 * is independent of those before, and for the others what their relation to those makes of it. Arguments are decided equal
 * before they become one atom; every relation is guessed at some points and verified at others.
 */
import { Fraction } from '../expr/index.ts';
import { Beyond, type Budget } from './budget.ts';
import { chance } from './chance.ts';
import type { Columns, Value } from './columns.ts';
import { DEGREE, hasRoots, lcm, type Plan, POWER, Restart } from './plan.ts';
import { type Coefficient, multiplied, relation } from './relation.ts';

/** e^argument = generator^degree, log argument = generator, argument^(1/degree) = generator, or an opaque function's value. */
interface Atom {
  readonly argument: Value;
  readonly generator: Value;
  readonly degree: number;
  readonly positive: boolean;
}

/** Rationals guessed have no larger numerator or denominator; so many are candidates. */
const BOUND = 1n << 20n;
const CANDIDATES = 2 * Number(BOUND) ** 2;

export class Atoms {
  readonly #columns: Columns;
  readonly #plan: Plan;
  readonly #chooseSign: () => boolean;
  readonly #work: Budget;
  readonly #exps: Atom[] = [];
  readonly #logs: Atom[] = [];
  readonly #roots: Atom[] = [];
  readonly #variables = new Map<number, Value>();
  readonly #opaque = new Map<string, { readonly args: readonly Value[]; readonly value: Value }[]>();
  /** The chance that values taken for equal are not. */
  error = 0;
  /** By how much roots multiply the degrees. */
  spread = 1;

  constructor(columns: Columns, plan: Plan, chooseSign: () => boolean, work: Budget) {
    this.#work = work;
    this.#columns = columns;
    this.#plan = plan;
    this.#chooseSign = chooseSign;
  }

  /** How many atoms may be related to one another. */
  get count(): number {
    return this.#exps.length + this.#logs.length;
  }

  /** Counts the chance that two different values are taken for the same, in so many comparisons of this kind. */
  risk(a: Value, b: Value, times = 1): void {
    this.#work.spend(1);
    this.error += times * chance(a.size, b.size) ** this.#columns.deciding;
  }

  #same(a: Value, b: Value): boolean {
    this.risk(a, b);
    return this.#columns.agree(a, b);
  }

  /** Whether ab = 1. */
  #reciprocal(a: Value, b: Value): boolean {
    const product = this.#columns.times(a, b);
    return this.#same(product, this.#columns.one);
  }

  /** The rational a/b, if it is a small one: guessed at one column, so that every candidate might agree by chance. */
  multiple(a: Value, b: Value): Fraction | undefined {
    this.#work.spend(20);
    this.risk(a, b, CANDIDATES);
    const found = this.#columns.ratio(a, b, BOUND);
    return found && new Fraction(found[0], found[1]);
  }

  /** Σ c_i sources[i] = target, as the columns that guess have it. */
  #guess(
    sources: readonly (readonly bigint[])[],
    target: readonly bigint[],
  ): readonly Coefficient[] | undefined {
    if (this.#columns.count === this.#columns.deciding) return undefined;
    this.#work.spend(sources.length * (4 + sources.length / 4) * target.length);
    return relation(sources, target, this.#columns.guessing);
  }

  /** Rationals with Σ c_i sources[i] = target, guessed and verified. */
  combination(sources: readonly Value[], target: Value): readonly Coefficient[] | undefined {
    const columns = this.#columns;
    const found = this.#guess(
      sources.map((each) => columns.guesses(each)),
      columns.guesses(target),
    );
    if (found === undefined) return undefined;
    const used = found.flatMap((c, i) => (c.n === 0n ? [] : [columns.scale(sources[i] as Value, c.n, c.d)]));
    return this.#same(columns.sum([columns.zero, ...used]), target) ? found : undefined;
  }

  exp(argument: Value): Value {
    const { one, zero } = this.#columns;
    if (this.#same(argument, zero)) return one;
    for (const each of this.#exps) {
      if (this.#same(argument, each.argument)) return this.#columns.power(each.generator, each.degree);
      this.risk(argument, each.argument);
      if (this.#columns.oppose(argument, each.argument))
        return this.#columns.power(each.generator, -each.degree);
    }
    const related = this.#relatedExp(argument);
    if (related !== undefined) return related;
    const degree = this.#plan.exps[this.#exps.length] ?? 1;
    const generator = this.#columns.atom();
    this.#exps.push({ argument, generator, degree, positive: true });
    return this.#columns.power(generator, degree);
  }

  /** e^(Σ c_i u_i + Σ k_j log v_j) = Π (e^(u_i))^(c_i) Π v_j^(k_j) */
  #relatedExp(argument: Value): Value | undefined {
    const columns = this.#columns;
    const sources = [...this.#exps.map((each) => each.argument), ...this.#logs.map((each) => each.generator)];
    const found = this.combination(sources, argument);
    if (found === undefined) return undefined;
    const used = found.flatMap((c, i) => (c.n === 0n ? [] : [{ c, i }]));
    const factors: Value[] = [];
    for (const { c, i } of used) {
      const known = this.#exps[i];
      if (known === undefined) {
        if (c.d !== 1n) return undefined;
        factors.push(columns.power((this.#logs[i - this.#exps.length] as Atom).argument, multiplied(c, 1)));
        continue;
      }
      const degree = lcm(known.degree, Number(c.d));
      if (degree !== known.degree) this.#restart(this.#plan.exps, i, degree, POWER);
      factors.push(columns.power(known.generator, multiplied(c, degree)));
    }
    return columns.product(factors);
  }

  log(argument: Value, positive: boolean): Value {
    const columns = this.#columns;
    if (this.#same(argument, columns.one)) return columns.zero;
    for (const each of this.#logs) {
      if (this.#same(argument, each.argument)) return each.generator;
      if (this.#reciprocal(argument, each.argument)) return columns.scale(each.generator, -1n, 1n);
    }
    const related = this.#relatedLog(argument, positive);
    if (related !== undefined) return related;
    const generator = columns.atom();
    this.#logs.push({ argument, generator, degree: 1, positive });
    return generator;
  }

  /** log(C Π v_j^(k_j) Π e^(c_i u_i)) = log C + Σ k_j log v_j + Σ c_i u_i, by u′/u = Σ k_j v_j′/v_j + Σ c_i (e^(u_i))′/e^(u_i). */
  #relatedLog(argument: Value, positive: boolean): Value | undefined {
    const columns = this.#columns;
    const exps = this.#exps.map((each) => columns.power(each.generator, each.degree));
    const sources = [...this.#logs.map((each) => each.argument), ...exps];
    this.#work.spend(10 * sources.length * (columns.count - columns.deciding));
    const found = this.#guess(
      sources.map((each) => columns.logarithmicSlope(each)),
      columns.logarithmicSlope(argument),
    );
    if (found === undefined) return undefined;
    // Of u^power the k are whole; an even power hides the sign of u.
    const power = found.reduce((known, { d }) => lcm(known, Number(d)), 1);
    const used = found.flatMap((c, i) => (c.n === 0n ? [] : [{ k: multiplied(c, power), i }]));
    if (used.length === 0 || [{ k: power }, ...used].some(({ k }) => Math.abs(k) > DEGREE)) return undefined;
    const logs = used.filter(({ i }) => i < this.#logs.length);
    // All but one proved positive, that one is positive too, unless its power is even. Beside it only e^u and positive
    // numbers: then the two signs agree, whatever they are.
    const open = [...logs.filter(({ i }) => !this.#logs[i]?.positive), ...(positive ? [] : [{ k: power }])];
    const plain = logs.length === 1 && logs[0]?.k !== undefined && logs[0].k % 2 !== 0;
    if (!(plain && power % 2 !== 0) && (open.length > 1 || open.some(({ k }) => k % 2 === 0)))
      return undefined;
    const monomial = columns.product(used.map(({ k, i }) => columns.power(sources[i] as Value, k)));
    const constant = this.multiple(columns.power(argument, power), monomial);
    if (constant === undefined || constant.s < 0n || constant.n === 0n) return undefined;
    const terms = used.map(({ k, i }) => {
      const log = this.#logs[i];
      const source = log?.generator ?? (this.#exps[i - this.#logs.length] as Atom).argument;
      return columns.scale(source, BigInt(k), BigInt(power));
    });
    const rest = this.#logOf(constant).map((each) => columns.scale(each, 1n, BigInt(power)));
    return columns.sum([...terms, ...rest]);
  }

  #logOf({ n, d }: Fraction): readonly Value[] {
    const one = (whole: bigint, sign: bigint): readonly Value[] =>
      whole === 1n ? [] : [this.#columns.scale(this.log(this.#columns.number(whole, 1n), true), sign, 1n)];
    return [...one(n, 1n), ...one(d, -1n)];
  }

  /** argument^(exponent), the argument proved positive. */
  root(argument: Value, exponent: Fraction): Value {
    const wanted = Number(exponent.d);
    const up = Number(exponent.s * exponent.n);
    const columns = this.#columns;
    for (const [i, each] of this.#roots.entries()) {
      const sign = this.#same(argument, each.argument)
        ? 1
        : this.#reciprocal(argument, each.argument)
          ? -1
          : 0;
      if (sign === 0) continue;
      const degree = lcm(each.degree, wanted);
      if (degree !== each.degree) this.#restart(this.#plan.roots, i, degree, DEGREE);
      return columns.power(each.generator, (sign * up * degree) / wanted);
    }
    const degree = lcm(this.#plan.roots[this.#roots.length] ?? 1, wanted);
    this.#plan.roots[this.#roots.length] = degree;
    if (!hasRoots(degree)) throw new Beyond(`a root of degree ${degree}`);
    const generator = columns.root(argument, degree);
    const turned = degree % 2 === 0 && !this.#chooseSign() ? columns.scale(generator, -1n, 1n) : generator;
    const { size } = argument;
    this.spread *= degree + size.degree + size.below + size.bits + size.bitsBelow;
    this.#roots.push({ argument, generator: turned, degree, positive: true });
    return columns.power(turned, (up * degree) / wanted);
  }

  /** A variable to a rational power, proved positive where that is not whole: a power of what is drawn, whose roots are values too. */
  variable(id: number, exponent: Fraction): Value {
    const degree = this.#plan.variables.get(id) ?? 1;
    const wanted = lcm(degree, Number(exponent.d));
    if (wanted !== degree) {
      if (wanted > POWER) throw new Beyond(`a root of degree ${wanted}`);
      this.#plan.variables.set(id, wanted);
      throw new Restart();
    }
    const drawn = this.#variables.get(id) ?? this.#columns.atom();
    this.#variables.set(id, drawn);
    return this.#columns.power(drawn, (Number(exponent.s * exponent.n) * degree) / Number(exponent.d));
  }

  /** A function of which nothing is known, by its name and the values of its arguments. */
  opaque(name: string, args: readonly Value[]): Value {
    const known = this.#opaque.get(name) ?? [];
    this.#opaque.set(name, known);
    const found = known.find((each) => each.args.every((arg, i) => this.#same(arg, args[i] as Value)));
    if (found !== undefined) return found.value;
    const value = this.#columns.atom();
    known.push({ args, value });
    return value;
  }

  #restart(degrees: number[], at: number, degree: number, most: number): never {
    if (degree > most) throw new Beyond(`a root of degree ${degree}`);
    degrees[at] = degree;
    throw new Restart();
  }
}
