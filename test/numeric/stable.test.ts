// Naive forms where they overflow or cancel: |z| up to 700, values, gradients and dual numbers against BigNumbers.
import { describe, expect, test } from 'vitest';
import {
  apply,
  divide,
  type Expr,
  negate,
  num,
  product,
  type Quantity,
  quantity,
  reciprocal,
  subtract,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import { makeNetwork, type Network } from '../../src/network/index.ts';
import { Duals, difference, evaluate, evaluateGradients, gradients } from '../../src/numeric/index.ts';
import { BigArithmetic } from './bigNumber.ts';

const q = (name: string): Quantity => quantity(name);
const [z, y, E] = [q('z'), q('y'), q('E')] as const;
const exp = (term: Expr): Expr => apply('exp', [term]);
const log = (term: Expr): Expr => apply('log', [term]);
const sigmoid = apply('sigmoid', [z]);

/** Digits by the largest number that takes part: e^700 has 305 before the point, and two of them may meet. */
const judges = [
  { upTo: 50, big: new BigArithmetic(80) },
  { upTo: Number.POSITIVE_INFINITY, big: new BigArithmetic(680) },
];
const judgeOf = (values: ReadonlyMap<Quantity, number>): BigArithmetic =>
  (
    judges.find(({ upTo }) => [...values.values()].every((each) => Math.abs(each) <= upTo)) as {
      big: BigArithmetic;
    }
  ).big;

/** E from given quantities through named ones. */
function network(values: Record<string, number>, equations: Record<string, Expr>): Network {
  const given = Object.keys(values).map((name) => ({ quantity: q(name), role: 'input' as const }));
  const rows = Object.entries(equations).map(([name, rhs]) => ({ quantity: q(name), rhs }));
  return makeNetwork({
    name: 'stable',
    symbols: [...given, ...rows.map((row) => ({ quantity: row.quantity, role: 'defined' as const }))],
    equations: rows,
    values: new Map(Object.entries(values).map(([name, value]) => [q(name), value])),
    loss: E,
  });
}

const relative = (found: number, exact: number): number =>
  found === exact ? 0 : Math.abs(found - exact) / Math.abs(exact);

/** Value and slopes by the given quantities, each to 10⁻¹² of itself. */
function expectRight(net: Network, by: readonly Quantity[] = [...net.values.keys()]): void {
  const exactly = judgeOf(net.values).evaluator(net.values, net.equations);
  const exact = Number(exactly(E));
  const duals = new Duals(net);
  expect(relative(evaluate(net).get(E) as number, exact), 'value').toBeLessThan(1e-12);
  expect(relative(duals.value(E).value, exact), 'value by dual numbers').toBeLessThan(1e-12);
  const slopes = evaluateGradients(net, E);
  const terms = gradients(net, E);
  for (const each of by) {
    const slope = Number(exactly(terms.get(each) as Expr));
    expect(Number.isFinite(slope)).toBe(true);
    expect(relative(slopes.get(each) as number, slope), `slope by ${each.name}`).toBeLessThan(1e-12);
    const dual = duals.partial(E, each);
    expect(relative(dual.value, slope), `dual slope by ${each.name}`).toBeLessThan(1e-12);
    expect(Number.isFinite(dual.scale)).toBe(true);
  }
}

const POINTS = [-700, -40, -1.5, -1e-9, 0, 7.1, 36.9, 700];

/** Forms of one argument as a reader writes them. */
const forms: Readonly<Record<string, Record<string, Expr>>> = {
  'softplus by name': { E: apply('softplus', [z]) },
  'log(1 + e^z)': { E: log(sum(num(1), exp(z))) },
  'log(e^z + 1)': { E: log(sum(exp(z), num(1))) },
  'log(1 + e^(−z))': { E: log(sum(num(1), exp(negate(z)))) },
  'log(3 + 2e^z)': { E: log(sum(num(3), product(num(2), exp(z)))) },
  'log σ(z)': { E: log(sigmoid) },
  'log of a named σ(z)': { a: sigmoid, E: log(q('a')) },
  'log(1 − σ(z))': { E: log(subtract(num(1), sigmoid)) },
  'log of a sigmoid written out': { E: log(reciprocal(sum(num(1), exp(negate(z))))) },
  'log(1 − a sigmoid written out)': {
    a: reciprocal(sum(num(1), exp(negate(z)))),
    E: log(subtract(num(1), q('a'))),
  },
  '1 − σ(z)': { E: subtract(num(1), sigmoid) },
  'log(e^z)': { E: log(exp(z)) },
  'e^z/(1 + e^z)': { E: divide(exp(z), sum(num(1), exp(z))) },
};

describe.each(Object.keys(forms))('%s', (name) => {
  test.each(POINTS)('at %d', (at) => {
    const net = network({ z: at }, forms[name] as Record<string, Expr>);
    expectRight(net, [z]);
  });
});

describe('binary cross-entropy from a logit', () => {
  const a = q('a');
  const naive = {
    a: sigmoid,
    E: negate(sum(product(y, log(a)), product(subtract(num(1), y), log(subtract(num(1), a))))),
  };
  const known = {
    E: sum(
      subtract(apply('max', [z, num(0)]), product(y, z)),
      log(sum(num(1), exp(negate(apply('abs', [z]))))),
    ),
  };
  test.each(POINTS.flatMap((at) => [0, 1, 0.25].map((target) => [at, target] as const)))(
    'z = %d, y = %d',
    (at, target) => {
      expectRight(network({ z: at, y: target }, naive), [z]);
      expectRight(network({ z: at, y: target }, known), at === 0 ? [] : [z]);
    },
  );
});

describe('log-sum-exp', () => {
  const names = ['z1', 'z2', 'z3'];
  const written = { E: log(sumOf(names.map((name) => exp(q(name))))) };
  test.each([
    [[700, 700, 700]],
    [[-700, -700, -700]],
    [[700, -700, 0]],
    [[1, 2, 3]],
    [[699, 700, 698.5]],
    [[0, 0, 0]],
  ])('%j', (at) => {
    const values = Object.fromEntries(names.map((name, i) => [name, at[i] as number]));
    expectRight(network(values, written), at[0] === 700 && at[1] === -700 ? [] : undefined);
  });

  test('beyond what e^z can hold', () => {
    const at = { z1: 1000, z2: 1001, z3: -2000 };
    const net = network(at, written);
    expect(evaluate(net).get(E)).toBeCloseTo(1001 + Math.log1p(Math.exp(-1)), 12);
    expect(evaluateGradients(net, E).get(q('z1'))).toBeCloseTo(1 / (1 + Math.E), 12);
  });
});

describe('cross-entropy of a softmax', () => {
  const logits = ['z1', 'z2', 'z3'].map(q);
  const equations = Object.fromEntries([
    ['S', sumOf(logits.map(exp))],
    ...logits.map((each, i) => [`p${i + 1}`, divide(exp(each), q('S'))] as const),
    ['E', negate(sumOf(logits.map((_, i) => product(q(`y${i + 1}`), log(q(`p${i + 1}`))))))],
  ]) as Record<string, Expr>;
  test.each([
    [[700, 700, 699]],
    [[-700, -700, -699]],
    [[300, -400, 200]],
    [[0.5, 1.5, -1]],
    [[-340, 350, 340]],
    [[700, -700, 0]],
  ])('logits %j', (at) => {
    const values = Object.fromEntries(at.map((each, i) => [`z${i + 1}`, each]));
    const net = network({ ...values, y1: 0.25, y2: 0.5, y3: 0.25 }, equations);
    expectRight(net, logits);
  });
});

test('what a form looks through may be freed: ∂ by the sigmoid itself', () => {
  const a = q('a');
  const net = network({ z: 2 }, { a: sigmoid, E: log(subtract(num(1), a)) });
  const claimed = -1 / (1 - 1 / (1 + Math.exp(-2)));
  expect(new Duals(net).partial(E, a).value).toBeCloseTo(claimed, 12);
  expect(difference(net, E, a, { claimed })).toMatchObject({ verdict: 'ok', agrees: true });
});
