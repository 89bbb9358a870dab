import { describe, expect, test } from 'vitest';
import { apply, num, power, product, type Quantity, quantity } from '../../src/expr/index.ts';
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
    const { history, values } = train(twoTwoTwo, { steps: 1, parameters: weights });
    expect([...history.losses]).toEqual([expect.closeTo(0.298371109, 9), expect.closeTo(0.291027774, 9)]);
    for (const each of weights) expect(values.get(each)).toBe(once.get(each));
    expect(values.get(q('b1'))).toBe(0.35);
  });

  test('10,000 updates of the weights', () => {
    const { history, values, outcome, steps } = train(twoTwoTwo, { steps: 10_000, parameters: weights });
    expect({ outcome, steps }).toEqual({ outcome: 'finished', steps: 10_000 });
    const { losses } = history;
    expect([history.steps[0], history.steps.at(-1)]).toEqual([0, 10_000]);
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
    const { history, values } = train(square, { steps: 3, rate: 0.25 });
    expect([...history.steps]).toEqual([0, 1, 2, 3]);
    expect([...history.losses]).toEqual([1, 0.25, 0.0625, 0.015625]);
    expect(values.get(q('w'))).toBe(0.125);
    expect(values.get(q('unused'))).toBe(4);
  });

  test('divergence is told, and the values are the last finite ones', () => {
    const { history, values, outcome, steps, divergence } = train(square, { steps: 10_000, rate: 10 });
    const { losses } = history;
    expect(outcome).toBe('diverged');
    expect(steps).toBeLessThan(500);
    expect(losses.length).toBe(steps + 1);
    expect(losses.at(-1)).toBe(Number.POSITIVE_INFINITY);
    expect(values.get(q('E'))).toBe(losses.at(-2));
    expect(divergence).toMatchObject({
      step: steps,
      quantity: q('E'),
      of: 'value',
      lastLoss: losses.at(-2),
      // 10 is ten times too large, and 1 goes from 1 to −1 and back.
      smallerRate: 0.1,
      message:
        `After ${steps} updates E is Infinity; the last finite loss was ${losses.at(-2)}. ` +
        'The learning rate is probably too large: at 0.1 the first update lowers the loss.',
    });
  });

  test('a loss that rises without end is told before its numbers are', () => {
    const { history, outcome, steps, divergence } = train(square, { steps: 100, rate: 1.1 });
    const last = history.losses.at(-1) as number;
    expect({ outcome, steps }).toEqual({ outcome: 'risen', steps: 100 });
    expect(last).toBeGreaterThan(1e15);
    expect(divergence?.message).toBe(
      `After 100 updates E is ${last}, above 1 at the start. ` +
        `The learning rate is probably too large: at ${divergence?.smallerRate} the first update lowers the loss.`,
    );
    expect(divergence?.smallerRate).toBeCloseTo(0.11, 12);
  });

  test('what climbs on purpose, or neither climbs nor falls, has finished', () => {
    expect(train(square, { steps: 10, rate: -0.1 }).outcome).toBe('finished');
    expect(train(square, { steps: 10, rate: 1 }).outcome).toBe('finished');
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

  type Options = Partial<Parameters<typeof train>[1]>;
  test.each<[string, Options, RegExp]>([
    ['a rate that is NaN', { rate: Number.NaN }, /learning rate is NaN/],
    ['an infinite rate', { rate: Number.POSITIVE_INFINITY }, /learning rate is Infinity/],
    ['NaN steps', { steps: Number.NaN }, /steps is NaN/],
    ['fewer than no steps', { steps: -1 }, /steps is -1/],
    ['a broken number of steps', { steps: 2.5 }, /steps is 2.5/],
    ['steps without an end', { steps: Number.POSITIVE_INFINITY }, /steps is Infinity/],
    ['a change over no steps', { stop: { changeBelow: { amount: 1, over: 0 } } }, /over is 0/],
    ['a change over fewer', { stop: { changeBelow: { amount: 1, over: -1 } } }, /over is -1/],
    ['a change over NaN steps', { stop: { changeBelow: { amount: 1, over: Number.NaN } } }, /over is NaN/],
    ['a change below NaN', { stop: { changeBelow: { amount: Number.NaN, over: 1 } } }, /amount is NaN/],
    ['a loss below NaN', { stop: { lossBelow: Number.NaN } }, /lossBelow is NaN/],
    ['a slope below NaN', { stop: { gradientBelow: Number.NaN } }, /gradientBelow is NaN/],
    ['the loss as a parameter', { parameters: [q('E')] }, /E has an equation/],
    ['a foreign parameter', { parameters: [q('foreign')] }, /no foreign/],
  ])('refuses %s', (_, options, message) => {
    expect(() => train(square, { steps: 3, rate: 0.25, ...options })).toThrow(RangeError);
    expect(() => train(square, { steps: 3, rate: 0.25, ...options })).toThrow(message);
  });

  test('one step refuses the same', () => {
    expect(() => step(square, square.values, [q('w')], Number.NaN)).toThrow(/learning rate/);
    expect(() => step(square, square.values, [q('E')], 1)).toThrow(/has an equation/);
    expect(() => step(square, square.values, [q('foreign')], 1)).toThrow(/no foreign/);
  });

  test('a start outside the domain has diverged before the first step', () => {
    const network = makeNetwork({
      ...square,
      equations: [{ quantity: q('E'), rhs: product(q('w'), power(q('w'), num(-1))) }],
    });
    const values = new Map([[q('w'), 0]]);
    const { outcome, steps, divergence } = train(network, { steps: 5, rate: 1, values });
    expect({ outcome, steps }).toEqual({ outcome: 'diverged', steps: 0 });
    expect(divergence).toEqual({
      step: 0,
      quantity: q('E'),
      of: 'value',
      value: Number.NaN,
      message: 'Before the first update E is NaN: the network has no finite loss there.',
    });
  });

  test('a slope that is not finite is named', () => {
    const network = makeNetwork({
      ...square,
      equations: [{ quantity: q('E'), rhs: apply('sqrt', [q('w')]) }],
    });
    const { outcome, divergence } = train(network, { steps: 5, rate: 1, values: new Map([[q('w'), 0]]) });
    expect(outcome).toBe('diverged');
    expect(divergence).toMatchObject({
      quantity: q('w'),
      of: 'slope',
      value: Number.POSITIVE_INFINITY,
      lastLoss: 0,
    });
  });

  test.each<[string, NonNullable<Parameters<typeof train>[1]['stop']>, string, number]>([
    // w halves at every step: losses 4^(−n), slopes 2·2^(−n).
    ['the loss is small', { lossBelow: 1e-3 }, 'lossBelow', 5],
    ['the slope is small', { gradientBelow: 0.1 }, 'gradientBelow', 5],
    ['the loss hardly changes', { changeBelow: { amount: 1e-3, over: 1 } }, 'changeBelow', 6],
    [
      'the loss hardly changes over three steps',
      { changeBelow: { amount: 1e-3, over: 3 } },
      'changeBelow',
      8,
    ],
    ['whichever is first', { lossBelow: 1e-9, gradientBelow: 0.1 }, 'gradientBelow', 5],
    ['at once', { lossBelow: 2 }, 'lossBelow', 0],
  ])('stops when %s', (_, stop, stoppedBy, steps) => {
    const training = train(square, { steps: 100, rate: 0.25, stop });
    expect(training).toMatchObject({ outcome: 'stopped', stoppedBy, steps });
    expect(training.history.losses.at(-1)).toBe(0.25 ** steps);
    expect(training.values.get(q('E'))).toBe(0.25 ** steps);
  });

  test('conditions that never hold leave all steps', () => {
    const stop = { lossBelow: 0, gradientBelow: 0, changeBelow: { amount: 0, over: 2 } };
    expect(train(square, { steps: 20, rate: 0.25, stop })).toMatchObject({ outcome: 'finished', steps: 20 });
  });
});

test('a long history is thinned evenly, from the first loss to the last', () => {
  const run = (points?: number) => train(twoTwoTwo, { steps: 2500, points }).history;
  const full = run(3000);
  expect(full.steps).toHaveLength(2501);
  for (const points of [2, 3, 10, 1000]) {
    const { steps, losses } = run(points);
    expect(steps.length).toBeLessThanOrEqual(points + 1);
    expect(steps.length).toBeGreaterThan(points / 2);
    expect([steps[0], steps.at(-1)]).toEqual([0, 2500]);
    for (const [i, step] of steps.entries()) expect(losses[i]).toBe(full.losses[step]);
    const gaps = new Set([...steps.slice(1, -1)].map((step, i) => step - (steps[i] as number)));
    expect(gaps.size).toBeLessThanOrEqual(1);
  }
  expect(() => run(1)).toThrow(RangeError);
});
