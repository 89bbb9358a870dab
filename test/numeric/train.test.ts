import { describe, expect, test } from 'vitest';
import { num, power, product, type Quantity, quantity } from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { evaluate, parametersOf, step, train } from '../../src/numeric/index.ts';
import { twoTwoTwo, weights } from '../networks/twoTwoTwo.ts';

const q = (name: string): Quantity => quantity(name);

describe('the 2-2-2 example', () => {
  const once = step(twoTwoTwo, twoTwoTwo.values, weights, 0.5);
  test.each([
    ['w1', 0.149780716],
    ['w2', 0.199561432],
    ['w3', 0.249751144],
    ['w4', 0.299502287],
    ['w5', 0.35891648],
    ['w6', 0.408666186],
    ['w7', 0.51130127],
    ['w8', 0.561370121],
  ])('one update: %s = %d', (name, expected) => {
    expect(once.get(q(name))).toBeCloseTo(expected, 9);
  });

  test('the loss after one update of the weights', () => {
    expect(evaluate(twoTwoTwo, once).get(q('E'))).toBeCloseTo(0.291027774, 9);
    const { losses, values } = train(twoTwoTwo, { steps: 1, parameters: weights });
    expect([...losses]).toEqual([expect.closeTo(0.298371109, 9), expect.closeTo(0.291027774, 9)]);
    for (const each of weights) expect(values.get(each)).toBe(once.get(each));
    expect(values.get(q('b1'))).toBe(0.35);
  });

  test('10,000 updates of the weights', () => {
    const { losses, values, outcome, steps } = train(twoTwoTwo, { steps: 10_000, parameters: weights });
    expect({ outcome, steps, length: losses.length }).toEqual({
      outcome: 'finished',
      steps: 10_000,
      length: 10_001,
    });
    expect(losses.at(-1)).toBeCloseTo(3.5102e-5, 9);
    expect(values.get(q('E'))).toBe(losses.at(-1));
    expect(values.get(q('outo1'))).toBeCloseTo(0.0159136, 7);
    expect(values.get(q('outo2'))).toBeCloseTo(0.9840643, 7);
  });

  test('many steps are single steps, one after another', () => {
    let values = new Map(twoTwoTwo.values);
    for (let i = 0; i < 25; i++)
      values = new Map([...values, ...step(twoTwoTwo, values, parametersOf(twoTwoTwo), 0.5)]);
    const trained = train(twoTwoTwo, { steps: 25 });
    for (const each of parametersOf(twoTwoTwo))
      expect(trained.values.get(each)).toBeCloseTo(values.get(each) as number, 14);
  });
});

describe('E = w²', () => {
  const square = makeNetwork({
    name: 'square',
    symbols: [
      { quantity: q('w'), role: 'parameter' },
      { quantity: q('unused'), role: 'parameter' },
      { quantity: q('E'), role: 'defined' },
    ],
    equations: [{ quantity: q('E'), rhs: power(q('w'), num(2)) }],
    loss: q('E'),
    values: new Map([
      [q('w'), 1],
      [q('unused'), 4],
    ]),
  });

  test('converges at a small rate', () => {
    const { losses, values } = train(square, { steps: 3, rate: 0.25 });
    expect([...losses]).toEqual([1, 0.25, 0.0625, 0.015625]);
    expect(values.get(q('w'))).toBe(0.125);
    expect(values.get(q('unused'))).toBe(4);
  });

  test('divergence is told, and the values are the last finite ones', () => {
    const { losses, values, outcome, steps } = train(square, { steps: 10_000, rate: 10 });
    expect(outcome).toBe('diverged');
    expect(steps).toBeLessThan(500);
    expect(losses.length).toBe(steps + 1);
    expect(losses.at(-1)).toBe(Number.POSITIVE_INFINITY);
    expect(Number.isFinite(values.get(q('E')))).toBe(true);
    expect(values.get(q('E'))).toBe(losses.at(-2));
  });

  test('no step leaves everything as it is', () => {
    expect(train(square, { steps: 0, rate: 1 })).toMatchObject({ outcome: 'finished', steps: 0 });
  });

  test('a rate and a loss are needed', () => {
    expect(() => train(square, { steps: 1 })).toThrow(RangeError);
    const lossless = makeNetwork({
      name: 'none',
      symbols: [{ quantity: q('w'), role: 'parameter' }],
      equations: [],
    });
    expect(() => train(lossless, { steps: 1, rate: 1 })).toThrow(RangeError);
  });

  test('a start outside the domain has diverged before the first step', () => {
    const network = makeNetwork({
      ...square,
      equations: [{ quantity: q('E'), rhs: product(q('w'), power(q('w'), num(-1))) }],
    });
    const values = new Map([[q('w'), 0]]);
    expect(train(network, { steps: 5, rate: 1, values })).toMatchObject({ outcome: 'diverged', steps: 0 });
  });
});
