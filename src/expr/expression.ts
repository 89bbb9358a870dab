/**
 * Terms: what every equation, proof and printed formula of backproof is made of.
 *
 * Terms are immutable and interned, so `===` is equality of structure and sharing is free. Constructors keep what was
 * written: they never flatten, reorder, drop units or fold numbers. Equality up to order is `proof/ac.ts`, equality as
 * rational functions `proof/algebra.ts`. Which functions exist, and what they mean, is `functions/`.
 */
import { Fraction } from './exact.ts';
import type { Index } from './indices.ts';
import { intern, mix, mixText } from './interning.ts';

interface Node<Kind extends string> {
  readonly kind: Kind;
  /** Structural hash, 31 bits. */
  readonly hash: number;
  /** Nesting below this node; part of the hash, so that a chain of one function does not run into a cycle of hashes. */
  readonly depth: number;
  /** Subterms, in written order; a path is a list of positions in these. */
  readonly args: readonly Expr[];
}

/** An exact rational. */
export interface Num extends Node<'number'> {
  readonly value: Fraction;
}

/** A named quantity of a network, possibly a member of a family: `outo1`, `w[l,j,k]`. */
export interface Quantity extends Node<'quantity'> {
  readonly name: string;
  readonly indices: readonly Index[];
}

/** args[0] + args[1] + …; a − b is `sum(a, product(-1, b))`. */
export interface Sum extends Node<'sum'> {}

/** args[0] · args[1] · …; a / b is `product(a, power(b, -1))`. */
export interface Product extends Node<'product'> {}

/** args[0] ^ args[1] */
export interface Power extends Node<'power'> {}

/** A function of `functions/` or an opaque one, applied; `orders` counts derivatives per argument: g″(z) has [2], an ordinary call zeros. */
export interface Apply extends Node<'apply'> {
  readonly name: string;
  readonly orders: readonly number[];
}

/** Σ_{index=from}^{to} args[0] */
export interface IndexedSum extends Node<'indexedSum'> {
  readonly index: string;
  readonly from: Index;
  readonly to: Index;
}

/** left = right, or left ≤ right, between indices. */
export interface Relation {
  readonly kind: 'equal' | 'atMost';
  readonly left: Index;
  readonly right: Index;
}

/** Iverson bracket: 1 if all relations hold, otherwise 0. [i = j] is Kronecker's δ. */
export interface Bracket extends Node<'bracket'> {
  readonly relations: readonly Relation[];
}

/** args[1] where args[0] > 0, otherwise args[2]. */
export interface Cases extends Node<'cases'> {}

/** ∂args[0]/∂by with `hold` held fixed, unevaluated; its meaning is in the README, "What ∂ means". */
export interface Partial extends Node<'partial'> {
  readonly by: Quantity;
  readonly hold: readonly Quantity[];
}

export type Expr = Num | Quantity | Sum | Product | Power | Apply | IndexedSum | Bracket | Cases | Partial;

const sameList = <T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!same(a[i] as T, b[i] as T)) return false;
  return true;
};
const identical = <T>(x: T, y: T): boolean => x === y;
const sameIndex = (x: Index, y: Index): boolean => x.key === y.key;

/** Whether two nodes with interned children have the same head. */
function same(a: Expr, b: Expr): boolean {
  if (a.hash !== b.hash || a.kind !== b.kind || !sameList(a.args, b.args, identical)) return false;
  switch (a.kind) {
    case 'number':
      return a.value.equals((b as Num).value);
    case 'quantity':
      return a.name === (b as Quantity).name && sameList(a.indices, (b as Quantity).indices, sameIndex);
    case 'apply':
      return a.name === (b as Apply).name && sameList(a.orders, (b as Apply).orders, identical);
    case 'indexedSum': {
      const other = b as IndexedSum;
      return a.index === other.index && sameIndex(a.from, other.from) && sameIndex(a.to, other.to);
    }
    case 'bracket':
      return sameList(
        a.relations,
        (b as Bracket).relations,
        (x, y) => x.kind === y.kind && sameIndex(x.left, y.left) && sameIndex(x.right, y.right),
      );
    case 'partial':
      return a.by === (b as Partial).by && sameList(a.hold, (b as Partial).hold, identical);
    default:
      return true;
  }
}

const unique = <T extends Expr>(candidate: T): T => intern<Expr>(candidate, same) as T;

const none: readonly never[] = [];

const seeds = {
  number: 3,
  quantity: 5,
  sum: 7,
  product: 11,
  power: 13,
  apply: 17,
  indexedSum: 19,
  bracket: 23,
  cases: 29,
  partial: 31,
};

function hashOf(kind: Expr['kind'], args: readonly Expr[]): number {
  let hash = seeds[kind] * 0x3d4d51 + depthOf(args);
  for (let i = 0; i < args.length; i++) hash = mix(hash, (args[i] as Expr).hash);
  return hash;
}

function depthOf(args: readonly Expr[]): number {
  let depth = 0;
  for (let i = 0; i < args.length; i++) depth = Math.max(depth, (args[i] as Expr).depth);
  return depth + 1;
}

/** A rational with its hash, which costs more than all else that is done with a small number. */
interface Hashed {
  readonly exact: Fraction;
  readonly hash: number;
}

const hashed = (exact: Fraction): Hashed => ({
  exact,
  hash: mix(
    mix(seeds.number, Number(exact.n & 0x7fffffffn)),
    Number(exact.d & 0x7fffffffn) + Number(exact.s),
  ),
});

const numbers = new Map<number, Hashed>();
function small(value: number): Hashed {
  const known = numbers.get(value);
  if (known !== undefined) return known;
  const found = hashed(new Fraction(value));
  if (numbers.size < 4096) numbers.set(value, found);
  return found;
}

/** An exact number. Example: `num(1, 2)` → 1/2 */
export function num(value: number | bigint | Fraction, denominator: number | bigint = 1): Num {
  const { exact, hash } =
    typeof value === 'number' && denominator === 1
      ? small(value)
      : hashed(value instanceof Fraction ? value : new Fraction(BigInt(value), BigInt(denominator)));
  return unique({ kind: 'number', hash, depth: 0, args: none, value: exact });
}

/** A quantity, or the member of a family at given indices. */
export function quantity(name: string, indices: readonly Index[] = none): Quantity {
  let hash = mixText(seeds.quantity, name);
  for (const each of indices) hash = mixText(hash, each.key);
  return unique({ kind: 'quantity', hash, depth: 0, args: none, name, indices });
}

/** n-ary sum in written order; the sum of one term is that term, of none 0. */
export const sum = (...terms: readonly Expr[]): Expr => sumOf(terms);

/** `sum` of a list, however long. */
export function sumOf(terms: readonly Expr[]): Expr {
  if (terms.length === 1) return terms[0] as Expr;
  if (terms.length === 0) return num(0);
  return unique({ kind: 'sum', hash: hashOf('sum', terms), depth: depthOf(terms), args: terms });
}

/** n-ary product in written order; the product of one factor is that factor, of none 1. */
export const product = (...factors: readonly Expr[]): Expr => productOf(factors);

/** `product` of a list, however long. */
export function productOf(factors: readonly Expr[]): Expr {
  if (factors.length === 1) return factors[0] as Expr;
  if (factors.length === 0) return num(1);
  return unique({
    kind: 'product',
    hash: hashOf('product', factors),
    depth: depthOf(factors),
    args: factors,
  });
}

/** base ^ exponent */
export function power(base: Expr, exponent: Expr): Power {
  const args = [base, exponent];
  return unique({ kind: 'power', hash: hashOf('power', args), depth: depthOf(args), args });
}

/** A function applied. Example: `apply('g', [z], [1])` → g′(z) */
export function apply(name: string, args: readonly Expr[], orders?: readonly number[]): Apply {
  const counts = orders ?? args.map(() => 0);
  let hash = mixText(hashOf('apply', args), name);
  for (const count of counts) hash = mix(hash, count);
  return unique({ kind: 'apply', hash, depth: depthOf(args), args, name, orders: counts });
}

/** Σ_{index=from}^{to} body */
export function indexedSum(index: string, from: Index, to: Index, body: Expr): IndexedSum {
  const args = [body];
  const hash = mixText(mixText(mixText(hashOf('indexedSum', args), index), from.key), to.key);
  return unique({ kind: 'indexedSum', hash, depth: depthOf(args), args, index, from, to });
}

/** [relations] */
export function bracket(...relations: readonly Relation[]): Bracket {
  let hash = seeds.bracket;
  for (const each of relations)
    hash = mixText(mixText(mixText(hash, each.kind), each.left.key), each.right.key);
  return unique({ kind: 'bracket', hash, depth: 0, args: none, relations });
}

/** `positive` where guard > 0, otherwise `other`. */
export function cases(guard: Expr, positive: Expr, other: Expr): Cases {
  const args = [guard, positive, other];
  return unique({ kind: 'cases', hash: hashOf('cases', args), depth: depthOf(args), args });
}

/** ∂of/∂by, unevaluated, with `hold` held fixed (kept in a canonical order, each once). */
export function partial(of: Expr, by: Quantity, hold: readonly Quantity[] = none): Partial {
  const held = hold.length < 2 ? hold : [...new Set(hold)].sort(byText);
  const args = [of];
  let hash = mix(hashOf('partial', args), by.hash);
  for (const each of held) hash = mix(hash, each.hash);
  return unique({ kind: 'partial', hash, depth: depthOf(args), args, by, hold: held });
}

const textOf = (q: Quantity): string => `${q.name}[${q.indices.map((each) => each.key).join(',')}]`;
const byText = (a: Quantity, b: Quantity): number => (textOf(a) < textOf(b) ? -1 : 1);

/** −a, as −1 · a. */
export const negate = (a: Expr): Expr => product(num(-1), a);
/** a − b */
export const subtract = (a: Expr, b: Expr): Expr => sum(a, negate(b));
/** a / b */
export const divide = (a: Expr, b: Expr): Expr => product(a, reciprocal(b));
/** 1 / a, as a^(−1). */
export const reciprocal = (a: Expr): Expr => power(a, num(-1));

/** The same head over other subterms. Throws: RangeError if their number does not fit. */
export function rebuild(node: Expr, args: readonly Expr[]): Expr {
  if (sameList(node.args, args, identical)) return node;
  if (args.length !== node.args.length)
    throw new RangeError(`${node.kind} takes ${node.args.length} subterms`);
  const [first, second, third] = args as [Expr, Expr, Expr];
  switch (node.kind) {
    case 'sum':
      return sumOf(args);
    case 'product':
      return productOf(args);
    case 'power':
      return power(first, second);
    case 'apply':
      return apply(node.name, args, node.orders);
    case 'indexedSum':
      return indexedSum(node.index, node.from, node.to, first);
    case 'cases':
      return cases(first, second, third);
    case 'partial':
      return partial(first, node.by, node.hold);
    default:
      return node;
  }
}
