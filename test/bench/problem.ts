// What peers are asked: a dense network's loss as one formula of its inputs and parameters, and numbers for all of them.
import { type Expr, fold, type Quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { parametersOf } from '../../src/numeric/index.ts';

/** MathJSON. */
type Tree = string | number | readonly Tree[];

export interface Problem {
  readonly formula: string;
  readonly tree: Tree;
  readonly parameters: readonly string[];
  readonly values: Readonly<Record<string, number>>;
  /** Formulas to be found equal. */
  readonly pairs?: readonly (readonly string[])[];
}

/** Letters and digits only: nerdamer reads w1_1_1 as something else. */
const peerName = ({ name }: Quantity): string => name.replaceAll('_', 'u');

/** The nodes that a dense sigmoid network has, each written in its own way. */
interface Dialect<T> {
  readonly number: (numerator: number, denominator: number) => T;
  readonly quantity: (name: string) => T;
  readonly sum: (args: readonly T[]) => T;
  readonly product: (args: readonly T[]) => T;
  readonly power: (args: readonly T[]) => T;
  readonly sigmoid: (z: T) => T;
}

const text: Dialect<string> = {
  number: (numerator, denominator) =>
    denominator === 1 ? `(${numerator})` : `(${numerator}/${denominator})`,
  quantity: (name) => name,
  sum: (args) => `(${args.join('+')})`,
  product: (args) => `(${args.join('*')})`,
  power: ([base, exponent]) => `(${base})^${exponent}`,
  sigmoid: (z) => `(1/(1+exp(-${z})))`,
};

const mathJson: Dialect<Tree> = {
  number: (numerator, denominator) => (denominator === 1 ? numerator : ['Rational', numerator, denominator]),
  quantity: (name) => name,
  sum: (args) => ['Add', ...args],
  product: (args) => ['Multiply', ...args],
  power: (args) => ['Power', ...args],
  sigmoid: (z) => ['Divide', 1, ['Add', 1, ['Exp', ['Negate', z]]]],
};

/** The loss, every definition unfolded. */
function unfolded<T>(network: Network, dialect: Dialect<T>): T {
  const known = new Map<Quantity, T>();
  const write = (term: Expr): T =>
    fold<T>(term, (node, args) => {
      switch (node.kind) {
        case 'number': {
          const { s, n, d } = node.value;
          return dialect.number(Number(s * n), Number(d));
        }
        case 'quantity':
          return known.get(node) ?? dialect.quantity(peerName(node));
        case 'sum':
        case 'product':
        case 'power':
          return dialect[node.kind](args);
        case 'apply':
          return dialect.sigmoid(args[0] as T);
        default:
          throw new RangeError(`a dense network has no ${node.kind}`);
      }
    });
  for (const { quantity, rhs } of network.equations) known.set(quantity, write(rhs));
  return known.get(network.loss as Quantity) as T;
}

/** Nothing but pairs. */
export const comparisonOf = (pairs: readonly (readonly string[])[]): Problem => ({
  formula: '0',
  tree: 0,
  parameters: [],
  values: {},
  pairs,
});

/** A dense sigmoid network as its peers read it. */
export const problemOf = (network: Network): Problem => ({
  formula: unfolded(network, text),
  tree: unfolded(network, mathJson),
  parameters: parametersOf(network).map(peerName),
  values: Object.fromEntries([...network.values].map(([each, value]) => [peerName(each), value])),
});
