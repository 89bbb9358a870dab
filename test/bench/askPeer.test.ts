import { expect, test } from 'vitest';
import type { Quantity } from '../../src/expr/index.ts';
import { evaluateGradients, parametersOf } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { type Answer, askPeer, checked } from './askPeer.ts';
import { problemOf } from './problem.ts';
import { peerNames } from './record.ts';

const answer = (values?: readonly number[]): Answer => ({
  phases: { gradient: 2, latex: { over: 10 } },
  ...(values !== undefined && { values }),
});

test.each<[string, readonly number[] | undefined, unknown]>([
  ['right', [1, -2], { gradient: 2, latex: { over: 10 } }],
  ['first few right', [1], { gradient: 2, latex: { over: 10 } }],
  ['one wrong', [1, 0], { gradient: 'wrong: 1 of 2', latex: 'wrong: 1 of 2' }],
  ['no number', [1, Number.NaN], { gradient: 'wrong: 1 of 2', latex: 'wrong: 1 of 2' }],
  ['none', [], { gradient: 'wrong: 0 of 0', latex: 'wrong: 0 of 0' }],
  ['killed before', undefined, { gradient: 'not checked in time', latex: 'not checked in time' }],
])('an answer whose values are %s', (_name, values, phases) => {
  expect(checked(answer(values), [1, -2]).phases).toEqual(phases);
});

test('a peer that fails says why, in the phase that it was in and after', async () => {
  const problem = { ...problemOf(dense(1, 1)), parameters: ['w1u1u1', '2+'] };
  const { phases } = await askPeer('math.js', problem, ['gradient', 'latex']);
  expect(phases.gradient).toMatch(/^fails: \w*Error: /);
  expect(phases.latex).toBe(phases.gradient);
});

test.each(peerNames)('%s answers with the values that derivatives have, or not at all', async (peer) => {
  const network = dense(1, 1);
  const values = evaluateGradients(network, network.loss as Quantity);
  const expected = parametersOf(network).map((each) => values.get(each) as number);
  const { phases } = checked(await askPeer(peer, problemOf(network), ['gradient', 'compile']), expected);
  if (typeof phases.gradient === 'number') return;
  // On a machine too busy to start it in time nothing is known; anything else that is no time is a mistake of ours.
  const excuses = ['math.js', 'nerdamer', 'Algebrite'].includes(peer)
    ? /"over"|> \d+ s|not checked in time/
    : /"over"|> \d+ s|not checked in time|not installed/;
  expect(JSON.stringify(phases.gradient)).toMatch(excuses);
});
