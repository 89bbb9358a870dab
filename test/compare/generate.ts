// Random terms, the same terms written otherwise, and mutants of them. Every draw follows from one seed.
import {
  apply,
  type Condition,
  divide,
  type Expr,
  isInteger,
  negate,
  num,
  type Path,
  positive,
  power,
  product,
  productOf,
  quantity,
  reciprocal,
  replaceAt,
  subtermAt,
  subtract,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import { functionNamed } from '../../src/functions/index.ts';
import type { Random } from '../networks/families.ts';

const plain = ['x', 'y', 'z'].map((name) => quantity(name));
/** Declared positive. */
const signed = ['p', 'q'].map((name) => quantity(name));
export const given: readonly Condition[] = signed.map((each) => positive(each));

const f = (name: string, ...args: readonly Expr[]): Expr => apply(name, args);
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const SMOOTH = ['sigmoid', 'tanh', 'softplus', 'silu', 'exp', 'g'] as const;
const KINKED = ['relu', 'abs', 'max', 'leakyRelu', 'elu'] as const;

/** A term that is positive wherever it is defined. */
function positiveTerm(random: Random, depth: number): Expr {
  const inner = (): Expr => randomTerm(random, depth - 1);
  switch (Math.floor(random() * (depth > 0 ? 6 : 2))) {
    case 0:
    case 1:
      return pick(random, signed);
    case 2:
      return sum(num(1), power(inner(), num(2)));
    case 3:
      return f('sigmoid', inner());
    case 4:
      return product(positiveTerm(random, depth - 1), positiveTerm(random, depth - 1));
    default:
      return sum(positiveTerm(random, depth - 1), f('softplus', inner()));
  }
}

/** A random term of some depth; functions are kept shallow, so that values stay moderate. */
export function randomTerm(random: Random, depth: number): Expr {
  if (depth <= 0) {
    const draw = random();
    if (draw < 0.7) return pick(random, plain);
    if (draw < 0.85) return pick(random, signed);
    return num(1 + Math.floor(random() * 5), 1 + Math.floor(random() * 3));
  }
  const inner = (): Expr => randomTerm(random, depth - 1 - Math.floor(random() * 2));
  const draw = random();
  if (draw < 0.28) return sumOf(Array.from({ length: 2 + Math.floor(random() * 2) }, inner));
  if (draw < 0.52) return productOf(Array.from({ length: 2 + Math.floor(random() * 2) }, inner));
  if (draw < 0.6) return power(inner(), num(pick(random, [2, 2, 3, -1])));
  if (draw < 0.82) return f(pick(random, SMOOTH), randomTerm(random, Math.min(1, depth - 1)));
  if (draw < 0.9) return f(pick(random, ['log', 'sqrt']), positiveTerm(random, depth - 1));
  if (draw < 0.94)
    return apply(pick(random, ['sigmoid', 'tanh', 'softplus', 'g']), [randomTerm(random, 0)], [1]);
  const name = pick(random, KINKED);
  return f(name, ...Array.from({ length: name === 'max' ? 2 : 1 }, () => randomTerm(random, 1)));
}

/** Every position in a term, the root first. */
function positions(term: Expr): readonly (readonly [Path, Expr])[] {
  const found: (readonly [Path, Expr])[] = [[[], term]];
  for (const [path, node] of found) {
    if (found.length > 400) break;
    node.args.forEach((arg, i) => {
      found.push([[...path, i], arg]);
    });
  }
  return found;
}

/** A node written otherwise; undefined where it does not apply. */
export type Rewrite = (node: Expr, random: Random) => Expr | undefined;

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => [random(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item);

const called = (node: Expr, name: string): Expr | undefined =>
  node.kind === 'apply' && node.name === name && node.orders.every((order) => order === 0)
    ? node.args[0]
    : undefined;

const one = num(1);
const two = num(2);

/** A rewriting of applications of one function. */
const of =
  (name: string, make: (z: Expr) => Expr): Rewrite =>
  (node) => {
    const argument = called(node, name);
    return argument && make(argument);
  };

/** Equal wherever both sides are defined, signs being declared or evident. */
export const REWRITES: Readonly<Record<string, Rewrite>> = {
  reorder: (node, random) =>
    node.kind === 'sum'
      ? sumOf(shuffled(node.args, random))
      : node.kind === 'product'
        ? productOf(shuffled(node.args, random))
        : undefined,
  regroup: (node) => {
    const [first, second, ...rest] = node.args as [Expr, Expr, ...Expr[]];
    if (rest.length === 0 || (node.kind !== 'sum' && node.kind !== 'product')) return undefined;
    return node.kind === 'sum' ? sum(sum(first, second), ...rest) : product(product(first, second), ...rest);
  },
  expand: (node) => {
    const at = node.kind === 'product' ? node.args.findIndex((each) => each.kind === 'sum') : -1;
    const bracket = node.args[at];
    if (bracket === undefined) return undefined;
    return sumOf(
      bracket.args.map((term) => productOf(node.args.map((other, i) => (i === at ? term : other)))),
    );
  },
  square: (node) => {
    const [base, exponent] = node.args as [Expr, Expr];
    if (node.kind !== 'power' || exponent !== two) return undefined;
    if (base.kind !== 'sum') return product(base, base);
    return sumOf(base.args.flatMap((a) => base.args.map((b) => product(a, b))));
  },
  power: (node) => {
    const [base, exponent] = node.args as [Expr, Expr];
    if (node.kind !== 'power' || exponent.kind !== 'number' || !isInteger(exponent.value)) return undefined;
    return product(base, power(base, num(exponent.value.sub(1))));
  },
  addAndTake: (node, random) => {
    const other = pick(random, plain);
    return subtract(sum(node, other), other);
  },
  multiplyAndDivide: (node, random) => {
    const other = sum(one, power(pick(random, plain), two));
    return divide(product(other, node), other);
  },
  halves: (node) => sum(product(num(1, 3), node), product(num(2, 3), node)),
  commonDenominator: (node) => {
    if (node.kind !== 'sum') return undefined;
    const [first, ...rest] = node.args as [Expr, ...Expr[]];
    const below = sum(two, power(first, two));
    return divide(sum(product(first, below), product(sumOf(rest), below)), below);
  },
  quotient: (node) =>
    node.kind === 'power' && node.args[1] === num(-1) && node.args[0]?.kind === 'product'
      ? productOf(node.args[0].args.map(reciprocal))
      : undefined,
  sigmoidNegative: of('sigmoid', (z) => subtract(one, f('sigmoid', negate(z)))),
  sigmoidDefinition: of('sigmoid', (z) => reciprocal(sum(one, f('exp', negate(z))))),
  sigmoidExp: of('sigmoid', (z) => divide(f('exp', z), sum(one, f('exp', z)))),
  sigmoidTanh: of('sigmoid', (z) => product(num(1, 2), sum(one, f('tanh', product(num(1, 2), z))))),
  tanhSigmoid: of('tanh', (z) => subtract(product(two, f('sigmoid', product(two, z))), one)),
  tanhExp: of('tanh', (z) => {
    const square = f('exp', product(two, z));
    return divide(subtract(square, one), sum(square, one));
  }),
  tanhOdd: of('tanh', (z) => negate(f('tanh', negate(z)))),
  softplusShift: of('softplus', (z) => sum(z, f('softplus', negate(z)))),
  softplusLog: of('softplus', (z) => negate(f('log', f('sigmoid', negate(z))))),
  silu: of('silu', (z) => product(z, f('sigmoid', z))),
  expSum: (node) => {
    const argument = called(node, 'exp');
    return argument?.kind === 'sum' ? productOf(argument.args.map((each) => f('exp', each))) : undefined;
  },
  expNegative: of('exp', (z) => reciprocal(f('exp', negate(z)))),
  expHalf: of('exp', (z) => power(f('exp', product(num(1, 2), z)), two)),
  expLog: (node, random) =>
    signed.includes(node as never)
      ? random() < 0.5
        ? f('exp', f('log', node))
        : power(f('sqrt', node), two)
      : f('log', f('exp', node)),
  logProduct: (node) => {
    const argument = called(node, 'log');
    return argument?.kind === 'product' ? sumOf(argument.args.map((each) => f('log', each))) : undefined;
  },
  logSquare: of('log', (z) => product(num(1, 2), f('log', power(z, two)))),
  sqrtProduct: (node) => {
    const argument = called(node, 'sqrt');
    return argument?.kind === 'product' ? productOf(argument.args.map((each) => f('sqrt', each))) : undefined;
  },
  sqrtConjugate: of('sqrt', (z) => divide(z, f('sqrt', z))),
  sqrtPower: of('sqrt', (z) => power(z, num(1, 2))),
  absSign: of('abs', (z) => product(z, f('sign', z))),
  absMax: of('abs', (z) => f('max', z, negate(z))),
  absRelu: of('abs', (z) => sum(f('relu', z), f('relu', negate(z)))),
  reluAbs: of('relu', (z) => product(num(1, 2), sum(z, f('abs', z)))),
  leaky: of('leakyRelu', (z) => subtract(f('relu', z), product(num(1, 100), f('relu', negate(z))))),
  maxRelu: (node) => {
    if (node.kind !== 'apply' || node.name !== 'max') return undefined;
    const [u, v] = node.args as [Expr, Expr];
    return sum(u, f('relu', subtract(v, u)));
  },
  slope: (node) => {
    if (node.kind !== 'apply' || node.orders[0] !== 1) return undefined;
    return functionNamed(node.name)?.slopes(node.args)[0];
  },
};

/** A term equal to another, by several rewritings at random places, and their names. */
export function rewritten(
  term: Expr,
  random: Random,
  times: number,
  rewrites: Readonly<Record<string, Rewrite>> = REWRITES,
): readonly [Expr, readonly string[]] {
  let result = term;
  const used: string[] = [];
  const names = Object.keys(rewrites);
  for (let tries = 0; used.length < times && tries < 60; tries++) {
    const [path, node] = pick(random, positions(result));
    const name = pick(random, names);
    // An exponent is no place for a quotient: it would no longer be a literal.
    const parent = path.length > 0 ? subtermAt(result, path.slice(0, -1)) : undefined;
    if (parent?.kind === 'power' && path[path.length - 1] === 1) continue;
    const next = (rewrites[name] as Rewrite)(node, random);
    if (next === undefined || next === node) continue;
    result = replaceAt(result, path, next);
    used.push(name);
  }
  return [result, used];
}

/** A node with something wrong; undefined where it does not apply. */
export type Mutation = (node: Expr, random: Random) => Expr | undefined;

/** What goes wrong in one place. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  sign: (node) => negate(node),
  factor: (node) => product(two, node),
  exponent: (node) =>
    node.kind === 'power' && node.args[1]?.kind === 'number'
      ? power(node.args[0] as Expr, num(node.args[1].value.add(1)))
      : undefined,
  'off by one': (node) => sum(node, one),
  'off by 1e-9': (node) => sum(node, num(1n, 1_000_000_000n)),
  dropped: (node) =>
    node.kind === 'sum' || node.kind === 'product'
      ? node.kind === 'sum'
        ? sumOf(node.args.slice(1))
        : productOf(node.args.slice(1))
      : undefined,
  quantity: (node, random) => {
    if (node.kind !== 'quantity') return undefined;
    const family = signed.includes(node) ? signed : plain;
    return pick(
      random,
      family.filter((each) => each !== node),
    );
  },
  function: (node, random) => {
    if (node.kind !== 'apply' || node.args.length !== 1) return undefined;
    const name = pick(
      random,
      SMOOTH.filter((each) => each !== node.name),
    );
    return apply(name, node.args, node.orders);
  },
  slope: (node) =>
    node.kind === 'apply' && node.args.length === 1 && !['log', 'sqrt', 'abs'].includes(node.name)
      ? apply(node.name, node.args, [(node.orders[0] as number) + 1])
      : undefined,
};

/** A term with one thing changed, and what. */
export function mutant(
  term: Expr,
  random: Random,
  mutations: Readonly<Record<string, Mutation>> = MUTATIONS,
): readonly [Expr, string] {
  for (;;) {
    const [path, node] = pick(random, positions(term));
    const name = pick(random, Object.keys(mutations));
    const parent = path.length > 0 ? subtermAt(term, path.slice(0, -1)) : undefined;
    if (parent?.kind === 'power' && path[path.length - 1] === 1) continue;
    const next = (mutations[name] as Mutation)(node, random);
    if (next !== undefined) return [replaceAt(term, path, next), name];
  }
}
