// "In the same way": of several derivations the first whose proof, its symbols renamed, is a proof of this one.
import { expect, test } from 'vitest';
import { Deriver, type Worked } from '../../src/derive/index.ts';
import { check } from '../../src/proof/index.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';
import { q } from '../proof/small.ts';

test.each([
  [
    ['w5', 'w1', 'w6', 'w2', 'w8', 'b1'],
    ['', '', 'w5', 'w1', 'w5', ''],
  ],
  [
    ['w1', 'w5', 'w3', 'b2', 'w7', 'b1'],
    ['', '', 'w1', '', 'w5', ''],
  ],
  [
    ['neth1', 'w1', 'neth2', 'w4'],
    ['', '', 'neth1', 'w1'],
  ],
])('%j are like %j', (wrt, expected) => {
  const deriver = new Deriver(twoTwoTwo);
  const originals: Worked[] = [];
  const like = wrt.map((name) => {
    const worked = deriver.derive(q('E'), q(name), originals);
    const { proof } = deriver.theorem(worked.theorem);
    expect(worked.sameWay).toBe(proof.by === 'renaming');
    if (proof.by !== 'renaming') originals.push(worked);
    return proof.by === 'renaming' ? originals.find(({ theorem }) => theorem === proof.of)?.wrt.name : '';
  });
  expect(like).toEqual(expected);
  expect(check(deriver.derivation).every(({ accepted }) => accepted)).toBe(true);
});

test('what is like none of them is derived as if none had been offered', () => {
  const alone = new Deriver(twoTwoTwo);
  const offered = new Deriver(twoTwoTwo);
  const goals = ['w5', 'b2'].map((name) => {
    const like = offered.derive(q('E'), q('w1'));
    alone.derive(q('E'), q('w1'));
    const [a, b] = [alone.derive(q('E'), q(name)), offered.derive(q('E'), q(name), [like])];
    expect(b.sameWay).toBe(false);
    return [alone.theorem(a.theorem), offered.theorem(b.theorem)];
  });
  for (const [a, b] of goals) expect(b).toEqual(a);
});
