// Names decide nothing: renaming every symbol of a network renames its derivation and changes nothing else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { type Condition, type Expr, type Quantity, quantity } from '../../src/expr/index.ts';
import { makeNetwork, type Network } from '../../src/network/index.ts';
import {
  type Derivation,
  type Justification,
  renameTerm,
  type Step,
  type Theorem,
} from '../../src/proof/index.ts';
import { randomNetwork } from '../networks/random.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';

type Names = ReadonlyMap<Quantity, Quantity>;

const renameCondition = (condition: Condition, term: (each: Expr) => Expr): Condition => {
  if (condition.kind === 'nonzero' || condition.kind === 'positive')
    return { ...condition, term: term(condition.term) };
  if (condition.kind === 'smooth') return { ...condition, at: condition.at.map(term) };
  if (condition.kind === 'equal')
    return {
      kind: 'equal',
      equation: { lhs: term(condition.equation.lhs), rhs: term(condition.equation.rhs) },
    };
  return condition;
};

const describeCondition = (condition: Condition, term: (each: Expr) => number): unknown => {
  if (condition.kind === 'nonzero' || condition.kind === 'positive')
    return [condition.kind, term(condition.term)];
  if (condition.kind === 'smooth') return [condition.function, condition.at.map(term)];
  if (condition.kind === 'equal')
    return ['equal', term(condition.equation.lhs), term(condition.equation.rhs)];
  return condition.kind;
};

function renamed(network: Network, names: Names): Network {
  const put = (q: Quantity): Quantity => names.get(q) ?? q;
  const term = (each: Expr): Expr => renameTerm(each, names);
  return makeNetwork({
    name: network.name,
    symbols: network.symbols.map((each) => ({ ...each, quantity: put(each.quantity) })),
    equations: network.equations.map(({ quantity: q, rhs }) => ({ quantity: put(q), rhs: term(rhs) })),
    given: network.given.map((each) => renameCondition(each, term)),
    ...(network.loss && { loss: put(network.loss) }),
    values: new Map([...network.values].map(([q, value]) => [put(q), value])),
    opaque: network.opaque,
  });
}

const numbers = new Map<Expr, number>();
/** Terms are interned, so a number for each object is a number for each term. */
const numberOf = (term: Expr): number => {
  const known = numbers.get(term) ?? numbers.size;
  numbers.set(term, known);
  return known;
};

/** A derivation as plain data, under names. */
function described({ theorems }: Derivation, names: Names): unknown {
  const memo = new Map<Expr, Expr>();
  const term = (each: Expr): number => numberOf(renameTerm(each, names, memo));
  const put = (q: Quantity): Quantity => names.get(q) ?? q;
  const reason = (by: Justification): unknown => {
    if ('steps' in by) return { steps: by.steps.map(step) };
    if ('cite' in by) return by;
    const { rule, at, to, cut, quantity: q, law, given } = by.use;
    return {
      rule,
      at,
      to: to && term(to),
      cut: cut?.map((each) => put(each).name),
      quantity: q && put(q).name,
      law: law && { ...law, args: law.args.map((each) => term(each)) },
      given: given && describeCondition(given.condition, term),
    };
  };
  const step = ({ after, by }: Step): unknown => ({ after: term(after), by: reason(by) });
  return theorems.map(({ goal, given, name, proof }: Theorem) => ({
    lhs: term(goal.lhs),
    rhs: term(goal.rhs),
    given: given.map((each) => describeCondition(each, term)),
    name: name && put(name).name,
    proof: proof.by === 'steps' ? proof.steps.map(step) : proof.by,
  }));
}

function derivationOf(network: Network, parameters: readonly Quantity[]): Derivation {
  const deriver = new Deriver(network);
  for (const each of parameters) deriver.derive(network.loss as Quantity, each);
  return deriver.derivation;
}

/** New names for all symbols, and then for what the two derivations named in the same place. */
function compare(network: Network, names: Names): void {
  const parameters = network.symbols.filter(({ role }) => role !== 'defined').map((each) => each.quantity);
  const original = derivationOf(network, parameters);
  const other = derivationOf(
    renamed(network, names),
    parameters.map((each) => names.get(each) ?? each),
  );
  expect(other.theorems.length).toBe(original.theorems.length);
  const back = new Map([...names].map(([from, to]) => [to, from]));
  original.theorems.forEach(({ name }, i) => {
    const theirs = other.theorems[i]?.name;
    expect(theirs === undefined).toBe(name === undefined);
    if (name !== undefined && theirs !== undefined) back.set(theirs, name);
  });
  expect(described(other, back)).toEqual(described(original, new Map()));
}

const networks: fc.Arbitrary<Network> = randomNetwork;
const permuted = (network: Network, draws: readonly number[]): Names => {
  const all = network.symbols.map((each) => each.quantity);
  const shuffled = all
    .map((each, i) => ({ each, key: draws[i % draws.length] as number }))
    .sort((a, b) => a.key - b.key);
  return new Map(all.map((each, i) => [each, (shuffled[i] as { each: Quantity }).each]));
};

/** The same network under names of one length: how long a printed form may be is counted in characters. */
const plainly = (network: Network): Network =>
  renamed(
    network,
    new Map(network.symbols.map(({ quantity: q }, i) => [q, quantity(`q_${String(i).padStart(4, '0')}`)])),
  );

describe('names decide nothing', () => {
  test('the names of a network among themselves', { timeout: 60_000 }, () => {
    const draws = fc.array(fc.nat(1_000_000), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(networks.map(plainly), draws, (network, drawn) =>
        compare(network, permuted(network, drawn)),
      ),
      { seed: 31, numRuns: 20, endOnFailure: true },
    );
  });

  test('names that sort the other way round, or are in another script', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(networks.map(plainly), (network) => {
        const all = network.symbols.map((each) => each.quantity);
        const backwards = all.map((q, i): [Quantity, Quantity] => [q, quantity(`a_${9_999 - i}`)]);
        const greek = all.map((q, i): [Quantity, Quantity] => [
          q,
          quantity(`${'αβγδεζ'[i % 6]}_${1_000 + ((i * 7_919) % 8_999)}`),
        ]);
        compare(network, new Map(backwards));
        compare(network, new Map(greek));
      }),
      { seed: 32, numRuns: 8, endOnFailure: true },
    );
  });

  test('the worked example, its weights exchanged in pairs', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['w1', 'w8'],
      ['outh1', 'neto2'],
      ['b1', 'y2'],
    ];
    compare(
      twoTwoTwo,
      new Map(
        pairs.flatMap(([a, b]) => [
          [quantity(a), quantity(b)],
          [quantity(b), quantity(a)],
        ]),
      ),
    );
  });

  test('names that error terms would like to have', () => {
    compare(
      twoTwoTwo,
      new Map([
        [quantity('w1'), quantity('delta_neto1')],
        [quantity('w2'), quantity('delta_neth1')],
        [quantity('x1'), quantity('delta_')],
      ]),
    );
  });
});
