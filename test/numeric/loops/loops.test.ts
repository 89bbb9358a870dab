// Families computed by loops, and their proved gradients, beside the same networks written out in scalars.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../../src/describe/index.ts';
import {
  apply,
  bracket,
  cases,
  divide,
  type Expr,
  index,
  num,
  power,
  product,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '../../../src/expr/index.ts';
import { InstanceError, makeNetwork, type Network } from '../../../src/network/index.ts';
import { instantiate, type Sizes } from '../../../src/network/instance.ts';
import {
  evaluate,
  evaluateGradients,
  type LoopEngine,
  Loops,
  MissingFunction,
  MissingValue,
} from '../../../src/numeric/index.ts';
import * as nets from '../../networks/families.ts';
import { member, text } from '../../networks/indexed.ts';
import { gradientOf, withGradients } from './withGradients.ts';

const folder = fileURLToPath(new URL('../../networks/general/', import.meta.url));
const fromFiles = readdirSync(folder).map(
  (file) => readNetwork(readFileSync(`${folder}${file}`, 'utf8'), { name: file }).network,
);

/** Their cost is opaque, and with it the gradient at the last layer. */
const isOpen = ({ name }: Network): boolean => ['layers', 'opaque cost'].includes(name);
const all = [...fromFiles, ...nets.familyNets.map((net) => ({ ...net, name: `${net.name}, by hand` }))];
const named = (networks: readonly Network[]): readonly (readonly [string, Network])[] =>
  networks.map((network) => [network.name, network]);

const bits = (values: Float64Array): readonly bigint[] => [...new BigUint64Array(values.slice().buffer)];

/** A network at a random point, by loops; both ways to run them give the same bits. */
function run(network: Network, { instance, values, functions }: nets.Point): Loops {
  const [javascript, closures] = (['javascript', 'closures'] as const).map((engine) => {
    const loops = new Loops(network, instance.sizes, { functions, engine });
    for (const [each, value] of values) if (!instance.sizes.has(each.name)) loops.set(each, value);
    loops.run();
    return loops;
  }) as [Loops, Loops];
  for (const { quantity: q } of network.symbols)
    expect([q.name, bits(javascript.array(q.name))]).toEqual([q.name, bits(closures.array(q.name))]);
  return javascript;
}

/** A random point at which symbols that are sizes have their sizes for values. */
function pointOf(network: Network, seed: number, largest?: number): nets.Point {
  const draw = nets.random(seed);
  const point = nets.randomPoint(network, draw, nets.randomSizes(network, draw, largest));
  const { instance } = point;
  const values = new Map(
    [...point.values].map(([each, value]) => {
      const size = instance.sizes.get(each.name);
      const own = typeof size === 'object' ? size[each.indices[0]?.constant ?? 0] : size;
      return [each, own ?? value] as const;
    }),
  );
  return { ...point, values };
}

/** Each expected number, against the largest of its family; where that is all but 0, it may be what others of size 1 leave. */
function expectSame(loops: Loops, expected: ReadonlyMap<Quantity, number>): void {
  const largest = new Map<string, number>();
  for (const [{ name }, value] of expected)
    largest.set(name, Math.max(largest.get(name) ?? 0, Math.abs(value)));
  for (const [each, value] of expected) {
    const difference = Math.abs(loops.value(each) - value);
    if (!(difference <= Math.max(1e-12 * (largest.get(each.name) as number), 1e-14)))
      expect([text(each), loops.value(each)]).toEqual([text(each), value]);
  }
}

const seeds = (runs: number, work: (seed: number) => void): void =>
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 }), work), { numRuns: runs });

describe('every family has the values of the network written out', () => {
  test.each(named(all))('%s', (_, network) => {
    seeds(8, (seed) => {
      const point = pointOf(network, seed);
      expectSame(run(network, point), evaluate(point.instance.network, point.values, point.functions));
    });
  });
});

describe('the gradients that were proved have the values of the reverse sweep', () => {
  test.each(
    named(
      all.filter((each) => !isOpen(each) && !isOpen({ ...each, name: each.name.replace(', by hand', '') })),
    ),
  )('%s', (_, network) => {
    const complete = withGradients(network);
    const families = network.symbols
      .filter(({ role }) => role === 'parameter')
      .map((each) => each.quantity.name);
    seeds(8, (seed) => {
      const point = pointOf(network, seed, 4);
      const loss = network.loss as Quantity;
      const slopes = evaluateGradients(point.instance.network, loss, point.values, point.functions);
      const expected = [...slopes].filter(([{ name }]) => families.includes(name));
      expectSame(
        run(complete, point),
        new Map(expected.map(([each, slope]) => [quantity(gradientOf(each.name), each.indices), slope])),
      );
    });
  });
});

const twice: Sizes = new Map<string, number | readonly number[]>([
  ['L', 2],
  ['n', [2, 3, 1]],
]);

describe('orders of computation', () => {
  const values = (
    network: Network,
    sizes: Sizes,
    given: Readonly<Record<string, number>>,
    family: string,
  ): readonly number[] => {
    const loops = new Loops(network, sizes);
    for (const [name, value] of Object.entries(given)) loops.set(member(name), value);
    loops.run();
    return [...loops.array(family)];
  };

  test('a recurrence through two steps', () => {
    const fibonacci = nets.family('fibonacci', {
      defined: { 'f[t]': 't in 0..T' },
      equations: [
        ['f[0]', '1'],
        ['f[1]', '1'],
        ['f[t]', 'f[t-1] + f[t-2]', 't in 2..T'],
      ],
      sizes: ['T'],
    });
    expect(values(fibonacci, new Map([['T', 7]]), {}, 'f')).toEqual([1, 1, 2, 3, 5, 8, 13, 21]);
  });

  test('circles whose coordinate rises by two, falls along one edge, and falls along all', () => {
    const zigzag = nets.family('zigzag', {
      inputs: { h: '' },
      defined: { 'a[t]': 't in 0..T+1', 'b[t]': 't in 1..T' },
      equations: [
        ['a[0]', 'h'],
        ['a[1]', '2*h'],
        ['b[t]', 'a[t-1]', 't in 1..T'],
        ['a[t]', '3*b[t-1]', 't in 2..T+1'],
      ],
      sizes: ['T'],
    });
    expect(values(zigzag, new Map([['T', 4]]), { h: 1 }, 'a')).toEqual([1, 2, 3, 6, 9, 18]);
    const ahead = nets.family('ahead', {
      inputs: { h: '' },
      defined: { 'a[t]': 't in 0..T', 'b[t]': 't in 0..T+2' },
      equations: [
        ['b[t]', 'h', 't in 0..2'],
        ['a[t]', 'b[t+1] + b[t+2]', 't in 0..T'],
        ['b[t]', 'a[t-3] + 1', 't in 3..T+2'],
      ],
      sizes: ['T'],
    });
    expect(values(ahead, new Map([['T', 4]]), { h: 1 }, 'b')).toEqual([1, 1, 1, 3, 5, 9, 15]);
    const down = nets.family('down', {
      inputs: { h: '' },
      defined: { 'd[t]': 't in 0..T' },
      equations: [
        ['d[T]', 'h'],
        ['d[t]', '2*d[t+1]', 't in 0..T-1'],
      ],
      sizes: ['T'],
    });
    expect(values(down, new Map([['T', 3]]), { h: 1 }, 'd')).toEqual([8, 4, 2, 1]);
  });
});

test('a circle inside a circle, each with a coordinate of its own', () => {
  const where = 't in 1..T, l in 1..M';
  const network = nets.family('both', {
    defined: { 'f[t,l]': 't in 0..T, l in 0..M', 'g[t,l]': 't in 0..T, l in 0..M' },
    equations: [
      ['f[t,l]', '1/2*g[t-1,l-1]', where],
      ['g[t,l]', 'f[t,l] + 1/3*g[t,l-1]', where],
    ],
    sizes: ['T', 'M'],
  });
  seeds(5, (seed) => {
    const point = pointOf(network, seed, 5);
    expectSame(run(network, point), evaluate(point.instance.network, point.values));
  });
});

test('run again with other inputs', () => {
  const { instance, functions, values } = pointOf(nets.squaredNet, 5);
  const loops = new Loops(nets.squaredNet, instance.sizes, { functions });
  for (const shift of [0, 1, -2]) {
    const moved = new Map([...values].map(([each, value]) => [each, value + shift]));
    for (const [each, value] of moved) loops.set(each, value);
    loops.run();
    expectSame(loops, evaluate(instance.network, moved, functions));
  }
});

test('a value of the network stands until another is set', () => {
  const { network } = readNetwork(
    'families: { "x[i]": "i in 1..n" }\ninputs: { "x": [1, 2, 3] }\nsizes: { n: 3 }\nequations: { E: "sum(i, x[i]^2)" }\nloss: E\n',
    { name: 'values.yaml' },
  );
  const loops = new Loops(network, new Map([['n', 3]]));
  loops.run();
  expect(loops.value(member('E'))).toBe(14);
  loops.fill('x', [1, 1, 1]);
  loops.run();
  expect(loops.value(member('E'))).toBe(3);
});

describe('refusals', () => {
  const one = (): number => 1;
  const functions = new Map([['G', one]]);
  const squared = (sizes: Sizes = twice): Loops => new Loops(nets.squaredNet, sizes, { functions });
  const shifted = (rhs: string, where: string): (() => Loops) => {
    const net = nets.family('shifted', {
      inputs: { 'x[i]': 'i in 1..n' },
      defined: { 'z[i]': 'i in 1..n' },
      equations: [['z[i]', rhs, where]],
      sizes: ['n'],
    });
    return () => new Loops(net, new Map([['n', 3]]));
  };

  test.each([
    ['a missing size', () => squared(new Map([['L', 2]])), InstanceError, 'n'],
    [
      'a list that ends too early',
      () =>
        squared(
          new Map<string, number | number[]>([
            ['L', 2],
            ['n', [2, 3]],
          ]),
        ),
      InstanceError,
      'n[2] has no value',
    ],
    ['a size that is no whole number', () => squared(new Map([['L', 1.5]])), InstanceError, 'whole number'],
    ['no implementation', () => new Loops(nets.squaredNet, twice), MissingFunction, 'G'],
    [
      'an engine that there is not',
      () => new Loops(nets.squaredNet, twice, { functions, engine: 'jit' as LoopEngine }),
      RangeError,
      'there is no engine jit: choose javascript, closures',
    ],
    ['no value', () => squared().run(), MissingValue, 'x[k] has no value'],
    ['an unknown family', () => squared().fill('q', []), RangeError, 'the network has no q'],
    ['too few values', () => squared().fill('x', [1]), RangeError, 'x has 2 members, not 1'],
    [
      'a member that there is not',
      () =>
        squared().set(
          quantity(
            'w',
            [1, 4, 1].map((i) => index(i)),
          ),
          0,
        ),
      InstanceError,
      'w[1,4,1] lies outside',
    ],
    [
      'a member of the wrong length',
      () => squared().set(quantity('w', [index(1)]), 0),
      InstanceError,
      'w[1] lies outside',
    ],
    [
      'a member that is none',
      () => squared().set(member('w[l,j,k]'), 0),
      InstanceError,
      'w[l,j,k] lies outside',
    ],
    [
      'a network written out',
      () => new Loops(instantiate(nets.squaredNet, twice).network, twice),
      RangeError,
      'members without families',
    ],
  ] as const)('%s', (_, work, kind, message) => {
    expect(work).toThrow(kind);
    expect(work).toThrow(message);
  });

  test('a mention that a bracket keeps inside the range is none', () => {
    const loops = shifted('x[i-1]*[2 <= i] + sum(k in 0..n, x[i-k]*[k <= i-1])', 'i in 1..n')();
    loops.fill('x', [1, 10, 100]);
    loops.run();
    expect([...loops.array('z')]).toEqual([1, 12, 121]);
  });

  test('an equation that misses a member leaves it to be set', () => {
    const loops = shifted('x[i]', 'i in 2..n')();
    loops.fill('x', [1, 2, 3]);
    expect(() => loops.run()).toThrow('z[i] has no value');
    loops.set(member('z[1]'), 7);
    loops.run();
    expect([...loops.array('z')]).toEqual([7, 2, 3]);
  });
});

describe('any term', () => {
  const [x, y] = [quantity('x'), quantity('y')];
  /** y = rhs of x, at a value of x. */
  const at = (value: number, rhs: Expr): Loops => {
    const network = makeNetwork({
      name: 'one equation',
      symbols: [
        { quantity: x, role: 'input' },
        { quantity: y, role: 'defined' },
      ],
      equations: [{ quantity: y, rhs }],
    });
    const loops = new Loops(network, new Map());
    loops.set(x, value);
    loops.run();
    return loops;
  };

  test('too long for one function', () => {
    let rhs: Expr = x;
    for (let i = 0; i < 26_000; i++) rhs = sum(product(rhs, x), num(1));
    const loops = at(0.5, rhs);
    expect([loops.engine, loops.value(y)]).toEqual(['closures', 2]);
  });

  test('derivatives of derivatives of functions', () => {
    let [rhs, expected]: [Expr, number] = [x, 0.5];
    for (let i = 0; i < 12_000; i++) {
      rhs = apply('sigmoid', [rhs], [1]);
      expected = Math.exp(-expected) / (1 + Math.exp(-expected)) ** 2;
    }
    expect(at(0.5, rhs).value(y)).toBeCloseTo(expected, 12);
    expect(at(0.5, apply('tanh', [x], [2])).value(y)).toBeCloseTo(
      -2 * Math.tanh(0.5) * (1 - Math.tanh(0.5) ** 2),
      14,
    );
  });

  test('sums and brackets within one another, up to a limit', () => {
    const holds = bracket({ kind: 'atMost', left: index(0), right: index(1) });
    const nested = (depth: number): Expr => {
      let rhs: Expr = x;
      for (let i = 0; i < depth; i++) rhs = sum(product(holds, rhs), num(1));
      return rhs;
    };
    expect(at(0.5, nested(100)).value(y)).toBe(100.5);
    expect(() => at(0.5, nested(100_000))).toThrow('nested too deeply');
  });

  test('powers, cases, constants', () => {
    const rhs = sum(
      power(x, num(1, 2)),
      cases(subtract(x, num(1)), x, power(x, num(3))),
      apply('pi', []),
      divide(num(-3), power(x, num(2))),
    );
    expect(at(4, rhs).value(y)).toBe(2 + 4 + Math.PI - 3 / 16);
    expect(at(0.25, rhs).value(y)).toBeCloseTo(0.5 + 1 / 64 + Math.PI - 48, 13);
  });

  test('a name is never code', () => {
    const strange = quantity('x = 0; throw new Error("run"); //');
    const network = makeNetwork({
      name: 'a strange name',
      symbols: [
        { quantity: strange, role: 'input' },
        { quantity: y, role: 'defined' },
      ],
      equations: [{ quantity: y, rhs: product(num(2), strange) }],
    });
    const loops = new Loops(network, new Map());
    loops.set(strange, 4);
    loops.run();
    expect(loops.value(y)).toBe(8);
  });
});

test('sizes written out or not, instances have the same members', () => {
  const loops = new Loops(nets.squaredNet, twice, { functions: new Map([['G', () => 0]]) });
  for (const { quantity: q } of instantiate(nets.squaredNet, twice).network.symbols)
    expect(loops.value(q)).toBe(0);
  expect(loops.array('w')).toHaveLength(2 * 3 + 3 * 1);
});
