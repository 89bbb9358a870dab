/** Networks that documents are written about in these tests, made by hand. */
import { apply, type Expr, num, power, product, quantity, subtract, sum } from '../../src/expr/index.ts';
import { makeNetwork, type Network, type NetworkSymbol, type Role } from '../../src/network/index.ts';

const q = (name: string) => quantity(name);
const symbols = (role: Role, names: readonly string[]): NetworkSymbol[] =>
  names.map((name) => ({ quantity: q(name), role }));

/** Seed 002: two inputs, two hidden and two output units, biases shared by a layer. */
export function twoTwoTwo(activation = 'sigmoid'): Network {
  const values: Readonly<Record<string, number>> = {
    x1: 0.05,
    x2: 0.1,
    y1: 0.01,
    y2: 0.99,
    w1: 0.15,
    w2: 0.2,
    w3: 0.25,
    w4: 0.3,
    w5: 0.4,
    w6: 0.45,
    w7: 0.5,
    w8: 0.55,
    b1: 0.35,
    b2: 0.6,
  };
  const net = (w: string, x: string, v: string, y: string, b: string): Expr =>
    sum(product(q(w), q(x)), product(q(v), q(y)), q(b));
  const loss = (y: string, out: string): Expr => product(num(1, 2), power(subtract(q(y), q(out)), num(2)));
  const equations: readonly (readonly [string, Expr])[] = [
    ['net_h1', net('w1', 'x1', 'w2', 'x2', 'b1')],
    ['net_h2', net('w3', 'x1', 'w4', 'x2', 'b1')],
    ['out_h1', apply(activation, [q('net_h1')])],
    ['out_h2', apply(activation, [q('net_h2')])],
    ['net_o1', net('w5', 'out_h1', 'w6', 'out_h2', 'b2')],
    ['net_o2', net('w7', 'out_h1', 'w8', 'out_h2', 'b2')],
    ['out_o1', apply(activation, [q('net_o1')])],
    ['out_o2', apply(activation, [q('net_o2')])],
    ['E', sum(loss('y1', 'out_o1'), loss('y2', 'out_o2'))],
  ];
  return makeNetwork({
    name: 'two-two-two',
    symbols: [
      ...symbols('input', ['x1', 'x2']),
      ...symbols('target', ['y1', 'y2']),
      ...symbols('parameter', ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8', 'b1', 'b2']),
      ...symbols(
        'defined',
        equations.map(([name]) => name),
      ),
    ],
    equations: equations.map(([name, rhs]) => ({ quantity: q(name), rhs })),
    loss: q('E'),
    values: new Map(Object.entries(values).map(([name, value]) => [q(name), value])),
    learningRate: 0.5,
  });
}

/** One unit a layer, any depth: w1 … wn, sigmoid, ½ squared error. */
export function chain(depth: number): Network {
  const equations: [string, Expr][] = [];
  for (let l = 1; l <= depth; l++) {
    equations.push([`net_${l}`, sum(product(q(`w${l}`), q(l === 1 ? 'x' : `out_${l - 1}`)), q(`b${l}`))]);
    equations.push([`out_${l}`, apply('sigmoid', [q(`net_${l}`)])]);
  }
  equations.push(['E', product(num(1, 2), power(subtract(q(`out_${depth}`), q('y')), num(2)))]);
  const parameters = Array.from({ length: depth }, (_, i) => [`w${i + 1}`, `b${i + 1}`]).flat();
  return makeNetwork({
    name: 'chain',
    symbols: [
      ...symbols('input', ['x']),
      ...symbols('target', ['y']),
      ...symbols('parameter', parameters),
      ...symbols(
        'defined',
        equations.map(([name]) => name),
      ),
    ],
    equations: equations.map(([name, rhs]) => ({ quantity: q(name), rhs })),
    loss: q('E'),
    values: new Map(
      [['x', 0.5], ['y', 0.9], ...parameters.map((name, i) => [name, 1 + (i % 3) / 4] as const)].map(
        ([name, value]) => [q(name as string), value as number],
      ),
    ),
  });
}

/** A skip connection, an opaque function, a quantity used twice, a regularised loss: what does not fit a layered scheme. */
export function unusual(): Network {
  const equations: readonly (readonly [string, Expr])[] = [
    ['z', sum(product(q('w'), q('x')), q('b'))],
    ['a', apply('g', [q('z')])],
    ['s', sum(q('a'), product(q('v'), q('a'), q('x')))],
    ['t', sum(q('s'), q('z'))],
    ['C', sum(power(subtract(q('t'), q('y')), num(2)), product(q('lambda'), power(q('w'), num(2))))],
  ];
  return makeNetwork({
    name: 'unusual',
    symbols: [
      ...symbols('input', ['x']),
      ...symbols('target', ['y']),
      ...symbols('parameter', ['w', 'b', 'v']),
      ...symbols('constant', ['lambda']),
      ...symbols(
        'defined',
        equations.map(([name]) => name),
      ),
    ],
    equations: equations.map(([name, rhs]) => ({ quantity: q(name), rhs })),
    loss: q('C'),
    opaque: new Map([['g', 1]]),
    values: new Map(
      [
        ['x', 0.5],
        ['y', 0.9],
        ['w', 1.5],
        ['b', -0.25],
        ['v', 2],
        ['lambda', 0.01],
      ].map(([name, value]) => [q(name as string), value as number]),
    ),
    learningRate: 0.1,
  });
}

/** Two classes, softmax and cross-entropy written out: fractions, logarithms, exponentials. */
export function softmax(): Network {
  const share = (k: string): Expr => product(apply('exp', [q(k)]), power(q('S'), num(-1)));
  const equations: readonly (readonly [string, Expr])[] = [
    ['z1', sum(product(q('w1'), q('x')), q('b1'))],
    ['z2', sum(product(q('w2'), q('x')), q('b2'))],
    ['S', sum(apply('exp', [q('z1')]), apply('exp', [q('z2')]))],
    ['p1', share('z1')],
    ['p2', share('z2')],
    [
      'L',
      product(
        num(-1),
        sum(product(q('y1'), apply('log', [q('p1')])), product(q('y2'), apply('log', [q('p2')]))),
      ),
    ],
  ];
  return makeNetwork({
    name: 'softmax',
    symbols: [
      ...symbols('input', ['x']),
      ...symbols('target', ['y1', 'y2']),
      ...symbols('parameter', ['w1', 'w2', 'b1', 'b2']),
      ...symbols(
        'defined',
        equations.map(([name]) => name),
      ),
    ],
    equations: equations.map(([name, rhs]) => ({ quantity: q(name), rhs })),
    loss: q('L'),
    values: new Map(
      [
        ['x', 0.5],
        ['y1', 1],
        ['y2', 0],
        ['w1', 0.3],
        ['w2', -0.2],
        ['b1', 0.1],
        ['b2', 0],
      ].map(([name, value]) => [q(name as string), value as number]),
    ),
    learningRate: 0.1,
  });
}
