import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  cases,
  divide,
  type Expr,
  indexedSum,
  indexVariable,
  num,
  partial,
  power,
  product,
  quantity,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import {
  evaluate,
  evaluateTerm,
  type Implementations,
  MissingFunction,
  MissingValue,
  NotANumber,
} from '../../src/numeric/index.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

const [x, y, z] = ['x', 'y', 'z'].map((name) => quantity(name)) as [Expr, Expr, Expr] as [
  ReturnType<typeof quantity>,
  ReturnType<typeof quantity>,
  ReturnType<typeof quantity>,
];
const at = (...values: number[]) => new Map([x, y, z].map((each, i) => [each, values[i] ?? 0]));

describe('the 2-2-2 example', () => {
  const values = evaluate(twoTwoTwo);
  test.each([
    ['neth1', 0.3775, 10],
    ['outh1', 0.593269992, 9],
    ['outh2', 0.596884378, 9],
    ['neto1', 1.105905967, 9],
    ['outo1', 0.75136507, 9],
    ['outo2', 0.772928465, 9],
    ['E', 0.298371109, 9],
  ])('%s = %d', (name, expected, digits) => {
    expect(values.get(quantity(name))).toBeCloseTo(expected, digits);
  });

  test('has every quantity, in order of declaration', () => {
    expect([...values.keys()]).toEqual(twoTwoTwo.symbols.map((symbol) => symbol.quantity));
  });

  test('a value replaces the own one of an input, never an equation', () => {
    const replaced = evaluate(
      twoTwoTwo,
      new Map([
        [quantity('b2'), 0],
        [quantity('outo1'), 7],
      ]),
    );
    expect(replaced.get(quantity('neto1'))).toBeCloseTo(1.105905967 - 0.6, 9);
    expect(replaced.get(quantity('outo1'))).toBeCloseTo(1 / (1 + Math.exp(-0.505905967)), 9);
  });
});

describe('terms', () => {
  test.each<[string, Expr, number]>([
    ['number', num(3, 20), 0.15],
    ['sum from the left', sum(x, y, z), 0.1 + 0.2 + 0.3],
    ['sum as nested', sum(x, sum(y, z)), 0.1 + (0.2 + 0.3)],
    ['product from the left', product(x, y, z), 0.1 * 0.2 * 0.3],
    ['difference', subtract(x, z), 0.1 - 0.3],
    ['opposite of a product', product(num(-1), y, z), -0.2 * 0.3],
    ['quotient', divide(x, z), 0.1 / 0.3],
    ['quotient of a quotient', divide(divide(x, y), z), 0.1 / 0.2 / 0.3],
    ['reciprocal first', product(power(z, num(-1)), x), (1 / 0.3) * 0.1],
    [
      'a subtrahend used twice',
      sum(product(subtract(x, y), product(num(-1), y)), x),
      (0.1 - 0.2) * -0.2 + 0.1,
    ],
    ['square', power(y, num(2)), 0.2 * 0.2],
    ['negative square', power(y, num(-2)), 1 / 0.2 ** 2],
    ['tenth power', power(y, num(10)), 0.2 ** 10],
    ['power 0', power(x, num(0)), 1],
    ['root as power', power(y, num(1, 2)), Math.sqrt(0.2)],
    ['power of a quantity', power(y, z), 0.2 ** 0.3],
    ['enormous power', power(y, num(10n ** 12n)), 0],
    ['cases, positive', cases(x, y, apply('log', [num(-1)])), 0.2],
    ['cases, zero', cases(subtract(x, x), y, z), 0.3],
    ['function', apply('tanh', [x]), Math.tanh(0.1)],
    ['two arguments', apply('max', [x, z]), 0.3],
    ['constant', apply('pi', []), Math.PI],
    ['slope by name', apply('tanh', [x], [1]), 1 - Math.tanh(0.1) ** 2],
    ['second slope by name', apply('exp', [x], [2]), Math.exp(0.1)],
    ['second slope of tanh', apply('tanh', [x], [2]), -2 * Math.tanh(0.1) * (1 - Math.tanh(0.1) ** 2)],
    ['empty sum', num(0), 0],
  ])('%s', (_, term, expected) => {
    expect(evaluateTerm(term, at(0.1, 0.2, 0.3))).toBeCloseTo(expected, 15);
  });

  test('written order, to the bit', () => {
    const real = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(real, real, real, (a, b, c) => {
        const values = at(a, b, c);
        expect(evaluateTerm(sum(x, y, product(num(-1), z)), values)).toBe(a + b - c);
        expect(evaluateTerm(product(x, y, z), values)).toBe(a * b * c);
        expect(evaluateTerm(sum(product(x, y), divide(z, num(3))), values)).toBe(a * b + c / 3);
      }),
    );
  });
});

describe('what is missing is named', () => {
  test('a value', () => {
    const missing = (): number => evaluateTerm(sum(x, quantity('w', [indexVariable('j')])), at(1));
    expect(missing).toThrow(MissingValue);
    expect(missing).toThrow('w[j] has no value');
  });

  test('a value in a network', () => {
    const network = makeNetwork({
      name: 'half given',
      symbols: [
        { quantity: x, role: 'input' },
        { quantity: y, role: 'input' },
        { quantity: z, role: 'defined' },
      ],
      equations: [{ quantity: z, rhs: product(x, x) }],
      values: new Map(),
    });
    expect(() => evaluate(network)).toThrow('x has no value');
    // y is used nowhere, so that its value is not missed.
    expect(evaluate(network, at(3)).get(z)).toBe(9);
    expect(evaluate(network, new Map([[x, 3]])).has(y)).toBe(false);
  });

  test('an opaque function, until it is implemented', () => {
    const g = sum(apply('g', [x]), apply('g', [x], [1]), apply('k', [x, y], [1, 0]));
    expect(() => evaluateTerm(g, at(2, 5))).toThrow(MissingFunction);
    const functions: Implementations = new Map([
      ['g', ([a], [order]) => (order === 0 ? (a as number) ** 3 : 3 * (a as number) ** 2)],
      ['k', ([, b], orders) => (orders.join() === '1,0' ? (b as number) : Number.NaN)],
    ]);
    expect(evaluateTerm(g, at(2, 5), functions)).toBe(8 + 12 + 5);
  });

  test.each<[string, Expr]>([
    ['∂', partial(y, x)],
    ['Σ', indexedSum('i', indexVariable('m'), indexVariable('n'), x)],
  ])('%s is no number', (_, term) => {
    expect(() => evaluateTerm(term, at())).toThrow(NotANumber);
  });
});

describe('depth', () => {
  const depth = 100_000;

  test('one nested formula', () => {
    let term: Expr = x;
    let expected = 0.3;
    for (let i = 0; i < depth; i++) expected = 1 / (1 + Math.exp(-(expected + 0.1)));
    for (let i = 0; i < depth; i++) term = apply('sigmoid', [sum(term, y)]);
    expect(evaluateTerm(term, at(0.3, 0.1))).toBe(expected);
  });

  test('as many equations', () => {
    const chain = Array.from({ length: depth }, (_, i) => quantity(`v${i}`));
    const network = makeNetwork({
      name: 'chain',
      symbols: [
        { quantity: x, role: 'input' },
        ...chain.map((each) => ({ quantity: each, role: 'defined' as const })),
      ],
      equations: chain.map((each, i) => ({ quantity: each, rhs: sum(chain[i - 1] ?? x, num(1)) })),
    });
    expect(evaluate(network, at(0.5)).get(chain.at(-1) as typeof x)).toBe(depth + 0.5);
  });
});
