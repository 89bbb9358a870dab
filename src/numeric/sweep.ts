/**
 * The reverse sweep over one term: what each quantity in it contributes to a gradient, as shared terms. The sweep over a
 * whole network is `adjoint.ts`. Slopes come from the functions' records; numbers are merged, factors 1 and terms 0 never
 * made, and the work is linear in the term.
 */
import {
  type Apply,
  apply,
  cases,
  type Expr,
  Fraction,
  fold,
  num,
  power,
  product,
  productOf,
  type Quantity,
  quantity,
  replace,
  sumOf,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { type Logistic, logistic, logisticSlope } from './logistic.ts';
import { NotANumber } from './refusals.ts';
import { isOne, scaledBy } from './written.ts';

/** Takes one contribution to the gradient by a subterm. */
type Contribute = (to: Expr, contribution: Expr) => void;

/** Nested guards are carried through products up to this depth; it bounds the work on an adversary's term. */
const GUARDS = 32;

/** Whether a term is the number 0. */
export const isZero = (term: Expr): boolean => term.kind === 'number' && term.value.n === 0n;

/**
 * bar · factors; their numbers, if there are several, merged into one leading number; undefined if that is 0.
 *
 * Example: 1/2 · 2 · u → u
 */
function multiply(bar: Expr, factors: readonly Expr[]): Expr | undefined {
  const numbers: Fraction[] = [];
  const rest: Expr[] = [];
  for (const factor of [bar, ...factors]) {
    const scaled = scaledBy(factor);
    if (factor.kind === 'number') numbers.push(factor.value);
    else if (scaled !== undefined) {
      numbers.push(scaled);
      rest.push(factor.args[1] as Expr);
    } else rest.push(factor);
  }
  if (numbers.length === 0) return productOf(rest);
  const number = numbers.reduce((a, b) => a.mul(b));
  if (number.n === 0n) return undefined;
  if (rest.length === 0) return num(number);
  if (number.equals(1)) return productOf(rest);
  // A bar with the only number stays whole: what it hands to many is made from it once.
  return numbers.length === 1 && scaledBy(bar) !== undefined
    ? productOf([bar, ...factors])
    : product(num(number), productOf(rest));
}

/**
 * `multiply` below the guards of a contribution from inside a `cases`, so that a factor that is infinite in the branch not
 * taken never meets the 0 there. Example: {bar, 0} · e^z → {bar · e^z, 0}
 */
function times(bar: Expr, factors: readonly Expr[]): Expr | undefined {
  const guards: { guard: Expr; positive: boolean }[] = [];
  let inner = bar;
  while (inner.kind === 'cases' && guards.length < GUARDS) {
    const [guard, positive, other] = inner.args as [Expr, Expr, Expr];
    if (isZero(other)) guards.push({ guard, positive: true });
    else if (isZero(positive)) guards.push({ guard, positive: false });
    else break;
    inner = isZero(other) ? positive : other;
  }
  let result = multiply(inner, factors);
  for (let i = guards.length - 1; i >= 0 && result !== undefined; i--) {
    const { guard, positive } = guards[i] as { guard: Expr; positive: boolean };
    result = guarded(guard, positive, result);
  }
  return result;
}

/** The sum of contributions that arrived from the last user to the first, written from the first; numbers alone are added up. */
export function total(arrived: readonly Expr[]): Expr {
  if (arrived.length > 1 && arrived.every((each) => each.kind === 'number'))
    return num(arrived.reduce((sum, each) => sum.add(each.value), new Fraction(0)));
  return sumOf([...arrived].reverse());
}

/** `term` where the guard is positive (or where it is not), otherwise 0. */
const guarded = (guard: Expr, positive: boolean, term: Expr): Expr =>
  positive ? cases(guard, term, num(0)) : cases(guard, num(0), term);

/** Placeholders for a function's arguments; no reader of formulas makes such names. */
const hole = (position: number): Quantity => quantity(`#${position}`);

/** A known function differentiated `orders` times, as a term without derivatives. Example: σ′(z) → σ(z)(1 − σ(z)) */
export function withoutOrders(node: Apply): Expr {
  const holes = node.args.map((_, position) => hole(position));
  let term: Expr = apply(node.name, holes);
  for (const [position, order] of node.orders.entries()) {
    for (let i = 0; i < order; i++) term = slopeBy(term, holes[position] as Quantity);
  }
  const args = new Map<Expr, Expr>(holes.map((each, position) => [each, node.args[position] as Expr]));
  return replace(term, (each) => args.get(each));
}

function slopeBy(term: Expr, by: Quantity): Expr {
  const found: Expr[] = [];
  sweep(term, num(1), (to, contribution) => {
    if (to === by) found.push(contribution);
  });
  return total(found);
}

/** The slopes of an application by its arguments. */
function slopesOf(node: Apply): readonly Expr[] {
  const record = functionNamed(node.name);
  if (record !== undefined && node.orders.every((order) => order === 0)) return record.slopes(node.args);
  return node.args.map((_, position) => {
    const orders = node.orders.map((order, other) => (other === position ? order + 1 : order));
    const derivative = apply(node.name, node.args, orders);
    return record === undefined ? derivative : withoutOrders(derivative);
  });
}

/** Contributions of a product to its factors; from four factors on, shared products of those before and after keep the size linear. */
function sweepProduct(
  factors: readonly Expr[],
  bar: Expr,
  varies: ReadonlyMap<Expr, boolean>,
  give: Contribute,
): void {
  const count = factors.length;
  const after: Expr[] = [];
  if (count > 3) {
    after[count - 1] = factors[count - 1] as Expr;
    for (let i = count - 2; i > 0; i--) after[i] = product(factors[i] as Expr, after[i + 1] as Expr);
  }
  let before: Expr | undefined;
  for (let i = 0; i < count; i++) {
    const factor = factors[i] as Expr;
    if (varies.get(factor)) {
      const others =
        count > 3
          ? [before, after[i + 1]].filter((each) => each !== undefined)
          : factors.filter((_, position) => position !== i);
      const contribution = times(bar, others);
      if (contribution !== undefined) give(factor, contribution);
    }
    if (count > 3) before = before === undefined ? factor : product(before, factor);
  }
}

function sweepPower(node: Expr, bar: Expr, varies: ReadonlyMap<Expr, boolean>, give: Contribute): void {
  const [base, exponent] = node.args as [Expr, Expr];
  if (varies.get(base)) {
    const less = exponent.kind === 'number' ? num(exponent.value.sub(1)) : sumOf([exponent, num(-1)]);
    const factors = isZero(less) ? [exponent] : [exponent, isOne(less) ? base : power(base, less)];
    const contribution = times(bar, factors);
    if (contribution !== undefined) give(base, contribution);
  }
  if (varies.get(exponent)) give(exponent, times(bar, [node, apply('log', [base])]) as Expr);
}

/** What e^a/(e^a + e^b) hands to a and, its opposite, to b. */
function sweepLogistic(
  { above, beside }: Logistic,
  contribution: Expr,
  varies: ReadonlyMap<Expr, boolean>,
  give: Contribute,
): void {
  if (varies.get(above)) give(above, contribution);
  if (beside !== undefined && varies.get(beside)) give(beside, times(contribution, [num(-1)]) as Expr);
}

/** What one node hands down to its arguments. */
function sweepNode(
  node: Expr,
  bar: Expr,
  varies: ReadonlyMap<Expr, boolean>,
  named: ReadonlyMap<Expr, Quantity> | undefined,
  give: Contribute,
): void {
  switch (node.kind) {
    case 'sum':
      for (const arg of node.args) if (varies.get(arg)) give(arg, bar);
      return;
    case 'product': {
      const quotient = logistic(node);
      if (quotient === undefined) sweepProduct(node.args, bar, varies, give);
      else sweepLogistic(quotient, times(bar, logisticSlope(named?.get(node) ?? node)) as Expr, varies, give);
      return;
    }
    case 'power':
      sweepPower(node, bar, varies, give);
      return;
    case 'cases': {
      const [guard, positive, other] = node.args as [Expr, Expr, Expr];
      if (varies.get(positive)) give(positive, guarded(guard, true, bar));
      if (varies.get(other)) give(other, guarded(guard, false, bar));
      return;
    }
    case 'apply': {
      const slopes = slopesOf(node);
      for (const [position, arg] of node.args.entries()) {
        if (!varies.get(arg)) continue;
        const slope = inNames(slopes[position] as Expr, node.args, named);
        const contribution = times(bar, [slope]);
        if (contribution !== undefined) give(arg, contribution);
      }
      return;
    }
    default:
      throw new NotANumber(node, 'only terms without ∂ and without index variables are swept');
  }
}

/** A slope with the network's names for what it repeats: σ(net)(1 − σ(net)) → out(1 − out). Arguments are not entered. */
const inNames = (slope: Expr, args: readonly Expr[], named: ReadonlyMap<Expr, Quantity> | undefined): Expr =>
  named === undefined
    ? slope
    : replace(slope, (node) => named.get(node) ?? (args.includes(node) ? node : undefined));

/**
 * Sweeps a term from its root, whose adjoint is `seed`, and hands every contribution to a quantity in it to `give`, the
 * last written first. `named` tells which quantity stands for a whole term.
 */
export function sweep(
  root: Expr,
  seed: Expr,
  give: (to: Quantity, contribution: Expr) => void,
  named?: ReadonlyMap<Expr, Quantity>,
): void {
  const varies = new Map<Expr, boolean>();
  fold<boolean>(
    root,
    (node, args) => node.kind === 'quantity' || node.kind === 'partial' || args.includes(true),
    varies,
  );
  const below = [...varies.keys()];
  const waiting = new Map<Expr, Expr[]>([[root, [seed]]]);
  const wait: Contribute = (to, contribution) => {
    const known = waiting.get(to);
    if (known === undefined) waiting.set(to, [contribution]);
    else known.push(contribution);
  };
  for (let i = below.length - 1; i >= 0; i--) {
    const node = below[i] as Expr;
    const received = waiting.get(node);
    if (received === undefined || varies.get(node) !== true) continue;
    if (node.kind === 'quantity') {
      for (const each of received) give(node, each);
      continue;
    }
    const bar = total(received);
    if (!isZero(bar)) sweepNode(node, bar, varies, named, wait);
  }
}
