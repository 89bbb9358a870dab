import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  cases,
  type Expr,
  num,
  partial,
  power,
  product,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { functionNamed, functions } from '../../src/functions/index.ts';
import { type Definition, makeNetwork, type Network } from '../../src/network/index.ts';
import { Duals, dual, evaluate, type Implementations, NotANumber } from '../../src/numeric/index.ts';
import { opaqueIn } from '../networks/opaque.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

const q = (name: string): Quantity => quantity(name);
const ROUNDING = 2 ** -53;

/** A network from inputs with values and equations. */
function network(inputs: Record<string, number>, equations: Record<string, Expr>): Network {
  const given = Object.keys(inputs).map((name) => ({ quantity: q(name), role: 'input' as const }));
  const rows: Definition[] = Object.entries(equations).map(([name, rhs]) => ({ quantity: q(name), rhs }));
  return makeNetwork({
    name: 'test',
    symbols: [...given, ...rows.map((row) => ({ quantity: row.quantity, role: 'defined' as const }))],
    equations: rows,
    opaque: opaqueIn(...rows.map((row) => row.rhs)),
    values: new Map(Object.entries(inputs).map(([name, value]) => [q(name), value])),
  });
}

describe('∂ by its meaning', () => {
  // z depends on a, A on both; w = 3.
  const weak = network({ x: 2, w: 3 }, { a: q('x'), z: product(q('w'), q('a')), A: sum(q('z'), q('a')) });
  // W enters both states of a recurrence; h1 = W·x, h2 = W·h1.
  const recurrence = network(
    { x: 2, W: 5 },
    { h1: product(q('W'), q('x')), h2: product(q('W'), q('h1')), E: power(q('h2'), num(2)) },
  );
  test.each<[string, Network, string, string, string[], number]>([
    ['all paths', weak, 'A', 'x', [], 4],
    ['a itself', weak, 'a', 'a', [], 1],
    ['by a defined quantity', weak, 'A', 'a', [], 4],
    ['by a defined quantity, others freed', weak, 'A', 'z', [], 1],
    ['held: the direct path alone', weak, 'A', 'a', ['z'], 1],
    ['held: no path left', weak, 'A', 'x', ['a'], 0],
    ['held itself', weak, 'A', 'x', ['A'], 0],
    ['against the arrows', weak, 'x', 'A', [], 0],
    ['between inputs', weak, 'x', 'w', [], 0],
    ['recurrence, total', recurrence, 'h2', 'W', [], 2 * 5 * 2],
    ['recurrence, immediate', recurrence, 'h2', 'W', ['h1'], 10],
    ['between states', recurrence, 'h2', 'h1', [], 5],
    ['loss by an inner state', recurrence, 'E', 'h1', [], 2 * 50 * 5],
  ])('%s', (_, net, of, by, hold, expected) => {
    expect(dual(net, q(of), q(by), hold.map(q)).value).toBe(expected);
  });

  test('of a term, and inside a term, with names from outside', () => {
    const term = sum(
      product(q('delta'), partial(q('A'), q('a'))),
      partial(product(q('z'), q('a')), q('a'), [q('z')]),
    );
    const duals = new Duals(weak, { values: new Map([[q('delta'), 10]]) });
    expect(duals.value(term).value).toBe(10 * 4 + 6);
  });

  test('what has no meaning is refused', () => {
    const duals = new Duals(weak, { values: new Map([[q('delta'), 10]]) });
    expect(() => duals.partial(q('A'), q('a'), [q('a')])).toThrow(RangeError);
    expect(() => duals.partial(q('delta'), q('a'))).toThrow(NotANumber);
    expect(() => duals.value(partial(partial(q('A'), q('a')), q('x')))).toThrow(NotANumber);
  });

  test('values replace the own ones', () => {
    expect(dual(weak, q('A'), q('x'), [], { values: new Map([[q('w'), -1]]) }).value).toBe(0);
  });
});

describe('functions', () => {
  const z = q('z');
  const slopeAt = (term: Expr, at: number): { value: number; scale: number } =>
    dual(network({ z: at }, { f: term }), q('f'), z);

  test.each<[string, Expr, number, number]>([
    ['a square that underflows', power(z, num(2)), 1e-300, 2e-300],
    ['a root at a subnormal number', power(z, num(1, 2)), 3e-316, 0.5 / Math.sqrt(3e-316)],
  ])('%s has a slope', (_, term, at, slope) => {
    expect(slopeAt(term, at).value / slope).toBeCloseTo(1, 12);
  });

  const unary = functions.filter(({ arity }) => arity === 1).map(({ name }) => name);

  test.each(unary)('%s: the rule agrees with what the record claims', (name) => {
    const record = functionNamed(name);
    const claimed = record?.slopes([z])[0] as Expr;
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 20, noNaN: true }), fc.boolean(), (size, negative) => {
        const at = negative && record?.domain === undefined ? -size : size;
        const { value, scale } = slopeAt(apply(name, [z]), at);
        const other = new Duals(network({ z: at }, {})).value(claimed);
        expect(Math.abs(value - other.value)).toBeLessThanOrEqual(4 * (scale + other.scale) * ROUNDING);
      }),
    );
  });

  test.each(['sigmoid', 'tanh', 'softplus'])(
    '%s: the hand-written form agrees with the definition',
    (name) => {
      const definition = functionNamed(name)?.definition?.([z]) as Expr;
      fc.assert(
        fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (at) => {
          for (const term of [partial(apply(name, [z]), z), apply(name, [z])]) {
            const written = term.kind === 'partial' ? partial(definition, z) : definition;
            const duals = new Duals(network({ z: at }, {}));
            const [a, b] = [duals.value(term), duals.value(written)];
            expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(4 * (a.scale + b.scale) * ROUNDING);
          }
        }),
      );
    },
  );

  test.each(functions.filter(({ definition, arity }) => definition && arity === 1).map(({ name }) => name))(
    '%s at |z| = 700 stays finite',
    (name) => {
      for (const at of [700, -700]) {
        const { value } = slopeAt(apply(name, [z]), at);
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }
    },
  );

  test.each<[string, Expr, number, number]>([
    ['power', power(z, num(3)), 2, 12],
    ['power of a negative base', power(z, num(3)), -2, 12],
    ['power 0', power(z, num(0)), 0, 0],
    ['reciprocal', power(z, num(-1)), 2, -0.25],
    ['exponent', power(num(2), z), 3, 8 * Math.LN2],
    ['both', power(z, z), 2, 4 * (1 + Math.LN2)],
    ['max, larger', apply('max', [z, num(1)]), 2, 1],
    ['max, smaller', apply('max', [z, num(1)]), 0, 0],
    ['cases', cases(z, product(num(2), z), z), 1, 2],
    ['cases, the other overflows', cases(z, z, apply('exp', [apply('exp', [z])])), 10, 1],
    ['σ′ as a function', apply('tanh', [z], [1]), 1, -2 * Math.tanh(1) * (1 - Math.tanh(1) ** 2)],
    ['π', product(apply('pi', []), z), 1, Math.PI],
  ])('%s', (_, term, at, expected) => {
    expect(slopeAt(term, at).value).toBeCloseTo(expected, 14);
  });

  test('an opaque function by its implementation', () => {
    const cube: Implementations = new Map([
      [
        'g',
        ([a], [order]) =>
          [(a as number) ** 3, 3 * (a as number) ** 2, 6 * (a as number), 6, 0][order as number] as number,
      ],
    ]);
    const net = network({ z: 2 }, { f: product(z, apply('g', [z], [1])) });
    expect(dual(net, q('f'), z, [], { functions: cube }).value).toBe(12 + 2 * 12);
  });
});

test('the scale tells a cancelled number from an exact one', () => {
  const net = network(
    { x: 1e8, e: 1 },
    {
      big: power(q('x'), num(2)),
      lost: subtract(sum(q('big'), q('e')), q('big')),
      kept: product(q('x'), q('e')),
    },
  );
  const duals = new Duals(net);
  expect(duals.value(q('lost')).scale).toBeGreaterThan(1e16);
  expect(duals.value(q('kept')).scale).toBe(1e8);
});

test('values are those of the program, to the scale', () => {
  const duals = new Duals(twoTwoTwo);
  for (const [each, value] of evaluate(twoTwoTwo)) {
    const own = duals.value(each);
    expect(Math.abs(own.value - value)).toBeLessThanOrEqual(own.scale * ROUNDING);
  }
});
