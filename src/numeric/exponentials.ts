/**
 * Which terms hold exponentials, and what they are as rest · e^log, worked out only where somebody asks: most terms of a
 * reverse sweep hold some, and few need to know.
 */
import { apply, cases, type Expr, num, type Quantity } from '../expr/index.ts';
import {
  type Exponential,
  indexedSumOfExponentials,
  isOpposite,
  isPositive,
  isPositiveNumber,
  type Multiples,
  multiplesOf,
  plain,
  plus,
  powerOfExponential,
  productOfExponentials,
  sumOfExponentials,
  termOf,
} from './exponential.ts';
import { type Share, Shares, type Within } from './shares.ts';
import { isMinusOne, isOne } from './written.ts';

/** What is known of a term that holds exponentials. */
interface Holder {
  /** Whether its exponentials leave it bounded: it may underflow, but what it is multiplied by it does not lift. */
  readonly tame: boolean;
  readonly positive: boolean;
}

const minusOne = num(-1).value;

export class Exponentials {
  readonly #holders = new Map<Expr, Holder>();
  readonly #forms = new Map<Expr, Exponential>();
  readonly #definitions = new Map<Expr, Expr>();
  readonly #shares: Shares;
  /** The sum that a term is the reciprocal of. */
  readonly #inverses = new Map<Expr, Expr>();
  /** Positive sums, by their logarithms. */
  readonly #sums = new Map<Expr, Expr>();
  /** Terms that are one summand of a positive sum over that sum. */
  readonly #shareOf = new Map<Expr, Share>();

  /** `within` tells whether an index lies in a range; without it nothing is a share of an indexed sum. */
  constructor(within: Within = () => false) {
    this.#shares = new Shares(within, (term) => this.form(term));
  }

  get isEmpty(): boolean {
    return this.#holders.size === 0;
  }

  define(quantity: Quantity, rhs: Expr): void {
    const holder = this.#holders.get(rhs);
    if (holder === undefined) return;
    this.#holders.set(quantity, holder);
    this.#definitions.set(quantity, this.#written(rhs));
    for (const known of [this.#inverses, this.#shareOf] as Map<Expr, unknown>[]) {
      const found = known.get(rhs);
      if (found !== undefined) known.set(quantity, found);
    }
  }

  holds(term: Expr): boolean {
    return this.#holders.has(term);
  }

  isTame(term: Expr): boolean {
    return this.#holders.get(term)?.tame ?? true;
  }

  /** Notes a term whose parts were met. */
  meet(node: Expr): void {
    if (node.kind === 'apply') {
      if (node.name === 'exp') this.#holders.set(node, { tame: false, positive: true });
      else if (node.name === 'abs' || node.name === 'sqrt') this.#note(node, node.args);
    } else if (node.kind === 'sum' || node.kind === 'product') this.#note(node, node.args);
    else if (node.kind === 'cases') this.#note(node, node.args.slice(1));
    else if (node.kind === 'indexedSum') this.#note(node, node.args);
    else if (node.kind === 'power') this.#power(node);
  }

  /** A term as rest · e^log. */
  form(term: Expr): Exponential {
    const open = [term];
    for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
      const isOpen = this.holds(node) && !this.#forms.has(node);
      const waiting = isOpen
        ? this.#partsOf(node).filter((part) => this.holds(part) && !this.#forms.has(part))
        : [];
      if (waiting.length > 0) {
        for (const part of waiting) open.push(part);
        continue;
      }
      open.pop();
      if (isOpen) this.#forms.set(node, this.#compose(node));
    }
    return this.#known(term);
  }

  /** z, if a term is σ(z) as a quotient: one of two exponentials over their sum, or, with `others`, one of several. */
  logit(node: Expr, others = false): Expr | undefined {
    const share = this.#shareOf.get(node);
    return share !== undefined && (share.isOfTwo || others) ? termOf(oddsOf(share)) : undefined;
  }

  /** Notes the complement 1 − p of a share p = σ(z): it is p · e^(−z). */
  complement(node: Expr, quotient: Expr): void {
    const share = this.#shareOf.get(quotient);
    if (share === undefined) return;
    this.#holders.set(node, { tame: true, positive: true });
    this.#forms.set(node, { log: plus(this.form(quotient).log, oddsOf(share), minusOne) });
  }

  /** Whether a product is one summand of a positive sum over that sum, as in a softmax: bounded, although its factors are not. */
  isShare(node: Expr): boolean {
    const at = node.args.findIndex((each) => this.#inverses.has(each));
    if (node.args.length !== 2 || at < 0) return false;
    const sum = this.#inverses.get(node.args[at] as Expr) as Expr;
    const share = this.#shares.of(this.form(node.args[1 - at] as Expr), sum);
    if (share === undefined) return false;
    this.#holders.set(node, { tame: true, positive: true });
    this.#shareOf.set(node, share);
    return true;
  }

  /** Whether a sum is t − t·p for a share p. */
  isRest(node: Expr): boolean {
    const parts = node.args.map((arg) => this.form(arg));
    return (this.#lessShare(parts, 0) ?? this.#lessShare(parts, 1)) !== undefined;
  }

  #isPositive(term: Expr): boolean {
    return this.#holders.get(term)?.positive ?? isPositiveNumber(term);
  }

  #note(node: Expr, parts: readonly Expr[]): void {
    if (this.isEmpty || !parts.some((part) => this.holds(part))) return;
    // Where a bracket is 0 nothing beside it may be looked at.
    if (node.kind === 'product' && parts.some(({ kind }) => kind === 'bracket')) return;
    const positive = parts.every((part) => this.#isPositive(part));
    this.#holders.set(node, { tame: parts.every((part) => this.isTame(part)), positive });
  }

  #power(node: Expr): void {
    const [base, exponent] = node.args as [Expr, Expr];
    const holder = this.#holders.get(base);
    if (holder === undefined || exponent.kind !== 'number') return;
    const { positive } = holder;
    const sum = this.#written(base);
    const isSum = sum.kind === 'sum' || sum.kind === 'indexedSum';
    const isPositiveSum = isSum && sum.args.every((arg) => this.#isPositive(arg));
    // A positive sum with a number in it has a reciprocal that cannot overflow.
    const tame =
      exponent.value.s < 0n
        ? isPositiveSum && sum.kind === 'sum' && sum.args.some(isPositiveNumber)
        : holder.tame;
    this.#holders.set(node, { tame, positive });
    if (!isPositiveSum || !isMinusOne(exponent)) return;
    this.#inverses.set(node, sum);
    const own = sum.kind === 'sum' ? sum.args.findIndex(isOne) : -1;
    if (own >= 0) this.#shareOf.set(node, this.#shares.at(sum, own));
  }

  /** A term behind the name that stands for it. */
  #written(term: Expr): Expr {
    return this.#definitions.get(term) ?? term;
  }

  /** The terms whose forms a term's form is made of. */
  #partsOf(node: Expr): readonly Expr[] {
    const definition = this.#definitions.get(node);
    if (definition !== undefined) return [definition];
    if (node.kind === 'apply' && node.name === 'exp') return [];
    return node.args;
  }

  #known(term: Expr): Exponential {
    return this.#forms.get(term) ?? plain(term);
  }

  #compose(node: Expr): Exponential {
    const definition = this.#definitions.get(node);
    if (definition !== undefined) return this.#known(definition);
    const parts = node.args.map((arg) => this.#known(arg));
    const [first, positive, other] = parts as [Exponential, Exponential, Exponential];
    switch (node.kind) {
      case 'sum':
        return this.#sum(node, parts);
      case 'indexedSum':
        return this.#total(node, indexedSumOfExponentials(node, first));
      case 'product':
        return productOfExponentials(parts);
      case 'power': {
        const exponent = node.args[1] as Expr;
        return exponent.kind === 'number' ? powerOfExponential(first, exponent, exponent.value) : plain(node);
      }
      case 'cases': {
        const [guard] = node.args as [Expr];
        const log = cases(guard, termOf(positive.log), termOf(other.log));
        const rest = cases(guard, positive.rest ?? num(1), other.rest ?? num(1));
        return { ...productOfExponentials([plain(rest), { log: multiplesOf(log) }]) };
      }
      default:
        return this.#ofFunction(node, first);
    }
  }

  #sum(node: Expr, parts: readonly Exponential[]): Exponential {
    const rest = parts.length === 2 ? (this.#lessShare(parts, 0) ?? this.#lessShare(parts, 1)) : undefined;
    return rest ?? this.#total(node, sumOfExponentials(parts));
  }

  /** Notes which sum a logarithm stands for. */
  #total(node: Expr, form: Exponential): Exponential {
    const [atom] = form.log.keys();
    if (form.log.size === 1 && isPositive(form) && this.#isPositive(node)) this.#sums.set(atom as Expr, node);
    return form;
  }

  /** t − t·p for p = e^a/(e^a + r): t·r/(e^a + r), where the difference would be 0. */
  #lessShare(parts: readonly Exponential[], at: number): Exponential | undefined {
    const [whole, part] = [parts[at], parts[1 - at]] as [Exponential, Exponential];
    const ratio = plus(part.log, whole.log, minusOne);
    for (const [atom, count] of ratio) {
      const sum = this.#sums.get(atom);
      if (sum === undefined || !count.equals(-1) || !isOpposite(whole, part)) continue;
      const total = new Map([[atom, minusOne.neg()]]);
      const share = this.#shares.of({ log: plus(ratio, total) }, sum);
      if (share !== undefined)
        return { ...whole, log: plus(plus(whole.log, share.others()), total, minusOne) };
    }
    return undefined;
  }

  #ofFunction(node: Expr, argument: Exponential): Exponential {
    const [arg] = node.args as [Expr];
    if (node.kind !== 'apply') return plain(node);
    if (node.name === 'exp') return { log: multiplesOf(arg) };
    if (node.name === 'sqrt') return powerOfExponential(argument, num(1, 2), num(1, 2).value);
    return isPositive(argument)
      ? argument
      : { log: argument.log, rest: apply('abs', [argument.rest as Expr]) };
  }
}

/** The logarithm of a share over all others. */
const oddsOf = ({ own, others }: Share): Multiples => plus(own, others(), minusOne);
