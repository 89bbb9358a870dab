// The worked example of many courses: two inputs, two hidden units, two outputs, sigmoid, ½ squared error.
import {
  apply,
  type Expr,
  num,
  power,
  product,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '../../src/expr/index.ts';
import { makeNetwork, type Network, type NetworkSymbol, type Role } from '../../src/network/index.ts';

const q = (name: string): Quantity => quantity(name);

const start: Record<string, [role: Role, value: number]> = {
  x1: ['input', 0.05],
  x2: ['input', 0.1],
  w1: ['parameter', 0.15],
  w2: ['parameter', 0.2],
  w3: ['parameter', 0.25],
  w4: ['parameter', 0.3],
  w5: ['parameter', 0.4],
  w6: ['parameter', 0.45],
  w7: ['parameter', 0.5],
  w8: ['parameter', 0.55],
  b1: ['parameter', 0.35],
  b2: ['parameter', 0.6],
  y1: ['target', 0.01],
  y2: ['target', 0.99],
};

const net = (first: string, w: string, second: string, v: string, bias: string): Expr =>
  sum(product(q(first), q(w)), product(q(second), q(v)), q(bias));
const out = (z: string): Expr => apply('sigmoid', [q(z)]);
const half = (y: string, a: string): Expr => product(num(1, 2), power(subtract(q(y), q(a)), num(2)));

const equations: Record<string, Expr> = {
  neth1: net('x1', 'w1', 'x2', 'w2', 'b1'),
  outh1: out('neth1'),
  neth2: net('x1', 'w3', 'x2', 'w4', 'b1'),
  outh2: out('neth2'),
  neto1: net('outh1', 'w5', 'outh2', 'w6', 'b2'),
  outo1: out('neto1'),
  neto2: net('outh1', 'w7', 'outh2', 'w8', 'b2'),
  outo2: out('neto2'),
  E: sum(half('y1', 'outo1'), half('y2', 'outo2')),
};

const given: NetworkSymbol[] = Object.entries(start).map(([name, [role]]) => ({ quantity: q(name), role }));
const defined: NetworkSymbol[] = Object.keys(equations).map((name) => ({
  quantity: q(name),
  role: 'defined',
}));

/** The 2-2-2 network with a bias shared by each layer, its usual numbers, η = 0.5. */
export const twoTwoTwo: Network = makeNetwork({
  name: 'two-two-two',
  symbols: [...given, ...defined],
  equations: Object.entries(equations).map(([name, rhs]) => ({ quantity: q(name), rhs })),
  loss: q('E'),
  values: new Map(Object.entries(start).map(([name, [, value]]) => [q(name), value])),
  learningRate: 0.5,
});

/** Its eight weights. */
export const weights: readonly Quantity[] = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => q(`w${i}`));
