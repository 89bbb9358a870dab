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
  ['u[i] + sum(k in 1..n, -u[k]*p[k])', 'u[i]', '-u[k]*p[k]'],
  ['sum(k in 1..n, p[k]*(-u[k])) + u[i]', 'u[i]', 'p[k]*(-u[k])'],
  ['-(2*u[i]) + sum(k in 1..n, u[k]*2*p[k])', '-(2*u[i])', 'u[k]*2*p[k]'],
  ['-a[i] + b[i] + sum(k in 1..n, p[k]*(a[k] - b[k]))', '-a[i] + b[i]', 'p[k]*(a[k] - b[k])'],
  [
    '(-a[i] + b[i])*c[i] + sum(k in 1..n, p[k]*c[k]*(a[k] - b[k]))',
    '(-a[i] + b[i])*c[i]',
    'p[k]*c[k]*(a[k] - b[k])',
  ],
  ['1/(1 - u[i]) + sum(k in 1..n, p[k]/(u[k] - 1))', '1/(1 - u[i])', 'p[k]/(u[k] - 1)'],
])('%s', (text, own, body) => {
  const others = [term(`sum(k in 1..i-1, ${body})`), term(`sum(k in i+1..n, ${body})`)];
  expect(found(text)).toBe(sum(product(term(own), term('1 - p[i]')), ...others));
});

test.each([
  ['nothing cancels', 'u[i] + sum(k in 1..n, u[k]*p[k])'],
  ['something else is subtracted', 'u[i] + sum(k in 1..n, -(2*u[k])*p[k])'],
  ['another power', 'u[i]^2 + sum(k in 1..n, -(u[k]^3)*p[k])'],
  ['an even power has no sign', '(a[i] - b[i])^2 + sum(k in 1..n, (b[k] - a[k])^2*p[k])'],
  ['no share', 'u[i] + sum(k in 1..n, -u[k]*q[k])'],
  ['it is no summand', 'u[i] + sum(k in 2..n, -u[k]*p[k])'],
  ['more than what cancels', '1 + u[i] + sum(k in 1..n, -u[k]*p[k])'],
])('%s: %s stays', (_, text) => {
  expect(found(text)).toBeUndefined();
});
