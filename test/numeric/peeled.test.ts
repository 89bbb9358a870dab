// Which sums lose the summand that cancels, and which stay as they are.
import { expect, test } from 'vitest';
import { product, sum } from '../../src/expr/index.ts';
import { IndexFacts } from '../../src/network/index.ts';
import { peeled } from '../../src/numeric/peeled.ts';
import { ranges, term } from '../networks/indexed.ts';

const facts = new IndexFacts(ranges('s in 1..m, i in 1..n'), new Set(['m', 'n']));
const found = (text: string) =>
  peeled(
    term(text),
    (p) => p === term('p[i]'),
    (each, range) => facts.within(each, range),
  );

test.each([
  ['u[i] + p[i]*sum(k in 1..n, -u[k])', 'u[i]', '-u[k]'],
  ['p[i]*sum(k in 1..n, -u[k]) + u[i]', 'u[i]', '-u[k]'],
  ['-(2*u[i]) + p[i]*sum(k in 1..n, u[k]*2)', '-(2*u[i])', 'u[k]*2'],
  [
    '(-a[i] + b[i])*c[i] + p[i]*sum(k in 1..n, c[k]*(a[k] - b[k]))',
    '(-a[i] + b[i])*c[i]',
    'c[k]*(a[k] - b[k])',
  ],
  ['1/(1 - u[i]) + p[i]*sum(k in 1..n, 1/(u[k] - 1))', '1/(1 - u[i])', '1/(u[k] - 1)'],
])('%s', (text, own, body) => {
  const others = term(`sum(k in 1..i-1, ${body}) + sum(k in i+1..n, ${body})`);
  expect(found(text)).toBe(sum(product(term(own), term('1 - p[i]')), product(term('p[i]'), others)));
});

test.each([
  ['nothing cancels', 'u[i] + p[i]*sum(k in 1..n, u[k])'],
  ['something else is subtracted', 'u[i] + p[i]*sum(k in 1..n, -(2*u[k]))'],
  ['another power', 'u[i]^2 + p[i]*sum(k in 1..n, -(u[k]^3))'],
  ['an even power has no sign', '(a[i] - b[i])^2 + p[i]*sum(k in 1..n, (b[k] - a[k])^2)'],
  ['no share', 'u[i] + q[i]*sum(k in 1..n, -u[k])'],
  ['it is no summand', 'u[i] + p[i]*sum(k in 2..n, -u[k])'],
  ['three summands', '1 + u[i] + p[i]*sum(k in 1..n, -u[k])'],
])('%s: %s stays', (_, text) => {
  expect(found(text)).toBeUndefined();
});
