// Random terms with sums over families x[n], y[n], v[m], w[n,m], one free index, the same written otherwise, and mutants.
import {
  addIndex,
  apply,
  bracket,
  type Expr,
  freeIndices,
  freshIndex,
  type Index,
  type IndexedSum,
  index,
  indexedSum,
  indexVariable,
  indicesIn,
  num,
  power,
  product,
  productOf,
  quantity,
  substituteIndices,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import type { Random } from '../networks/families.ts';
import { MUTATIONS, type Mutation, REWRITES, type Rewrite } from './generate.ts';

/** The index that is free in generated terms, from 1 to n. */
export const FREE = 'j';
const one = index(1);
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  x: ['n'],
  y: ['n'],
  v: ['m'],
  w: ['n', 'm'],
  u: ['n', 'n'],
  p: [],
};

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

type Scope = readonly (readonly [name: string, size: string])[];

function member(random: Random, scope: Scope): Expr {
  const name = pick(random, Object.keys(FAMILIES));
  const indices = (FAMILIES[name] as readonly string[]).map((size) => {
    const known = scope.filter((each) => each[1] === size);
    return known.length > 0 && random() < 0.9 ? indexVariable(pick(random, known)[0]) : index(1);
  });
  return quantity(name, indices);
}

export function randomSums(random: Random, depth: number, scope: Scope = [[FREE, 'n']]): Expr {
  if (depth <= 0) return random() < 0.85 ? member(random, scope) : num(1 + Math.floor(random() * 4), 3);
  const inner = (): Expr => randomSums(random, depth - 1 - Math.floor(random() * 2), scope);
  const draw = random();
  if (draw < 0.4 && scope.length < 4) {
    const name = ['i', 'k', 'r', 's'][scope.length - 1] as string;
    const size = pick(random, ['n', 'm']);
    const body = randomSums(random, depth - 1, [...scope, [name, size]]);
    return indexedSum(name, one, indexVariable(size), body);
  }
  if (draw < 0.6) return sum(inner(), inner());
  if (draw < 0.8) return product(inner(), inner());
  if (draw < 0.87) return power(inner(), num(2));
  const places = scope.filter(([, size]) => size === 'n').map(([name]) => indexVariable(name));
  if (draw < 0.92)
    return bracket({ kind: 'equal', left: pick(random, places), right: pick(random, [...places, one]) });
  return apply(pick(random, ['sigmoid', 'g', 'exp']), [member(random, scope)]);
}

const at = (body: Expr, name: string, to: Index): Expr => substituteIndices(body, new Map([[name, to]]));

type Law = (of: IndexedSum, body: Expr, random: Random) => Expr | undefined;

const LAWS: Readonly<Record<string, Law>> = {
  rename: (of, body) => {
    const name = freshIndex('t', indicesIn(body));
    return indexedSum(name, of.from, of.to, at(body, of.index, indexVariable(name)));
  },
  shift: (of, body) => {
    const moved = at(body, of.index, addIndex(indexVariable(of.index), one, -1));
    return indexedSum(of.index, addIndex(of.from, one), addIndex(of.to, one), moved);
  },
  backwards: (of, body) => {
    const mirror = addIndex(addIndex(of.from, of.to), indexVariable(of.index), -1);
    return indexedSum(of.index, of.from, of.to, at(body, of.index, mirror));
  },
  'first term': (of, body) =>
    sum(at(body, of.index, of.from), indexedSum(of.index, addIndex(of.from, one), of.to, body)),
  'last term': (of, body) =>
    sum(indexedSum(of.index, of.from, addIndex(of.to, one, -1), body), at(body, of.index, of.to)),
  split: (of, body) =>
    body.kind === 'sum'
      ? sumOf(body.args.map((each) => indexedSum(of.index, of.from, of.to, each)))
      : undefined,
  'pull out': (of, body) => {
    if (body.kind !== 'product') return undefined;
    const outside = body.args.filter((each) => !freeIndices(each).has(of.index));
    const inside = body.args.filter((each) => freeIndices(each).has(of.index));
    return outside.length === 0
      ? undefined
      : product(productOf(outside), indexedSum(of.index, of.from, of.to, productOf(inside)));
  },
  exchange: (of, body) => {
    if (body.kind !== 'indexedSum' || body.index === of.index) return undefined;
    const inside = indexedSum(of.index, of.from, of.to, body.args[0] as Expr);
    return indexedSum(body.index, body.from, body.to, inside);
  },
  contract: (of, body) => {
    const name = freshIndex('t', new Set([...indicesIn(body), of.index]));
    const there = bracket({ kind: 'equal', left: indexVariable(of.index), right: indexVariable(name) });
    const inside = indexedSum(name, of.from, of.to, product(there, at(body, of.index, indexVariable(name))));
    return indexedSum(of.index, of.from, of.to, inside);
  },
};

const onSums =
  (law: Law): Rewrite =>
  (node, random) =>
    node.kind === 'indexedSum' ? law(node, node.args[0] as Expr, random) : undefined;

/** The laws of sums; those of algebra come along. */
export const SUM_REWRITES: Readonly<Record<string, Rewrite>> = {
  ...Object.fromEntries(Object.entries(LAWS).map(([name, law]) => [name, onSums(law)])),
  square: (node) =>
    node.kind === 'power' && node.args[1] === num(2)
      ? product(node.args[0] as Expr, node.args[0] as Expr)
      : undefined,
  ...Object.fromEntries(
    ['reorder', 'expand', 'halves', 'sigmoidNegative', 'expNegative'].map((name) => [
      name,
      REWRITES[name] as Rewrite,
    ]),
  ),
};

/** A member with one index replaced by another of the same size, or by its neighbour. */
function otherIndex(node: Expr, random: Random): Expr | undefined {
  if (node.kind !== 'quantity' || node.indices.length === 0) return undefined;
  const i = Math.floor(random() * node.indices.length);
  const own = node.indices[i] as Index;
  const other = own.key === FREE || own.key === '1' ? index(own.key === '1' ? 2 : 1) : addIndex(own, one);
  return quantity(
    node.name,
    node.indices.map((each, k) => (k === i ? other : each)),
  );
}

export const SUM_MUTATIONS: Readonly<Record<string, Mutation>> = {
  index: otherIndex,
  transposition: (node) =>
    node.kind === 'quantity' && node.indices.length === 2 && node.indices[0] !== node.indices[1]
      ? quantity(node.name, [...node.indices].reverse())
      : undefined,
  'one term less': (node) =>
    node.kind === 'indexedSum'
      ? indexedSum(node.index, addIndex(node.from, one), node.to, node.args[0] as Expr)
      : undefined,
  family: (node) =>
    node.kind === 'quantity' && ['x', 'y'].includes(node.name)
      ? quantity(node.name === 'x' ? 'y' : 'x', node.indices)
      : undefined,
  unsummed: (node) => (node.kind === 'indexedSum' ? at(node.args[0] as Expr, node.index, one) : undefined),
  ...Object.fromEntries(
    ['sign', 'factor', 'exponent', 'off by one', 'off by 1e-9'].map((name) => [
      name,
      MUTATIONS[name] as Mutation,
    ]),
  ),
};
