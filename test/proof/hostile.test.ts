// Files that somebody tampered with are read and judged, or refused as no derivation; nothing else is ever thrown.
import { describe, expect, test } from 'vitest';
import { IndexedDeriver } from '../../src/derive/index.ts';
import { bracket, type Expr, index, indexedSum, num, product, sum } from '../../src/expr/index.ts';
import { makeNetwork, type Network, NetworkError } from '../../src/network/index.ts';
import { check, FormatError, readDerivation, writeDerivation } from '../../src/proof/index.ts';
import * as nets from '../networks/families.ts';
import { member, ranges, term } from '../networks/indexed.ts';

type Json = unknown[] | Record<string, unknown>;

const SEED = 20_251;
const FILES = 600;

/** Every place in a file: what holds it, and where. */
function placesIn(root: Json): readonly (readonly [Record<string, unknown>, string])[] {
  const found: (readonly [Record<string, unknown>, string])[] = [];
  const open: Json[] = [root];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const [key, value] of Object.entries(each)) {
      found.push([each as Record<string, unknown>, key]);
      if (typeof value === 'object' && value !== null) open.push(value as Json);
    }
  }
  return found;
}

const changes: readonly ((old: unknown, other: unknown) => unknown)[] = [
  (_, other) => structuredClone(other),
  (old) => (typeof old === 'number' ? old + 1 : typeof old === 'string' ? '*' : null),
  (old) => (typeof old === 'number' ? -old : typeof old === 'string' ? 'l' : []),
  (old) => (typeof old === 'number' ? 1e18 : typeof old === 'string' ? '' : {}),
  () => [1, [1, '*']],
  () => undefined,
];

/** Whether a value is an index that mentions something: [0, [1, "l"]], [-1, [1, "n", [0, [1, "l"]]]]. */
const isIndex = (
  value: unknown,
): value is readonly [number, ...(readonly [number, string, ...unknown[]])[]] =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((each, i) =>
    i === 0 ? typeof each === 'number' : Array.isArray(each) && typeof each[1] === 'string',
  );

function derivationOf(network: Network): string {
  const deriver = new IndexedDeriver(network);
  for (const { quantity, role } of network.symbols)
    if (role === 'parameter' && network.loss !== undefined) deriver.derive(network.loss, quantity);
  return JSON.stringify(writeDerivation(deriver.derivation));
}

describe('sums that multiply within one another, in few lines', () => {
  const doubled = (start: Expr, make: (inner: Expr, level: number) => readonly [Expr, Expr]): Expr => {
    let term = start;
    for (let level = 0; level < 40; level++) term = sum(...make(term, level));
    return term;
  };
  const [one, two] = [index(1), index(2)];
  const x = term('x[1]');
  const over = (name: string, body: Expr): Expr => indexedSum(name, one, two, body);
  const beside = (at: number, body: Expr): Expr =>
    product(bracket({ kind: 'atMost', left: index(at), right: two }), body);
  const terms: readonly (readonly [string, Expr])[] = [
    ['sums', doubled(x, (inner, level) => [over(`a${level}`, inner), over(`b${level}`, inner)])],
    ['brackets', doubled(x, (inner) => [beside(0, inner), beside(1, inner)])],
  ];
  const few = (rhs: Expr): Network =>
    makeNetwork({
      name: 'few',
      symbols: [
        { quantity: member('x[i]'), role: 'input', ranges: ranges('i in 1..3') },
        { quantity: member('E'), role: 'defined', ranges: [] },
      ],
      equations: [{ quantity: member('E'), rhs, ranges: [] }],
    });

  test.each(terms)('%s in an equation', (_, rhs) => {
    expect(() => few(rhs)).toThrow(NetworkError);
  });

  test.each(terms)('%s in a goal', (_, lhs) => {
    const rhs = product(num(1), lhs);
    const steps = [{ after: rhs, by: { use: { rule: 'algebra', at: [], to: rhs } } }];
    const [verdict] = check({
      network: few(x),
      theorems: [{ goal: { lhs, rhs }, given: [], proof: { by: 'steps', steps } }],
    });
    expect(verdict).toMatchObject({ accepted: false, reason: 'too many sums stand within one another' });
  });

  test('a product that multiplies within itself is one surrounding', () => {
    let term: Expr = x;
    for (let level = 0; level < 60; level++) term = product(term, term);
    expect(few(over('k', term)).equations).toHaveLength(1);
  });
});

describe(`${FILES} changes of each, seed ${SEED}`, () => {
  test.each(
    [nets.opaqueNet, nets.softmaxNet, nets.recurrentNet, nets.convolutionNet].map(
      (network) => [network.name, network] as const,
    ),
  )('%s', (_, network) => {
    const draw = nets.random(SEED);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
    const text = derivationOf(network);
    const strange: string[] = [];
    let refused = 0;
    for (let count = 0; count < FILES; count++) {
      const file = JSON.parse(text) as Json;
      const places = placesIn(file);
      const [[holder, key], [other, there]] = [pick(places), pick(places)];
      const was = JSON.stringify(holder[key]);
      holder[key] = pick(changes)(holder[key], other[there]);
      try {
        const verdicts = check(readDerivation(JSON.parse(JSON.stringify(file))));
        if (verdicts.some(({ accepted }) => !accepted)) refused++;
      } catch (error) {
        refused++;
        if (!(error instanceof FormatError || error instanceof NetworkError))
          strange.push(`${key} ${was} → ${JSON.stringify(holder[key])}: ${error}`);
      }
    }
    expect(strange).toEqual([]);
    expect(refused).toBeGreaterThan(FILES / 3);
  });
});

describe('an index with indices of its own, a size with others than everywhere', () => {
  test.each(nets.familyNets.map((network) => [network.name, network] as const))('%s', (_, network) => {
    const text = derivationOf(network);
    const count = placesIn(JSON.parse(text)).filter(([holder, key]) => isIndex(holder[key])).length;
    expect(count).toBeGreaterThan(10);
    const accepted: string[] = [];
    for (let at = 0; at < count; at += Math.max(1, Math.floor(count / 60))) {
      const file = JSON.parse(text) as Json;
      const [holder, key] = placesIn(file).filter(([held, name]) => isIndex(held[name]))[at] as [
        Record<string, unknown>,
        string,
      ];
      const [constant, [coefficient, name, ...own], ...rest] = holder[key] as [number, [number, string]];
      if (name === '*') continue;
      const strange = [coefficient, name, ...(own.length > 0 ? [] : [[3]])];
      const was = JSON.stringify(holder[key]);
      holder[key] = [constant, strange, ...rest];
      try {
        if (check(readDerivation(file)).every((verdict) => verdict.accepted))
          accepted.push(`${was} → ${JSON.stringify(holder[key])}`);
      } catch (error) {
        if (!(error instanceof FormatError || error instanceof NetworkError)) throw error;
      }
    }
    expect(accepted).toEqual([]);
  });
});
