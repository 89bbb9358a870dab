// The order in which closed forms are written.
import { expect, test } from 'vitest';
import { tidy } from '../../src/derive/tidy.ts';
import { writeFormula } from '../../src/formula/index.ts';
import { term } from '../networks/indexed.ts';

test.each([
  // What is divided stands before what divides it.
  ['1/s[i]*p[i,j]', 'p[i,j]/s[i]'],
  ['d[k]/sum(j in 1..n, exp(z[j]))*exp(z[i])', 'd[k]*exp(z[i])/sum(j, 1, n, exp(z[j]))'],
  ['a*b*(b^2)^-2', 'a*b^-3'],
  ['1/(a + b)^2*exp(c)*(x - y)', 'exp(c)/(a + b)^2*(x - y)'],
  // A constant in front reads as a mean or a rate.
  ['lambda/m*w[j]', 'lambda/m*w[j]'],
  ['1/m*sum(s in 1..m, x[s])', '1/m*sum(s, 1, m, x[s])'],
  // A factor begins with what is positive, quotients keep their order.
  ['d*(-h + s)', 'd*(s - h)'],
  ['d*(-y/a + (1 - y)/(1 - a))', 'd*(-y/a + (1 - y)/(1 - a))'],
  ['d*(-1 + x/s)', 'd*(x/s - 1)'],
  ['-d*(1 - x/s)', 'd*(x/s - 1)'],
  ['-h + s', '-h + s'],
  ['-d*(a - y/a - b)', 'd*(y/a + b - a)'],
  // A number that all summands of a factor have stands before it.
  ['d*(2*q - 2*p)', '2*d*(q - p)'],
  ['d*(1/2*q - 1/2)', '1/2*d*(q - 1)'],
  ['d*(2*q - p)', 'd*(2*q - p)'],
  ['2*q - 2*p', '2*q - 2*p'],
])('%s → %s', (before, after) => {
  expect(writeFormula(tidy(term(before)))).toBe(after);
});
