// The shortest forms that closed forms take: common factors in front, fractions over one line only where that is shorter.
import { expect, test } from 'vitest';
import { simplest } from '../../src/derive/simplest.ts';
import { writeFormula } from '../../src/formula/index.ts';
import { term } from '../networks/indexed.ts';

test.each([
  // Softmax behind any cost: a(g − Σ g a).
  ['(g/a - h/b)*a + a*sum(k in 1..n, g[k]*a[k])', 'a*(g/a - h/b + sum(k, 1, n, g[k]*a[k]))'],
  ['d*x + d*y*z', 'd*(x + y*z)'],
  ['d*exp(x) - d*e*exp(x)', 'd*exp(x)*(1 - e)'],
  ['d*x + e*y', 'd*x + e*y'],
  ['-y/a + (1 - y)/(1 - a)', '-y/a + (1 - y)/(1 - a)'],
  ['m/s - q/s^3', 'm/s - q/s^3'],
])('%s → %s', (before, after) => {
  expect(writeFormula(simplest(term(before)).term)).toBe(after);
});
